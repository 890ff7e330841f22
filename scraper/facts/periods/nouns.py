"""The nouns of a sentence alone, told by their classes, for the many that hold no date."""

from __future__ import annotations

from functools import lru_cache

from scraper.facts.language.sieve import Sieve
from scraper.facts.language.words import tokens
from scraper.facts.periods.cues import LONGEST, PIECE, cue


@lru_cache(maxsize=64)
def nouns_of(sentence: str) -> frozenset[str]:
    """The classes of a sentence's nouns."""
    run = tokens(sentence)
    return frozenset().union(*[_nouns_within(run[at].text) for at in NAMING.places(sentence)])


@lru_cache(maxsize=16384)
def _nouns_within(form: str) -> frozenset[str]:
    return frozenset().union(*[cue(word[:LONGEST]).nouns for word in PIECE.findall(form)])


NAMING = Sieve(_nouns_within, folded=False)
