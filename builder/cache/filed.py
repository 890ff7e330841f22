"""An announcement that lies in the cache: each field is taken out when it is first asked for.

Planning a site asks few fields of most announcements, and texts only of those that are rendered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from sys import intern
from typing import Any

from builder.cache.texts import Place, Texts
from model.announcement import Announcement, Format, Kind, Stage

TYPES = {field.name: str(field.type) for field in fields(Announcement)}
LONG = ("eligibility", "contacts", "evidence", "body")
SHORT = tuple(name for name in TYPES if name not in (*LONG, "id"))
OFTEN = 24
"""Letters of a value that others may have too: a day, a region, a source."""

AT = {name: n for n, name in enumerate(SHORT)}
DAYS = frozenset(name for name in TYPES if "Day" in TYPES[name])
ENUMS: Mapping[str, Mapping[str, Any]] = {
    name: {one.value: one for one in kind}
    for name in TYPES
    for kind in (Kind, Stage, Format)
    if kind.__name__ in TYPES[name]
}

Told = tuple[str, str, str, str]
"""What followed from an announcement on a day: that day, the one on which it says something else by
itself (empty if it never will), its state, its entry's digest (empty if that follows the day).
"""


Kept = tuple[bytes, Place, tuple[Any, ...], Told | None]
"""One file: its digest, where its long fields lie, the short ones in plain types, what followed."""


class Filed(Announcement):
    """Like any other announcement once a field was looked at."""

    __slots__ = ("_kept", "_texts", "told")

    told: Told | None

    def __getattr__(self, name: str) -> Any:
        """Called for a field that was not taken out yet."""
        if name in AT:
            value = _typed(name, self._kept[2][AT[name]])
            object.__setattr__(self, name, value)
            return value
        if name not in LONG:
            raise AttributeError(name)
        for one, value in zip(LONG, self._texts.get(self._kept[1]), strict=True):
            object.__setattr__(self, one, value)
        return object.__getattribute__(self, name)

    def note(self, told: Told) -> None:
        """Remember for the next build what follows from it."""
        object.__setattr__(self, "told", told)


def filed(name: str, kept: Kept, texts: Texts) -> Filed:
    made = object.__new__(Filed)
    put = object.__setattr__
    put(made, "id", name)
    put(made, "_kept", kept)
    put(made, "_texts", texts)
    put(made, "told", kept[3])
    return made


def whole(name: str, short: tuple[Any, ...], long: tuple[Any, ...]) -> Announcement:
    """An ordinary announcement from the same values."""
    typed = {one: _typed(one, told) for one, told in zip(SHORT, short, strict=True)}
    return Announcement(id=name, **typed, **dict(zip(LONG, long, strict=True)))


def short(one: Announcement) -> tuple[Any, ...]:
    return tuple(_flat(getattr(one, name)) for name in SHORT)


def long(one: Announcement) -> tuple[Any, ...]:
    return tuple(getattr(one, name) for name in LONG)


def shared(short: tuple[Any, ...]) -> tuple[Any, ...]:
    """The same values; those that many announcements have lie in memory, and in the file, once."""
    return tuple(
        intern(one) if one.__class__ is str and len(one) <= OFTEN else one for one in short
    )


def _flat(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Kind | Stage | Format) else value


def _typed(name: str, told: Any) -> Any:
    if told and name in DAYS:
        return date.fromisoformat(told) if len(told) == 10 else datetime.fromisoformat(told)
    return ENUMS[name][told] if told and name in ENUMS else told
