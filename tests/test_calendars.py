"""Calendars, read back by a reader that is not ours."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Component

from builder.forms import calendars, ical
from builder.forms.calendars import Appointment
from builder.page import made
from builder.parts.card import entry
from builder.parts.changes import Change
from builder.state.memory import Memory
from model.announcement import Announcement, Stage
from tests.announcements import announcements, lines
from tests.sites import SITE, TODAY, a_call, a_report, on, render, rendered, samples


def calendar(text: str) -> list[Component]:
    return Calendar.from_ical(text).walk("VEVENT")


def deadlines(*told: Announcement, today: date = TODAY, path: str = "") -> list[Component]:
    return calendar(rendered(*told, path=f"{path}sroki.ics", today=today))


def events(*told: Announcement, today: date = TODAY) -> list[Component]:
    return calendar(rendered(*told, path="sobytiya.ics", today=today))


def test_a_deadline_without_an_hour_takes_the_whole_day() -> None:
    [one] = deadlines(a_call("odin", apply_close=on(5)))
    assert one.decoded("dtstart") == on(5)
    assert one.decoded("dtend") == on(6)
    assert str(one["uid"]) == "2026-11-08-odin.srok@radar.example.test"


@pytest.mark.parametrize(
    ("hours", "zone"), [(7, "Asia/Krasnoyarsk"), (3, "Europe/Moscow"), (10, "UTC")]
)
def test_an_hour_keeps_its_clock(hours: int, zone: str) -> None:
    told = datetime(2026, 11, 20, 18, tzinfo=samples_zone(hours))
    call = a_call("odin", region="RU-KYA", apply_close=told)
    text = rendered(call, path="sroki.ics")
    [one] = calendar(text)
    assert one.decoded("dtstart") == told
    assert "DTEND" not in one
    assert (f"TZID={zone}" in text) == (f"TZID:{zone}" in text) == (zone != "UTC")
    assert text.count("BEGIN:VTIMEZONE") == (zone != "UTC")


def samples_zone(hours: int) -> ZoneInfo:
    return ZoneInfo(f"Etc/GMT-{hours}")


def test_two_reminders_stand_before_a_deadline() -> None:
    [one] = deadlines(a_call("odin"))
    told = [alarm.decoded("trigger") for alarm in one.walk("VALARM")]
    assert told == [timedelta(days=-7), timedelta(days=-1)]


def test_an_event_of_several_days_ends_after_its_last() -> None:
    [one] = events(a_call("odin", event_start=on(3), event_end=on(5)))
    assert (one.decoded("dtstart"), one.decoded("dtend")) == (on(3), on(6))
    assert str(one["uid"]) == "2026-11-08-odin.sobytie@radar.example.test"


def test_what_is_cancelled_stays_and_says_so() -> None:
    call = a_call("odin", cancelled=True, event_start=on(9))
    for [one] in (deadlines(call), deadlines(call, path="open/"), events(call)):
        assert str(one["status"]) == "CANCELLED"
        assert str(one["summary"]) == "Отменено: Набор «odin»"
        assert not one.walk("VALARM")


@pytest.mark.parametrize(
    "values",
    [
        {"review": ("apply_close",)},
        {"review": ("apply_close",), "inferred": ("apply_close",)},
        {"stage": Stage.REPORT},
        {"apply_close": None},
        {"apply_close": on(-61)},
        {"draft": True},
        {"hidden": True},
    ],
    ids=str,
)
def test_what_is_no_sure_deadline_is_no_appointment(values: dict[str, object]) -> None:
    assert deadlines(a_call("odin", **values)) == []


def test_doubtful_days_of_an_event_are_no_appointment() -> None:
    assert events(a_call("odin", event_start=on(3), review=("event_start",))) == []
    [one] = events(
        a_call("odin", event_start=on(3), event_end=on(30), review=("event_end",))
    )  # fmt: skip
    assert one.decoded("dtend") == on(4)


def test_an_inferred_year_is_told() -> None:
    [sure], [inferred] = (deadlines(a_call("odin", inferred=i)) for i in ((), ("apply_close",)))
    assert "год выведен" in str(inferred["description"])
    assert "год выведен" not in str(sure["description"])


def test_what_is_over_is_kept_for_two_months() -> None:
    assert len(deadlines(a_call("odin", apply_close=on(-60)))) == 1


def test_the_stamp_moves_only_with_the_content() -> None:
    call = a_call("odin", published=on(-10), updated=on(-3))
    texts = {rendered(call, path="sroki.ics", today=on(n)) for n in range(4)}
    assert len(texts) == 1
    [one] = calendar(texts.pop())
    assert one.decoded("dtstamp").date() == on(-3)
    assert one.decoded("sequence") == 0
    moved = Change(day=on(-1), id=call.id, field="apply_close", old=on(2), new=on(5))
    memory = Memory(changes={call.id: (moved,)})
    [one] = calendar(rendered(call, path="sroki.ics", memory=memory))
    assert one.decoded("dtstamp").date() == on(-1)
    assert one.decoded("sequence") == 1


def test_another_announcement_changes_no_appointment() -> None:
    one, other = a_call("odin"), a_call("dva", apply_close=on(9))
    alone, both = (rendered(*told, path="sroki.ics") for told in ((one,), (one, other)))
    start, end = alone.index("BEGIN:VEVENT"), alone.index("END:VEVENT")
    assert alone[start:end] in both


def test_a_calendar_asks_to_be_read_again() -> None:
    head = Calendar.from_ical(rendered(*samples(), path="sroki.ics"))
    assert head["refresh-interval"].dt == timedelta(hours=12)
    assert str(head["x-published-ttl"]) == "PT12H"


def test_an_empty_calendar_is_still_a_calendar() -> None:
    text = rendered(a_report("odin"), path="sroki.ics")
    assert calendar(text) == []
    assert Calendar.from_ical(text).subcomponents


@given(announcements(region="RU-TVE", stage=Stage.CALL, review=()), lines)
def test_a_calendar_s_lines_are_short_in_octets_and_read_back(
    any_one: Announcement, place: str
) -> None:
    told = a_call(
        "odin", title=any_one.title * 9, place=place, audience=any_one.audience, event_start=on(2)
    )  # fmt: skip
    for plan in (calendars.deadlines, calendars.events):
        data = render()(plan("", "Все", [entry(told, TODAY)], SITE, TODAY))
        assert max(map(len, data.split(b"\r\n"))) <= 75
        assert b"\n" not in data.replace(b"\r\n", b"")
        [one] = Calendar.from_ical(data).walk("VEVENT")
        assert " ".join(told.title.split()) in str(one["summary"])


def by_the_library(one: Appointment) -> bytes:
    """The same appointment, written by icalendar itself."""
    out = icalendar.Event()
    stamp = icalendar.vDatetime(datetime.fromisoformat(f"{one.stamp}T00:00:00+00:00"))
    start = datetime.fromisoformat(one.start)
    timed = start.replace(tzinfo=ZoneInfo(one.zone)) if one.zone else start.date()
    out.add("uid", one.uid)
    out.add("dtstamp", stamp)
    out.add("last-modified", stamp)
    out.add("sequence", one.sequence)
    out.add("dtstart", timed)
    if one.end:
        out.add("dtend", date.fromisoformat(one.end))
    out.add("summary", " ".join(one.title.split()))
    out.add("description", one.description)
    if one.place:
        out.add("location", " ".join(one.place.split()))
    out.add("url", icalendar.vUri(one.url))
    out.add("categories", [one.category])
    out.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    out.add("transp", "TRANSPARENT")
    for days in one.reminders:
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", " ".join(one.title.split()))
        alarm.add("trigger", -timedelta(days=days))
        out.add_component(alarm)
    return bytes(out.to_ical())


texts = st.text(alphabet="абвЯ ab,;:\\^nN\"'«»—😀\n", max_size=90).filter(str.strip)


@given(
    st.builds(
        Appointment,
        uid=st.just("a.srok@e.test"),
        stamp=st.dates(date(2020, 1, 1), date(2030, 1, 1)).map(date.isoformat),
        sequence=st.integers(0, 20),
        start=st.sampled_from(["2026-11-18"]),
        end=st.sampled_from(["", "2026-11-19"]),
        zone=st.just(""),
        title=texts,
        description=texts,
        place=st.just("") | texts,
        url=st.sampled_from(["https://e.test/a/x/", "https://e.test/" + "я;," * 40]),
        category=texts.map(str.strip),
        cancelled=st.booleans(),
        reminders=st.sampled_from([(), (7, 1)]),
    )
)
def test_an_appointment_is_written_as_the_library_would(one: Appointment) -> None:
    assert ical._event(one) == by_the_library(one)


def head_by_the_library(told: calendars.Calendar) -> bytes:
    out = icalendar.Calendar()
    name, half_a_day = icalendar.vText(" ".join(told.name.split())), timedelta(hours=12)
    out.add("version", "2.0")
    out.add("prodid", "-//kadrovy-radar//site//RU")
    out.add("calscale", "GREGORIAN")
    out.add("method", "PUBLISH")
    out.add("name", name)
    out.add("x-wr-calname", name)
    out.add("url", icalendar.vUri(told.address))
    out.add("source", icalendar.vUri(told.itself), parameters={"VALUE": "URI"})
    out.add("refresh-interval", icalendar.vDuration(half_a_day), parameters={"VALUE": "DURATION"})
    out.add("x-published-ttl", icalendar.vDuration(half_a_day))
    return bytes(out.to_ical()).removesuffix(b"END:VCALENDAR\r\n")


@given(
    name=texts, path=st.sampled_from(["", "region/ru-lip/", "audience/" + "glavnye-vrachi/" * 9])
)
def test_the_head_of_a_calendar_is_written_as_the_library_would(name: str, path: str) -> None:
    told = calendars.Calendar(
        name=name, address=SITE.address(path), itself=SITE.address(f"{path}sroki.ics"),
        appointments=(),
    )  # fmt: skip
    assert ical._head(told) == head_by_the_library(told)


@pytest.mark.parametrize("zone", ["UTC", "Asia/Krasnoyarsk"])
def test_an_hour_is_written_as_the_library_would(zone: str) -> None:
    [one] = [e for e in appointments() if e.reminders]
    told = replace(one, start="2026-11-18T18:00:00", end="", zone=zone)
    assert ical._event(told) == by_the_library(told)


def appointments() -> tuple[Appointment, ...]:
    page = calendars.deadlines("", "все", [entry(a_call("odin"), TODAY)], SITE, TODAY)
    found: tuple[Appointment, ...] = made(page.context).appointments
    return found
