"""What stands near a date in its sentence: the verb that rules it, and nouns that tell of what.

The words are in periods.toml. Knows nothing of fields: :mod:`scraper.facts.periods_use` judges.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from scraper.facts.dates.lexicon import level

LONGEST = 24
"""Letters of a word that are looked at."""

REACH = 30
"""Words looked at on either side of a date."""

PIECE = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|[,;:—–()]")
SOFT = frozenset(("и", "а", "но", "что", "где", "когда", "және", "ал"))
"""A new thought may begin here, so what lies beyond is farther off."""


LABEL = 4
"""Words that with a date make a line of a programme: «Семинар для сестёр 5 мая»."""

COPULA = frozenset("—–:")
"""Beside a date these join: «срок — 5 мая»."""

ASIDE = ("report", "found", "feast", "judge")
"""Verbs that rule a date only if no comma parts them: «5 мая, сообщили врачи, пройдёт форум»."""


class Cue(NamedTuple):
    """A word's class as a verb, if it is one that matters, and its classes as a noun."""

    verb: str | None
    nouns: frozenset[str]


class Piece(NamedTuple):
    """A word, or a mark of punctuation, which has no cue."""

    word: str
    at: int
    cue: Cue | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """``verb``: the class of the nearest one; ``close``: no comma lies between it and the date.

    ``labelled``: the date follows a dash or colon, or a few words alone.
    ``verbs`` and ``clause`` are the verbs and nouns up to the next comma, ``window`` the nouns up
    to the next date.
    """

    verb: str | None
    close: bool
    verbs: frozenset[str]
    clause: frozenset[str]
    window: frozenset[str]
    sentence: frozenset[str]
    before: str
    labelled: bool


@cache
def _tables() -> dict[str, Any]:
    with Path(__file__).with_name("periods.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _stems() -> dict[str, Cue]:
    """Beginnings of words, and whole words with a mark at the end, by their classes."""
    verbs: dict[str, str] = {}
    nouns: dict[str, set[str]] = {}
    for name, entries in _tables()["verbs"].items():
        verbs |= {level(entry): name for entry in entries.split()}
    for name, entries in _tables()["nouns"].items():
        for entry in entries.split():
            nouns.setdefault(level(entry), set()).add(name)
    return {
        entry: Cue(verbs.get(entry), frozenset(nouns.get(entry, ())))
        for entry in verbs.keys() | nouns.keys()
    }


NO_CUE = Cue(None, frozenset())


@lru_cache(maxsize=8192)
def cue(word: str) -> Cue:
    """The classes of a word: those of the longest entry that it begins with."""
    word = level(word) + "$"
    stems = _stems()
    for size in range(len(word), 1, -1):
        found = stems.get(word[:size])
        if found is not None:
            return found
    return NO_CUE


@cache
def _other() -> re.Pattern[str]:
    return re.compile("|".join(_tables()["sentences"]["other"]), re.IGNORECASE)


def is_other_story(sentence: str) -> bool:
    return _other().search(sentence) is not None


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence taken apart once. ``extended``: it moves a day that stood before."""

    pieces: tuple[Piece, ...]
    places: tuple[int, ...]
    nouns: frozenset[str]
    extended: bool


def take_apart(sentence: str) -> Words:
    pieces = tuple(
        Piece(word, match.start(), cue(word[:LONGEST]) if word[0].isalpha() else None)
        for match in PIECE.finditer(sentence)
        if (word := match.group())
    )
    return Words(
        pieces=pieces,
        places=tuple(piece.at for piece in pieces),
        nouns=nouns(pieces),
        extended=any(piece.cue and piece.cue.verb == "extend" for piece in pieces),
    )


def nouns(found: Iterable[Piece]) -> frozenset[str]:
    return frozenset().union(*(piece.cue.nouns for piece in found if piece.cue))


def near(words: Words, at: int, to: int, limits: tuple[int, int]) -> Near:
    """What surrounds the date ``at:to``, between the dates before and after it."""
    first, last = bisect_left(words.places, limits[0]), bisect_left(words.places, limits[1])
    here, there = bisect_left(words.places, at), bisect_left(words.places, to)
    left = words.pieces[max(first, here - REACH) : here]
    right = words.pieces[there : min(last, there + REACH)]
    back, forth = _ruling(reversed(left)), _ruling(right)
    ruling = min(back, forth, key=lambda one: one.distance)
    clause = [*_to_mark(reversed(left)), *_to_mark(right)]
    return Near(
        verb=ruling.verb,
        close=ruling.close,
        verbs=frozenset(piece.cue.verb for piece in clause if piece.cue and piece.cue.verb),
        clause=nouns(clause),
        window=nouns([*left, *right]),
        sentence=words.nouns,
        before=left[-1].word.lower() if left else "",
        labelled=bool(left) and (left[-1].word in COPULA or len(left) + len(right) <= LABEL),
    )


class Ruling(NamedTuple):
    """The class of the verb that rules a date, and how far off it is, in words."""

    distance: int
    verb: str | None
    close: bool


def _ruling(found: Iterable[Piece]) -> Ruling:
    """The first verb met, going away from the date; marks and conjunctions make the way longer."""
    distance, close = 0, True
    for place, piece in enumerate(found):
        if piece.cue is None and not place and piece.word in COPULA:
            continue
        if piece.cue is None:
            distance, close = distance + 4, False
        elif piece.cue.verb is not None and (close or piece.cue.verb not in ASIDE):
            return Ruling(distance, piece.cue.verb, close)
        else:
            distance += 3 if piece.word in SOFT else 1
    return Ruling(999, None, False)


def _to_mark(found: Iterable[Piece]) -> list[Piece]:
    """The words up to a mark; a dash or colon right beside the date joins: «срок — 5 мая»."""
    clause: list[Piece] = []
    for place, piece in enumerate(found):
        if piece.cue is not None:
            clause.append(piece)
        elif place or piece.word not in COPULA:
            break
    return clause
