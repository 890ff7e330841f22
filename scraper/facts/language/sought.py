"""Phrases looked for only in sentences that hold a word of one.

Most sentences hold none, and a word is looked up ten times as fast as a sentence is searched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache

from scraper.facts.language.sieve import A_NUMBER, Sieve
from scraper.facts.language.table import fold, listed, pattern

WORD = re.compile(r"[^\W_]+")
FIRM = re.compile(r"(?<![^\W_])(?<!\*)([^\W_]+)(\*?)")
"""A word of a phrase, or the beginning of one that may go on."""


@lru_cache(maxsize=16)
def _words(form: str) -> tuple[str, ...]:
    """Asked for one form by all phrases in turn."""
    return tuple(WORD.findall(form))


class Sought:
    """The phrases of one or several lists, as ``pattern`` has them; asked of whole sentences."""

    def __init__(self, name: str, *keys: str) -> None:
        self._name, self._keys = name, keys
        self._sieve = Sieve(self._may_be_of_one)

    def may_stand(self, sentence: str) -> bool:
        """Whether the sentence holds the longest word of a phrase; without it none stands there."""
        return bool(self._sieve.places(sentence))

    def search(self, sentence: str) -> re.Match[str] | None:
        """Return the first phrase in the folded sentence."""
        if not self._sieve.places(sentence):
            return None
        return pattern(self._name, *self._keys).search(fold(sentence))

    def every(self, sentence: str) -> Iterator[re.Match[str]]:
        """Return all phrases in the folded sentence, in order."""
        if not self._sieve.places(sentence):
            return iter(())
        return pattern(self._name, *self._keys).finditer(fold(sentence))

    def _may_be_of_one(self, form: str) -> bool:
        whole, beginnings = self._longest
        words = _words(form)
        return not whole.isdisjoint(words) or any(one.startswith(beginnings) for one in words)

    @cached_property
    def _longest(self) -> tuple[frozenset[str], tuple[str, ...]]:
        """Of each phrase the longest word, and the longest beginning of one."""
        whole: set[str] = set()
        beginnings: set[str] = set()
        for phrase in listed(self._name, *self._keys):
            word, goes_on = max(
                FIRM.findall(phrase), key=lambda one: len(one[0]), default=("", "*")
            )
            (beginnings if goes_on or not word else whole).add(word)
            if word[:1].isdecimal():
                whole.add(A_NUMBER)
        return frozenset(whole), tuple(beginnings)
