"""Long lists by month of publication, cut so that a new announcement changes few pages.

The last sheet of a month lies at the month's own address; a full sheet is numbered from the oldest
and never changes again by what comes later.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from builder import words
from builder.card import Entry

SHEET = 50
UNDATED = "bez-daty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page of an archive, newest first. ``path`` is relative to the list's own address."""

    path: str
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A line of the table of months."""

    path: str
    title: str
    count: int


def by_age(entries: Iterable[Entry]) -> list[Entry]:
    """Oldest first; ties by id, so that the order is the same everywhere."""
    return sorted(entries, key=lambda e: (str(e.shown_on or ""), e.announcement.id))


def newest(entries: Iterable[Entry]) -> list[Entry]:
    return by_age(entries)[::-1]


def sheets(entries: Iterable[Entry]) -> list[Sheet]:
    """Every sheet of a list, newest first; those without a date of publication come last."""
    return [
        sheet
        for key, month in sorted(_months(entries).items(), reverse=True)
        for sheet in _cut(key, month)
    ]


def months(entries: Iterable[Entry]) -> tuple[Month, ...]:
    return tuple(
        Month(path=f"{key or UNDATED}/", title=_title(key), count=len(month))
        for key, month in sorted(_months(entries).items(), reverse=True)
    )


def _months(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in by_age(entries):
        day = entry.shown_on
        found[f"{day.year:04}/{day.month:02}" if day else ""].append(entry)
    return found


def _title(key: str) -> str:
    if not key:
        return "Без даты публикации"
    year, month = key.split("/")
    return words.month_title(int(year), int(month))


def _cut(key: str, month: Sequence[Entry]) -> list[Sheet]:
    folder, title = f"{key or UNDATED}/", _title(key)
    cuts = [month[at : at + SHEET] for at in range(0, len(month), SHEET)]
    out = [
        Sheet(path=f"{folder}{n}/", title=f"{title}, лист {n}", entries=tuple(cut[::-1]))
        for n, cut in enumerate(cuts[:-1], 1)
    ]
    out.append(Sheet(path=folder, title=title, entries=tuple(cuts[-1][::-1])))
    return out[::-1]
