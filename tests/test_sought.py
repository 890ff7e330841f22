"""Phrases looked for only where a word of one stands: the same are found as by searching all."""

from __future__ import annotations

import pytest

from scraper.demo.corpus import every
from scraper.facts.language.sentence import sentences
from scraper.facts.language.sought import Sought
from scraper.facts.language.table import fold, pattern, table


@pytest.mark.parametrize("name", ["apply", "audience", "eligibility", "format", "people"])
def test_the_same_phrases_are_found_as_by_searching_every_sentence(name: str) -> None:
    told = [piece for item in every() for piece in sentences(item.text)]
    sought = {key: Sought(name, key) for key in table(name) if any(table(name)[key])}

    for key, one in sought.items():
        plain = [pattern(name, key).search(fold(sentence)) for sentence in told]
        found = [one.search(sentence) for sentence in told]
        assert [m and m.span() for m in found] == [m and m.span() for m in plain]
        assert all(one.may_stand(said) for said, m in zip(told, plain, strict=True) if m)


def test_a_phrase_is_looked_for_by_the_beginning_of_its_longest_word() -> None:
    denied = Sought("format", "not_online")

    assert denied.search("Съезд пройдёт очно, БЕЗ  трансляций.")
    assert denied.may_stand("Трансляций много.")
    assert not denied.search("Трансляций много.")
    assert not denied.may_stand("Без скидок.")
