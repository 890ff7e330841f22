"""Entries of announcements from what the last build found out about their days.

Few announcements have days ahead; of the others nothing must be worked out again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, cached_property
from typing import TYPE_CHECKING

from builder.cache.filed import Filed, Told
from builder.language.names import states
from builder.parts.card import Entry, entry, told_apart, zone
from model.announcement import Announcement
from model.status import Dates, dates, midnight, next_change, state

if TYPE_CHECKING:
    from builder.parts.changes import Change


class KnownEntry(Entry):
    """An entry whose dates are worked out only if somebody asks for them."""

    @cached_property
    def dates(self) -> Dates:
        return dates(self.announcement, zone(self.announcement.region))


def follows(a: Announcement, own: str, today: date) -> Told:
    """What follows from an announcement alone; ``own`` is the digest of its file."""
    told = dates(a, zone(a.region))
    code, turn = state(told, midnight(today)), next_change(told, today)
    digest = "" if turn else told_apart([(a.id, own or a)], (), code, "")
    return _iso(today), turn.isoformat() if turn else "", code, digest


def entry_of(
    a: Announcement,
    today: date,
    copies: tuple[Announcement, ...],
    changes: tuple[Change, ...],
    marks: Mapping[str, str],
) -> Entry:
    """As :func:`builder.parts.card.entry` makes it."""
    if not isinstance(a, Filed):
        return entry(a, today, copies, changes, marks)
    day, told = _iso(today), a.told
    if not told or told[0] > day or (told[1] and told[1] <= day):
        told = follows(a, marks.get(a.id, ""), today)
        a.note(told)
    _, turn, code, digest = told
    known = object.__new__(KnownEntry)
    known.__dict__.update({  # a literal: many thousands
        "announcement": a, "today": today, "state": states()[code],
        "turn": date.fromisoformat(turn) if turn else None,
        "copies": copies, "changes": changes, "marks": marks,
    })  # fmt: skip
    if digest and not (copies or changes):
        known.__dict__["digest"] = digest
    return known


@cache
def _iso(day: date) -> str:
    return day.isoformat()


def turn(entries: Iterable[Entry]) -> date | None:
    """The first day on which one of them will say something else by itself."""
    return min(filter(None, (one.turn for one in entries)), default=None)
