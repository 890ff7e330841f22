"""Announcements as data: records by the published schema, and the same as rows of a table.

Only facts: the texts belong to those who wrote them, so they stay on the site's pages.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from builder.language import names, words
from builder.language.speech import say
from builder.page import Later, Page
from builder.parts.card import Entry, region_name
from builder.site import Site
from model.announcement import FIELDS, Format, Kind, Stage

KEPT_BACK = frozenset({"body", "show", "draft", "hidden", "reprint_of"})
"""Texts, and what is of use to editors alone."""

PUBLIC = tuple(name for name in FIELDS if name not in KEPT_BACK)
PAGE = "page"
PAGE_LABEL = say("Страница")
SCHEMA = "data/schema.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One announcement in both forms: a line of JSON, and the cells of a table."""

    record: str
    row: tuple[str, ...]


class Records:
    """Announcements as data, each made when it is first asked for and then kept for other lists."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._made: dict[str, Told] = {}

    @property
    def digest(self) -> str:
        return self.site.base_url

    def __getitem__(self, entry: Entry) -> Told:
        name = entry.announcement.id
        if name not in self._made:
            self._made[name] = _told(entry, self.site)
        return self._made[name]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A CSV file."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """A JSON file of records, each a line of JSON: see :func:`builder.pages.datapage.schema`."""

    schema: str
    title: str
    page: str
    announcements: tuple[str, ...]


def columns() -> tuple[str, ...]:
    return (*(names.field(name) for name in PUBLIC), PAGE_LABEL)


def table(path: str, entries: tuple[Entry, ...], records: Records) -> Page:
    context = Later(_table, entries, records)
    return Page(path=f"{path}list.csv", template="list.csv", context=context)


def _table(entries: tuple[Entry, ...], records: Records) -> Table:
    return Table(head=columns(), rows=tuple(records[entry].row for entry in entries))


def dataset(
    path: str, title: str, entries: tuple[Entry, ...], records: Records, site: Site
) -> Page:  # fmt: skip
    context = Later(_dataset, path, title, entries, records, site)
    return Page(path=f"{path}list.json", template="list.json", context=context)


def _dataset(
    path: str, title: str, entries: tuple[Entry, ...], records: Records, site: Site
) -> Dataset:  # fmt: skip
    return Dataset(
        schema=site.address(SCHEMA),
        title=f"{site.name}: {title}",
        page=site.address(path),
        announcements=tuple(records[entry].record for entry in entries),
    )


def newest_first(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """As in the lists."""

    def age(entry: Entry) -> tuple[str, str]:
        return (str(entry.announcement.published or ""), entry.announcement.id)

    return tuple(sorted(entries, key=age, reverse=True))


def _told(entry: Entry, site: Site) -> Told:
    page, copies = site.address(entry.path), _printed_at(entry)
    values = {name: getattr(entry.announcement, name) for name in PUBLIC} | {"also_at": copies}
    said = {name: _json(value) for name, value in values.items() if _said(value)}
    row = tuple(_cell(name, value) if _said(value) else "" for name, value in values.items())
    return Told(record=json.dumps(said | {PAGE: page}, ensure_ascii=False), row=(*row, page))


def _printed_at(entry: Entry) -> tuple[str, ...]:
    """Where else it was printed: copies have no record of their own."""
    copies = (copy.source_url for copy in entry.copies)
    return tuple(dict.fromkeys(filter(None, (*entry.announcement.also_at, *copies))))


def _said(value: object) -> bool:
    return value is not None and value is not False and value not in ("", (), {})


def _json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    return dict(sorted(value.items())) if isinstance(value, dict) else value


def _cell(name: str, value: Any) -> str:
    """A value in a person's words; days stay sortable."""
    match value:
        case bool():
            return say("да")
        case Kind() | Stage() | Format():
            return _word(value)
        case datetime():
            return _clock(value)
        case date():
            return value.isoformat()
        case tuple():
            return "; ".join(_item(name, one) for one in value)
        case dict():
            return "; ".join(f"{_label(field)}: «{value[field]}»" for field in sorted(value))
    return _item(name, str(value))


def _word(value: Kind | Stage | Format) -> str:
    match value:
        case Kind():
            return str(words.table()["kind"][value]["one"])
        case Format():
            return str(words.table()["format"][value])
    return str(words.table()["stage"][value])


def _clock(moment: datetime) -> str:
    """«2026-11-18 18:00 +07:00»"""
    return moment.isoformat(" ", "minutes").replace("+", " +")


def _item(name: str, value: str) -> str:
    match name:
        case "region" | "other_regions":
            return region_name(value)
        case "audience":
            return names.role(value)
        case "specialties":
            return names.specialty(value)
        case "inferred" | "review":
            return _label(value)
    return value


def _label(field: str) -> str:
    return names.field(field) if field in FIELDS else field
