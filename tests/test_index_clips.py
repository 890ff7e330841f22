"""What words are cut to and put together from: the dictionary tells, lists keep it."""

from __future__ import annotations

from random import Random

import pytest

from builder.index.clipping import initials, within
from builder.index.clips import COMBINING, clips, combining, is_combining, is_proven, proves


def test_a_cut_compound_is_found_by_its_noun() -> None:
    assert (within("санавиации"), within("конкурс")) == (("авиации",), ())
    assert (within("пожаротушению"), within("здравоохранение")) == (("пожар", "тушению"), ())
    assert (is_proven("гос"), is_proven("вра")) == (True, False)


def test_a_word_with_a_combining_form_is_found_by_the_rest() -> None:
    assert (within("руководителям"), within("водителям")) == ((), ())
    assert within("микрохирургам") == ("хирургам",)
    assert (within("онкоурологи"), within("онкоурологический")) == (
        ("урологи",),
        ("урологический",),
    )
    assert (within("сопровождение"), within("стоматология")) == ((), ())
    assert (is_combining("микро"), is_combining("сопро"), is_combining("пере")) == (
        True,
        False,
        False,
    )


def test_a_compound_gives_its_parts() -> None:
    assert initials("психоневрологический") == ("п", "пн", "пнл")
    assert initials("самостоятельный") == ("с",)


@pytest.mark.long
def test_the_list_of_combining_forms_is_what_the_dictionary_proves() -> None:
    found = combining()
    assert set(COMBINING.read_text("utf-8").split()) == found, "make it anew: builder.index.clips"
    assert found.isdisjoint({"пере", "сопро"})
    assert {"микро", "само"} <= found


@pytest.mark.parametrize("seed", range(4))
def test_the_list_of_clips_is_what_the_dictionary_proves(seed: int) -> None:
    said = ["госзаказ", "медпункт", "санобработка", "аэродром", "приказ", "ведомство", "щзж"]
    chance = Random(seed)
    made = ["".join(chance.choices("аеиобвгдзкмнпрст", k=chance.randint(5, 7))) for _ in range(12)]
    asked = [word[:size] for word in (*said, *made) for size in clips(word)]
    assert [one for one in asked if is_proven(one) != proves(one)] == []
    assert {"гос", "мед", "сан"} <= set(filter(is_proven, asked))
