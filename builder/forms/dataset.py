"""Announcements as data: records by the published schema, and the same as rows of a table.

Only facts: the texts belong to those who wrote them, so they stay on the site's pages. The quotes
that prove the facts are half of a record and stand in the list of the whole site alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from builder.forms import table as cells
from builder.forms.compact import compact
from builder.language import names, words
from builder.language.speech import say
from builder.page import Later, Page
from builder.parts.card import Entry, region_name
from builder.site import Site
from model.announcement import FIELDS, Format, Kind, Stage

KEPT_BACK = frozenset({"body", "show", "draft", "hidden", "reprint_of"})
"""Texts, and what is of use to editors alone."""

PUBLIC = tuple(name for name in FIELDS if name not in KEPT_BACK)
PROOFS = "evidence"
BRIEF = tuple(name for name in PUBLIC if name != PROOFS)
PAGE = "page"
PAGE_LABEL = say("Страница")
SCHEMA = "data/schema.json"
KEPT = 8192
"""Announcements that a process keeps as data at a time: some 20 MB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One announcement in both forms: a line of JSON, and a line of a table."""

    record: str
    row: str


class Records:
    """Announcements as data, in brief: made once for many lists, as long as memory allows."""

    def __init__(self, site: Site) -> None:
        self.site = site

    @property
    def digest(self) -> str:
        return self.site.base_url

    def __getitem__(self, entry: Entry) -> Told:
        return _brief(entry, self.site)

    def whole(self, entry: Entry) -> Told:
        """The same with its proofs; one list has these, so they are not kept."""
        return _told(entry, self.site, PUBLIC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A CSV file, each row a line of it."""

    head: str
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """A JSON file of records, each a line of JSON: see :func:`builder.pages.datapage.schema`."""

    schema: str
    title: str
    page: str
    announcements: tuple[str, ...]


def columns(fields: Iterable[str]) -> tuple[str, ...]:
    return (*(names.field(name) for name in fields), PAGE_LABEL)


def table(path: str, entries: tuple[Entry, ...], records: Records) -> Page:
    context = Later(_table, path, entries, records)
    return Page(path=f"{path}list.csv", template="list.csv", context=context)


def _table(path: str, entries: tuple[Entry, ...], records: Records) -> Table:
    return Table(
        head=cells.line(columns(BRIEF if path else PUBLIC)),
        rows=tuple(one.row for one in _all(path, entries, records)),
    )


def _all(path: str, entries: tuple[Entry, ...], records: Records) -> Iterable[Told]:
    """The list of the whole site, which lies at its root, tells all that we know."""
    return (records[entry] if path else records.whole(entry) for entry in entries)


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
        announcements=tuple(one.record for one in _all(path, entries, records)),
    )


def newest_first(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """As in the lists."""

    def age(entry: Entry) -> tuple[str, str]:
        return (str(entry.announcement.published or ""), entry.announcement.id)

    return tuple(sorted(entries, key=age, reverse=True))


@lru_cache(maxsize=KEPT)
def _brief(entry: Entry, site: Site) -> Told:
    return _told(entry, site, BRIEF)


def _told(entry: Entry, site: Site, fields: Iterable[str]) -> Told:
    page, copies = site.address(entry.path), _printed_at(entry)
    values = {name: getattr(entry.announcement, name) for name in fields} | {"also_at": copies}
    said = {name: _json(value) for name, value in values.items() if _said(value)}
    row = (_cell(name, value) if _said(value) else "" for name, value in values.items())
    return Told(record=compact(said | {PAGE: page}), row=cells.line((*row, page)))


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
