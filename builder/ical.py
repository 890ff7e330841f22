"""Calendars as iCalendar files (RFC 5545), byte for byte the same for the same content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import icalendar
from icalendar import vDatetime, vDuration, vText, vUri

from builder.calendars import Appointment, Calendar

REFRESH = timedelta(hours=12)
HOME = "Europe/Moscow"
EMPTY_FROM = date(2025, 1, 1)
END = b"END:VCALENDAR\r\n"
AHEAD = 2
"""Years after the last appointment for which a zone's rules are told."""


def write(calendar: Calendar) -> str:
    """Head, zones, appointments; each appointment is made once however many calendars have it."""
    head = _head(calendar).to_ical().removesuffix(END)
    told = [*_zones(calendar.appointments), *map(_event, calendar.appointments)]
    return b"".join([head, *told, END]).decode("utf-8")


def _head(calendar: Calendar) -> icalendar.Calendar:
    out = icalendar.Calendar()
    out.add("version", "2.0")
    out.add("prodid", "-//kadrovy-radar//site//RU")
    out.add("calscale", "GREGORIAN")
    out.add("method", "PUBLISH")
    out.add("name", calendar.name)
    out.add("x-wr-calname", vText(calendar.name))
    out.add("url", vUri(calendar.address))
    out.add("source", vUri(calendar.itself), parameters={"VALUE": "URI"})
    out.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    out.add("x-published-ttl", vDuration(REFRESH))
    return out


def _zones(appointments: Sequence[Appointment]) -> Iterator[bytes]:
    """The zones that times are told in. An empty calendar has one too: it may not have nothing."""
    years: dict[str, list[int]] = defaultdict(list)
    for one in appointments:
        if one.zone and one.zone != "UTC":
            years[one.zone].append(int(one.start[:4]))
    if not appointments:
        years[HOME].append(EMPTY_FROM.year)
    for name, told in sorted(years.items()):
        yield _zone(name, min(told), max(told) + AHEAD)


@lru_cache(maxsize=256)
def _zone(name: str, first: int, last: int) -> bytes:
    made = icalendar.Timezone.from_tzid(
        name, first_date=date(first, 1, 1), last_date=date(last, 1, 1)
    )
    made.pop("comment", None)
    return bytes(made.to_ical())


@lru_cache(maxsize=4096)
def _event(one: Appointment) -> bytes:
    out = icalendar.Event()
    stamp = vDatetime(datetime.fromisoformat(f"{one.stamp}T00:00:00+00:00"))
    out.add("uid", one.uid)
    out.add("dtstamp", stamp)
    out.add("last-modified", stamp)
    out.add("sequence", one.sequence)
    out.add("dtstart", _moment(one))
    if one.end:
        out.add("dtend", date.fromisoformat(one.end))
    out.add("summary", _flat(one.title))
    out.add("description", one.description)
    if one.place:
        out.add("location", _flat(one.place))
    out.add("url", vUri(one.url))
    out.add("categories", [one.category])
    out.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    out.add("transp", "TRANSPARENT")
    for days in one.reminders:
        out.add_component(_alarm(days, one))
    return bytes(out.to_ical())


def _moment(one: Appointment) -> date:
    if "T" not in one.start:
        return date.fromisoformat(one.start)
    return datetime.fromisoformat(one.start).replace(tzinfo=ZoneInfo(one.zone))


def _alarm(days: int, one: Appointment) -> icalendar.Alarm:
    out = icalendar.Alarm()
    out.add("action", "DISPLAY")
    out.add("description", _flat(one.title))
    out.add("trigger", -timedelta(days=days))
    return out


def _flat(text: str) -> str:
    return " ".join(text.split())
