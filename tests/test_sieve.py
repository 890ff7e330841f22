"""The words that readers ask for, found once for all of them."""

from __future__ import annotations

from scraper.facts.language import sieve
from scraper.facts.language.sieve import Sieve
from scraper.facts.language.words import tokens


def test_a_sieve_catches_the_words_that_pass_in_their_order() -> None:
    long = Sieve(lambda form: len(form) > 4)
    sentence = "Врачи и сёстры учились 12 дней"

    caught = [tokens(sentence)[at].text for at in long.places(sentence)]

    assert caught == ["Врачи", "сёстры", "учились"]


def test_a_folded_sieve_sees_no_capitals_and_no_yo_and_another_sees_both() -> None:
    folded = Sieve(lambda form: form == "ещё" or form == "еще")
    literal = Sieve(lambda form: form == "Ещё", folded=False)

    assert list(folded.places("Ещё раз и еще раз")) == [0, 3]
    assert list(literal.places("Ещё раз и еще раз")) == [0]


def test_a_sieve_made_late_is_put_to_sentences_already_seen() -> None:
    sentence = "Первая помощь на дороге"
    Sieve(lambda form: False).places(sentence)

    late = Sieve(lambda form: form == "помощь")

    assert list(late.places(sentence)) == [1]


def test_numbers_are_asked_as_one_so_that_no_end_of_them_is_remembered() -> None:
    digits = Sieve(str.isdecimal)
    sentence = " ".join(str(number) for number in range(5_000))
    before = len(sieve._known)

    assert len(digits.places(sentence)) == 5_000
    assert len(sieve._known) <= before + 1
