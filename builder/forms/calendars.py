"""Calendars of a list: its deadlines, and its events apart.

Plans them as plain data; :mod:`builder.forms.ical` writes the files. An entry follows from its
announcement alone, so a calendar that nothing happened to keeps its bytes, but for what grows old.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from builder.forms.feed import changed_on
from builder.language import words
from builder.language.speech import say
from builder.page import Later, Page
from builder.parts.card import HOME, Entry, audience, hour, per_entry, place, region_name, zone
from builder.site import Site
from model.announcement import Moment, Stage, day

KEPT = timedelta(days=60)
"""How long what is over stays: a subscriber's calendar drops what its file no longer has."""

UNKNOWN = date(2025, 1, 1)
"""Stands for the day of an announcement that tells none of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """One VEVENT. ``start`` is a day or a wall-clock time of ``zone``; ``end`` is exclusive.

    ``zone`` and ``end`` are empty where there is none; ``stamp`` is a day; ``reminders`` are days.
    """

    uid: str
    stamp: str
    sequence: int
    start: str
    end: str
    zone: str
    title: str
    description: str
    place: str
    url: str
    category: str
    cancelled: bool
    reminders: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """One file; ``address`` is its page's, ``itself`` its own."""

    name: str
    address: str
    itself: str
    appointments: tuple[Appointment, ...]


def deadlines(
    path: str, title: str, entries: Iterable[Entry], site: Site, today: date
) -> Page:  # fmt: skip
    """What must be sent in by when; a deadline that a person has yet to check is no appointment."""
    kept = (e for e in entries if (close := _sure_deadline(e)) and day(close) >= today - KEPT)
    return _page(path, "sroki.ics", say("Сроки подачи: {title}", title=title), tuple(kept), site)


def _sure_deadline(entry: Entry) -> Moment | None:
    a = entry.announcement
    return None if a.stage is Stage.REPORT or "apply_close" in a.review else a.apply_close


def events(path: str, title: str, entries: Iterable[Entry], site: Site, today: date) -> Page:
    kept = (e for e in entries if (days := _sure_days(e)) and days[1] >= today - KEPT)
    return _page(path, "sobytiya.ics", say("События: {title}", title=title), tuple(kept), site)


def _sure_days(entry: Entry) -> tuple[date, date] | None:
    """First and last day; one day where the last is not known or doubtful."""
    a = entry.announcement
    if a.event_start is None or "event_start" in a.review:
        return None
    last = a.event_end if "event_end" not in a.review else None
    return a.event_start, max(a.event_start, last or a.event_start)


def _page(path: str, file: str, name: str, entries: tuple[Entry, ...], site: Site) -> Page:
    context = Later(_calendar, path, file, name, entries, site)
    return Page(path=path + file, template="calendar.ics", context=context)


def _calendar(path: str, file: str, name: str, entries: tuple[Entry, ...], site: Site) -> Calendar:
    tell = _deadline if file == "sroki.ics" else _event
    return Calendar(
        name=f"{name} ({site.name})",
        address=site.address(path),
        itself=site.address(path + file),
        appointments=tuple(
            sorted((tell(e, site) for e in entries), key=lambda one: (one.start, one.uid))
        ),
    )


@per_entry
def _deadline(entry: Entry, site: Site) -> Appointment:
    close = _sure_deadline(entry)
    assert close is not None, "deadlines() leaves out those without"
    tz = _named_zone(close, zone(entry.announcement.region))
    until, at = words.full(day(close)), hour(entry.announcement)
    said = (
        say("Заявки принимают до {day}, {at}", day=until, at=at)
        if at
        else say("Заявки принимают до {day}", day=until)
    )
    return _appointment(
        entry,
        site,
        mark="srok",
        title=say("Срок подачи: {title}", title=entry.announcement.title),
        start=_wall_clock(close, tz),
        end=None if isinstance(close, datetime) else close + timedelta(days=1),
        zone=tz,
        said=said + _doubt(entry, ("apply_close",)),
        reminders=(7, 1),
    )


@per_entry
def _event(entry: Entry, site: Site) -> Appointment:
    days = _sure_days(entry)
    assert days is not None, "events() leaves out those without"
    held = words.span(*days)
    return _appointment(
        entry,
        site,
        mark="sobytie",
        title=entry.announcement.title,
        start=days[0],
        end=days[1] + timedelta(days=1),
        zone="",
        said=say("Проходит: {dates}", dates=held) + _doubt(entry, ("event_start", "event_end")),
        reminders=(),
    )


def _named_zone(moment: Moment, region: str) -> str:
    """The zone whose clock a deadline states: its region's, Moscow's, or failing both UTC."""
    if not isinstance(moment, datetime):
        return ""
    for name in (region, HOME):
        if moment.utcoffset() in (None, moment.replace(tzinfo=ZoneInfo(name)).utcoffset()):
            return name
    return "UTC"


def _wall_clock(moment: Moment, tz: str) -> Moment:
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        return moment
    return moment.astimezone(ZoneInfo(tz)).replace(tzinfo=None)


def _doubt(entry: Entry, fields: Sequence[str]) -> str:
    inferred = any(field in entry.announcement.inferred for field in fields)
    return say(" (год выведен, проверьте в источнике)") if inferred else ""


def _appointment(  # noqa: PLR0913
    entry: Entry,
    site: Site,
    *,
    mark: str,
    title: str,
    start: Moment,
    end: date | None,
    zone: str,
    said: str,
    reminders: tuple[int, ...],
) -> Appointment:
    a = entry.announcement
    page = site.address(entry.path)
    facts = (
        say("Отменено") if a.cancelled else "",
        said,
        region_name(a.region) if a.region else "",
        ", ".join(audience(a)),
        place(a),
        say("Подробно: {address}", address=page),
        say("Источник: {name}", name=a.source_url) if a.source_url else "",
    )
    return Appointment(
        uid=f"{a.id}.{mark}@{urlsplit(site.base_url).hostname}",
        stamp=(changed_on(entry) or UNKNOWN).isoformat(),
        sequence=len(entry.changes),
        start=start.isoformat(),
        end=end.isoformat() if end else "",
        zone=zone,
        title=say("Отменено: {title}", title=a.title) if a.cancelled else title,
        description="\n".join(filter(None, facts)),
        place=a.place or "",
        url=page,
        category=words.table()["kind"][a.kind]["one"],
        cancelled=a.cancelled,
        reminders=() if a.cancelled else reminders,
    )
