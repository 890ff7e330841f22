from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.parts.when import when
from model import status
from model.announcement import Stage
from model.status import Dates, dates, midnight, next_change, state, states
from tests.announcements import an_announcement, announcements

CASES: list[dict[str, str]] = json.loads(
    (Path(status.__file__).with_name("status_cases.json")).read_text("utf-8")
)
MOSCOW, KRASNOYARSK = "Europe/Moscow", "Asia/Krasnoyarsk"


def read(text: str) -> Dates:
    """The other direction of ``str(Dates)``, as the browser has it."""
    said: dict[str, Any] = dict(pair.split("=") for pair in text.split())
    values: dict[str, Any] = {"stage": Stage(said.pop("stage")), "zone": int(said.pop("zone"))}
    values["cancelled"] = said.pop("cancelled", "") == "1"
    for name, value in said.items():
        timed = "T" in value
        values[name] = datetime.fromisoformat(value) if timed else date.fromisoformat(value)
    return Dates(**values)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_a_status_follows_from_dates(case: dict[str, str]) -> None:
    told = read(case["dates"])
    now = datetime.fromisoformat(case["now"])
    words = when(told, now, case.get("at", ""))
    said = f"{words.big} {words.head}".strip() + f" | {words.line} | {words.tone}"
    assert state(told, now) == case["state"]
    assert said.replace("\N{NO-BREAK SPACE}", " ").strip() == case["when"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_what_a_page_carries_is_all_that_a_status_needs(case: dict[str, str]) -> None:
    assert str(read(case["dates"])) == case["dates"]


def test_every_state_has_a_case() -> None:
    assert {case["state"] for case in CASES} == states().keys()


@given(announcements(), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_a_status_stands_until_its_next_change(a: Any, today: date) -> None:
    told = dates(a, MOSCOW)
    known, turn = state(told, midnight(today)), next_change(told, today)
    last = (turn or today + timedelta(days=4000)) - timedelta(days=1)
    for day in (today, today + timedelta(days=1), last):
        if today <= day <= last:
            assert state(told, midnight(day)) == known
    if turn:
        assert turn > today
        assert state(told, midnight(turn)) != known


@given(announcements(stage=Stage.CALL, cancelled=False), st.dates(date(2020, 1, 1)))
def test_no_call_is_open_after_its_deadline(a: Any, today: date) -> None:
    if a.apply_close and today > a.apply_close:
        assert state(dates(a, MOSCOW), midnight(today)) == "closed"


@given(announcements(stage=Stage.REPORT), st.dates(date(2020, 1, 1)))
def test_no_report_is_ever_open(a: Any, today: date) -> None:
    assert states()[state(dates(a, MOSCOW), midnight(today))].group != "open"


def test_the_region_s_own_clock_rules_a_whole_day() -> None:
    told = dates(an_announcement(apply_close=date(2026, 11, 28)), KRASNOYARSK)
    assert (told.close, told.zone) == (date(2026, 11, 28), 420)


def test_a_deadline_s_stated_zone_rules_everywhere() -> None:
    noon = datetime(2026, 11, 28, 12, tzinfo=timezone(timedelta(hours=3)))
    told = dates(an_announcement(apply_close=noon), KRASNOYARSK)
    assert (told.close, told.zone) == (datetime.fromisoformat("2026-11-28T12:00"), 180)


def test_a_deadline_in_utc_is_told_by_utc() -> None:
    noon = datetime(2026, 11, 28, 12, tzinfo=UTC)
    told = dates(an_announcement(apply_close=noon), KRASNOYARSK)
    assert (told.close, told.zone) == (datetime.fromisoformat("2026-11-28T12:00"), 0)


def test_an_opening_in_another_zone_is_told_by_the_deadline_s_clock() -> None:
    opens = datetime(2026, 11, 1, 0, 30, tzinfo=timezone(timedelta(hours=7)))
    closes = datetime(2026, 11, 28, 12, tzinfo=timezone(timedelta(hours=3)))
    told = dates(an_announcement(apply_open=opens, apply_close=closes), KRASNOYARSK)
    assert told.open == datetime.fromisoformat("2026-10-31T20:30")


def test_age_is_counted_from_the_last_sign_of_life() -> None:
    read_by_us = an_announcement(fetched=date(2027, 1, 1))
    changed = replace(read_by_us, published=date(2026, 1, 1), updated=date(2026, 6, 1))
    assert dates(read_by_us, MOSCOW).since == date(2027, 1, 1)
    assert dates(changed, MOSCOW).since == date(2026, 6, 1)


def test_a_report_is_dated_by_its_publication_and_by_nothing_else() -> None:
    a = an_announcement(stage=Stage.REPORT, fetched=date(2026, 1, 1), updated=date(2026, 2, 1))
    assert dates(a, MOSCOW).since is None
