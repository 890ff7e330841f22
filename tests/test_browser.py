"""What a reader does, in a real browser on a really built site."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import found, opened

pytestmark = pytest.mark.browser
KINDS_OF_PAGE = (
    "", "open/", "region/", "region/ru-lip/", "region/ru-lip/talent/", "kind/talent/", "archive/",
    "2026/11/", "2026/", "lists/", "organiser/", "audience/medsyostry/", "calendar/",
    "search/?q=набор", "about/", "a/2026-11-08-tihaya-smena/", "a/2026-11-08-opora/",
    "a/bez-vsego/", "a/2026-11-08-ochered/", "a/2026-11-08-rostok/", "nigde/",
)  # fmt: skip


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


@pytest.mark.parametrize("width", [360, 768, 1000, 1280, 1920])
def test_the_longest_day_is_not_broken(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}a/2026-11-08-opora/")
    lines = page.locator(".due time").evaluate(
        "time => { time.textContent = '28\u00a0сентября'; return time.getClientRects().length; }"
    )
    assert lines == 1


def test_everything_but_search_works_without_scripts(browser: Browser, address: str) -> None:
    with opened(browser, java_script_enabled=False) as page:
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
    with opened(browser, viewport={"width": width, "height": 800}) as page:
        for path in KINDS_OF_PAGE:
            page.goto(address + path)
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, path


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
    with opened(browser, viewport={"width": 360, "height": 740}) as page:
        page.goto(address + path)
        expect(page.locator("html")).to_have_attribute("data-ready", "")
        box = page.locator(".nav [aria-current]").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360


def test_a_phone_s_header_leaves_the_screen_to_the_page(browser: Browser, address: str) -> None:
    with opened(browser, viewport={"width": 360, "height": 740}) as page:
        page.goto(address)
        top = page.locator("main").bounding_box()
        assert top
        assert top["y"] <= 160
