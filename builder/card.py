"""An announcement as a row of a list, the same row in every list.

Derives status and words from the record; decides nothing about which list it stands in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from builder import words
from builder.changes import Change, moved
from builder.evidence import in_context, plain
from builder.when import When, when
from model.announcement import Announcement
from model.region import regions
from model.status import Dates, State, dates, midnight, next_change, state, states
from model.vocabulary import roles

NOWHERE = "Регион не указан"
HOME = "Europe/Moscow"
SHOWN = 3
"""Names of a list that fit into one line; the page has them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """``dates`` is empty when the status is final: nothing is left for the browser to recount."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An announcement with what is derived from it for one day, its copies and what moved in it."""

    announcement: Announcement
    dates: Dates
    state: State
    turn: date | None
    card: Card
    copies: tuple[Announcement, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def shown_on(self) -> date | None:
        """The day under which the archive files it: of publication, never of an event."""
        return self.announcement.published


def entry(
    announcement: Announcement,
    today: date,
    copies: tuple[Announcement, ...] = (),
    changes: tuple[Change, ...] = (),
) -> Entry:
    tz = zone(announcement.region)
    told = dates(announcement, tz)
    now = states()[state(told, midnight(today))]
    turn = next_change(told, today)
    return Entry(
        announcement=announcement,
        dates=told,
        state=now,
        turn=turn,
        card=_card(announcement, told, now, today, changes),
        copies=copies,
        changes=changes,
    )


def _card(a: Announcement, told: Dates, now: State, today: date, changes: Sequence[Change]) -> Card:
    at, final = hour(a), next_change(told, today) is None
    return Card(
        path=path(a),
        title=a.title,
        state=now,
        when=when(told, midnight(today), at),
        meta=tuple(_meta(a)),
        dates="" if final else str(told),
        at="" if final else at,
        how=_how(a, now),
        said=_said(a, now),
        moved=moved(changes, a, zone(a.region)) if now.group in ("open", "ahead") else "",
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
    whole: dict[str, str] = dict(words.table()["whole"])
    return whole.get(code) or regions()[code].name


def audience(a: Announcement) -> tuple[str, ...]:
    """The vocabulary's labels; what an editor wrote in own words stays as written."""
    return tuple(roles()[name].label if name in roles() else name for name in a.audience)


def place(a: Announcement) -> str:
    how = words.table()["format"][a.format] if a.format else ""
    return ", ".join(filter(None, (a.place, how)))


def _meta(a: Announcement) -> list[str]:
    people = audience(a)
    shown = listed(people[:SHOWN])
    more = " и другие" if len(people) > SHOWN else ""
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


def _how(a: Announcement, now: State) -> str:
    """The doubt about the date that the row shows largest."""
    field = "apply_close" if now.code in ("open", "soon", "last") else "event_start"
    if now.code not in ("open", "soon", "last", "upcoming"):
        return ""
    if field in a.inferred:
        return "год выведен"
    return "на проверке" if field in a.review else ""


def _said(a: Announcement, now: State) -> str:
    """The text's own words where it names no date that could be read."""
    words = a.evidence.get("apply_close") if now.code == "unknown" else None
    if not words:
        return ""
    quote = in_context(plain(a.body), words)
    return f"{quote.before}{quote.marked}{quote.after}"
