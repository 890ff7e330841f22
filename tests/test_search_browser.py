"""The search in a real browser: what is found, for every way of asking."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.search_pages import address, ask, browser, page, site, total

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("дерматологами", "skin"),
        ("дерматология", "skins"),
        ("lthvfnjkju", "skin"),
        ("lthvfnjkju Njvcr", "skin"),
        ("дерматолог njvcr", "skin"),
        ("дерматалог", "skin"),
        ("дермат", "skin"),
        ("дерматолог Томск", "skin"),
        ("дерматолог омская область", "skins"),
        ("наставник", "mentor"),
        ("вождение", "board"),
        ("осматривать", "board"),
        ("сыпь", "rash"),
        ("петь", "norms"),
        ("хирург", "norms"),
        ("ремонтировать", "norms"),
        ("санитарные правила и нормы", "norms"),
        ("перевакцинировать", "old"),
        ("поднаучить", "ward"),
        ("цгэк", "short"),
        ("центр гигиены и эпидемиологии края", "centre"),
        ("ЦГЭКом", "short"),
        ("в цгэках", "short"),
        ("лаборантский", "centre"),
        ("ОСПК", "blood"),
        ("ЦГЭ", "centre"),
        ("СМП", "urgent"),
        ("смп Казахстан", "urgent"),
        ("дерматолог Сибирь", "skin"),
        ("столичный стажёр", "capital"),
        ("дерматолог СФО", "skin"),
        ("лаборант Приволжский федеральный округ", "centre"),
        ("санитарная авиация", "blood"),
        ("специальная обувь", "data"),
        ("облвакцинация", "old"),
        ("обл. станция переливания", "blood"),
        ("спец. обувь", "data"),
        ("лекционный класс", "hall"),
        ("медицинская комиссия", "board"),
        ("ин-т", "hall"),
        ("дерматосеминар", "skin"),
        ("семинарский", "pupil"),
        ("семинаристы Омск", "pupil"),
        ("эндокринологический", "gland"),
        ("острое нарушение мозгового кровообращения", "stroke"),
        ("медицинский информационно-аналитический центр в Ростове-на-Дону", "data"),
        ("информационно-аналитический центр в Самаре", "date"),
        ("мединформационный аналитический центр Самара", "date"),
        ('"gbltvbjkjubz', "centre"),
        ("мугалимдер", "kazakh"),
        ("МЕКТЕП", "kazakh"),
        ("школа палатных сестер", "nurse"),
        ("где найти семинар дерматолога", "skin"),
    ],
)
def test_what_is_meant_is_found_first(page: Page, query: str, first: str) -> None:
    assert ask(page, query)[0] == first


def test_three_initials_with_a_place_among_them_are_chance(page: Page) -> None:
    assert "norms" not in ask(page, "школа псковская область")


@pytest.mark.parametrize(
    "query",
    [
        "курить",
        "самокат",
        "виолончель",
        "ыыыыыы",
        "qwxzv",
        "тыгкласс",
        "дирижабль для чайников",
        "аналитический цирк",
        "отит",
        "отоларинголог",  # stands for another word, and that for it
        "🙂",
        "!!!",
        "<b>",
        "\ud800",
        "ы" * 10_000,
    ],
)
def test_nonsense_finds_nothing_and_breaks_nothing(page: Page, query: str) -> None:
    page.evaluate(
        "q => { const i = document.querySelector('#q'); i.value = q;"
        " i.dispatchEvent(new InputEvent('input', {bubbles: true})); }",
        query,
    )
    expect(page.locator("[data-search-state=done]")).to_have_count(1)
    assert total(page) == 0


def test_an_abbreviation_finds_the_full_name(page: Page) -> None:
    assert set(ask(page, "цгэк")) == {"short", "centre"}


def test_a_short_word_of_another_language_is_another_word(page: Page) -> None:
    assert ask(page, "корь") == ["rash"]
    assert "fund" in ask(page, "қоры")


def test_a_word_beside_a_full_name_is_still_wanted(page: Page) -> None:
    ask(page, "медицинский информационно-аналитический центр прививки")
    assert total(page) == 1


def test_a_place_is_no_word_that_its_name_grew_from(page: Page) -> None:
    assert ask(page, "вентиляция Курск")[0] == "kursk"
    assert total(page) == 1


def test_where_no_text_has_all_words_the_place_is_kept(page: Page) -> None:
    assert ask(page, "вентиляция лекции Курск")[0] == "kursk"
    assert total(page) == 1


def test_one_absent_word_is_passed_over_and_told(page: Page) -> None:
    assert ask(page, "наставник на дирижабле") == ["mentor"]
    expect(page.locator("[data-told=unknown]")).to_contain_text("«дирижабле»")


def test_an_absent_word_beside_a_usual_one_finds_nothing_but_what_is_alike(page: Page) -> None:
    alike = ask(page, "дирижабль для врачей")
    assert total(page) == 0
    expect(page.locator("[data-results]")).to_contain_text("Похожее")
    assert alike[0] == ask(page, "врачи")[0]


def test_an_absent_word_is_not_passed_over_beside_a_word_that_is_itself_a_guess(page: Page) -> None:
    assert ask(page, "наставнический") == ["mentor"]
    assert ask(page, "наставнический дирижабль") == ["mentor"]
    assert total(page) == 0
    expect(page.locator("[data-results]")).to_contain_text("Похожее")


def test_two_slips_of_the_ear_in_a_word_of_six_letters(page: Page) -> None:
    assert ask(page, "стожиры") == ["capital"]
    expect(page.locator("[data-taken]")).to_have_text("стажеры")


def test_what_is_alike_may_lie_elsewhere(page: Page) -> None:
    assert "skin" in ask(page, "дирижабль для дерматолога Псков")
    assert total(page) == 0


def test_among_what_is_alike_is_nothing_that_was_excluded(page: Page) -> None:
    assert "skin" in ask(page, "дирижабль для дерматолога")
    assert "skin" not in ask(page, "дирижабль для дерматолога -семинар")
    assert total(page) == 0


def test_a_phrase_in_quotes_keeps_its_order(page: Page) -> None:
    assert ask(page, "«палатных сестёр»")[:1] != []
    assert "ward" not in ask(page, '"школа палатных"')


def test_what_only_begins_like_a_word_is_no_kin_of_it(page: Page) -> None:
    assert ask(page, "инсулин")[0] == "pump"
    assert "pump" not in ask(page, "инсульт")


def test_a_word_can_be_excluded(page: Page) -> None:
    assert "skin" not in ask(page, "дерматолог -семинар")


def test_a_correction_is_told_and_undone(page: Page) -> None:
    ask(page, "дерматалог")
    expect(page.locator("[data-corrected]")).to_contain_text("Искали: дерматолог")
    page.click("[data-corrected] a")
    expect(page.locator("[data-search-total='0']")).to_have_count(1)
    assert "exact=1" in page.url


def test_what_a_short_form_stands_for_is_told_and_undone(page: Page) -> None:
    ask(page, "СМП")
    expect(page.locator("[data-corrected]")).to_contain_text("Искали: скорая медицинская помощь")
    page.click("[data-corrected] a")
    expect(page.locator("[data-search-total='0']")).to_have_count(1)


def test_a_short_form_in_full_adds_to_the_few_that_have_it_short(page: Page) -> None:
    assert ask(page, "ОСПК крови")[0] == "blood"
    assert ask(page, "цгэк пермский край") == ["centre", "short"]
    assert total(page) == 1


def test_a_short_form_of_one_word_is_looked_for_as_it_is_told(page: Page) -> None:
    assert ask(page, "ОНМК") == ["stroke", "brain"]
    expect(page.locator("[data-corrected]")).to_contain_text("Искали: инсульт")


def test_a_short_form_in_capitals_has_no_cases(page: Page) -> None:
    assert ask(page, "СМПы") == []


def test_a_country_is_all_its_regions(page: Page) -> None:
    assert set(ask(page, "Казахстан")) == {"kazakh", "urgent", "fund"}


def test_an_open_call_leads_among_equals(page: Page) -> None:
    assert ask(page, "цгэк")[0] == "short"


def test_regions_are_suggested_and_chosen_by_keys(page: Page) -> None:
    page.fill("#q", "томск")
    expect(page.get_by_role("option")).to_have_count(1)
    page.press("#q", "ArrowDown")
    expect(page.locator("#q")).to_have_attribute("aria-activedescendant", "q-list0")
    page.press("#q", "Enter")
    expect(page.locator("#q")).to_have_attribute("aria-expanded", "false")
    page.wait_for_url("**region=RU-TOM**")


def test_a_slash_leads_to_the_field(page: Page) -> None:
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()


@pytest.mark.parametrize("status", [None, 404])
@pytest.mark.parametrize("kind", ["t", "r", "cstate"])
def test_a_shard_that_does_not_load_is_told_and_asked_for_again(
    page: Page, kind: str, status: int | None
) -> None:
    files = f"**/search/{kind}*.js*"
    page.route(files, lambda route: route.fulfill(status=status) if status else route.abort())
    page.fill("#q", "школа")
    expect(page.locator("[data-failed]")).to_be_visible()
    page.unroute(files)
    page.click("[data-failed] button")
    expect(page.locator("[data-search-result]").first).to_be_visible()


def test_it_works_from_a_disk(browser: Browser, site: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto((site / "search" / "index.html").as_uri())
    assert ask(page, "дерматологами")[0] == "skin"
    context.close()
