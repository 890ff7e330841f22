"""What a reader does, in a real browser on a really built site."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import cycle
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

import build
from builder.parts.when import when
from builder.writing.serve import server
from model.announcement import Stage
from model.region import regions
from model.status import Dates, state
from tests.browser import launch
from tests.sites import TODAY, on, samples, write_content
from tests.test_status import CASES, read

pytestmark = pytest.mark.browser

KINDS_OF_PAGE = (
    "", "open/", "region/", "region/ru-lip/", "region/ru-lip/talent/", "kind/talent/", "archive/",
    "2026/11/", "2026/", "lists/", "organiser/", "audience/medsyostry/", "calendar/",
    "search/?q=набор", "about/", "a/2026-11-08-tihaya-smena/", "a/2026-11-08-opora/",
    "a/bez-vsego/", "a/2026-11-08-ochered/", "a/2026-11-08-rostok/", "nigde/",
)  # fmt: skip
NOON = "T09:00:00Z"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("browser")
    write_content(folder / "content", samples())
    site = folder / "site"
    assert build.main(["--content", str(folder / "content"), "--site", str(site),
                       "--state", str(folder / "state"),
                       "--today", TODAY.isoformat()]) == build.FINE  # fmt: skip
    with server(site, 0) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/"
        running.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = launch(playwright)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    yield from opened(browser)


def opened(browser: Browser, day: date = TODAY, **options: Any) -> Iterator[Page]:
    """A fresh page whose clock stands at noon in Moscow; any error on it fails the test."""
    context = browser.new_context(locale="ru-RU", **options)
    page = context.new_page()
    page.clock.set_fixed_time(f"{day.isoformat()}{NOON}")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
    assert [error for error in errors if "404" not in error] == []


def found(page: Page) -> list[str]:
    expect(page.locator("[data-search-state=done]")).to_have_count(1)
    return page.locator("[data-search-result] a").all_inner_texts()


def total(page: Page) -> int:
    return int(page.locator("[data-search-total]").get_attribute("data-search-total") or -1)


def test_search_finds_other_forms_of_a_word(page: Page, address: str) -> None:
    page.goto(address)
    page.fill("#q", "кардиолог")
    page.keyboard.press("Enter")
    assert found(page) == ["В центре «Росток» говорили о наставничестве"]
    assert total(page) == 1
    expect(page.locator("mark").first).to_have_text("Кардиологов")
    page.fill("#q", "абракадабра")
    expect(page.locator("[data-search-count]")).to_contain_text("Ничего не нашлось")
    assert (found(page), total(page)) == ([], 0)


def test_conditions_live_in_the_address(page: Page, address: str) -> None:
    page.goto(f"{address}search/?region=RU-LIP&kind=talent")
    assert len(found(page)) == total(page) == 2
    expect(page.get_by_role("checkbox", name="Липецкая область")).to_be_checked()
    page.get_by_role("checkbox", name="Можно подать заявку").check()
    wanted = {"status=open", "kind=talent", "region=RU-LIP"}
    page.wait_for_url(lambda url: set(urlsplit(url).query.split("&")) == wanted)
    assert found(page) == ["Резерв управленцев: набор в проект «Опора»"]
    page.go_back()
    expect(page.locator("[data-search-total='2']")).to_have_count(1)
    expect(page.get_by_role("checkbox", name="Можно подать заявку")).not_to_be_checked()
    page.get_by_role("button", name="Убрать условие «Липецкая область»").click()
    expect(page).to_have_url(f"{address}search/?kind=talent")
    assert total(page) == 3
    page.reload()
    assert len(found(page)) == 3


def test_the_keyboard_reaches_everything(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("К содержанию")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("main a:focus")).to_have_count(1)
    page.goto(f"{address}search/")
    found(page)
    page.get_by_role("button", name="Показать условия").press("Enter")
    box = page.get_by_role("checkbox", name="Отменено")
    box.focus()
    page.keyboard.press("Space")
    expect(page).to_have_url(f"{address}search/?status=cancelled")
    assert found(page) == ["Форум «Больница без очереди»"]
    expect(box).to_be_focused()


def test_everything_but_search_works_without_scripts(browser: Browser, address: str) -> None:
    for page in opened(browser, java_script_enabled=False):
        page.goto(address)
        expect(page.locator("[data-only=open] .item")).to_have_count(4)
        expect(page.locator(".view")).to_be_hidden()
        page.get_by_role("link", name="Практикум «Тихая смена»").click()
        expect(page.get_by_text("Сегодня последний день")).to_be_visible()
        expect(page.locator(".due [data-asof]")).to_be_visible()
        page.goto(f"{address}search/")
        expect(page.get_by_text("просит включить JavaScript")).to_be_visible()


def test_nobody_else_is_asked_and_nothing_fails(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in KINDS_OF_PAGE:
        page.goto(address + path)
        if path.startswith("search"):
            assert found(page)
    assert asked
    assert all(url.startswith(address) for url in asked)


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_page_is_wider_than_the_screen(browser: Browser, address: str, width: int) -> None:
    for page in opened(browser, viewport={"width": width, "height": 800}):
        for path in KINDS_OF_PAGE:
            page.goto(address + path)
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, path


@pytest.mark.parametrize("days", [1, 30, 400])
def test_an_old_build_never_shows_a_closed_call_as_open(
    browser: Browser, address: str, days: int
) -> None:
    now = on(days)
    closed = [a for a in samples() if a.apply_close and str(a.apply_close)[:10] < now.isoformat()]
    for page in opened(browser, day=now):
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
    for page in opened(browser, day=on(21)):
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
    for page in opened(browser, timezone_id=reader):
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
    for page in opened(browser, day=on(3)):
        page.goto(f"{address}calendar/")
        expect(page.locator(".month .today")).to_have_count(1)
        expect(page.locator(".month .today time")).to_have_text(str(on(3).day))
        expect(page.locator(".month .today")).to_contain_text("сегодня")


def test_the_key_that_leads_to_the_search_can_be_switched_off(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.get_by_text("Версия для слабовидящих").click()
    page.get_by_label("Ничего не делает").check()
    page.reload()
    page.keyboard.press("/")
    expect(page.locator("#q")).not_to_be_focused()


def test_the_reader_s_display_is_kept(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_text("Версия для слабовидящих").click()
    page.get_by_label("Очень крупный").check()
    page.get_by_label("Чёрным по белому").check()
    page.goto(f"{address}region/")
    assert page.locator("html").get_attribute("data-size") == "xl"
    assert page.locator("html").get_attribute("data-theme") == "contrast"
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_page_weighs_little(page: Page, address: str) -> None:
    """What a reader on an old line waits for at the first visit, fonts and all, uncompressed."""
    bodies: dict[str, int] = {}
    page.on("response", lambda answer: bodies.update({answer.url: len(answer.body())}))
    page.goto(address, wait_until="networkidle")
    assert any(url.endswith(".woff2") for url in bodies)
    assert sum(bodies.values()) < 150_000


@pytest.mark.parametrize("path", ["", "calendar/", "region/", "changes/", "lists/", "moe/"])
def test_on_a_phone_the_current_section_is_in_sight(
    browser: Browser, address: str, path: str
) -> None:
    for page in opened(browser, viewport={"width": 360, "height": 740}):
        page.goto(address + path)
        expect(page.locator("html")).to_have_attribute("data-ready", "")
        box = page.locator(".nav [aria-current]").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360


def test_a_phone_s_header_leaves_the_screen_to_the_page(browser: Browser, address: str) -> None:
    for page in opened(browser, viewport={"width": 360, "height": 740}):
        page.goto(address)
        top = page.locator("main").bounding_box()
        assert top
        assert top["y"] <= 160
