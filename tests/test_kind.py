"""What announcements are about: a table of invented texts, the data file, hostile input."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.facts.document import document
from scraper.facts.kind import KINDS, OTHER, kind, rules
from scraper.facts.language.lexicon import Lexicon

TABLE = Path(__file__).parent / "facts" / "announcements.toml"
CASES: list[dict[str, Any]] = tomllib.loads(TABLE.read_text(encoding="utf-8"))["case"]


def name(case: dict[str, Any]) -> str:
    lines = [line for line in case["text"].splitlines() if line.strip()]
    return f"{case['kind']}: {max(lines[:2], key=len)[:60]}"


@pytest.mark.parametrize("case", CASES, ids=name)
def test_an_announcement_is_of_its_kind(case: dict[str, Any]) -> None:
    judged = kind(document(case["text"]))
    assert judged.kind == case["kind"], judged.why


def test_a_third_of_the_table_is_none_of_ours() -> None:
    none = sum(case["kind"] == OTHER for case in CASES)
    assert len(CASES) >= 150
    assert 3 * none >= len(CASES)


@pytest.mark.parametrize("case", [c for c in CASES if c["kind"] != OTHER], ids=name)
def test_the_quote_of_a_kind_stands_in_the_text(case: dict[str, Any]) -> None:
    judged = kind(document(case["text"]))
    assert judged.quote
    assert judged.quote in " ".join(case["text"].split())


# Pairs that differ in one thing only: who is taught, what is held, what it is for.
PAIRS = [
    ("Хирургов больницы научили шить сосуды под микроскопом.", "training"),
    ("Пожарных научили шить мягкие игрушки в больнице.", OTHER),
    ("В больнице прошёл мастер-класс для медсестёр по перевязкам.", "training"),
    ("В больнице прошёл мастер-класс для родителей по пеленанию.", OTHER),
    ("В Ейске открылась конференция кардиологов края.", "conference"),
    ("В Ейске открылась конференция учителей края.", OTHER),
    ("В Ейске открылась экономическая конференция.", OTHER),
    ("Врачи спросили министра о зарплате.", OTHER),
    ("Врачи прослушали цикл лекций и сдали зачёт.", "training"),
    ("Объявлен конкурс на звание лучшего терапевта области.", "talent"),
    ("Объявлен конкурс детских рисунков о врачах.", OTHER),
    ("Министр назначен, прежний главврач уволен.", OTHER),
    ("Курс доллара вырос, аптеки поднимают цены на лекарства.", OTHER),
    ("Пациент закончил курс лечения в клинике.", OTHER),
    ("Студентов-медиков приняли на целевое обучение.", "talent"),
    ("Дәрігерлерге арналған семинар-тренинг өтті.", "training"),
    ("Мұғалімдердің республикалық форумы өтті.", OTHER),
    ("", OTHER),
    ("Погода не изменится.", OTHER),
    ("Медсёстры Ельца учились спасать пострадавших в ДТП.", "training"),
    ("Медсёстры Ельца спасли пострадавших в ДТП.", OTHER),
    ("Хирург из Пекина прооперировал пациента на глазах коллег.", "training"),
    ("Хирург из Пекина прооперировал пациента.", OTHER),
    ("Жителей Ейска приглашают на медицинский форум.", OTHER),
    ("Педагоги-наставники собрались на форум в медколледже.", OTHER),
    ("Бригады скорой помощи отработали приём пострадавших при аварии.", "training"),
    ("Бригады скорой помощи доставили пострадавших при аварии.", OTHER),
    ("Форум главврачей: руководители обсудили ремонт, тарифы и зарплаты.", "conference"),
    ("Совещание у министра: главврачи обсудили ремонт, тарифы и зарплаты.", OTHER),
    ("Медколледж зовёт на занятия йогой, курс открыт для всех желающих.", OTHER),
    ("Врачей скорой обучили вакцинации в очаге инфекции.", "training"),
]


@pytest.mark.parametrize(("text", "expected"), PAIRS)
def test_one_word_may_decide(text: str, expected: str) -> None:
    judged = kind(document(text))
    assert judged.kind == expected, judged.why


def test_a_theme_in_quotation_marks_counts_less_than_the_event() -> None:
    text = "В Ейске прошёл съезд врачей «Наставник, стажировка, обучение»."
    assert kind(document(text)).kind == "conference"


def test_a_close_vote_is_for_a_person_to_see() -> None:
    text = "Врачей обучили на курсах, затем они собрались на конференцию терапевтов."
    assert kind(document(text)).review
    clear = "Медсёстры области прошли повышение квалификации и получили удостоверения."
    assert not kind(document(clear)).review


def test_reasons_are_told_in_russian() -> None:
    judged = kind(document("Медсёстры области прошли повышение квалификации."))
    assert "повышение квалификации" in judged.why
    assert "учёба" in judged.why


def test_every_feature_is_of_a_known_kind_and_weighs_something() -> None:
    for feature in rules().features:
        assert feature.kind in (*KINDS, OTHER, "medical", "lay")
        assert feature.weight > 0


LEXICON = Lexicon(
    [
        ["обучить ..2 @people/accs"],
        ["обучающий семинар"],
        ["оқыт*"],
        ["-пресс конференция"],
        ["лучший|хороший врач"],
        ["*/VERB,futr ..1 завтра"],
        ["курс -лечение"],
        ["показ"],
        ["*олог"],
    ],
    {"people": ["врач", "медсестра"], "whole": ["пресс-показ"], "except": ["геолог"]},
)

PHRASES = [
    ("Обучили сорок участковых врачей", 0),
    ("Обучили на местах и очень тщательно сорок врачей", None),
    ("Врач обучил школьника", None),
    ("обучающего семинара", 1),
    ("обучал семинар", None),
    ("Дәрігерлерді оқытады", 2),
    ("конференцию", 3),
    ("пресс конференцию", None),
    ("новый курс лечения", None),
    ("новый курс хирургии", 6),
    ("на пресс-показе", None),
    ("на закрытом показе", 7),
    ("на врач-показе", 7),
    ("два кардиолога", 8),
    ("два каталога", None),
    ("два геолога", None),
    ("лучшими врачами", 4),
    ("съедут уже завтра", 5),
    ("съехали уже завтра", None),
]


@pytest.mark.parametrize(("text", "feature"), PHRASES)
def test_phrases_are_found_by_dictionary_form(text: str, feature: int | None) -> None:
    assert [hit.feature for hit in LEXICON.hits(text)] == ([] if feature is None else [feature])


@given(st.text(max_size=2000))
@settings(max_examples=100, deadline=None)
def test_any_text_is_judged_without_an_exception(text: str) -> None:
    assert kind(document(text)).kind in (*KINDS, OTHER)
