"""An announcement that lies in the cache: most fields are taken out when they are first asked for.

Planning a site asks few fields of most announcements, and texts only of those that are rendered.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from datetime import date, datetime
from functools import cache
from operator import attrgetter, methodcaller
from sys import intern
from typing import Any, NamedTuple

from builder.cache.texts import Texts
from model.announcement import Announcement, Format, Kind, Stage

TYPES = {field.name: str(field.type) for field in fields(Announcement)}
LONG: tuple[str, ...] = ("contacts", "evidence", "body")
FIRST: tuple[str, ...] = ("draft", "hidden", "published", "kind", "region", "other_regions")
"""What planning asks of every announcement."""

SHORT = tuple(name for name in TYPES if name not in (*LONG, *FIRST, "id"))


def _moment(told: str) -> date:
    return date.fromisoformat(told) if len(told) == 10 else datetime.fromisoformat(told)


_day = cache(date.fromisoformat)
KINDS = {one.value: one for one in Kind}
CODED: dict[str, Callable[[str], Any]] = {
    name: {one.value: one for one in kind}.__getitem__
    for name in TYPES
    for kind in (Kind, Stage, Format)
    if kind.__name__ in TYPES[name]
}
TYPED = CODED | {name: _moment for name in TYPES if "Day" in TYPES[name]}
"""What is no text, list or mark, by field: from its plain value."""

CODE, ISO = attrgetter("value"), methodcaller("isoformat")
"""To the plain value, of what is coded and of a moment."""

Told = tuple[str, str, str, str]
"""What followed from an announcement on a day: that day, the one on which it says something else by
itself (empty if it never will), its state, its entry's digest (empty if that follows the day).
"""


Kept = tuple[bytes, tuple[Any, ...], int, int, int, Told | None]
"""One file: its digest, its first fields in plain types, where the short ones lie, how long these
are, and how long are the long ones behind them; what followed.
"""


class Group:
    """Fields that are put away and taken out together."""

    def __init__(self, names: Sequence[str]) -> None:
        self._put = tuple(vars(Announcement)[name].__set__ for name in names)
        typed = [(at, name) for at, name in enumerate(names) if name in TYPED]
        self._typed = tuple((at, TYPED[name]) for at, name in typed)
        self._plain = tuple((at, CODE if name in CODED else ISO) for at, name in typed)
        self._all = attrgetter(*names)

    def flat(self, one: Announcement) -> tuple[Any, ...]:
        """Their values in plain types."""
        values = list(self._all(one))
        for at, plain in self._plain:
            if values[at] is not None:
                values[at] = plain(values[at])
        return tuple(values)

    def fill(self, made: Announcement, plain: Iterable[Any]) -> None:
        """Set them from such values."""
        values = list(plain)
        for at, typed in self._typed:
            if values[at]:
                values[at] = typed(values[at])
        for put, value in zip(self._put, values, strict=True):
            put(made, value)


GROUPS = (Group(FIRST), Group(SHORT), Group(LONG))


class Filed(Announcement):
    """Like any other announcement once a field was looked at."""

    __slots__ = ("_kept", "_texts", "told")

    told: Told | None

    def __getattr__(self, name: str) -> Any:
        """Called for a field that was not taken out yet."""
        if name not in TYPES:
            raise AttributeError(name)
        _, _, at, short, long, _ = self._kept
        if name in LONG:
            GROUPS[2].fill(self, marshal.loads(self._texts.get((at + short, long))))
        else:
            GROUPS[1].fill(self, marshal.loads(self._texts.get((at, short))))
        return object.__getattribute__(self, name)

    def note(self, told: Told) -> None:
        """Remember for the next build what follows from it."""
        object.__setattr__(self, "told", told)


def _put(owner: type, name: str) -> Callable[[Any, Any], None]:
    put: Callable[[Any, Any], None] = vars(owner)[name].__set__
    return put


ID, DRAFT, HIDDEN, PUBLISHED, KIND, REGION, OTHERS = (
    _put(Announcement, name) for name in ("id", *FIRST)
)
KEPT, TEXTS, TOLD = (_put(Filed, name) for name in ("_kept", "_texts", "told"))


def filed(name: str, kept: Kept, texts: Texts) -> Filed:
    """Field by field: this is done many thousands of times."""
    made = object.__new__(Filed)
    draft, hidden, published, kind, region, others = kept[1]
    ID(made, name)
    DRAFT(made, draft)
    HIDDEN(made, hidden)
    PUBLISHED(made, published and _day(published))
    KIND(made, KINDS[kind])
    REGION(made, region)
    OTHERS(made, others)
    KEPT(made, kept)
    TEXTS(made, texts)
    TOLD(made, kept[5])
    return made


class Parts(NamedTuple):
    """An announcement's fields in plain types."""

    first: tuple[Any, ...]
    short: tuple[Any, ...]
    long: tuple[Any, ...]


def flat(one: Announcement) -> Parts:
    return Parts(*(group.flat(one) for group in GROUPS))


def shared(first: Iterable[Any]) -> tuple[Any, ...]:
    """First fields, those that many announcements have once in memory."""
    return tuple([intern(one) if one.__class__ is str else one for one in first])
