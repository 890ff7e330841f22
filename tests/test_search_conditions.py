"""The search page in a real browser: conditions, order, what is said, kept and asked for again."""

from __future__ import annotations

import re
import threading
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from builder.index.document import order
from builder.writing.serve import server
from tests.search_documents import documents
from tests.search_pages import address, ask, browser, page, site
from tests.search_site import write_search

pytestmark = pytest.mark.browser


def test_conditions_count_truly_and_stay_in_the_address(page: Page) -> None:
    ask(page, "семинар")
    page.check("fieldset[name=region] input[value=RU-TOM]")
    expect(page.locator("[data-search-total='1']")).to_have_count(1)
    page.check("fieldset[name=region] input[value=RU-OMS]")
    expect(page.locator("[data-search-total='32']")).to_have_count(1)
    assert page.url.count("region=") == 2
    page.reload()
    expect(page.locator("[data-search-total='32']")).to_have_count(1)


def test_organisers_and_posts_are_conditions_that_open_on_demand(page: Page) -> None:
    ask(page, "школа")
    page.get_by_role("button", name="Организатор").click()
    page.check("fieldset[name=organiser] input[value='Томский колледж']")
    expect(page.locator("[data-search-total='1']")).to_have_count(1)
    assert "organiser=" in page.url
    page.get_by_role("button", name="Кому").click()
    expect(page.locator("fieldset[name=audience] input[value='none']")).to_have_count(1)


def test_all_can_be_browsed_without_a_query(page: Page, address: str) -> None:
    page.goto(address + "?status=open")
    expect(page.locator("[data-search-total='2']")).to_have_count(1)


def test_a_range_of_dates_narrows_and_stays_in_the_address(page: Page, address: str) -> None:
    page.goto(address + "?published=2026-03-01..")
    expect(page.locator("[data-search-total='9']")).to_have_count(1)
    page.fill("fieldset[name=published] [data-from]", "2024-01-01")
    page.fill("fieldset[name=published] [data-to]", "2024-12-31")
    expect(page.locator("[data-search-total='1']")).to_have_count(1)
    assert "published=2024-01-01..2024-12-31" in page.url
    expect(page.locator("[data-chosen]")).to_contain_text("Опубликовано: 01.01.2024 – 31.12.2024")
    page.get_by_role("button", name="Убрать условие «Опубликовано").click()
    expect(page.locator("[data-search-total='59']")).to_have_count(1)


def test_a_deadline_is_a_condition_too(page: Page, address: str) -> None:
    page.goto(address + f"?close={date.today().isoformat()}..")  # noqa: DTZ011
    expect(page.locator("[data-search-total='2']")).to_have_count(1)


def test_statuses_go_with_the_clock_on_a_page_left_open(page: Page, address: str) -> None:
    page.clock.install()
    page.goto(address + "?status=open")
    expect(page.locator("[data-search-total='2']")).to_have_count(1)
    page.clock.fast_forward(1000 * 3_600_000)
    expect(page.locator("[data-search-total='0']")).to_have_count(1)


@pytest.mark.parametrize(("order", "first"), [("close", "nurse"), ("date", "short")])
def test_what_is_found_can_be_sorted(page: Page, order: str, first: str) -> None:
    ask(page, "школа")
    assert ask(page, "цгэк школа")[:1] != []
    page.click(f"[data-order] button[value={order}]")
    expect(page.locator(f"[data-order] button[value={order}]")).to_have_attribute(
        "aria-pressed", "true"
    )
    assert f"order={order}" in page.url


def test_open_calls_lead_when_sorted_by_deadline(page: Page, address: str) -> None:
    page.goto(address + "?kind=training&order=close")
    expect(page.locator("[data-search-result]")).to_have_count(10)
    states = page.locator("[data-search-result] .status").all_inner_texts()
    assert [state.strip() for state in states[:2]] == ["Приём открыт"] * 2


def test_more_rows_come_by_a_button_that_keeps_the_place(page: Page, address: str) -> None:
    page.goto(address + "?q=семинар")
    expect(page.locator("[data-search-result]")).to_have_count(10)
    page.click("[data-more] button")
    expect(page.locator("[data-search-result]")).to_have_count(20)
    expect(page.locator("[data-search-result]").nth(10).locator("a")).to_be_focused()
    assert "n=20" in page.url


def test_found_words_are_marked_in_whatever_form(page: Page) -> None:
    ask(page, "дерматологами")
    expect(page.locator("mark").first).to_have_text("дерматолога")


