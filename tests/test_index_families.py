"""Words with a short root: what the rules make of them and the dictionary has, and what of it a
query is told."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

import pytest

from builder.index import unlike
from builder.index.families import families, irregular, is_first, worked_out
from builder.index.lexicon import analyser
from builder.index.terms import UNKNOWN
from builder.index.vocabulary import lines, of_texts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("кур", "курен"),  # курить, курение
        ("куря", "курильщик"),  # курящие
        ("вожден", "водител"),
        ("реч", "речев"),
        ("зуб", "зубн"),
        ("ног", "ножн"),
        ("сел", "сельск"),
        ("жил", "жилищн"),
        ("книг", "книжн"),
        ("этик", "этическ"),
        ("юрист", "юридическ"),
        ("детск", "ребенк"),
        ("пен", "певц"),
        ("род", "родильн"),
        ("слыша", "слухов"),
        ("тюрьм", "тюремн"),
        ("осматрива", "осмотр"),
        ("замораживан", "заморозк"),
        ("ухажива", "уход"),
        ("аутизм", "аутистическ"),
        ("приня", "прием"),  # -нять, -ем behind «при»
        ("вывест", "вывод"),
        ("рассеч", "рассечен"),
        ("поэз", "поэт"),
        ("сил", "сильн"),
        ("утешен", "утешительн"),
        ("обмерзнут", "обморожен"),
        ("рыб", "рыбн"),  # Рыбное is a town
        ("трат", "потрат"),
        ("ремонтирова", "отремонтирова"),
    ],
)
def test_a_family_has_both(one: str, other: str) -> None:
    assert any(one in family and other in family for family in families())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("кур", "курс"),
        ("рак", "ракет"),
        ("вод", "водк"),
        ("учен", "учебн"),
        ("вывод", "вывоз"),
        ("лета", "лечебн"),
        ("дела", "делител"),
        ("сбыт", "событ"),
        ("цен", "оцен"),  # which is done anew: оценивать
        ("следова", "исследова"),
        ("объ", "обня"),
        ("кур", "курск"),
    ],
)
def test_no_family_has_both(one: str, other: str) -> None:
    assert not any(one in family and other in family for family in families())


@pytest.mark.parametrize("seed", range(3))
def test_the_file_is_what_the_rules_make(seed: int) -> None:
    start = Random(seed).choice(("бо", "ве", "ги", "ду", "зу", "ко", "ле", "мы", "но", "ры"))
    whole = [one for one in families() if all(stem.startswith(start) for stem in one)]
    made = [one for one in worked_out(start) if all(stem.startswith(start) for stem in one)]
    assert whole == made, "make it anew: python -m builder.index.families"
    assert made


def test_no_word_is_written_down_in_two_families() -> None:
    words = [word for family in irregular() for word in family]
    assert {word for word in words if words.count(word) > 1} == set()


def test_another_word_for_many_is_a_first_form() -> None:
    parse = next(one for one in analyser().parse("дети") if one.normal_form == "ребёнок")
    assert is_first("дети", parse.tag, parse.normal_form)
    parse = next(one for one in analyser().parse("дома") if "plur" in one.tag)
    assert not is_first("дома", parse.tag, parse.normal_form)


def told(*stems: str) -> Mapping[str, str]:
    """The lines of texts that have these."""
    term = UNKNOWN._replace(said=UNKNOWN.said._replace(written=True), postings="#")
    return lines(dict.fromkeys(stems, term), {}, [], ())


def test_what_only_looks_akin_is_told_at_each_stem_of_the_texts() -> None:
    found = told("участник", "участков", "врач")
    assert {"-участков", "-участок"} <= set(found["участник"].split("\t"))
    assert "-участник" in found["участков"].split("\t")
    assert found["врач"] == "#"
    assert "инсульт" not in told("инсулин")


def test_no_family_has_what_only_looks_akin() -> None:
    for family in families():
        for one in family:
            assert not unlike.stems().get(one, frozenset()) & set(family), family


def test_a_line_tells_what_texts_have_of_the_family() -> None:
    found = told("курен", "курильщик", "курс")
    assert found["кур"] == "^курен,курильщик"
    assert "^курильщик" in found["курен"].split("\t")
    assert "кур" not in of_texts(found), "nobody is told to look for it instead of another word"
    assert "^" not in "".join(told("семинар", "лекц").values())
