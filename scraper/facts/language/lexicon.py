"""Phrases of a data file, found in text by dictionary form, whatever the case and number.

A phrase is written as elements parted by spaces:

    курс             the word in any form           обучить|научить   either word
    обучающий        participles stand for themselves, other forms for their dictionary form
    обуч*            any word that begins so        @medic            any word of that class
    *олог            any person whose name in the dictionary form ends so, save the class «except»
    ..3              up to three words between      пройти/futr       a form with that grammeme
    учить/past,plur  a form with both               */futr            any word with that grammeme
    -пресс           a word not to come before the phrase, or (written last) after it

Grammemes are OpenCorpora's (past, futr, pres, impr, PRTS …), as pymorphy3 gives them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from scraper.facts.language.table import fold
from scraper.facts.language.words import Token, parses, tokens

UNLIKELY = 0.04
"""Readings of a word with a lower score are not considered."""
MARKS = frozenset({"PRTF", "Supr"})
"""What a participle and a superlative are known by; else they would stand for the whole verb."""
REMEMBERED = 100_000
WHOLE = "whole"
"""The class of hyphened words that are not taken apart."""
EXCEPT = "except"
"""The class of words that a «*suffix» does not mean."""
NUMBER = "0"
"""Of numbers there is no end; but for those that a phrase names, they are all alike."""
STEM = 3
"""Letters that a «prefix*» must have at least, by which it is looked up."""
TEXT = itemgetter(0)


class Hit(NamedTuple):
    """A phrase found: which feature it belongs to, and where it stands in the sentence."""

    feature: int
    start: int
    end: int


class Reading(NamedTuple):
    """What a word may be."""

    lemma: str
    grammemes: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """``steps`` after its first word: an element, and how many words may be skipped before it.

    ``needs``: all its elements, that of the first word among them.
    """

    feature: int
    steps: tuple[tuple[int, int], ...]
    needs: frozenset[int]
    unless: int | None
    unless_after: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """The elements that a word stands for, and the phrases that may begin with it.

    ``alone``: one of them is a single word. ``next``: what must come right after it in the others,
    ``later``: what must come, but need not come right after it, in those that may skip words.
    """

    elements: frozenset[int]
    begins: tuple[Phrase, ...] = ()
    alone: bool = False
    next: frozenset[int] = frozenset()
    later: frozenset[int] = frozenset()


END = Known(frozenset())
"""What follows the last word of a sentence."""


class Lexicon:
    """The phrases of several features, compiled. Features are numbered in their order."""

    def __init__(
        self, features: Sequence[Iterable[str]], classes: Mapping[str, Iterable[str]]
    ) -> None:
        self._classes = {name: tuple(words) for name, words in classes.items()}
        self._whole = frozenset(self._classes.get(WHOLE, ()))
        self._except = frozenset(self._classes.get(EXCEPT, ()))
        self._elements: dict[str, int] = {}
        self._lemmas: dict[str, list[tuple[int, frozenset[str]]]] = {}
        self._prefixes: dict[str, list[tuple[str, int]]] = {}
        self._suffixes: list[tuple[str, int, frozenset[str]]] = []
        self._endings: tuple[str, ...] = ()
        self._any: list[tuple[int, frozenset[str]]] = []
        self._known: dict[str, Known] = {}
        self._beginning: dict[int, list[Phrase]] = {}
        for number, phrases in enumerate(features):
            for phrase in phrases:
                self._add(number, phrase)
        self._endings = tuple({suffix for suffix, _, _ in self._suffixes})

    def hits(self, sentence: str) -> list[Hit]:
        """Return every phrase of a sentence; of one feature at one word, the first that fits."""
        run = tokens(sentence)
        known = map(self._known.get, map(TEXT, run))
        what = [one or self._what(token.text) for one, token in zip(known, run, strict=True)]
        beginning = [at for at, word in enumerate(what) if word.begins]
        if not beginning:
            return []
        what.append(END)
        present = frozenset().union(*[word.elements for word in what if word.elements])
        found: list[Hit] = []
        for at in beginning:
            word = what[at]
            if (
                word.alone
                or not word.next.isdisjoint(what[at + 1].elements)
                or not word.later.isdisjoint(present)
            ):
                found += _at(run, what, at, present)
        return found

    def _add(self, feature: int, phrase: str) -> None:
        steps: list[tuple[int, int]] = []
        skip, unless, after = 0, None, None
        for element in phrase.split():
            if element.startswith(".."):
                skip = int(element[2:])
            elif element.startswith("-") and steps:
                after = self._element(element[1:])
            elif element.startswith("-"):
                unless = self._element(element[1:])
            else:
                steps.append((self._element(element), skip))
                skip = 0
        needs = frozenset(element for element, _ in steps)
        made = Phrase(feature, tuple(steps[1:]), needs, unless, after)
        self._beginning.setdefault(steps[0][0], []).append(made)

    def _element(self, source: str) -> int:
        if source not in self._elements:
            number = self._elements[source] = len(self._elements)
            for choice in self._choices(source):
                self._learn(choice, number)
        return self._elements[source]

    def _choices(self, source: str) -> Iterator[str]:
        for choice in source.split("|"):
            if choice.startswith("@"):
                name, _, grammemes = choice[1:].partition("/")
                for word in self._classes[name]:
                    yield f"{word}{',' if '/' in word else '/'}{grammemes}" if grammemes else word
            else:
                yield choice

    def _learn(self, choice: str, number: int) -> None:
        word, _, said = choice.partition("/")
        word, wanted = fold(word), frozenset(said.split(",")) if said else frozenset()
        if word == "*":
            self._any.append((number, wanted))
        elif word.startswith("*"):
            self._suffixes.append((word[1:], number, wanted | {"anim"}))
        elif word.endswith("*"):
            if not wanted:
                self._prefixes.setdefault(word[:STEM], []).append((word[:-1], number))
        else:
            for lemma, marks in _dictionary(word):
                self._lemmas.setdefault(lemma, []).append((number, wanted | marks))

    def _what(self, word: str) -> Known:
        """Return what a word may stand for; remembered, since words repeat."""
        if word.isdecimal() and not (word in self._lemmas or word[:STEM] in self._prefixes):
            word = NUMBER
        found = self._known.get(word)
        if found is None:
            if len(self._known) > REMEMBERED:
                self._known.clear()
            elements = frozenset(self._match(fold(word)))
            begins = [p for e in sorted(elements) for p in self._beginning.get(e, ())]
            found = self._known[word] = _known(elements, begins)
        return found

    def _match(self, low: str) -> Iterator[int]:
        for start, number in self._prefixes.get(low[:STEM], ()):
            if low.startswith(start):
                yield number
        for reading in _readings(low, self._whole):
            for number, wanted in (*self._lemmas.get(reading.lemma, ()), *self._any):
                if wanted <= reading.grammemes:
                    yield number
            if not reading.lemma.endswith(self._endings):
                continue
            for suffix, number, wanted in self._suffixes:
                if wanted <= reading.grammemes and self._is_one(reading.lemma, suffix):
                    yield number

    def _is_one(self, lemma: str, suffix: str) -> bool:
        return lemma.endswith(suffix) and lemma not in self._except


def _known(elements: frozenset[int], begins: Sequence[Phrase]) -> Known:
    second = [phrase.steps[0] for phrase in begins if phrase.steps]
    return Known(
        elements=elements,
        begins=tuple(begins),
        alone=len(second) < len(begins),
        next=frozenset(element for element, skip in second if not skip),
        later=frozenset(element for element, skip in second if skip),
    )


def _dictionary(word: str) -> set[tuple[str, frozenset[str]]]:
    """Return a word as the dictionary has it: «обучающий» is a participle of «обучать»."""
    likely = [p for p in parses(word) if p.score >= UNLIKELY]
    found = {(fold(p.lemma), p.grammemes & MARKS) for p in likely}
    return {(word, frozenset())} if not found or any(w == word for w, _ in found) else found


def _at(run: Sequence[Token], what: Sequence[Known], at: int, present: Set[int]) -> Iterable[Hit]:
    """Return the phrases that begin at a word; ``present``: the elements of the whole sentence."""
    found: dict[int, Hit] = {}
    for phrase in what[at].begins:
        if phrase.feature in found or not phrase.needs <= present:
            continue
        if phrase.unless is not None and at and phrase.unless in what[at - 1].elements:
            continue
        last = _follow(phrase.steps, what, at)
        if last is not None and not _barred(phrase, what, last + 1):
            found[phrase.feature] = Hit(phrase.feature, run[at].start, run[last].end)
    return found.values()


def _barred(phrase: Phrase, what: Sequence[Known], following: int) -> bool:
    if phrase.unless_after is None or following >= len(what):
        return False
    return phrase.unless_after in what[following].elements


def _follow(steps: Sequence[tuple[int, int]], what: Sequence[Known], at: int) -> int | None:
    """Return the last word of a phrase that begins at a word, the shortest fit."""
    for element, skip in steps:
        for following in range(at + 1, min(at + skip + 2, len(what))):
            if element in what[following].elements:
                at = following
                break
        else:
            return None
    return at


@lru_cache(maxsize=REMEMBERED)
def _readings(low: str, whole: frozenset[str]) -> tuple[Reading, ...]:
    """The word as it stands, its dictionary forms, and those of its hyphened parts."""
    found = [Reading(low, frozenset())]
    for parse in parses(low):
        if parse.score >= UNLIKELY:
            lemma = fold(parse.lemma)
            found.append(Reading(lemma, parse.grammemes))
            if "-" in lemma and lemma not in whole:
                found += [Reading(part, parse.grammemes) for part in lemma.split("-")]
    return tuple(found)
