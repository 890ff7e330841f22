"""An announcement as a row of a list, the same row in every list.

Derives status and words from the record; decides nothing about which list it stands in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from builder.language import names, words
from builder.language.names import region, states
from builder.language.speech import say
from model.announcement import Announcement
from model.region import regions
from model.status import Dates, State, dates, midnight, next_change, state

if TYPE_CHECKING:
    from builder.parts.changes import Change
    from builder.parts.when import When

NOWHERE = say("Регион не указан")
HOME = "Europe/Moscow"
P = ParamSpec("P")
R = TypeVar("R")

MADE = "made"
"""Where an entry keeps what was made of it."""

SHOWN = 3
"""Names of a list that fit into one line; the page has them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """``dates`` is empty when the status is final: nothing is left for the browser to recount.

    ``suit`` tells whom it is for, ``news`` the day on which it came or last moved: both for marks
    that a reader's browser makes.
    """

    path: str
    title: str
    state: State
    when: When
    meta: tuple[str, ...]
    dates: str = ""
    at: str = ""
    how: str = ""
    said: str = ""
    moved: str = ""
    suit: str = ""
    news: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class Entry:
    """An announcement with what is derived from it for one day, its copies and what moved in it."""

    announcement: Announcement
    today: date
    dates: Dates
    state: State
    turn: date | None
    copies: tuple[Announcement, ...] = ()
    changes: tuple[Change, ...] = ()
    marks: Mapping[str, str] = field(default_factory=dict)

    def __getstate__(self) -> dict[str, object]:
        """What was made :func:`per_entry` stays behind, and the marks of others."""
        told = {name: value for name, value in vars(self).items() if name != MADE}
        own = {a.id for a in (self.announcement, *self.copies)}
        return told | {"marks": {name: self.marks[name] for name in own & self.marks.keys()}}

    @cached_property
    def card(self) -> Card:
        return _card(self)

    @cached_property
    def digest(self) -> str:
        """Tells apart all that follows from it; the day counts only while it may change a word.

        ``marks`` tell the states of files apart, by id; what has none is told by all that it says.
        """
        return self._told(self.today if self.turn else "")

    @property
    def lasting(self) -> str:
        """Tells apart all that follows from it on any day of the same state."""
        return self._told("turns") if self.turn else self.digest

    def _told(self, day: date | str) -> str:
        told = [(a.id, self.marks.get(a.id) or a) for a in (self.announcement, *self.copies)]
        return told_apart(told, self.changes, self.state.code, day)

    @property
    def path(self) -> str:
        return path(self.announcement)

    @property
    def shown_on(self) -> date | None:
        """The day under which the archive files it: of publication, never of an event."""
        return self.announcement.published


def told_apart(
    told: Sequence[tuple[str, object]], changes: Sequence[Change], state: str, day: date | str
) -> str:
    """The digest of an entry of so marked announcements."""
    text = repr((told, changes, state, day))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def per_entry(make: Callable[Concatenate[Entry, P], R]) -> Callable[Concatenate[Entry, P], R]:
    """Let a pure function of an entry work once for all the lists that the entry stands in."""

    def found(entry: Entry, /, *args: P.args, **named: P.kwargs) -> R:
        own: dict[object, R] = vars(entry).setdefault(MADE, {})
        key = make, args
        if key not in own:
            own[key] = make(entry, *args, **named)
        return own[key]

    return found


def entry(
    announcement: Announcement,
    today: date,
    copies: tuple[Announcement, ...] = (),
    changes: tuple[Change, ...] = (),
    marks: Mapping[str, str] | None = None,
) -> Entry:
    told = dates(announcement, zone(announcement.region))
    return Entry(
        announcement=announcement,
        today=today,
        dates=told,
        state=states()[state(told, midnight(today))],
        turn=next_change(told, today),
        copies=copies,
        changes=changes,
        marks=marks or {},
    )


def _card(entry: Entry) -> Card:
    from builder.parts.changes import moved
    from builder.parts.suitability import suitability
    from builder.parts.when import when

    a, told, now, changes = entry.announcement, entry.dates, entry.state, entry.changes
    at, final = hour(a), entry.turn is None
    return Card(
        path=path(a),
        title=a.title,
        state=now,
        when=when(told, midnight(entry.today), at),
        meta=tuple(meta(a)),
        dates="" if final else str(told),
        at="" if final else at,
        how=how(a, now),
        said=_said(a, now),
        moved=moved(changes, a, zone(a.region)) if now.group in ("open", "ahead") else "",
        suit=suitability(a) if now.group in ("open", "ahead") else "",
        news=_news(a, changes),
    )


def path(a: Announcement) -> str:
    return f"a/{a.id}/"


def zone(region: str | None) -> str:
    return regions()[region].tz if region else HOME


def hour(a: Announcement) -> str:
    """«18:00 по Москве», or nothing if the deadline is a whole day."""
    if not isinstance(a.apply_close, datetime):
        return ""
    return words.clock(a.apply_close, zone(a.region))


def region_name(code: str) -> str:
    whole: str | None = words.table()["whole"].get(code)
    return whole or region(code)


def audience(a: Announcement) -> tuple[str, ...]:
    """The vocabulary's labels; what an editor wrote in own words stays as written."""
    return tuple(map(names.role, a.audience))


def place(a: Announcement) -> str:
    how = words.table()["format"][a.format] if a.format else ""
    return ", ".join(filter(None, (a.place, how)))


def meta(a: Announcement) -> list[str]:
    people = audience(a)
    shown = listed(people[:SHOWN])
    more = say(" и другие") if len(people) > SHOWN else ""
    region = region_name(a.region) if a.region else NOWHERE
    facts = (region, words.table()["kind"][a.kind]["one"], shown + more, place(a))
    return [fact for fact in facts if fact]


def listed(names: tuple[str, ...]) -> str:
    """«Главные врачи, старшие медсёстры»"""
    line = ", ".join(map(_small, names))
    return line[:1].upper() + line[1:]


def _small(name: str) -> str:
    """Inside a list a label begins small, unless it is an abbreviation."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def how(a: Announcement, now: State) -> str:
    """The doubt about the date that the row shows largest."""
    field = "apply_close" if now.code in ("open", "soon", "last") else "event_start"
    if now.code not in ("open", "soon", "last", "upcoming"):
        return ""
    if field in a.inferred:
        return say("год выведен")
    return say("на проверке") if field in a.review else ""


def _said(a: Announcement, now: State) -> str:
    """The text's own words where it names no date that could be read."""
    words = a.evidence.get("apply_close") if now.code == "unknown" else None
    if not words:
        return ""
    from builder.parts.evidence import in_context, plain

    quote = in_context(plain(a.body), words)
    return f"{quote.before}{quote.marked}{quote.after}"


def _news(a: Announcement, changes: Sequence[Change]) -> str:
    """«2026-11-21», or «2026-11-21 moved 2026-11-10»: changed that day, published before."""
    if changes:
        return f"{max(change.day for change in changes)} moved {a.published or ''}".rstrip()
    came = a.fetched or a.published
    return came.isoformat() if came else ""
