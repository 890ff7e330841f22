"""Which beginnings of words people put before a noun: «гос», for the dictionary has «госзаказ»; and
«микро», for it has many nouns that are this and another one.

clips.txt and combining.txt have them all. ``python -m builder.index.clips`` makes both from the
dictionary (OpenCorpora, by pymorphy3) in a minute and a half; asking the dictionary anew would take
a build two seconds.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import islice
from pathlib import Path
from textwrap import fill

from builder.index.lexicon import analyser
from builder.index.normalise import VOWEL, fold
from builder.index.rules import rules

FILE, COMBINING = (Path(__file__).with_name(f"{name}.txt") for name in ("clips", "combining"))
SYLLABLE = re.compile(rules().patterns["syllable"])
SCIENCE = re.compile("(.{2,}о)логическ")
"""Before «-логический» people put it to a noun without a list: «онко», «кардио»."""

COMBINED = re.compile("(?<=.{3})(?<=[оеи])(?=.{5})")
"""Where a combining form may end."""

PREFIX = re.compile(rules().patterns["prefix"])

MANY = 4
"""Nouns of the dictionary that show that a combining form is one."""

SHORTEST = 3
"""Letters of a cut word."""

REST = 4
"""Letters of the noun that follows."""

PROVEN = 3
"""Words of the dictionary that show that people do cut so."""

LOOKED_AT = 3_000
"""Of the dictionary's words with one beginning, to bound the time."""


@cache
def clips(word: str) -> tuple[int, ...]:
    """Letters of its first syllable, closed; with the next consonant too, if it has one."""
    match = SYLLABLE.match(word)
    if not match:
        return ()
    size = match.end()
    more = word[size] not in f"{VOWEL}ьъ" and len(word) > size + 2
    return tuple(n for n in (size, size + 1)[: 1 + more] if n >= SHORTEST)


def science(word: str) -> str:
    """What an adjective of a science gives to compounds, if it is one."""
    match = SCIENCE.match(word)
    return match[1] if match else ""


@cache
def cuts(adjective: str) -> tuple[str, ...]:
    """What people put of it before a noun: «орг» and «био»."""
    found = (adjective[:size] for size in clips(adjective))
    return tuple(dict.fromkeys(filter(None, (*filter(is_proven, found), science(adjective)))))


def is_proven(clip: str) -> bool:
    return clip in _proven()


@cache
def _proven() -> frozenset[str]:
    return frozenset(FILE.read_text("utf-8").split())


def is_combining(start: str) -> bool:
    return start in _combining()


@cache
def _combining() -> frozenset[str]:
    return frozenset(COMBINING.read_text("utf-8").split())


def combining() -> set[str]:
    """The beginnings of many nouns that go on with another noun, but prefixes without «о»."""
    words = analyser().dictionary.iter_known_words("")
    nouns = {fold(w) for w, tag, lemma, *_ in words if tag.POS == "NOUN" and w == lemma}
    ends = ((noun, at.start()) for noun in nouns for at in COMBINED.finditer(noun))
    counts = Counter(noun[:at] for noun, at in ends if noun[at:] in nouns)
    found = {start for start, count in counts.items() if count >= MANY and len(start) > SHORTEST}
    return {start for start in found if start[-1] == "о" or not PREFIX.fullmatch(start)}


def proves(clip: str) -> bool:
    """Whether the dictionary has nouns that are this and another noun."""
    found = islice(analyser().dictionary.words.iterkeys(clip), LOOKED_AT)
    proofs = (
        word
        for word in dict.fromkeys(found)
        if len(word) - len(clip) >= REST and _is_noun(word[len(clip) :]) and _is_noun(word)
    )
    return len(list(islice(proofs, PROVEN))) == PROVEN


def _is_noun(word: str) -> bool:
    """Whether it is one in the dictionary, and in its first form."""
    found = analyser().word_is_known(word) and analyser().parse(word)[0]
    return bool(found) and found.tag.POS == "NOUN" and found.normal_form == word


def dictionary() -> set[str]:
    """All beginnings of the dictionary's words that may be clips."""
    return {word[:n] for word in analyser().dictionary.words.iterkeys("") for n in clips(word)}


if __name__ == "__main__":
    for file, found in (FILE, set(filter(proves, dictionary()))), (COMBINING, combining()):
        told = fill(" ".join(sorted(found)), 110, break_long_words=False)
        file.write_text(told + "\n", "utf-8")
