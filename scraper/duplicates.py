"""Which publications tell one story: reprints, rewrites, later updates of the same announcement.

Rewriters change every sentence but keep the facts, so records are compared by what survives:
numbers, days, names, places and rare words, weighed by how rare they are. Only publications near
in time are compared, so the work grows with the number of records and not with its square.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from scraper.facts.region import region
from scraper.traits import Record, Traits, article, traits

NEAR = 16
"""Days within which reprints of one announcement appear."""

PROBES = 24
"""Rarest features of a record that look for candidates."""

CROWD = 50
"""Of the near records that share a feature, only so many of the latest are candidates."""

ENOUGH = 0.29
"""Share of the lighter record's weight that must be found in the other to join them."""

PLENTY = 0.55
"""The same share, where days or places contradict each other."""

WEIGHTY = 1.5
"""Numbers and days weigh more than words as rare: rewriters do not change them."""


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


@lru_cache(maxsize=5_000)
def _places(record: Record) -> frozenset[str]:
    """Every region that a record names."""
    found = region(article(record))
    return frozenset([*found.others, *([found.actor.value] if found.actor else [])])


def _root(joined: list[int], at: int) -> int:
    while joined[at] != at:
        joined[at] = joined[joined[at]]
        at = joined[at]
    return at


def _join(joined: list[int], one: int, other: int) -> None:
    first, second = sorted((_root(joined, one), _root(joined, other)))
    joined[second] = first
