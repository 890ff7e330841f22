"""What a reader keeps lies in the browser alone: as a file, damaged, full, forbidden."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import KEY, kept, opened

pytestmark = pytest.mark.browser

OPORA = "a/2026-11-08-opora/"


def test_what_is_kept_goes_to_another_browser_as_a_file(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    with opened(browser) as page:
        page.goto(f"{address}{OPORA}")
        page.locator(".star").click()
        page.goto(f"{address}region/ru-lip/")
        page.get_by_role("button", name="Сохранить этот список").click()
        page.goto(f"{address}moe/")
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Сохранить в файл").click()
        waiting.value.save_as(tmp_path / "moe.json")
    with opened(browser) as page:
        page.goto(f"{address}moe/")
        page.locator("[data-import]").set_input_files(tmp_path / "moe.json")
        expect(page.get_by_text("Загружено: объявлений 1, списков 1")).to_be_visible()
        page.reload()
        expect(page.locator("[data-stars] .item")).to_have_count(1)
        expect(page.locator("[data-lists] li")).to_have_count(1)


HOSTILE = {
    "radar": 1,
    "stars": {"../../x": {"title": "чужое"}, "ok": {"title": "<img src=x onerror=alert(1)>"}},
    "lists": [
        {"address": "javascript:alert(1)", "title": "код"},
        {"address": "https://evil.example/", "title": "чужой узел"},
        {"address": "open/", "title": "<b>Открытые</b>"},
        7,
    ],
    "profile": {"post": "vrachi", "age": "много", "posts": ["<i>", "vrachi"]},
}


def test_a_hostile_file_brings_in_only_what_we_could_have_written(
    page: Page, address: str, tmp_path: Path
) -> None:
    page.goto(f"{address}moe/")
    (tmp_path / "bad.json").write_text(json.dumps(HOSTILE), "utf-8")
    page.locator("[data-import]").set_input_files(tmp_path / "bad.json")
    expect(page.get_by_text("Загружено: объявлений 1, списков 1")).to_be_visible()
    told = kept(page)
    assert list(told["stars"]) == ["ok"]
    assert told["lists"] == [{"address": "open/", "title": "<b>Открытые</b>"}]
    assert (told["profile"]["age"], told["profile"]["posts"]) == (None, ["vrachi"])
    expect(page.get_by_role("link", name="<b>Открытые</b>")).to_be_visible()
    assert page.locator("main img").count() == 0


@pytest.mark.parametrize("text", ["", "не JSON", "[]", "null", '{"stars": {}}', "7" * 2_000_000])
def test_a_file_that_is_not_ours_changes_nothing(
    page: Page, address: str, tmp_path: Path, text: str
) -> None:
    page.goto(f"{address}{OPORA}")
    page.locator(".star").click()
    page.goto(f"{address}moe/")
    (tmp_path / "other.json").write_text(text, "utf-8")
    page.locator("[data-import]").set_input_files(tmp_path / "other.json")
    expect(page.get_by_text("Ничего не изменено")).to_be_visible()
    assert list(kept(page)["stars"]) == ["2026-11-08-opora"]


@pytest.mark.parametrize("text", ["", "{", "7", "null", '"радар"', '{"radar": 2}', "\\u0000"])
def test_garbage_in_storage_is_told_and_put_aside(page: Page, address: str, text: str) -> None:
    page.goto(f"{address}open/")
    for key in (KEY, f"{KEY} visit"):
        page.evaluate("told => localStorage.setItem(...told)", [key, text])
    page.reload()
    expect(page.get_by_text("Сохранённое в этом браузере не читается")).to_be_visible()
    page.locator(".star").first.click()
    assert len(kept(page)["stars"]) == 1
    page.goto(f"{address}moe/")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Скачать их").click()
    assert waiting.value.path().read_text("utf-8") == text
    page.get_by_role("button", name="Удалить их").click()
    expect(page.get_by_role("button", name="Скачать их")).to_be_hidden()


def test_a_full_storage_is_told_and_the_page_goes_on(page: Page, address: str) -> None:
    page.goto(f"{address}open/")
    page.evaluate(
        """() => { for (let size = 1 << 22; size; size >>= 1)
             try { localStorage.setItem("dust" + size, "x".repeat(size)) } catch {} }"""
    )
    star = page.locator(".star").first
    star.click()
    expect(page.get_by_role("alert")).to_contain_text("в браузере кончилось место")
    expect(star).to_have_attribute("aria-pressed", "false")
    page.get_by_text("Версия для слабовидящих").click()
    page.get_by_label("Тёмные").check()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_a_forbidden_storage_is_told_and_the_page_goes_on(browser: Browser, address: str) -> None:
    with opened(browser) as page:
        page.add_init_script(
            """Object.defineProperty(window, "localStorage",
                 {get() { throw new DOMException("no", "SecurityError") }})"""
        )
        page.goto(f"{address}open/")
        page.locator(".star").first.click()
        expect(page.get_by_role("alert")).to_contain_text("Браузер запретил этому сайту")
        page.goto(f"{address}moe/")
        expect(page.get_by_role("alert")).to_contain_text("Браузер запретил этому сайту")


def test_nothing_that_is_kept_leaves_the_machine(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    page.goto(f"{address}moe/")
    page.get_by_label("Должность").select_option("akusherki")
    page.get_by_label("Возраст").fill("43")
    page.get_by_label("Стаж").press("Tab")
    page.goto(f"{address}open/")
    page.locator(".star").first.click()
    page.goto(f"{address}moe/")
    expect(page.locator("[data-stars] .item")).to_have_count(1)
    page.wait_for_load_state("networkidle")
    assert all(url.startswith(address) for url in asked)
    assert not [url for url in asked if "akusherki" in url or "43" in url.partition("?v=")[0][22:]]


def test_without_scripts_none_of_it_is_offered(browser: Browser, address: str) -> None:
    with opened(browser, java_script_enabled=False) as page:
        page.goto(f"{address}open/")
        expect(page.locator(".star, .mybar")).to_have_count(0)
        expect(page.get_by_role("link", name="Моё")).to_be_hidden()
        page.goto(f"{address}moe/")
        expect(page.get_by_text("Эта страница просит включить JavaScript")).to_be_visible()
        expect(page.locator("[data-kept]")).to_be_hidden()
