"""Words of a text and their dictionary forms; the only module that knows pymorphy3.

Everything is cached: a newsroom's vocabulary is small, so after a few texts almost every word is
a lookup. The analyser is loaded when the first word is asked for, never on import.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

WORD = re.compile(r"[^\W_]+(?:['’ʼ‑-][^\W_]+)*")
LONGEST = 64
"""Longer words are noise (keys, glued pages) and stay as they are."""
CACHED = 100_000

_new = tuple.__new__


class Token(NamedTuple):
    """A word or number as it stands in the text: ``text[start:end] == token.text``.

    Hyphenated words are one token; punctuation is what lies between tokens.
    """

    text: str
    start: int
    end: int


class Parse(NamedTuple):
    """One reading of a word; ``pos`` and ``grammemes`` as OpenCorpora names them (NOUN, gent)."""

    lemma: str
    pos: str | None
    case: str | None
    number: str | None
    gender: str | None
    grammemes: frozenset[str]
    score: float


@lru_cache(maxsize=256)
def tokens(text: str) -> tuple[Token, ...]:
    """Return the words and numbers of a text, in order, with their positions."""
    # Finding a found word again is three times as fast as a match object for each.
    found, at = [], 0
    for word in WORD.findall(text):
        at = text.find(word, at)
        found.append(_new(Token, (word, at, at := at + len(word))))
    return tuple(found)


@lru_cache(maxsize=CACHED)
def parses(word: str) -> tuple[Parse, ...]:
    """Return the readings of a word, likeliest first; none for what is not a word."""
    if not word or len(word) > LONGEST:
        return ()
    if word.isdecimal():
        return (_number()._replace(lemma=word),)
    try:
        return tuple(_parse(found) for found in _analyser().parse(word.lower()))
    except ValueError:  # a letter that Unicode's tables have no name for
        return ()


@lru_cache(maxsize=CACHED)
def lemma(word: str) -> str:
    """Return the likeliest dictionary form, lower case, ``ё`` as the dictionary writes it."""
    found = parses(word)
    return found[0].lemma if found else word.lower()


@lru_cache(maxsize=CACHED)
def lemmas(word: str) -> tuple[str, ...]:
    """Return every dictionary form that the word may come from, likeliest first."""
    return tuple(dict.fromkeys(p.lemma for p in parses(word))) or (word.lower(),)


@lru_cache(maxsize=1)
def _number() -> Parse:
    """What any number is: of them there is no end, so none is analysed but this one."""
    return _parse(_analyser().parse("1")[0])


def _parse(found: Any) -> Parse:
    return Parse(found.normal_form, *_tagged(found.tag), found.score)


Tagged = tuple[str | None, str | None, str | None, str | None, frozenset[str]]


@lru_cache(maxsize=4096)
def _tagged(tag: Any) -> Tagged:
    """What a tag says; there are but some hundreds of them."""
    whole = frozenset(str(grammeme) for grammeme in tag.grammemes)
    return _plain(tag.POS), _plain(tag.case), _plain(tag.number), _plain(tag.gender), whole


def _plain(grammeme: Any) -> str | None:
    return None if grammeme is None else str(grammeme)


@lru_cache(maxsize=1)
def _analyser() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer()
