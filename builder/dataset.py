"""Announcements as data: records by the published schema, and the same as rows of a table.

Only facts: the texts belong to those who wrote them, so they stay on the site's pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from builder import words
from builder.card import Entry, region_name
from builder.page import Page
from builder.site import Site
from model.announcement import FIELDS, Format, Kind, Stage
from model.vocabulary import roles, specialties

KEPT_BACK = frozenset({"body", "show", "draft", "hidden", "reprint_of"})
"""Texts, and what is of use to editors alone."""

PUBLIC = tuple(name for name in FIELDS if name not in KEPT_BACK)
PAGE = "page"
PAGE_LABEL = "Страница"
SCHEMA = "data/schema.json"

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One announcement in both forms, made once for all the lists that it stands in."""

    record: Record
    row: tuple[str, ...]


Records = Mapping[str, Told]
"""By the announcement's id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A CSV file."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """A JSON file of records: see :func:`builder.datapage.schema`."""

    schema: str
    title: str
    page: str
    announcements: tuple[Record, ...]


def records(entries: Iterable[Entry], site: Site) -> Records:
    return {e.announcement.id: _told(e, site) for e in entries}


def columns() -> tuple[str, ...]:
    return (*(FIELDS[name].metadata["label"] for name in PUBLIC), PAGE_LABEL)


def table(path: str, entries: Sequence[Entry], records: Records) -> Page:
    rows = tuple(records[name].row for name in _ordered(entries))
    context = Table(head=columns(), rows=rows)
    return Page(path=f"{path}list.csv", template="list.csv", context=context)


def dataset(
    path: str, title: str, entries: Sequence[Entry], records: Records, site: Site
) -> Page:  # fmt: skip
    context = Dataset(
        schema=site.address(SCHEMA),
        title=f"{site.name}: {title}",
        page=site.address(path),
        announcements=tuple(records[name].record for name in _ordered(entries)),
    )
    return Page(path=f"{path}list.json", template="list.json", context=context)


def _ordered(entries: Iterable[Entry]) -> list[str]:
    """Newest first, as in the lists."""
    told = (e.announcement for e in entries)
    return [a.id for a in sorted(told, key=lambda a: (str(a.published or ""), a.id), reverse=True)]


def _told(entry: Entry, site: Site) -> Told:
    page, copies = site.address(entry.card.path), _printed_at(entry)
    values = {name: getattr(entry.announcement, name) for name in PUBLIC} | {"also_at": copies}
    said = {name: _json(value) for name, value in values.items() if _said(value)}
    row = tuple(_cell(name, value) if _said(value) else "" for name, value in values.items())
    return Told(record=said | {PAGE: page}, row=(*row, page))


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
            return "да"
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
            return roles()[value].label if value in roles() else value
        case "specialties":
            return specialties()[value].label if value in specialties() else value
        case "inferred" | "review":
            return _label(value)
    return value


def _label(field: str) -> str:
    return str(FIELDS[field].metadata["label"]) if field in FIELDS else field
