"""An announcement that lies in the cache: each field is taken out when it is first asked for.

Planning a site asks few fields of most announcements, and texts only of those that are rendered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime
from sys import intern
from typing import Any, NamedTuple

from builder.cache.texts import Place, Texts
from model.announcement import Announcement, Format, Kind, Stage

TYPES = {field.name: str(field.type) for field in fields(Announcement)}
LONG: tuple[str, ...] = ("eligibility", "contacts", "evidence", "body")
FIRST: tuple[str, ...] = ("draft", "hidden", "published", "kind", "region", "other_regions")
"""What planning asks of every announcement."""

SHORT = tuple(name for name in TYPES if name not in (*LONG, *FIRST, "id"))


def _moment(told: str) -> date:
    return date.fromisoformat(told) if len(told) == 10 else datetime.fromisoformat(told)


TYPED: Mapping[str, Callable[[str], Any]] = {
    name: _moment for name in TYPES if "Day" in TYPES[name]
} | {
    name: {one.value: one for one in kind}.__getitem__
    for name in TYPES
    for kind in (Kind, Stage, Format)
    if kind.__name__ in TYPES[name]
}
"""What is no text, list or mark, by field: from its plain value."""

Told = tuple[str, str, str, str]
"""What followed from an announcement on a day: that day, the one on which it says something else by
itself (empty if it never will), its state, its entry's digest (empty if that follows the day).
"""


Kept = tuple[bytes, tuple[Any, ...], Place, Place, Told | None]
"""One file: its digest, its first fields in plain types, where the short and long ones lie, what
followed.
"""


class Filed(Announcement):
    """Like any other announcement once a field was looked at."""

    __slots__ = ("_kept", "_texts", "told")

    told: Told | None

    def __getattr__(self, name: str) -> Any:
        """Called for a field that was not taken out yet."""
        if name not in TYPES:
            raise AttributeError(name)
        _, first, short, long, _ = self._kept
        if name in FIRST:
            names, values = FIRST, first
        elif name in LONG:
            names, values = LONG, self._texts.get(long)
        else:
            names, values = SHORT, self._texts.get(short)
        put = object.__setattr__
        for one, value in zip(names, values, strict=True):
            put(self, one, TYPED[one](value) if value and one in TYPED else value)
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
    put(made, "told", kept[4])
    return made


class Parts(NamedTuple):
    """An announcement's fields in plain types."""

    first: tuple[Any, ...]
    short: tuple[Any, ...]
    long: tuple[Any, ...]


def flat(one: Announcement) -> Parts:
    return Parts(*(tuple(_flat(getattr(one, n)) for n in names) for names in (FIRST, SHORT, LONG)))


def whole(name: str, parts: Parts) -> Announcement:
    """An ordinary announcement from the same values."""
    named = zip((*FIRST, *SHORT, *LONG), (one for part in parts for one in part), strict=True)
    typed = {one: TYPED[one](told) if told and one in TYPED else told for one, told in named}
    return Announcement(id=name, **typed)


def kept(digest: bytes, parts: Parts, texts: Texts) -> Kept:
    """A row of the cache. Values that many announcements have lie in it once."""
    first = tuple(intern(one) if one.__class__ is str else one for one in parts.first)
    short, long = texts.add([parts.short, parts.long])
    return digest, first, short, long, None


def _flat(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Kind | Stage | Format) else value
