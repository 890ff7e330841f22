"""Lists and the calendar as a reader meets them without scripts, with the worst of texts too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from model.announcement import Stage
from model.vocabulary import roles, specialties
from tests.browser import opened, published
from tests.sites import a_call, a_report, on, samples

pytestmark = pytest.mark.browser

RTL, EMOJI = "مستشفى المدينة " * 6, "\N{FAMILY}\N{HOSPITAL}\N{WHITE HEAVY CHECK MARK}" * 20
WORST = [
    a_call("dlinnyy", title="Превысокомногорассмотрительствующий " * 11, audience=tuple(roles()),
           specialties=tuple(specialties()), organiser="Ы" * 400, place="Я" * 300,
           name="Наставничествонаставничествонаставничество " * 6),
    a_call("metki", title="Двести меток", audience=tuple(f"метка {n}" for n in range(200))),
    a_call("vracham", title="Школа врачей", region="RU-KYA", audience=("Врачи",)),
    a_call("rtl", title=RTL, organiser=RTL, region="KZ-71", apply_close=on(6)),
    a_call("emodzi", title=EMOJI, organiser=EMOJI, region=None, apply_close=on(7)),
    a_call("qazaq", title="Денсаулық сақтау ұйымдарының мейіргерлеріне арналған курс",
           region="KZ-35", audience=("мейіргерлер",)),
    a_call("bez-dat", title="Без единой даты", published=None, fetched=None, apply_close=None),
    a_call("razmetka", title="<script>alert(1)</script> & \"кавычки\" 'одни'",
           organiser="<b>Центр</b>"),
    a_call("kurs", title="Курс", stage=Stage.UPCOMING, event_start=on(6), event_end=on(60)),
    *(a_report(f"otchet-{n:02}", published=on(-n), organiser="Центр «Калина»") for n in range(25)),
]  # fmt: skip
PAGES = ("lists/", "audience/", "audience/vrachi/", "audience/medsyostry/", "specialty/terapiya/",
         "organiser/", "organiser/tsentr-kalina/", "organiser/tsentr-kalina/2026/", "format/none/",
         "status/done/", "deadline/7/", "region/none/", "region/kz-71/training/", "2026/",
         "2026/11/", "bez-daty/", "calendar/", "calendar/2026-12/")  # fmt: skip
WIDTHS = (360, 768, 1280)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with published(tmp_path_factory.mktemp("facets"), [*samples(), *WORST]) as found:
        yield found


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A page without scripts."""
    with opened(browser, java_script_enabled=False) as found:
        yield found


def test_a_nurse_finds_her_calls_without_scripts(plain: Page, address: str) -> None:
    plain.goto(f"{address}lists/")
    plain.get_by_role("link", name="Медсёстры", exact=True).click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Медсестре")
    row = plain.locator("#h-open + .items .item").first
    row.get_by_role("link").first.click()
    expect(plain.get_by_role("heading", name="Главное")).to_be_visible()


def test_what_is_open_for_a_post_in_a_region_is_two_steps_away(page: Page, address: str) -> None:
    page.goto(f"{address}region/ru-kya/")
    posts = page.get_by_role("navigation", name="Кому можно подать заявку")
    posts.get_by_role("link", name="Медсёстры").click()
    expect(page).to_have_url(f"{address}region/ru-kya/?post=medsyostry")
    expect(page.locator(".item:visible")).to_have_count(1)
    expect(page.locator(".item:visible .status")).to_have_text("Последний день")
    posts.get_by_role("link", name="Показать все").click()
    expect(page).to_have_url(f"{address}region/ru-kya/")
    page.go_back()
    expect(page.locator(".item:visible")).to_have_count(1)
    page.goto(f"{address}region/ru-kya/?post=akusherki")
    expect(page.get_by_text("Сейчас открытых наборов нет.")).to_be_visible()
    expect(page.get_by_role("link", name="Показать все")).to_be_visible()


def test_a_list_leads_to_its_kinds_and_back(plain: Page, address: str) -> None:
    plain.goto(f"{address}region/ru-lip/")
    plain.get_by_role("navigation", name="По видам").get_by_role("link", name="Конференции").click()
    expect(plain).to_have_url(f"{address}region/ru-lip/conference/")
    plain.get_by_role("link", name="Всё по региону: Липецкая область").click()
    expect(plain).to_have_url(f"{address}region/ru-lip/")


def test_sheets_of_a_long_list_are_walked_by_links(plain: Page, address: str) -> None:
    plain.goto(f"{address}organiser/tsentr-kalina/")
    plain.get_by_role("link", name="2026 год").click()
    expect(plain.locator(".item")).to_have_count(25)


def test_months_are_walked_by_links(plain: Page, address: str) -> None:
    plain.goto(f"{address}calendar/")
    plain.get_by_role("link", name="Декабрь 2026 года").first.click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Декабрь 2026 года")
    plain.get_by_role("link", name="Ноябрь 2026 года").first.click()
    expect(plain).to_have_url(f"{address}calendar/2026-11/")


def test_grid_and_list_say_the_same_and_a_phone_has_the_list_alone(
    plain: Page, address: str
) -> None:
    plain.set_viewport_size({"width": 1280, "height": 900})
    plain.goto(f"{address}calendar/2026-11/")
    grid, listed = plain.locator(".cells"), plain.locator(".dated")
    expect(grid).to_be_visible()
    days = listed.count()
    assert grid.locator("li:not(.idle) > .day").count() == days > 2
    words = {"Срок подачи", "Событие", "Отменено: событие"}
    for word in words:
        assert grid.get_by_text(f"{word}: ").count()
        assert listed.get_by_text(word, exact=True).count()
    plain.set_viewport_size({"width": 360, "height": 900})
    expect(grid).to_be_hidden()
    expect(listed.first).to_be_visible()


@pytest.mark.parametrize("path", PAGES)
def test_the_worst_texts_break_no_page(plain: Page, address: str, path: str) -> None:
    plain.goto(address + path)
    expect(plain.get_by_role("heading", level=1)).to_have_count(1)
    for width in WIDTHS:
        plain.set_viewport_size({"width": width, "height": 800})
        assert plain.evaluate("document.documentElement.scrollWidth") <= width


def test_markup_in_a_title_is_shown_as_text(plain: Page, address: str) -> None:
    plain.goto(f"{address}calendar/2026-11/")
    expect(plain.get_by_text("<script>alert(1)</script>").first).to_be_attached()
    plain.goto(f"{address}organiser/")
    expect(plain.get_by_role("link", name="<b>Центр</b>")).to_be_visible()
