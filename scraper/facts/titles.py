"""Titles of events that stand without quotes: «IX Съезд …», «Школа главной медсестры».

A number, a capital of its own, or the people and the place after it make a title; a capital that
only begins a sentence does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scraper.facts.language.nominative import nominative
from scraper.facts.language.phrase import (
    NAMED_AFTER,
    Word,
    belongs,
    genitive,
    joined,
    left_edge,
    right_edge,
    traits,
    words,
)
from scraper.facts.language.sieve import Sieve
from scraper.facts.language.table import listed
from scraper.facts.persons.person import person

NUMERAL = re.compile(r"[IVXLCХІ]+|\d{1,3}(?:-?(?:й|я|ый|ой|ая|е|ое|го|ой|м|ом))?")


def titles(sentence: str) -> Iterator[tuple[str, str]]:
    """Yield the titles of a sentence in the nominative, each with the words that give it."""
    run = words(sentence)
    for at in EVENTS.places(sentence):
        first = _first_of_title(run, at)
        if _capital_inside(run, at) and run[at - 1].text.islower():
            first = at
        end = right_edge(sentence, run, at, about=True)
        quote = sentence[run[first].start : end]
        if not _is_title(run, first, at):
            if _is_of_whom(sentence, run, first, at):
                yield quote, quote
            continue
        plural = any(_only_plural(w) for w in run[first : at + 1])
        head = nominative(run[first : at + 1], at - first, plural=plural)
        yield head + sentence[run[at].end : end], quote


def _only_plural(word: Word) -> bool:
    return {number for _, number in word.traits.adjective | word.traits.noun} == {"plur"}


def _is_event(low: str) -> bool:
    known = traits(low)
    return bool(known.noun and known.lemmas & listed("names", "titled", "days"))


EVENTS = Sieve(_is_event)


def _first_of_title(run: Sequence[Word], at: int) -> int:
    first = left_edge(run, at)
    while first > 0 and joined(run[first]) and NUMERAL.fullmatch(run[first - 1].text):
        first -= 1
    return first


def _is_title(run: Sequence[Word], first: int, at: int) -> bool:
    if belongs(run[at].low, "names", "days"):
        return _is_day(run, at)
    front = run[first:at]
    numbered = any(NUMERAL.fullmatch(w.text) for w in front)
    ordinal = any(belongs(w.low, "names", "ordinal") for w in front)
    if numbered or (ordinal and run[first].text[0].isupper()):
        return True
    if first == at and _capital_inside(run, at):
        return at + 1 < len(run) and joined(run[at + 1]) and _says_of_what(run[at + 1])
    weighty = belongs(run[at].low, "names", "weighty")
    scaled = any(belongs(w.low, "names", "scale") for w in front)
    follows = at + 1 < len(run) and joined(run[at + 1]) and _says_of_what(run[at + 1])
    capital = first < at and run[first].text[0].isupper()
    return bool(weighty and capital and follows and (scaled or first > 0))


def _is_of_whom(sentence: str, run: Sequence[Word], first: int, at: int) -> bool:
    """Whether a title at the beginning of a sentence tells itself by what follows.

    «Съезд урологов Поволжья», «Чтения памяти Филатова».
    """
    if first > 0 or first != at or at + 1 >= len(run) or not joined(run[at + 1]):
        return False
    tail = words(sentence[run[at].end : right_edge(sentence, run, at)])
    proper = any(w.text[0].isupper() for w in tail[1:])
    if not tail or not proper:
        return False
    people = bool(person(tail[0].low)) and belongs(run[at].low, "names", "weighty")
    return people or tail[0].low in NAMED_AFTER


def _is_day(run: Sequence[Word], at: int) -> bool:
    """Whether «День …» is something that is held, and no holiday."""
    if not _capital_inside(run, at) or not belongs(run[at].low, "names", "days"):
        return False
    follows = run[at + 1] if at + 1 < len(run) and joined(run[at + 1]) else None
    if (
        follows is None
        or belongs(follows.low, "names", "feasts")
        or run[at - 1].traits.top == "PREP"
    ):
        return False
    held = any(belongs(w.low, "organiser", "acts") for w in run[:at] if w.traits.acts)
    return held and genitive(follows)


def _capital_inside(run: Sequence[Word], at: int) -> bool:
    """Whether a word has a capital of its own, and not because a sentence begins."""
    word = run[at]
    return at > 0 and joined(word) and word.text[:1].isupper() and word.text[1:].islower()


def _says_of_what(word: Word) -> bool:
    return genitive(word) or word.low == "по"
