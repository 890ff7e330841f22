"""A search page in a real browser, for the tests of the search."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from builder.writing.serve import server
from tests.browser import launch
from tests.search_documents import documents
from tests.search_site import write_search


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("search") / "site"
    write_search(documents(), folder)
    return folder


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with server(site, 0) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/search/"
        running.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = launch(playwright)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(locale="ru-RU")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.goto(address)
    yield page
    context.close()
    assert [error for error in errors if "Failed to load resource" not in error] == []


def ask(page: Page, query: str) -> list[str]:
    """Addresses of what is found, best first."""
    page.evaluate("document.querySelector('[data-search]').dataset.searchState = ''")
    page.fill("#q", query)
    expect(page.locator("[data-search-state=done]")).to_have_count(1)
    links = page.locator("[data-search-result] a")
    return [str(one.get_attribute("href")).split("/")[-2] for one in links.all()]


def total(page: Page) -> int:
    return int(page.locator("[data-search]").get_attribute("data-search-total") or -1)
