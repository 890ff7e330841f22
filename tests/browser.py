"""Readers for tests: the system's Chromium, an empty browser a reader, and sites that it opens."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import Browser, Page, expect, sync_playwright

import build
from builder.writing.serve import server
from checks.chromium import launch
from model.announcement import Announcement
from tests.sites import TODAY, write_content

__all__ = ["launch"]

PATIENCE = 60_000
"""Milliseconds: a busy machine is no failure."""

expect.set_options(timeout=PATIENCE)

KEY = "radar /"
"""Where a site at the root of its address keeps what is the reader's own."""


@contextmanager
def running() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, day: date = TODAY, **options: Any) -> Iterator[Page]:
    """A reader with an empty browser, at noon of a day in Moscow; any error on a page fails."""
    context = browser.new_context(locale="ru-RU", **options)
    page = context.new_page()
    at(page, day)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
    assert [error for error in errors if "404" not in error] == []


def at(page: Page, day: date) -> None:
    page.clock.set_fixed_time(f"{day.isoformat()}T09:00:00Z")


def found(page: Page) -> list[str]:
    """Titles that the search has found, once it has done."""
    expect(page.locator("[data-search-state=done]")).to_have_count(1)
    return page.locator("[data-search-result] a").all_inner_texts()


def kept(page: Page) -> dict[str, Any]:
    """What is the reader's own, as the browser keeps it."""
    told: dict[str, Any] = json.loads(page.evaluate(f"localStorage.getItem('{KEY}')"))
    return told


@contextmanager
def published(
    folder: Path, announcements: Iterable[Announcement], today: date = TODAY
) -> Iterator[str]:
    """The address of a site of these announcements; its state is what lies in the folder."""
    write_content(folder / "content", announcements)
    with served(built(folder, today)) as address:
        yield address


def built(folder: Path, today: date = TODAY) -> Path:
    """The site of the folder's content and state."""
    names = ("content", "site", "state", "cache")
    places = [part for name in names for part in (f"--{name}", str(folder / name))]
    assert build.main([*places, "--jobs", "1", "--today", today.isoformat()]) == build.FINE
    return folder / "site"


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a built site: the root of a server of its own."""
    with server(site, 0) as listening:
        Thread(target=listening.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{listening.server_port}/"
        finally:
            listening.shutdown()
