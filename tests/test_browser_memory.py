"""What the site remembers, in a real browser: old addresses, moved dates, years, stale sources."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import opened, published
from tests.sites import on
from tests.stories import COPY, LEAD, STORY, write_state

pytestmark = pytest.mark.browser

PATHS = (
    "", f"a/{LEAD.id}/", "changes/", "programme/", "programme/opora/", "sources/", "a/bylo-i-net/",
)  # fmt: skip


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("memory")
    write_state(folder / "state")
    with published(folder, STORY) as found:
        yield found


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_page_is_wider_than_the_screen(browser: Browser, address: str, width: int) -> None:
    with opened(browser, viewport={"width": width, "height": 800}) as page:
        for path in PATHS:
            page.goto(address + path)
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, path


@pytest.mark.parametrize("scripts", [True, False])
def test_a_reprint_s_address_opens_the_leader(
    browser: Browser, address: str, scripts: bool
) -> None:
    with opened(browser, java_script_enabled=scripts) as page:
        page.goto(f"{address}a/{COPY.id}/")
        page.wait_for_url(f"{address}a/{LEAD.id}/")
        expect(page.get_by_role("heading", level=1)).to_have_text(LEAD.title)
        expect(page.get_by_role("row", name="Степной вестник")).to_contain_text("20 ноября")
        expect(page.get_by_text("Сроки расходятся.")).to_be_visible()


def test_a_change_opens_at_its_line_of_the_log(browser: Browser, address: str) -> None:
    with opened(browser) as page:
        page.goto(f"{address}changes/")
        page.get_by_role("link", name="Резерв управленцев").click()
        expect(page.locator("li:target")).to_contain_text("Срок продлён с 20 на 28 ноября")


def test_on_a_phone_the_date_comes_before_the_facts_and_those_before_the_text(
    browser: Browser, address: str
) -> None:
    with opened(browser, viewport={"width": 360, "height": 800}) as page:
        page.goto(f"{address}a/{LEAD.id}/")
        order = (".due", "#h-facts", "#h-apply", "#h-text", "#h-rep", "#h-log", "#h-rel")
        tops = [page.locator(one).bounding_box() for one in order]
        heights = [box["y"] for box in tops if box]
        assert len(heights) == len(order)
        assert heights == sorted(heights)


def test_an_old_build_shows_no_closed_intake_as_open(browser: Browser, address: str) -> None:
    with opened(browser, day=on(11)) as page:
        page.goto(f"{address}programme/opora/")
        expect(page.locator(".year .status")).to_have_text(["Приём закрыт", "Приём закрыт"])
        expect(page.locator(".year .go")).to_have_count(0)
        expect(page.locator(".year .was")).to_have_count(2)
    with opened(browser, day=on(0)) as page:
        page.goto(f"{address}programme/opora/")
        expect(page.locator(".year .go")).to_have_count(1)


@pytest.mark.parametrize(("days", "stale"), [(0, False), (2, False), (3, True), (60, True)])
def test_sources_that_nobody_reads_are_told_on_every_page(
    browser: Browser, address: str, days: int, stale: bool
) -> None:
    with opened(browser, day=on(days)) as page:
        for path in ("about/", "sources/", "a/2024-opora/"):
            page.goto(address + path)
            expect(page.get_by_text("Источники не читались с")).to_be_visible(visible=stale)
        page.goto(address)
        expect(page.locator(".stale:visible")).to_have_count(int(days > 1))
