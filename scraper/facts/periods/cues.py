"""What stands near a date in its sentence: the verb that rules it, and nouns that tell of what.

The words are in periods.toml. Knows nothing of fields: :mod:`scraper.facts.periods.use` judges.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from scraper.facts.dates.lexicon import level
from scraper.facts.language.quotation import quotations
from scraper.facts.language.table import raw
from scraper.facts.language.words import parses

LONGEST = 24
"""Letters of a word that are looked at."""

REACH = 30
"""Words looked at on either side of a date."""

PIECE = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|[,;:—–()]")
DIGIT = re.compile(r"\d")
MARKS = frozenset(",;:—–()")
_new = tuple.__new__
SOFT = frozenset(("и", "а", "но", "что", "где", "когда", "және", "ал"))
"""A new thought may begin here, so what lies beyond is farther off."""

LABEL = 3
"""Words that with a date make a line of a programme: «Семинар для сестёр 5 мая»."""

NAME = 100
"""Characters of a quotation that is a name: its verbs rule nothing («Начни с себя»)."""
INFINITIVE = ("ть", "ться", "ти", "тись")

COPULA = frozenset("—–:")
"""Beside a date these join: «срок — 5 мая»."""
SUBJECTS = frozenset(("event", "apply", "same"))
"""What a verb that begins or ends something may be said of."""

NEAR = 5
"""Words before a date among which «вместо» is of it."""
EDGES = ("начала", "окончания", "завершения")
BOUNDS = (" с", " до", " от", " после")
"""«С начала месяца»: no verb."""
FORMERLY = frozenset(("вместо", "ранее", "прежде", "первоначально", "изначально", "раньше"))
"""What stood before is replaced: «вместо 30 апреля»."""

PARTICIPLE = ("шийся", "шаяся", "шееся", "шиеся", "вшего", "вший", "вшая", "вшее", "вшие", "вшую")

PHASES = ("start", "launch", "end", "ongoing")

INFLECTED = ("hold", "take", "gather", "award", "effect", "report", "found", "feast")
"""Classes in which a noun that begins like the verb says nothing: «организаторы»."""

VERBAL = ("VERB", "INFN", "PRTF", "PRTS", "GRND")

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
    to the next date. ``frame`` are the nouns from the date to the verb and around the verb.
    """

    verb: str | None
    close: bool
    verbs: frozenset[str]
    clause: frozenset[str]
    window: frozenset[str]
    sentence: frozenset[str]
    frame: frozenset[str]
    before: str
    former: bool
    labelled: bool


@cache
def _verbs(table: str) -> dict[str, str]:
    """Beginnings of words, and whole words with a mark at the end, each with its class."""
    entries = raw("periods")[table].items()
    return {level(entry): name for name, words in entries for entry in words.split()}


@cache
def _nouns() -> dict[str, frozenset[str]]:
    """The same of nouns, which may be of several classes."""
    found: dict[str, set[str]] = {}
    for name, entries in raw("periods")["nouns"].items():
        for entry in entries.split():
            found.setdefault(level(entry), set()).add(name)
    return {entry: frozenset(names) for entry, names in found.items()}


@lru_cache(maxsize=16384)
def cue(word: str) -> Cue:
    """The classes of a word: as a verb and as a noun, of the longest entries it begins with."""
    plain = level(word)
    marked = plain + "$"
    beginnings = [marked[:size] for size in range(len(marked), 1, -1)]
    kazakh, russian, known = _verbs("kazakh_verbs"), _verbs("verbs"), _nouns()
    verb = next((kazakh[one] for one in beginnings if one in kazakh), None)
    if verb is None:
        verb = next((russian[one] for one in beginnings if one in russian), None)
        verb = None if verb in INFLECTED and not _is_verb(plain) else verb
    return Cue(verb, next((known[one] for one in beginnings if one in known), frozenset()))


def _is_verb(word: str) -> bool:
    return any(parse.pos in VERBAL for parse in parses(word))


