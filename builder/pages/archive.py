"""Long lists by month or year of publication, cut so that a new announcement changes few pages.

The last sheet of a period lies at the period's own address; a full sheet is numbered from the
oldest and never changes again by what comes later. Nor does a month that is over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from builder.language import words
from builder.language.speech import say
from builder.parts.card import Entry

SHEET = 50
UNDATED = "bez-daty"


class Period(Enum):
    """What an archive is cut by. The whole site's is by months; few other lists are that long."""

    MONTH = "{0.year:04}/{0.month:02}"
    YEAR = "{0.year:04}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page of an archive, newest first. ``path`` and ``folder``, that of its period, are
    relative to the list's own address.
    """

    path: str
    folder: str
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A month or a year with all that was published in it, oldest first.

    ``path`` is relative to the list's own address.
    """

    path: str
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the table of an archive."""

    path: str
    title: str
    count: int


def by_age(entries: Iterable[Entry]) -> list[Entry]:
    """Oldest first; ties by id, so that the order is the same everywhere."""
    return sorted(entries, key=lambda e: (str(e.shown_on or ""), e.announcement.id))


def newest(entries: Iterable[Entry]) -> list[Entry]:
    return by_age(entries)[::-1]


def spans(entries: Iterable[Entry], period: Period) -> list[Span]:
    """Newest first, of entries that are oldest first; those without a date come last."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        day = entry.shown_on
        found[period.value.format(day) if day else ""].append(entry)
    return [
        Span(path=f"{key or UNDATED}/", title=_title(key), entries=tuple(own))
        for key, own in sorted(found.items(), reverse=True)
    ]


def sheets(found: Iterable[Span]) -> list[Sheet]:
    """Every sheet of an archive, newest first."""
    return [sheet for span in found for sheet in _cut(span)]


def lines(found: Iterable[Span]) -> tuple[Line, ...]:
    return tuple(Line(path=s.path, title=s.title, count=len(s.entries)) for s in found)


def _title(key: str) -> str:
    if not key:
        return say("Без даты публикации")
    year, _, month = key.partition("/")
    return words.month_title(int(year), int(month)) if month else words.year(int(year))


def _cut(span: Span) -> Sequence[Sheet]:
    cuts = [span.entries[at : at + SHEET] for at in range(0, len(span.entries), SHEET)]
    out = [
        Sheet(
            path=f"{span.path}{n}/",
            folder=span.path,
            title=say("{title}, лист {n}", title=span.title, n=n),
            entries=cut[::-1],
        )
        for n, cut in enumerate(cuts[:-1], 1)
    ]
    last = cuts[-1][::-1]
    out.append(Sheet(path=span.path, folder=span.path, title=span.title, entries=last))
    return out[::-1]