def test_useful_words_are_said_when_nothing_is_found(page: Page) -> None:
    ask(page, "виолончель врачей")
    expect(page.locator("[data-told=unknown]")).to_contain_text("«виолончель»")
    page.click("[data-told=without] a")
    expect(page.locator("[data-search-result]")).to_have_count(10)


def test_the_back_button_goes_back(page: Page) -> None:
    page.fill("#q", "наставник")
    page.press("#q", "Enter")
    page.fill("#q", "дерматолог")
    page.press("#q", "Enter")
    page.go_back()
    expect(page.locator("#q")).to_have_value("наставник")
    expect(page.locator("[data-search-title]")).to_have_text("Поиск: наставник")


def test_recent_queries_are_offered_and_stay_in_the_browser(page: Page, address: str) -> None:
    page.fill("#q", "наставник")
    page.press("#q", "Enter")
    page.goto(address)
    page.focus("#q")
    expect(page.get_by_role("option")).to_have_text(["наставник Вы искали"])
    page.press("#q", "Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()


@pytest.mark.parametrize("kept", ["{", "5", '[1, {"a": 2}]'])
def test_what_lies_in_the_storage_is_not_trusted(page: Page, address: str, kept: str) -> None:
    page.evaluate("kept => localStorage.setItem('radar-queries', kept)", kept)
    page.goto(address)
    page.focus("#q")
    assert ask(page, "наставник") == ["mentor"]


@pytest.mark.parametrize(
    "query",
    [
        "?n=-5&q=школа",
        "?n=9e9&q=школа",
        "?region=<b>",
        "?published=x..y",
        "?order=?&q=школа",
        "?q=%ED%A0%80",
        "?q=<img src=x onerror=alert(1)>",
        f"?q={'ы' * 2_000}",
    ],
)
def test_any_address_is_understood(page: Page, address: str, query: str) -> None:
    page.goto(address + query)
    expect(page.locator("[data-search-state=done]")).to_have_count(1)


def test_a_file_that_is_missing_is_told(page: Page, address: str) -> None:
    page.route("**/search/index.js*", lambda route: route.fulfill(status=404))
    page.goto(address + "?q=наставник")
    expect(page.locator("[data-failed]")).to_be_visible()
    expect(page.locator("[data-search-state=done]")).to_have_count(1)
    page.unroute("**/search/index.js*")
    page.click("[data-failed] button")
    expect(page.locator("[data-search-result]")).to_have_count(1)


def test_an_old_list_of_files_is_asked_for_anew(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    def old(route: Route) -> None:
        text = re.sub('(?<="r":")[^"]+', lambda m: "-" * len(m[0]), route.fetch().text())
        route.fulfill(body=text, content_type="text/javascript")

    page.route("**/search/index.js*", old, times=1)
    page.goto(address + "?q=наставник")
    expect(page.locator("[data-search-result]")).to_have_count(1)
    assert sum("search/index.js" in one for one in asked) == 2


def test_typing_while_nothing_can_be_reached_breaks_nothing(page: Page, address: str) -> None:
    page.route("**/search/index.js*", lambda route: route.fulfill(status=404))
    page.goto(address)
    page.fill("#q", "наставник")
    expect(page.locator("[data-failed]")).to_be_visible()
    page.unroute("**/search/index.js*")
    page.click("[data-failed] button")
    expect(page.locator("[data-search-result]")).to_have_count(1)


def test_a_page_left_open_over_several_builds_still_finds(browser: Browser, tmp_path: Path) -> None:
    """Without the oldest document all others have other numbers, so that every file changes."""
    every = order(documents())
    write_search(every, tmp_path)
    context = browser.new_context()
    page = context.new_page()
    with server(tmp_path, 0) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        try:
            page.goto(f"http://127.0.0.1:{running.server_port}/search/")
            assert ask(page, "наставник") != []
            write_search(every[1:], tmp_path)
            assert ask(page, "семинар") != []
            for gone, facet in ((2, "Организатор"), (3, "Кому")):  # each loads a file of its own
                write_search(every[gone:], tmp_path)
                page.get_by_role("button", name=facet).click()
                expect(page.locator("[data-search-state=done]")).to_have_count(1)
                expect(page.locator("[data-failed]")).to_be_hidden()
                assert page.locator("[data-search-result]").count() == 10
        finally:
            running.shutdown()
            context.close()
