"""A page that was built one day and is read on another: its statuses follow the reader's clock."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import cycle
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from builder.parts.when import when
from model.announcement import Stage
from model.region import regions
from model.status import Dates, state
from tests.browser import found, opened
from tests.sites import on, samples
from tests.test_status import CASES, read

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("days", [1, 30, 400])
def test_an_old_build_never_shows_a_closed_call_as_open(
    browser: Browser, address: str, days: int
) -> None:
    now = on(days)
    closed = [a for a in samples() if a.apply_close and str(a.apply_close)[:10] < now.isoformat()]
    with opened(browser, day=now) as page:
        for path in ("", "open/", "kind/training/", "2026/11/"):
            page.goto(address + path)
            for one in closed:
                rows = page.locator(f".item:visible:has(a[href*='{one.id}'])")
                expect(rows.locator(".status.open, .status.soon")).to_have_count(0)
        page.goto(address)
        expect(page.locator("[data-built]")).to_be_visible(visible=days > 1)
        for one in closed:
            page.goto(f"{address}a/{one.id}/")
            expect(page.locator(".due .status")).to_have_text("Приём закрыт")
            expect(page.get_by_role("link", name="Как подать заявку")).to_be_hidden()
            expect(page.get_by_text("forms.example.test")).to_be_hidden()
        page.goto(f"{address}search/?status=open")
        assert not set(found(page)) & {one.title for one in closed}


def test_a_call_that_opens_after_the_build_moves_to_the_open_ones(
    browser: Browser, address: str
) -> None:
    with opened(browser, day=on(21)) as page:
        for path in ("", "region/ru-nvs/"):
            page.goto(address + path)
            row = page.locator("[data-only=open] .item:visible", has_text="zimnyaya")
            expect(row.locator(".status")).to_have_text("Приём открыт")
            expect(row.locator(".when")).to_contain_text("29 дней")
        expect(page.get_by_text("Сейчас открытых наборов нет")).to_be_hidden()


def test_the_browser_tells_statuses_as_the_build_does(page: Page, address: str) -> None:
    page.goto(address)
    cases = [*CASES, *({"dates": str(d), "now": f"{now:%Y-%m-%dT%H:%M}"} for d, now in grid())]
    told = page.evaluate(
        """cases => cases.map(c => {
             const dates = radar.parse(c.dates), words = radar.when(dates, c.now, c.at);
             return [radar.state(dates, c.now), words.big, words.head, words.line, words.tone];
           })""",
        cases,
    )
    for case, said in zip(cases, told, strict=True):
        dates, now = read(case["dates"]), datetime.fromisoformat(case["now"])
        words = when(dates, now, case.get("at", ""))
        assert said == [state(dates, now), words.big, words.head, words.line, words.tone], case


def test_the_browser_reads_the_announcement_s_own_clock(page: Page, address: str) -> None:
    page.goto(address)
    instant = "Date.parse('2026-11-18T20:30:00Z')"
    told = page.evaluate(f"[180, 420, 720].map(zone => radar.local({instant}, zone))")
    assert told == ["2026-11-18T23:30", "2026-11-19T03:30", "2026-11-19T08:30"]


@pytest.mark.parametrize(
    "reader", ["Pacific/Honolulu", "America/St_Johns", "Europe/Berlin", "Asia/Kamchatka"]
)
def test_wherever_the_reader_is_the_announcement_s_own_clock_rules(
    browser: Browser, address: str, reader: str
) -> None:
    """Every zone that a region has, at hours on both sides of midnight, over a year and more."""
    zones = sorted({_offset(region.tz) for region in regions().values()} | {0, 210, -210})
    cases = [
        (replace(dates, zone=zone), now.replace(hour=hour, minute=59), zone)
        for (dates, now), zone, hour in zip(
            grid(), cycle(zones), cycle((0, 4, 11, 20, 23)), strict=False
        )
    ]
    instants = [(str(d), (now - timedelta(minutes=zone)).isoformat()) for d, now, zone in cases]
    with opened(browser, timezone_id=reader) as page:
        page.goto(address)
        told = page.evaluate(
            """cases => cases.map(([text, instant]) => {
                 const dates = radar.parse(text);
                 const now = radar.local(Date.parse(instant + "Z"), Number(dates.zone));
                 const words = radar.when(dates, now);
                 return [radar.state(dates, now), words.big, words.head, words.line];
               })""",
            instants,
        )
    assert {zone for _, _, zone in cases} >= set(zones)
    for (dates, now, _), said in zip(cases, told, strict=True):
        words = when(dates, now)
        assert said == [state(dates, now), words.big, words.head, words.line], (str(dates), now)


def _offset(tz: str) -> int:
    """Minutes east of UTC."""
    offset = datetime(2027, 12, 20, tzinfo=ZoneInfo(tz)).utcoffset()
    assert offset is not None
    return int(offset.total_seconds() // 60)


def grid() -> Iterator[tuple[Dates, datetime]]:
    """Dates of all sorts around a moment, over turns of months and years."""
    chance = random.Random(7)

    def near(day: date) -> date | None:
        return day + timedelta(days=chance.randint(-12, 40)) if chance.random() < 0.5 else None

    for _ in range(3000):
        now = datetime.fromisoformat("2027-12-20T15:30") + timedelta(days=chance.randint(0, 400))
        end, age = near(now.date()), chance.randint(0, 160)
        start = near(now.date())
        close: date | None = near(now.date())
        if close and chance.random() < 0.3:
            close = datetime.combine(close, time(chance.choice((9, 15, 18)), 30))
        yield (
            Dates(
                stage=chance.choice(list(Stage)),
                cancelled=chance.random() < 0.05,
                open=near(now.date()),
                close=close,
                start=start,
                end=end if end and (start is None or end > start) else None,
                since=now.date() - timedelta(days=age) if age < 120 else None,
            ),
            now,
        )


def test_the_calendar_marks_the_reader_s_own_day(browser: Browser, address: str) -> None:
    with opened(browser, day=on(3)) as page:
        page.goto(f"{address}calendar/")
        expect(page.locator(".month .today")).to_have_count(1)
        expect(page.locator(".month .today time")).to_have_text(str(on(3).day))
        expect(page.locator(".month .today")).to_contain_text("сегодня")
