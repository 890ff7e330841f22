"""Calendars of a list: its deadlines, and its events apart.

Plans them as plain data; :mod:`builder.ical` writes the files. An entry follows from its
announcement alone, so a calendar that nothing happened to keeps its bytes, but for what grows old.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from builder import words
from builder.card import HOME, Entry, audience, hour, place, region_name, zone
from builder.feed import changed_on
from builder.page import Page
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
    told = (
        _deadline(e, close, site)
        for e in entries
        if (close := _sure_deadline(e)) and day(close) >= today - KEPT
    )
    return _page(path, "sroki.ics", f"Сроки подачи: {title}", told, site)


def _sure_deadline(entry: Entry) -> Moment | None:
    a = entry.announcement
    return None if a.stage is Stage.REPORT or "apply_close" in a.review else a.apply_close


def events(path: str, title: str, entries: Iterable[Entry], site: Site, today: date) -> Page:
    told = (
        _event(e, days[0], days[1], site)
        for e in entries
        if (days := _sure_days(e)) and days[1] >= today - KEPT
    )
    return _page(path, "sobytiya.ics", f"События: {title}", told, site)


def _sure_days(entry: Entry) -> tuple[date, date] | None:
    """First and last day; one day where the last is not known or doubtful."""
    a = entry.announcement
    if a.event_start is None or "event_start" in a.review:
        return None
    last = a.event_end if "event_end" not in a.review else None
    return a.event_start, max(a.event_start, last or a.event_start)


def _page(path: str, file: str, name: str, told: Iterable[Appointment], site: Site) -> Page:
    context = Calendar(
        name=f"{name} ({site.name})",
        address=site.address(path),
        itself=site.address(path + file),
        appointments=tuple(sorted(told, key=lambda one: (one.start, one.uid))),
    )
    return Page(path=path + file, template="calendar.ics", context=context)


def _deadline(entry: Entry, close: Moment, site: Site) -> Appointment:
    tz = _named_zone(close, zone(entry.announcement.region))
    until = ", ".join(filter(None, (words.full(day(close)), hour(entry.announcement))))
    return _appointment(
        entry,
        site,
        mark="srok",
        title=f"Срок подачи: {entry.announcement.title}",
        start=_wall_clock(close, tz),
        end=None if isinstance(close, datetime) else close + timedelta(days=1),
        zone=tz,
        said=f"Заявки принимают до {until}" + _doubt(entry, ("apply_close",)),
        reminders=(7, 1),
    )


def _event(entry: Entry, first: date, last: date, site: Site) -> Appointment:
    held = words.span(first, last)
    return _appointment(
        entry,
        site,
        mark="sobytie",
        title=entry.announcement.title,
        start=first,
        end=last + timedelta(days=1),
        zone="",
        said=f"Проходит: {held}" + _doubt(entry, ("event_start", "event_end")),
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
    return " (год выведен, проверьте в источнике)" if inferred else ""


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
    page = site.address(entry.card.path)
    facts = (
        "Отменено" if a.cancelled else "",
        said,
        region_name(a.region) if a.region else "",
        ", ".join(audience(a)),
        place(a),
        f"Подробно: {page}",
        f"Источник: {a.source_url}" if a.source_url else "",
    )
    return Appointment(
        uid=f"{a.id}.{mark}@{urlsplit(site.base_url).hostname}",
        stamp=(changed_on(entry) or UNKNOWN).isoformat(),
        sequence=len(entry.changes),
        start=start.isoformat(),
        end=end.isoformat() if end else "",
        zone=zone,
        title=f"Отменено: {a.title}" if a.cancelled else title,
        description="\n".join(filter(None, facts)),
        place=a.place or "",
        url=page,
        category=words.table()["kind"][a.kind]["one"],
        cancelled=a.cancelled,
        reminders=() if a.cancelled else reminders,
    )
