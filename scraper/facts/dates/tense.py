"""Whether the words around a year-less day put it behind or ahead.

Goes by the form of the nearest verb; dates.toml lists Kazakh ones and words that mislead. A form
that says neither leaves it open, and the nearest reading is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from functools import cache, lru_cache
from typing import NamedTuple

from scraper.facts.dates.lexicon import level, tables
from scraper.facts.language.words import parses

LIKELY = 0.1
"""Readings of a word with a lower score are not considered."""

PAST = ("л", "ла", "ло", "ли", "лся", "лась", "лось", "лись")

WINDOW = 160
"""Characters looked at on either side."""

STOP = re.compile(r"[.!?…]\s+(?=[A-ZА-ЯЁӘҒҚҢӨҰҮІ«\"0-9—–-])|\n")
PIECE = re.compile(r"[^\W\d_]+|[,;:()—–]")


KAZAKH = re.compile("[әғқңөұүһіӘҒҚҢӨҰҮІ]")


class Sense(Enum):
    """Where the verb puts its day."""

    BEHIND = -1
    AHEAD = 1


def sense(text: str, at: int, to: int) -> Sense | None:
    """The tense of the verb nearest to ``text[at:to]`` in its sentence; ``None`` if none tells."""
    left = STOP.split(text[max(0, at - WINDOW) : at])[-1]
    right = STOP.split(text[to : to + WINDOW], maxsplit=1)[0]
    kazakh = KAZAKH.search(left + right) is not None
    before = _nearest(reversed(PIECE.findall(left)), kazakh)
    behind = _nearest(PIECE.findall(right), kazakh)
    return min((before, behind), key=lambda pair: pair[0])[1]


def _nearest(pieces: Iterable[str], kazakh: bool) -> tuple[int, Sense | None]:
    distance = 0
    for piece in pieces:
        if not piece[0].isalpha():
            distance += 5
        elif (found := _tense(piece, kazakh)) is not None:
            return distance, found
        distance += 1
    return 999, None


class Tables(NamedTuple):
    """The lists of dates.toml, level."""

    ahead: tuple[str, ...]
    ahead_endings: tuple[str, ...]
    coming: tuple[str, ...]
    gone: tuple[str, ...]
    gone_endings: tuple[str, ...]
    not_verbs: frozenset[str]


@cache
def _tables() -> Tables:
    ahead, ahead_endings, coming, gone, gone_endings, not_verbs = (
        tuple(level(tables()["tense"][name]).split()) for name in Tables._fields
    )
    return Tables(ahead, ahead_endings, coming, gone, gone_endings, frozenset(not_verbs))


@lru_cache(maxsize=4096)
def _tense(word: str, kazakh: bool) -> Sense | None:
    """The tense of a word, if it is a verb. Kazakh verbs are listed; Russian ones are parsed."""
    word, table = level(word), _tables()
    if word.startswith(table.coming):
        return Sense.AHEAD
    if word.startswith(table.gone):
        return Sense.BEHIND
    if kazakh or len(word) < 4 or word in table.not_verbs:
        return None
    if word.startswith(table.ahead) and word.endswith(table.ahead_endings):
        return Sense.AHEAD
    if not word.endswith((*PAST, *table.gone_endings, *table.ahead_endings)):
        return None
    verbs = [one for one in parses(word) if one.score >= LIKELY and one.pos in ("VERB", "PRTS")]
    if any(one.pos == "VERB" and "past" in one.grammemes for one in verbs):
        return Sense.BEHIND
    if any(one.pos == "PRTS" for one in verbs):
        return Sense.BEHIND if word.endswith(table.gone_endings) else None
    return Sense.AHEAD if any("futr" in one.grammemes for one in verbs) else None
