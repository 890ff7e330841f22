"""What a reader marks and is told of: stars, lists, what suits, what is new since a visit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from model.announcement import Announcement
from tests.browser import KEY, at, built, kept, opened, published
from tests.sites import TODAY, a_call, on, samples, write_content

pytestmark = pytest.mark.browser

OPORA = "a/2026-11-08-opora/"


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


def tell_reading(folder: Path, day: date) -> None:
    """The day on which the sources were last read."""
    row = {"id": "ru-tver-mz", "state": "ok", "last_success": day.isoformat()}
    (folder / "state").mkdir(exist_ok=True)
    (folder / "state/health.json").write_text(json.dumps({"sources": [row]}), "utf-8")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("mine")
    tell_reading(folder, TODAY)
    with published(folder, content()) as found:
        yield found


def row(page: Page, title: str) -> Any:
    return page.locator(".item", has=page.get_by_role("link", name=title)).first


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


def test_a_moved_deadline_is_told_for_a_week(page: Page, address: str) -> None:
    page.goto(f"{address}moe/")
    star = {"title": "Старое", "dates": "stage=call close=2026-11-20 zone=180", "at": ""}
    store(page, stars={"2026-11-08-opora": star})
    told = page.get_by_text("Даты изменились с тех пор")
    for days, times in ((0, 1), (0, 1), (6, 1), (7, 0)):
        at(page, on(days))
        page.reload()
        expect(page.locator("[data-stars] .item")).to_have_count(1)
        expect(page.get_by_text("Старое")).to_have_count(0)
        expect(told).to_have_count(times)


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


def test_what_came_after_the_last_visit_is_marked(browser: Browser, tmp_path: Path) -> None:
    early = [one for one in content() if one.id != "2026-11-08-feldsher"]
    tell_reading(tmp_path, on(-1))
    with published(tmp_path, early, on(-1)) as address, opened(browser, on(-1)) as page:
        page.goto(f"{address}open/")
        expect(page.locator(".star").first).to_be_attached()
        expect(page.locator(".tag.fresh")).to_have_count(0)
        write_content(tmp_path / "content", content())
        tell_reading(tmp_path, TODAY)
        built(tmp_path)
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
