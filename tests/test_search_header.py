"""The search field of every page's header, on a really built site."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

import build
from builder.writing.serve import server
from tests.browser import launch
from tests.sites import TODAY, samples, write_content

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("header")
    write_content(folder / "content", samples())
    given = {"content": "content", "site": "site", "state": "state", "cache": "cache"}
    paths = [word for name, path in given.items() for word in (f"--{name}", str(folder / path))]
    assert build.main([*paths, "--today", TODAY.isoformat(), "--jobs", "1"]) == build.FINE
    return folder / "site"


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
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
    context = browser.new_context(locale="ru-RU")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
    assert errors == []


def test_a_page_that_nobody_searches_from_loads_no_search(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address, wait_until="networkidle")
    assert not [one for one in asked if "/search/" in one]
    page.focus("#q")
    expect(page.get_by_role("combobox")).to_have_attribute("aria-expanded", "false")
    assert [one for one in asked if "static/search/search.js" in one]


@pytest.mark.parametrize("path", ["", "a/2026-11-08-opora/", "region/ru-lip/", "about/"])
def test_a_region_is_suggested_on_any_page(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    expect(page.get_by_role("combobox")).to_have_count(1)
    page.fill("#q", "Липец")
    page.get_by_role("option", name="Липецкая область").click()
    page.wait_for_url("**/search/?region=RU-LIP")
    expect(page.locator("[data-search-state=done]")).to_have_count(1)
    assert page.locator("[data-search-result]").count() > 1


def test_a_query_leads_to_the_search_page(page: Page, address: str) -> None:
    page.goto(address)
    page.fill("#q", "кардиологов")
    page.press("#q", "Enter")
    page.wait_for_url("**/search/?q=*")
    expect(page.locator("[data-search-result]")).to_have_count(1)


def test_without_scripts_the_form_leads_to_the_plain_lists(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.fill("#q", "кардиолог")
    page.get_by_role("button", name="Найти").click()
    lists = page.locator("[data-unready] a")
    expect(lists.first).to_be_visible()
    for link in lists.all():
        answer = context.request.get(page.url.partition("?")[0] + str(link.get_attribute("href")))
        assert answer.ok
    context.close()


def test_the_whole_site_searches_from_a_disk(browser: Browser, site: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto((site / "search" / "index.html").as_uri() + "?q=кардиолог")
    expect(page.locator("[data-search-result]")).to_have_count(1)
    context.close()