@cache
def _opening() -> re.Pattern[str]:
    return re.compile("|".join(raw("periods")["sentences"]["opening"]), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence taken apart once. ``extended``: it moves a day that stood before."""

    pieces: tuple[Piece, ...]
    places: tuple[int, ...]
    nouns: frozenset[str]
    verbs: frozenset[str]
    extended: bool


@lru_cache(maxsize=64)
def take_apart(sentence: str) -> Words:
    names = [
        (name.start, name.end)
        for name in quotations(sentence)
        if name.end - name.start <= NAME and not DIGIT.search(name.inner)
    ]
    pieces = _pieces(sentence, names)
    found = verbs(pieces)
    return Words(
        pieces=tuple(pieces),
        places=tuple([piece.at for piece in pieces]),
        nouns=nouns(pieces) | ({"opening"} if _opening().search(sentence) else set()),
        verbs=found,
        extended="extend" in found,
    )


def _pieces(sentence: str, names: Collection[tuple[int, int]]) -> list[Piece]:
    found, at = [], 0
    for word in PIECE.findall(sentence):
        at = sentence.find(word, at)
        known = None if word in MARKS else cue(word[:LONGEST])
        if known is not None and known.verb is not None:
            known = _in_place(known, sentence, word, at, names)
        found.append(_new(Piece, (word, at, known)))
        at += len(word)
    return found


def verbs(found: Iterable[Piece]) -> frozenset[str]:
    return frozenset([piece.cue.verb for piece in found if piece.cue and piece.cue.verb])


def _in_place(
    found: Cue, sentence: str, word: str, at: int, names: Collection[tuple[int, int]]
) -> Cue:
    """The cue of a word that may be a verb, where it stands: in a name it is none."""
    edge = word.lower() in EDGES and sentence[:at].rstrip().lower().endswith(BOUNDS)
    named = any(start < at < end for start, end in names)
    return Cue(None, found.nouns) if edge or named else found


def nouns(found: Iterable[Piece]) -> frozenset[str]:
    return frozenset().union(*[p.cue.nouns for p in found if p.cue and p.cue.nouns])


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
        verbs=verbs(clause),
        clause=nouns(clause),
        window=nouns([*left, *right]),
        sentence=words.nouns,
        frame=nouns(_frame(list(reversed(left)) if back is ruling else list(right), ruling)),
        before=left[-1].word.lower() if left else "",
        former=any(piece.word.lower() in FORMERLY for piece in _to_mark(reversed(left[-NEAR:]))),
        labelled=_is_labelled(left, right),
    )


def _is_labelled(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """«Срок — 5 мая», «5 мая — открытие форума», or a few words alone."""
    if not left:
        return bool(right) and right[0].word in ("—", "–")
    return left[-1].word in COPULA or len(left) + len(right) <= LABEL


class Ruling(NamedTuple):
    """The class of the verb that rules a date, and how far off it is, in words."""

    distance: int
    verb: str | None
    close: bool


def _ruling(found: Iterable[Piece]) -> Ruling:
    """The first verb met, going away from the date; marks and conjunctions make the way longer."""
    distance, close = 0, True
    found = list(found)
    told = bool(found) and found[0].word == ":"
    for place, piece in enumerate(found):
        if piece.cue is None and not place and piece.word in COPULA:
            continue
        if told and place == 1 and piece.cue is not None and piece.cue.verb in ASIDE:
            distance, close = distance + 4, False
            continue
        if piece.cue is None:
            distance, close = distance + 4, False
        elif piece.cue.verb is not None and (close or piece.cue.verb not in ASIDE):
            return Ruling(distance, _phase(found[place : place + 2]) or piece.cue.verb, close)
        else:
            distance += 3 if piece.word in SOFT else 1
    return Ruling(999, None, False)


def _frame(found: list[Piece], ruling: Ruling) -> list[Piece]:
    """What lies between the date and its verb, and beyond the verb up to a mark."""
    at = next((n for n, one in enumerate(found) if one.cue and one.cue.verb == ruling.verb), 0)
    clause = found[:at] + _to_mark(found[at:])
    if nouns(clause) & SUBJECTS:
        return clause
    return clause + _to_mark(found[len(clause) + 1 :])


def _phase(pair: list[Piece]) -> str | None:
    """The verb before an infinitive tells more of its day: «начнут учиться 5 мая»."""
    cues = [piece.cue and piece.cue.verb for piece in pair]
    if pair[0].word.endswith(INFINITIVE) and cues[-1] in PHASES:
        return cues[-1]
    return None


def _to_mark(found: Iterable[Piece]) -> list[Piece]:
    """The words up to a mark; a dash or colon right beside the date joins: «срок — 5 мая».

    Going back, a comma before a participle joins too: «регистрация, закрывшаяся 5 мая».
    """
    clause: list[Piece] = []
    for place, piece in enumerate(found):
        if piece.cue is not None:
            clause.append(piece)
        elif clause and piece.word == "," and _is_participle(clause[-1]):
            continue
        elif place or piece.word not in COPULA:
            break
    return clause


def _is_participle(piece: Piece) -> bool:
    return piece.word.endswith(PARTICIPLE)
