"""Whom a Kazakh text is for: the verb comes after the people and tells."""

from __future__ import annotations

import pytest
from articles import article

from scraper.facts.audience import audience

IN_KAZAKH = [
    (
        "Форумға 90-ға жуық балалар хирургі, анестезиолог келеді. "
        "Шетелдік ғалымдар тәжірибесімен бөліседі.",
        ["балалар хирургтары", "анестезиологтар"],
    ),
    (
        "Жиынға жалпы тәжірибелік дәрігерлер, терапевтер мен педиатрлар қатысты. "
        "Облысқа биыл 57 жас дәрігер келген.",
        ["жалпы тәжірибелік дәрігерлер", "терапевтер", "педиатрлар"],
    ),
    (
        "Дөңгелек үстелде мамандар оқу бағдарламасын талқылады. "
        "Былтыр жас хирургтар ауылға барды. Педиатрларға сұраныс жоғары.",
        ["мамандар"],
    ),
    (
        "Жас дәрігерлер форумы ашылды. Оған 180 жас маман жиналды.",
        ["жас дәрігерлер"],
    ),
    (
        "Байқау медицина қызметкерлері арасында өтеді. Оған 40 мейіргер қатысады.",
        ["мейіргерлер"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), IN_KAZAKH)
def test_a_kazakh_verb_tells_who_learns_and_who_speaks(text: str, expected: list[str]) -> None:
    fact = audience(article(text))
    assert fact is not None
    assert sorted(fact.value) == sorted(expected)
