"""What a reader keeps in the browser: stars, lists, a profile, the day of the last visit."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

import build
from builder.writing.serve import server
from model.announcement import Announcement
from tests.browser import launch
from tests.sites import TODAY, a_call, on, samples, write_content

pytestmark = pytest.mark.browser

OPORA = "a/2026-11-08-opora/"
KEY = "radar /"


def content() -> list[Announcement]:
    return [
        *samples(),
        a_call("feldsher", title="Курс для фельдшеров", audience=("Фельдшеры",), fetched=on(0),
               eligibility="стаж от трёх лет; не старше 50 лет"),
        a_call("molodym", title="Школа молодых врачей", audience=("Молодые врачи",),
               eligibility="возраст до 35 лет"),
        a_call("vsem", title="Курс для всех медиков", audience=("Медицинские работники",)),
        a_call("nikomu", title="Курс неизвестно для кого"),
    ]  # fmt: skip


@contextmanager
def published(
    folder: Path, announcements: list[Announcement], today: date = TODAY
) -> Iterator[str]:
    """The site served at the root of an address of its own."""
    write_content(folder / "content", announcements)
    state = folder / "state"
    state.mkdir(exist_ok=True)
    row = {"id": "ru-tver-mz", "state": "ok", "last_success": today.isoformat()}
    (state / "health.json").write_text(json.dumps({"sources": [row]}), "utf-8")
    rebuilt(folder, today)
    with server(folder / "site", 0) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/"
        running.shutdown()


def rebuilt(folder: Path, today: date) -> None:
    assert build.main(["--content", str(folder / "content"), "--site", str(folder / "site"),
                       "--state", str(folder / "state"), "--cache", str(folder / "cache"),
                       "--jobs", "1", "--today", today.isoformat()]) == build.FINE  # fmt: skip


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with published(tmp_path_factory.mktemp("mine"), content()) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = launch(playwright)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser) as found:
        yield found


@contextmanager
def opened(browser: Browser, **options: Any) -> Iterator[Page]:
    """A reader with an empty browser, at noon of TODAY; any error on a page fails the test."""
    context = browser.new_context(locale="ru-RU", **options)
    page = context.new_page()
    at(page, TODAY)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


def at(page: Page, day: date) -> None:
    page.clock.set_fixed_time(f"{day.isoformat()}T09:00:00Z")


def row(page: Page, title: str) -> Any:
    return page.locator(".item", has=page.get_by_role("link", name=title)).first


def kept(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(page.evaluate(f"localStorage.getItem('{KEY}')"))
    return found


def test_a_starred_call_is_found_on_my_page(page: Page, address: str) -> None:
    page.goto(f"{address}open/")
    row(page, "Резерв управленцев").get_by_role("button", name="Отметить").click()
    page.goto(f"{address}{OPORA}")
    button = page.locator(".due .star")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_contain_text("Отмечено")
    page.get_by_role("navigation", name="Разделы").get_by_role("link", name="Моё").click()
    mine = page.locator("[data-stars] .item")
    expect(mine).to_have_count(1)
    expect(mine.locator(".status")).to_have_text("Приём открыт")
    expect(mine.locator(".when")).to_contain_text("10 дней")
    mine.get_by_role("button").click()
    page.reload()
    expect(page.get_by_text("Пока ничего не отмечено")).to_be_visible()


def test_my_page_tells_that_a_starred_deadline_has_moved(page: Page, address: str) -> None:
    page.goto(f"{address}moe/")
    star = {"title": "Старое", "dates": "stage=call close=2026-11-20 zone=180", "at": ""}
    gone = {"title": "Исчезло", "dates": "", "at": ""}
    store(page, stars={"2026-11-08-opora": star, "2026-11-08-netu": gone})
    page.reload()
    moved = page.locator("[data-stars] .item", has_text="Резерв управленцев")
    expect(moved).to_contain_text("Даты изменились с тех пор")
    expect(moved.locator(".when")).to_contain_text("до 28 ноября")
    lost = page.locator("[data-stars] .item", has_text="Исчезло")
    expect(lost).to_contain_text("Страницы на сайте больше нет")
    assert "2026-11-28" in kept(page)["stars"]["2026-11-08-opora"]["dates"]


def store(page: Page, **parts: Any) -> None:
    text = json.dumps({"radar": 1} | parts)
    page.evaluate(f"text => localStorage.setItem('{KEY}', text)", text)


def test_a_list_is_saved_with_its_address(page: Page, address: str) -> None:
    for path, title in (("region/ru-lip/", "Липецкая область"), ("search/?kind=talent", "Поиск")):
        page.goto(address + path)
        page.get_by_role("button", name="Сохранить этот список").click()
        expect(page.get_by_role("button", name="Список сохранён")).to_be_visible()
        page.goto(f"{address}moe/")
        page.locator("[data-lists]").get_by_role("link", name=title).click()
        expect(page).to_have_url(address + path)
    page.goto(f"{address}moe/")
    page.get_by_role("button", name="Убрать «Липецкая область»").click()
    expect(page.locator("[data-lists] li")).to_have_count(1)
    assert [one["address"] for one in kept(page)["lists"]] == ["search/?kind=talent"]


def test_what_came_after_the_last_visit_is_marked(
    browser: Browser, tmp_path: Path
) -> None:  # fmt: skip
    early = [one for one in content() if one.id != "2026-11-08-feldsher"]
    with published(tmp_path, early, on(-1)) as address, opened(browser) as page:
        at(page, on(-1))
        page.goto(f"{address}open/")
        expect(page.locator(".star").first).to_be_attached()
        expect(page.locator(".tag.fresh")).to_have_count(0)
        write_content(tmp_path / "content", content())
        health = (tmp_path / "state/health.json").read_text("utf-8")
        (tmp_path / "state/health.json").write_text(
            health.replace(on(-1).isoformat(), TODAY.isoformat()), "utf-8"
        )
        rebuilt(tmp_path, TODAY)
        at(page, TODAY)
        for _ in range(2):  # the mark lasts as long as the visit
            page.goto(f"{address}open/")
            expect(page.locator(".tag.fresh")).to_have_count(1)
            expect(row(page, "Курс для фельдшеров")).to_contain_text("Новое")
            expect(page.get_by_text("С прошлого визита на этой странице: 1")).to_be_visible()
        page.goto(f"{address}search/?status=open")
        expect(row(page, "Курс для фельдшеров")).to_contain_text("Новое")
        expect(page.get_by_text("С прошлого визита на этой странице: 1")).to_be_visible()
        expect(page.locator(".tag.fresh")).to_have_count(1)
        at(page, on(1))
        page.goto(f"{address}open/")
        expect(page.locator(".star").first).to_be_attached()
        expect(page.locator(".tag.fresh")).to_have_count(0)


def test_lists_tell_what_suits_me_and_what_the_text_leaves_open(page: Page, address: str) -> None:
    page.goto(f"{address}moe/")
    page.get_by_label("Должность").select_option("feldshery")
    page.get_by_label("Возраст").fill("51")
    page.get_by_label("Стаж").fill("10")
    page.get_by_label("Стаж").press("Tab")
    expect(page.get_by_text("Сохранено в этом браузере")).to_be_visible()
    page.goto(f"{address}open/")
    expect(row(page, "Курс для фельдшеров").locator(".tag.no")).to_have_text(
        "Не подходит: возраст до 50 лет"
    )
    expect(row(page, "Школа молодых врачей").locator(".tag.no")).to_contain_text(
        "названы другие должности, возраст до 35 лет"
    )
    expect(row(page, "Курс для всех медиков").locator(".tag.maybe")).to_have_text(
        "Может подойти: возраст не указан, стаж не указан"
    )
    expect(row(page, "Курс неизвестно для кого").locator(".tag.maybe")).to_contain_text(
        "должность не указана"
    )
    page.get_by_role("checkbox", name="Скрыть неподходящие").check()
    expect(row(page, "Курс для фельдшеров")).to_be_hidden()
    expect(row(page, "Курс для всех медиков")).to_be_visible()
    page.goto(f"{address}moe/")
    page.get_by_label("Возраст").fill("50")
    page.get_by_label("Возраст").press("Tab")
    page.goto(f"{address}open/")
    expect(row(page, "Курс для фельдшеров").locator(".tag.yes")).to_have_text("Подходит вам")


def test_results_of_the_search_tell_what_suits_me(page: Page, address: str) -> None:
    page.goto(f"{address}moe/")
    store(page, profile={"post": "feldshery", "posts": ["feldshery", "mediki"], "age": 51})
    page.goto(f"{address}search/?q=курс")
    expect(row(page, "Курс для фельдшеров").locator(".tag.no")).to_contain_text("до 50 лет")
    expect(row(page, "Курс для всех медиков").locator(".tag.maybe")).to_be_visible()
    page.get_by_role("checkbox", name="Скрыть неподходящие: 1").check()
    expect(row(page, "Курс для фельдшеров")).to_be_hidden()
    page.fill("#q", "школа молодых врачей")
    school = page.locator("[data-results] .item", has_text="Школа молодых врачей")
    expect(school.locator(".tag.no")).to_be_attached()
    expect(school).to_be_hidden()


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
