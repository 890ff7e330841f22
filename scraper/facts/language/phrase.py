"""Words of a sentence with what grammar allows them to be, and the phrases they form.

Knows agreement of adjectives and chains of genitives; knows nothing of what the words mean.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from scraper.facts.document import Document
from scraper.facts.language.quotation import quotations
from scraper.facts.language.table import listed
from scraper.facts.language.words import Parse, parses, tokens

Forms = frozenset[tuple[str | None, str | None]]
"""Pairs of case and number that a word may stand in."""
Fits = frozenset[tuple[str | None, str | None, str | None]]
"""The same with gender, which only singular words have: by it an adjective finds its noun."""

FULL = {"ADJF", "PRTF"}
PERSONAL = {"Name", "Patr"}
ACTS = {"VERB", "INFN", "GRND", "PRTS"}
SMALL = {"PREP", "CONJ", "PRCL"}
LIKELY = 0.3
LONGEST, MOST = 1_000, 300
"""Characters read of one sentence, and sentences of one text."""
LONGEST_NAME = 6
LONGEST_CHAIN = 14
"""Words that a chain of genitives may run to; longer is a misreading."""

ABBREVIATION = re.compile(
    r"[А-ЯЁӘҒҚҢӨҰҮҺІ][А-Яа-яЁёӘҒҚҢӨҰҮҺІ]*[А-ЯЁӘҒҚҢӨҰҮҺІ]|[А-ЯЁ]{2,}[а-я]{0,2}"
)
READABLE = re.compile(r"[0-9a-zа-яё'’ʼ-]+")
NAMED_AFTER = {"имени", "им", "памяти"}
RULING = {"управления", "управление", "управлению", "руководства"}
"""After these an instrumental goes on («школа управления здравоохранением»)."""
HONOURED = {"академика", "профессора", "доктора", "героя", "святителя", "врача", "хирурга", "князя"}
"""What may stand between «имени» and whose it is."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What a word form may be. ``lemmas`` have ``ё`` folded to ``е``; ``named``: a first name."""

    lemmas: frozenset[str]
    adjective: Forms
    noun: Forms
    front: Fits
    head: Fits
    acts: bool
    named: bool
    top: str | None


_new = tuple.__new__


class Word(NamedTuple):
    """A word in its sentence; ``before`` is what stands between it and the word before."""

    text: str
    start: int
    end: int
    before: str
    low: str
    traits: Traits


@lru_cache(maxsize=50_000)
def traits(low: str) -> Traits:
    if low.isdecimal():
        return _number(low)
    readings = parses(low) if is_readable(low) else ()
    chained = [p for p in readings if p.pos == "NOUN" and p.case == "gent"]
    return Traits(
        lemmas=frozenset(p.lemma.replace("ё", "е") for p in readings) or frozenset((low,)),
        adjective=frozenset((p.case, p.number) for p in readings if p.pos in FULL),
        noun=frozenset((p.case, p.number) for p in readings if p.pos == "NOUN"),
        front=frozenset(_fit(p) for p in readings if p.pos in FULL),
        head=frozenset(_fit(p) for p in readings if p.pos in ("NOUN", *FULL)),
        acts=sum(p.score for p in readings if p.pos in ACTS) >= LIKELY,
        named=bool(chained) and all(p.grammemes & PERSONAL for p in chained),
        top=_likeliest(readings),
    )


def _number(low: str) -> Traits:
    """Grammar says nothing of a number in figures."""
    none = frozenset[Any]()
    return Traits(frozenset((low,)), none, none, none, none, acts=False, named=False, top=None)


def _likeliest(readings: Sequence[Parse]) -> str | None:
    """Return the part of speech that a word most likely is, all its readings of it together."""
    share: dict[str | None, float] = {}
    for reading in readings:
        share[reading.pos] = share.get(reading.pos, 0.0) + reading.score
    return max(share, key=lambda pos: share[pos], default=None)


def is_readable(low: str) -> bool:
    """Whether a word is of letters that Russian grammar can say anything about."""
    return READABLE.fullmatch(low) is not None


def _fit(reading: Parse) -> tuple[str | None, str | None, str | None]:
    return reading.case, reading.number, None if reading.number == "plur" else reading.gender


@lru_cache(maxsize=100_000)
def belongs(low: str, name: str, *keys: str) -> bool:
    """Whether a word form is of a list's words, in any of its readings."""
    return bool(traits(low).lemmas & listed(name, *keys))


@lru_cache(maxsize=1024)
def words(sentence: str) -> tuple[Word, ...]:
    """Return a sentence's words with their grammar; cached, since every reader asks for them."""
    found, end = [], 0
    for text, start, stop in tokens(sentence):
        low, known = _known(text)
        found.append(_new(Word, (text, start, stop, sentence[end:start], low, known)))
        end = stop
    return tuple(found)


