"""The words of a sentence that a reader need look at, found for all readers at once.

Every reader asks of every word whether it is a number, a person, a building; most words are none.
So each word form is put to all questions once and remembered, and a sentence is gone through once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from scraper.facts.language.table import fold
from scraper.facts.language.words import tokens

REMEMBERED = 100_000
A_NUMBER = "0"
"""Of numbers there is no end, and no question tells one from another."""


class Sieve:
    """A question that some words answer with yes, put to a word form as it stands or folded."""

    __slots__ = ("folded", "passes")

    def __init__(self, passes: Callable[[str], object], *, folded: bool = True) -> None:
        self.passes, self.folded = passes, folded
        _sieves.append(self)
        _known.clear()
        _table.cache_clear()

    def places(self, sentence: str) -> Sequence[int]:
        """Return which of ``tokens(sentence)`` (or ``words``) answer with yes, in order."""
        return _table(sentence).get(self, ())


_sieves: list[Sieve] = []
_known: dict[str, tuple[Sieve, ...]] = {}


@lru_cache(maxsize=1024)
def _table(sentence: str) -> Mapping[Sieve, Sequence[int]]:
    found: dict[Sieve, list[int]] = {}
    for at, token in enumerate(tokens(sentence)):
        caught = _known.get(token.text)
        for sieve in _ask(token.text) if caught is None else caught:
            found.setdefault(sieve, []).append(at)
    return found


def _ask(form: str) -> tuple[Sieve, ...]:
    """Put a word form to every question."""
    if form.isdecimal():
        form = A_NUMBER
    if len(_known) > REMEMBERED:
        _known.clear()
    if form not in _known:
        low = fold(form)
        _known[form] = tuple([one for one in _sieves if one.passes(low if one.folded else form)])
    return _known[form]
