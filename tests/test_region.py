from __future__ import annotations

import itertools
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.region import regions, towns
from scraper.facts.document import Document, document
from scraper.facts.language.words import lemma, lemmas, parses, tokens
from scraper.facts.places.mentions import mentions
from scraper.facts.region import region

CASES = tomllib.loads((Path(__file__).parent / "facts/regions.toml").read_text("utf-8"))["case"]


def prepared(text: str, title: str | None = None) -> Document:
    """A document of which every line is article, so that the cases test regions alone."""
    paragraphs = tuple(text.splitlines())
    return Document(
        title=title,
        paragraphs=paragraphs,
        sentences=paragraphs,
        chrome=(),
        published=None,
        published_quote=None,
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.get("region", "silent"))
def test_the_actor_s_region_and_the_others_named(case: dict[str, Any]) -> None:
    found = region(prepared(case["text"], case.get("title")), case.get("hint"))
    assert (found.actor.value if found.actor else None) == case.get("region"), found.why
    assert set(found.others) == set(case.get("others", ()))


def test_a_third_of_the_cases_are_traps() -> None:
    assert len(CASES) >= 60
    assert sum(case.get("trap", False) for case in CASES) * 3 >= len(CASES)


@pytest.mark.parametrize("code", towns())
def test_every_town_is_known_by_its_name(code: str) -> None:
    for town in towns()[code].towns:
        (mention,) = mentions(f"Набор объявила больница города {town}.")
        assert code in mention.place.codes


@pytest.mark.parametrize("code", [code for code in regions() if code.startswith("RU-")])
def test_every_region_is_known_by_its_full_name(code: str) -> None:
    name = regions()[code].genitive
    found = region(prepared(f"Министерство здравоохранения {name} открыло набор на курсы."))
    assert found.actor is not None
    assert found.actor.value == code
    assert found.others == ()


@pytest.mark.parametrize("code", [code for code in regions() if code.startswith("KZ-")])
def test_every_region_of_kazakhstan_is_known_in_kazakh(code: str) -> None:
    found = region(prepared(f"Бүгін {regions()[code].name_kk} дәрігерлері тағылымдамадан өтті."))
    assert found.actor is not None
    assert found.actor.value == code


def test_the_quote_is_a_piece_of_the_text_and_shows_the_region() -> None:
    text = "Набор открыт. Учиться будут медсёстры Вологды. Занятия начнутся осенью."
    found = region(prepared(text))
    assert found.actor is not None
    assert found.actor.quote == "Учиться будут медсёстры Вологды."
    assert not found.actor.inferred
    assert "Вологды" in found.why


def test_a_region_taken_from_the_source_is_marked_inferred() -> None:
    found = region(prepared("Областной минздрав открыл набор."), "RU-TUL")
    assert found.actor is not None
    assert (found.actor.value, found.actor.inferred, found.actor.quote) == ("RU-TUL", True, "")


def test_the_text_outweighs_the_source() -> None:
    found = region(prepared("Минздрав Чувашии открыл набор на курсы."), "RU-TUL")
    assert found.actor is not None
    assert found.actor.value == "RU-CU"


def test_what_a_parliament_does_is_the_whole_country_s() -> None:
    found = region(prepared("Поправки рассмотрит Государственная дума. Срок — три года."))
    assert found.actor is not None
    assert (found.actor.value, found.actor.review) == ("RU", True)


def test_two_regions_of_equal_weight_go_to_a_person() -> None:
    found = region(prepared("Курсы пройдут в Туле. Курсы пройдут в Пензе."))
    assert found.actor is not None
    assert found.actor.review


def test_page_furniture_names_no_region() -> None:
    text = (
        "Набор медсестёр на курсы начался\n\nГородская больница открыла набор медсестёр на цикл "
        "по уходу за пожилыми людьми, занятия начнутся в сентябре и продлятся месяц.\n\n"
        "Читайте также\nВ Омске открыли сквер\nПогода в Томске"
    )
    assert region(document(text)).actor is None


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=300), st.sampled_from([None, "RU", "RU-TUL", "KZ-35"]))
def test_any_text_is_read_without_failing(text: str, hint: str | None) -> None:
    found = region(document(text), hint)
    assert found.actor is None or found.actor.value in regions()


PIECES = ["Москва", "в", "врачи", "Чехов", "«", "»", ", ", ". ", "столица", "область", "РТ", "—"]
PIECES += ["Липецкая", "и", "улица", "Алматы", "облысы", "қ", "Великие", "Луки", "из", "А.", "\n"]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_scraps_of_names_are_read_without_failing(pieces: list[str]) -> None:
    page = document(" ".join(pieces))
    found = region(page)
    assert len(set(found.others)) == len(found.others)
    if found.actor and found.actor.quote:
        assert found.actor.quote in f"{page.title}\n{page.body}"


@pytest.mark.parametrize(
    "scrap", ["Липецкий ", "врачи из Москвы, ", "столица ", "город ", "қ", "«А. "]
)
def test_long_repetition_is_read(scrap: str) -> None:
    assert region(prepared(scrap * 2000)).others is not None


@given(st.text())
def test_tokens_are_literal_pieces_in_order(text: str) -> None:
    found = tokens(text)
    assert all(text[token.start : token.end] == token.text for token in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_a_word_has_its_dictionary_form_and_its_readings() -> None:
    assert lemma("врачей") == "врач"
    assert "стать" in lemmas("стали")
    assert "сталь" in lemmas("стали")
    assert parses("медсестёр")[0].case in ("gent", "accs")
    assert parses("") == ()
    assert parses("я" * 1000) == ()
    assert lemma("Я" * 100) == "я" * 100
