"""Which publications tell one story: reprints, rewrites, later updates of the same announcement.

Rewriters change every sentence but keep the facts, so records are compared by what survives:
numbers, days, names, places and rare words, weighed by how rare they are. Only publications near
in time are compared, so the work grows with the number of records and not with its square.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from scraper.facts.document import Document, document
from scraper.facts.region import region
from scraper.facts.words import Token, lemma, parses, tokens

NEAR = 16
"""Days within which reprints of one announcement appear."""

PROBES = 24
"""Rarest features of a record that look for candidates."""

CROWD = 50
"""Of the near records that share a feature, only so many of the latest are candidates."""

LIMIT = 4000
"""Characters of a record that are compared."""

ENOUGH = 0.29
"""Share of the lighter record's weight that must be found in the other to join them."""

PLENTY = 0.55
"""The same share, where days or places contradict each other."""

WEIGHTY = 1.5
"""Numbers and days weigh more than words as rare: rewriters do not change them."""

NUMBER = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)?")
ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
LETTERS = {"I": 1, "V": 5, "X": 10}
PLAIN = {"NOUN", "ADJF", "ADJS", "VERB", "INFN", "PRTF", "PRTS", "GRND", "NUMR", "LATN"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A publication as far as joining needs it. ``published`` may be unknown."""

    id: str
    title: str
    text: str
    published: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What survives rewriting: words (``w``), numbers (``n``) and days (``d``) as features.

    ``editions`` maps what is held repeatedly to its number in this text: «IX съезд».
    """

    features: frozenset[str]
    days: frozenset[str]
    editions: Mapping[str, int]


@cache
def _table(name: str) -> Mapping[str, int]:
    return _data()[name]


@cache
def _data() -> dict[str, dict[str, int]]:
    path = Path(__file__).with_name("duplicates.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=100_000)
def _word(text: str) -> str:
    """The dictionary form of a word that means something; empty for the little ones."""
    found = parses(text)
    if found and found[0].pos not in PLAIN and found[0].pos is not None:
        return ""
    return lemma(text).replace("ё", "е")


def _article(record: Record) -> Document:
    return document(record.text[:LIMIT], record.title or None)


def traits(record: Record) -> Traits:
    """The features of one record."""
    article = _article(record)
    text = "\n".join([article.title or "", *article.paragraphs])
    found = tokens(text)
    words = [_word(token.text) for token in found]
    own = record.published and f"d{record.published.day}.{record.published.month}"
    days = frozenset(_days(found, words)) - {own}
    features = {f"w{word}" for word in words if len(word) > 2 and not word[0].isdigit()}
    numbers = {f"n{number:g}" for number in _numbers(text, found, words) if number > 9}
    return Traits(
        features=frozenset(features | numbers | days),
        days=days,
        editions=dict(_editions(found, words)),
    )


def _days(found: Sequence[Token], words: Sequence[str]) -> Iterator[str]:
    """«6 и 7 ноября», «11–13 марта»: each number before a month is a day of it."""
    months = _table("months")
    for at, word in enumerate(words):
        if month := months.get(word):
            for token in reversed(found[max(0, at - 4) : at]):
                if token.text.isdigit() and 1 <= int(token.text[:3]) <= 31:
                    yield f"d{int(token.text)}.{month}"
                elif token.text not in ("и", "по", "до", "с", "-", "–"):
                    break


def _numbers(text: str, found: Sequence[Token], words: Sequence[str]) -> Iterator[float]:
    """Numbers in digits and words, scaled: «1,3 тысячи», «сто шесть», «2 тыс.»."""
    scales, numerals = _table("scales"), _table("numerals")
    after = {token.start: word for token, word in zip(found, words, strict=True)}
    for match in NUMBER.finditer(text):
        value = float(re.sub(r"[ \u00a0\u202f]", "", match[0]).replace(",", "."))
        yield value * scales.get(after.get(match.end() + 1, ""), 1)
    total = 0
    for token, word in zip(found, words, strict=True):
        value = numerals.get(word) or numerals.get(lemma(token.text).replace("ё", "е"), 0)
        if value:
            total += value
        elif total:
            yield total * scales.get(word, 1)
            total = 0
    if total:
        yield total


def _editions(found: Sequence[Token], words: Sequence[str]) -> Iterator[tuple[str, int]]:
    """«IX областной съезд»: an ordinal, adjectives at most, and what is held."""
    held, ordinals = _data()["editions"]["words"], _table("ordinals")
    for at, token in enumerate(found):
        if number := ordinals.get(words[at]) or _roman(token.text):
            for word, next_token in zip(words[at + 1 : at + 6], found[at + 1 :], strict=False):
                if word in held:  # type: ignore[operator]
                    yield word, number
                if not any(parse.pos == "ADJF" for parse in parses(next_token.text)):
                    break


def _roman(text: str) -> int:
    if not text or not ROMAN.fullmatch(text):
        return 0
    values = [LETTERS[letter] for letter in text]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-a if a < b else a for a, b in pairs)


def clusters(records: Iterable[Record]) -> dict[str, str]:
    """Map each record's id to the id of its cluster's first record."""
    ordered = sorted(records, key=lambda r: (r.published or date.min, r.id))
    known = [traits(record) for record in ordered]
    weights = _weights(known)
    joined = list(range(len(ordered)))
    for _, one, other in sorted(_links(ordered, known, weights), reverse=True):
        _join(joined, one, other)
    return {record.id: ordered[_root(joined, at)].id for at, record in enumerate(ordered)}


def _weights(known: Sequence[Traits]) -> dict[str, float]:
    counts = Counter(feature for one in known for feature in one.features)
    total = len(known) + 1
    return {
        feature: math.log(total / count) * (1.0 if feature[0] == "w" else WEIGHTY)
        for feature, count in counts.items()
    }


def _links(
    records: Sequence[Record], known: Sequence[Traits], weights: Mapping[str, float]
) -> Iterator[tuple[float, int, int]]:
    """Pairs that tell one story, with their likeness."""
    common = Counter(feature for one in known for feature in one.features)
    heavy = [sum(weights[feature] for feature in one.features) for one in known]
    lately: dict[str, list[int]] = {}
    for at, one in enumerate(known):
        shared_ever = (feature for feature in one.features if common[feature] > 1)
        probes = sorted(shared_ever, key=lambda f: (-weights[f], f))[:PROBES]
        near: Counter[int] = Counter()
        for feature in probes:
            near.update(lately.get(feature, ())[-CROWD:])
        for other, shared in near.most_common(10):
            if shared >= 2 and _near(records[at], records[other]):
                likeness = _likeness(one, known[other], weights, min(heavy[at], heavy[other]))
                if likeness >= _needed(one, known[other]) and (
                    likeness >= PLENTY or not _elsewhere(records[at], records[other])
                ):
                    yield likeness, at, other
        for feature in probes:
            lately.setdefault(feature, []).append(at)


def _near(one: Record, other: Record) -> bool:
    if one.published is None or other.published is None:
        return True
    return abs((one.published - other.published).days) <= NEAR


def _likeness(one: Traits, other: Traits, weights: Mapping[str, float], lighter: float) -> float:
    shared = sum(weights[feature] for feature in one.features & other.features)
    return shared / lighter if lighter else 0.0


def _needed(one: Traits, other: Traits) -> float:
    """The likeness that this pair needs, given what contradicts it."""
    shared = one.editions.keys() & other.editions.keys()
    if any(one.editions[word] != other.editions[word] for word in shared):
        return math.inf
    return PLENTY if _apart(one.days, other.days) else ENOUGH


def _apart(one: frozenset[str], other: frozenset[str]) -> bool:
    """Both say something, and nothing in common."""
    return bool(one and other and not one & other)


def _elsewhere(one: Record, other: Record) -> bool:
    return _apart(_places(one), _places(other))


@lru_cache(maxsize=256)
def _places(record: Record) -> frozenset[str]:
    """Every region that a record names."""
    found = region(_article(record))
    return frozenset([*found.others, *([found.actor.value] if found.actor else [])])


def _root(joined: list[int], at: int) -> int:
    while joined[at] != at:
        joined[at] = joined[joined[at]]
        at = joined[at]
    return at


def _join(joined: list[int], one: int, other: int) -> None:
    first, second = sorted((_root(joined, one), _root(joined, other)))
    joined[second] = first
