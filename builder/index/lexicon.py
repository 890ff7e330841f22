"""Word forms and the terms they are found by: forms of one dictionary word share one term.

The only module that knows pymorphy3, and only at build time. A term is a stem: that of the
dictionary form, or of the word itself where the dictionary does not know it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from builder.index.normalise import VOWEL, fold, kazakh_stem, kazakh_word, stem
from builder.index.rules import rules

KAZAKH_MARK = "~"
"""Before a form of a Kazakh text, whose endings are others: twice if its letters are Kazakh too, so
that it is no Russian word; behind a term of Kazakh texts alone."""

SURE = 5
"""Letters of a Kazakh stem from which on it is that of no other word in Russian: «қоры» is no
«корь». Shorter ones are left as words and marked."""

CYRILLIC = re.compile("[Ѐ-ԯ]")
ADJECTIVAL = ("ADJF", "PRTF")
NOMINAL = ("NOUN", "ADJF", "PRTF")
ITSELF = frozenset({"PRTF", "PRTS", "GRND", "COMP", "Supr", "Abbr", "UNKN"})
"""Grammemes of forms that stand for themselves: «ведущий» is not looked for as «вести»."""


class Reading(NamedTuple):
    """``terms`` are what a form is indexed under; ``stems`` are those of all forms of its word.

    ``whole`` is the word with its «-ость»; ``verb``: it says what is done, not what about.
    ``within`` are the terms of words that it is made of: «санавиация» is found by «авиация» too.
    """

    terms: tuple[str, ...]
    stems: tuple[str, ...] = ()
    whole: str = ""
    verb: bool = False
    within: tuple[str, ...] = ()

    def every(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.terms, *self.within)))


def read(form: str) -> Reading:
    """``form`` is folded; a Kazakh one carries its marks."""
    word = form.lstrip(KAZAKH_MARK)
    if not CYRILLIC.search(word):
        return Reading((word,))
    russian = None if form.startswith(2 * KAZAKH_MARK) else _russian(word)
    if word == form:
        return russian or Reading((stem(word),))
    own = kazakh_stem(word)
    if len(own) < SURE:
        own = kazakh_word(word) + KAZAKH_MARK
    terms = dict.fromkeys((own, *(russian.terms if russian else ())))
    return Reading(tuple(terms), russian.stems if russian else ())


def _russian(word: str) -> Reading | None:
    """``None`` for what the dictionary does not know or knows only as itself."""
    if not analyser().word_is_known(word):
        return None
    best = analyser().parse(word)[0]
    if not ITSELF.isdisjoint(best.tag.grammemes):
        return None
    lemma, part = fold(best.normal_form), str(best.tag.POS)
    if part == "NOUN" and lemma[0] != word[0] and (many := best.inflect({"nomn"})):
        return Reading((stem(fold(many.word)),))  # «дети» are not said of one «ребёнок»
    return Reading(
        (stem(lemma),),
        _stems(best.normal_form, part),
        lemma.removesuffix("ь") if lemma.endswith("ость") else "",
        part in ("VERB", "INFN"),
    )


@cache
def _stems(lemma: str, part: str) -> tuple[str, ...]:
    """The stems of all forms of a dictionary word but its own, in a fixed order."""
    own = stem(fold(lemma))
    for parse in analyser().parse(lemma):
        if parse.normal_form == lemma and str(parse.tag.POS) in (part, "INFN"):
            forms = (fold(f.word) for f in parse.lexeme if ITSELF.isdisjoint(f.tag.grammemes))
            alike = (form for form in forms if part != "NOUN" or form[0] == own[0])
            return tuple(sorted({*map(stem, alike)} - {own, ""}))
    return ()


INFINITIVE = ("ить", "ать", "еть")
PRIVATE = {"Name", "Surn", "Patr"}


def is_common(tag: Any) -> bool:
    """Whether a word is none of a person's names."""
    return not PRIVATE & tag.grammemes


def is_taken(short: str) -> bool:
    """Whether initials are a word already, or the term of another abbreviation: «УЗ» of «УЗИ».

    Three letters or more may also still become a word while it is typed.
    """
    if len(stem(short)) < 2:
        return True
    others = (short + ending for ending in ENDINGS)
    if any(stem(word) == short for word in others if _is_abbreviation(word)):
        return True
    if len(short) == 2:
        return any(one.normal_form == short and _is_word(one.tag) for one in known(short))
    longer = analyser().dictionary.iter_known_words(short)
    return any(_is_word(tag) for _, tag, *_ in longer)


@cache
def inflected(short: str) -> tuple[str, ...]:
    """Stems of the forms in which people write an abbreviation: «ОРИТы», «на ФАПе»."""
    if short[-1] in VOWEL:
        return (stem(short),)
    return tuple(sorted({stem(short + ending) for ending in ("", *rules().inflected)} - {""}))


ENDINGS = (*map(chr, range(ord("а"), ord("я") + 1)), *rules().inflected)


def _is_abbreviation(word: str) -> bool:
    return any("Abbr" in one.tag.grammemes for one in known(word))


def _is_word(tag: Any) -> bool:
    return "Abbr" not in tag.grammemes and is_common(tag)


def known(word: str) -> Sequence[Any]:
    """The readings of a word that the dictionary has."""
    return analyser().parse(word) if analyser().word_is_known(word) else ()


def is_adjective(word: str) -> bool:
    """Whether the dictionary has it as one, and as nothing likelier."""
    found = known(word)
    return bool(found) and found[0].tag.POS == "ADJF" and fold(found[0].normal_form) == word


def is_acting(own: str) -> bool:
    """Whether a stem is that of a verb."""
    return any(one.tag.POS == "INFN" for ending in INFINITIVE for one in known(own + ending))


def is_place(word: str) -> bool:
    """Whether a word is none, or one of a place."""
    return not analyser().word_is_known(word) or "Geox" in analyser().parse(word)[0].tag


@cache
def analyser() -> Any:
    import pymorphy3
    import pymorphy3_dicts_ru  # or it would look for dictionaries among all packages there are

    return pymorphy3.MorphAnalyzer(pymorphy3_dicts_ru.get_path(), lang="ru")


@lru_cache(maxsize=50_000)
def is_name(forms: tuple[str, ...]) -> bool:
    """Whether words make a name: adjectives, a noun, then only what is in the genitive."""
    readings = [analyser().parse(form) for form in forms]
    head = next((at for at, found in enumerate(readings) if found[0].tag.POS == "NOUN"), None)
    if head is None or not any("NOUN" in parse.tag for parse in readings[-1]):
        return False
    before = zip(forms[:head], readings[:head], strict=True)
    after = zip(forms[head + 1 :], readings[head + 1 :], strict=True)
    return all(
        form.endswith("о") or found[0].tag.POS in ADJECTIVAL for form, found in before
    ) and all(
        form.endswith("о") or any("gent" in p.tag and p.tag.POS in NOMINAL for p in found)
        for form, found in after
    )