@lru_cache(maxsize=50_000)
def _known(text: str) -> tuple[str, Traits]:
    low = text.lower()
    return low.replace("ё", "е"), traits(low)


@lru_cache(maxsize=8)
def sentences(document: Document) -> tuple[str, ...]:
    """Return a document's sentences, bounded: some readers look at all pairs of their words."""
    return tuple(sentence[:LONGEST] for sentence in document.sentences[:MOST])


def joined(word: Word) -> bool:
    """Whether nothing but white space parts the word from the one before."""
    return word.before.isspace()


def agree(adjective: Word, head: Word) -> bool:
    """Whether case and number fit, or the pair is counted («три старших сестры»)."""
    singular = any(fit[:2] == ("gent", "sing") for fit in head.traits.head)
    counted = singular and ("gent", "plur") in adjective.traits.adjective
    return counted or bool(adjective.traits.front & head.traits.head)


def left_edge(run: Sequence[Word], head: int) -> int:
    """Return the first of the adjectives that stand before a head noun and agree with it."""
    first = head
    while first > 0 and joined(run[first]):
        word = run[first - 1]
        if word.traits.adjective and agree(word, run[head]) and not _pronoun(word):
            first -= 1
        elif word.low == "и" and first > 1 and agree(run[first - 2], run[head]):
            first -= 2
        else:
            break
    return first


@lru_cache(maxsize=10_000)
def _pronominal(low: str) -> bool:
    return any("Apro" in p.grammemes for p in parses(low))


def _pronoun(word: Word) -> bool:
    return _pronominal(word.low)


def genitive(word: Word) -> bool:
    """Whether a word may continue a chain of genitives («организации здравоохранения области»)."""
    forms = word.traits.noun | word.traits.adjective
    gent = any(case in ("gent", "gen2") for case, _ in forms)
    nominal = word.traits.top not in SMALL and not word.traits.acts and not _first_name(word)
    return (gent and nominal and not _pronoun(word)) or is_abbreviation(word)


def _first_name(word: Word) -> bool:
    return word.traits.named and word.text[0].isupper()


def dative(run: Sequence[Word], at: int) -> bool:
    if at >= len(run):
        return False
    forms = run[at].traits.noun | run[at].traits.adjective
    return any(case == "datv" for case, _ in forms)


def is_abbreviation(word: Word) -> bool:
    return ABBREVIATION.fullmatch(word.text) is not None


def right_edge(sentence: str, run: Sequence[Word], head: int, *, about: bool = False) -> int:
    """Return the offset where a noun's phrase ends: genitives, a name in quotes, «имени …».

    ``about``: with what it is on («управление по области», «конференция по проблемам …»).
    """
    last = head
    while last - head < LONGEST_CHAIN:
        after = _continued(run, last, head, about)
        if after == last:
            break
        last = after
    return _with_quotation(sentence, run, last)


def _continued(run: Sequence[Word], last: int, head: int, about: bool) -> int:
    """Return the last word of a noun's phrase with the next link of the chain, if there is one."""
    if last + 1 >= len(run):
        return last
    word = run[last + 1]
    if word.before.strip() == "№" and word.text.isdigit():
        return last + 1
    if not joined(word):
        return last
    if word.low in NAMED_AFTER:
        return _named_after(run, last + 1)
    if genitive(word) or (run[last].low in RULING and _instrumental(word)):
        return last + 1
    on = about and word.low == "по" and dative(run, last + 2)
    and_another = word.low == "и" and last > head and _goes_on(run, last + 2)
    return last + 2 if on or and_another else last


def _instrumental(word: Word) -> bool:
    return any(case == "ablt" for case, _ in word.traits.noun)


def _goes_on(run: Sequence[Word], at: int) -> bool:
    """Whether after «и» comes another genitive of the chain, and not a second head."""
    if at >= len(run) or not joined(run[at]):
        return False
    word = run[at]
    return genitive(word) and not is_abbreviation(word) and word.text[0].islower()


def _named_after(run: Sequence[Word], at: int) -> int:
    """Return the last word of «имени Н.И. Пирогова»; ``at`` is that of «имени»."""
    last = at
    while last + 1 < len(run) and last - at < LONGEST_NAME:
        word = run[last + 1]
        initial = run[last].low in NAMED_AFTER or word.before.strip() in ("", ".")
        if not (initial and (word.text[0].isupper() or word.low in HONOURED)):
            break
        last += 1
    return last if last > at else at - 1


def _with_quotation(sentence: str, run: Sequence[Word], last: int) -> int:
    end = run[last].end
    if last + 1 >= len(run) or run[last + 1].before not in (" «", ' "', " “", " „"):
        return end
    return next((q.end for q in quotations(sentence) if q.start == end + 1), end)
