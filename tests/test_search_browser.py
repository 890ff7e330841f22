"""The search in a real browser: what is found, for every way of asking."""

from __future__ import annotations

import gzip
import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from builder.index import columns, normalise, odds, packing, partition
from builder.index.rules import rules
from builder.writing.statics import STATIC, statics
from tests.search_pages import address, ask, browser, page, site, total

pytestmark = pytest.mark.browser

CASES: dict[str, Any] = json.loads(
    Path(normalise.__file__).with_name("cases.json").read_text("utf-8")
)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("дерматологами", "skin"),
        ("дерматология", "skins"),
        ("lthvfnjkju", "skin"),
        ("дерматалог", "skin"),
        ("дермат", "skin"),
        ("дерматолог Томск", "skin"),
        ("дерматолог омская область", "skins"),
        ("наставник", "mentor"),
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
        ("санитарная авиация", "blood"),
        ("специальная обувь", "data"),
        ("облвакцинация", "old"),
        ("обл. станция переливания", "blood"),
        ("спец. обувь", "data"),
        ("лекционный класс", "hall"),
        ("медицинская комиссия", "board"),
        ("ин-т", "hall"),
        ("дерматосеминар", "skin"),
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


@pytest.mark.parametrize(
    "query",
    [
        "виолончель",
        "ыыыыыы",
        "qwxzv",
        "дирижабль для чайников",
        "аналитический цирк",
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


def test_an_absent_word_beside_a_usual_one_finds_nothing(page: Page) -> None:
    assert ask(page, "дирижабль для врачей") == []


def test_a_phrase_in_quotes_keeps_its_order(page: Page) -> None:
    assert ask(page, "«палатных сестёр»")[:1] != []
    assert "ward" not in ask(page, '"школа палатных"')


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
    assert set(ask(page, "Казахстан")) == {"kazakh", "urgent"}


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


def test_a_shard_that_does_not_load_is_told_and_asked_for_again(page: Page) -> None:
    page.route("**/search/t*.js*", lambda route: route.abort())
    page.fill("#q", "наставник")
    expect(page.locator("[data-failed]")).to_be_visible()
    page.unroute("**/search/t*.js*")
    page.click("[data-failed] button")
    expect(page.locator("[data-search-result]").first).to_be_visible()


def test_it_works_from_a_disk(browser: Browser, site: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto((site / "search" / "index.html").as_uri())
    assert ask(page, "дерматологами")[0] == "skin"
    context.close()


SCRIPTS = "\n".join(
    (STATIC / "search" / f"{name}.js").read_text("utf-8")
    for name in ("words", "shards", "suggest", "unpack", "lookup", "query")
)


def test_the_script_is_small() -> None:
    script = statics()["static/search/search.js"].data()
    assert len(gzip.compress(script, 9)) <= 12 * 1024
    assert not re.search(rb"\b(const|SETTLED|MINUTE)\b", script)


def test_both_languages_answer_alike(page: Page) -> None:
    run = f"""async calls => {{
        {SCRIPTS}
        await open("../");
        const told = {{words, stem, kazakhStem, hash, fileName, related, initials}};
        return calls.map(([name, ...given]) => told[name](...given));
    }}"""

    def browser_says(*calls: list[Any]) -> list[Any]:
        return list(page.evaluate(run, list(calls)))

    assert browser_says(*(["words", text] for text, _ in CASES["words"])) == [
        normalise.words(text) for text, _ in CASES["words"]
    ]
    assert browser_says(*(["stem", word] for word, _ in CASES["stem"])) == [
        normalise.stem(word) for word, _ in CASES["stem"]
    ]
    assert browser_says(*(["kazakhStem", word] for word, _ in CASES["kazakh"])) == [
        normalise.kazakh_stem(word) for word, _ in CASES["kazakh"]
    ]
    assert browser_says(*(["hash", word] for word in CASES["hash"])) == [
        packing.word_hash(word) for word in CASES["hash"]
    ]
    assert browser_says(*(["fileName", prefix] for prefix in CASES["file_name"])) == [
        partition.file_name(prefix) for prefix in CASES["file_name"]
    ]
    roots = browser_says(*(["related", one, other] for one, other, _ in CASES["related"]))
    for (one, other, kin), found in zip(CASES["related"], roots, strict=True):
        assert bool(found) is kin, (one, other)
    given = browser_says(*(["initials", word] for word, _, _ in CASES["initials"]))
    for (_, letters, holds), found in zip(CASES["initials"], given, strict=True):
        assert (letters in found) is holds


@pytest.mark.parametrize("most", [0, 1, 3])
def test_a_column_is_unpacked_as_it_was_packed(page: Page, most: int) -> None:
    chance = random.Random(most)
    symbols = [
        tuple(sorted(chance.sample(range(1, 40), min(most, chance.randrange(4)))))
        for _ in range(3000)
    ]
    before = [chance.randrange(5) for _ in symbols]
    run = f"""([packed, before]) => {{
        {SCRIPTS}
        const {{sets, of}} = unpack(packed, before.length, at => before[at]);
        return [...of].map(number => sets[number]);
    }}"""
    column = columns.column(symbols, before)
    packed, _ = odds.pack(column)
    assert page.evaluate(run, [packed, before]) == [list(some) for some in symbols]


@pytest.mark.parametrize("shares", [(0, 1, 0, 0), (1, 0, 0, 0), (1, 1, 1, 1), (0, 90, 1, 9)])
@pytest.mark.parametrize("count", [1, 2, 3, 5, packing.RUN, 3 * packing.RUN + 7])
def test_a_list_is_unpacked_as_it_was_packed(
    page: Page, count: int, shares: tuple[int, ...]
) -> None:
    chance = random.Random(count)
    documents = sorted(chance.sample(range(9 * count + 200), count))
    levels = chance.choices(range(4), shares, k=count)
    masks = [chance.randrange(8) for _ in documents]
    how = packing.code(documents[-1], [levels.count(level) for level in range(4)])
    runs = [slice(at, at + packing.RUN) for at in range(0, count, packing.RUN)]
    after = [0, *(documents[run][-1] + 1 for run in runs)]
    text = "".join(
        packing.postings(documents[run], levels[run], how, first, masks[run], 3)
        for run, first in zip(runs, after, strict=False)
    )
    packed = f"{how.head()}{packing.base36(count)}:{packing.finished(text)}"
    run_it = f"""packed => {{
        {SCRIPTS}
        const {{documents, levels, masks}} = postings(packed, ["а", "б", "в"]);
        return [...documents].map((document, at) => [document, levels[at], masks[at]]);
    }}"""
    found = zip(documents, levels, masks, strict=True)
    assert page.evaluate(run_it, packed) == list(map(list, found))


def test_a_real_word_is_known_as_one(page: Page) -> None:
    run = f"""async stems => {{
        {SCRIPTS}
        await open("../");
        return Promise.all(stems.map(isReal));
    }}"""

    def stems(words: list[str]) -> list[str]:
        return [normalise.stem(normalise.fold(word)) for word in words]

    real, others = ["шахматист", "ипотека", "вахтёр"], ["щщъыж", "дерматалог", "ыыыы"]
    assert page.evaluate(run, stems(real)) == [True] * 3
    assert page.evaluate(run, stems(others)) == [False] * 3


def test_stop_words_are_sent_folded() -> None:
    assert all(normalise.fold(word) == word for word in rules().stop)
