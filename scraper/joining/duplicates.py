"""Which publications tell one story: reprints, rewrites, later updates of the same announcement.

Rewriters change every sentence but keep the facts, so records are compared by what survives:
numbers, days, names, places and rare words, weighed by how rare they are. Only publications near
in time are compared, so the work grows with the number of records and not with its square.
"""

from __future__ import annotations

import math
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import chain
from operator import itemgetter

from scraper.joining.happening import Happening, differ, happening
from scraper.joining.traits import Record, Traits, traits
from scraper.joining.union import Groups

NEAR = 16
"""Days within which reprints of one announcement appear."""

PROBES = 24
"""Rarest features of a record that look for candidates."""

CANDIDATES = 10

CROWD = 50
"""Of the near records that share a feature, only so many of the latest are candidates."""

ENOUGH = 0.29
"""Share of the lighter record's weight that must be found in the other to join them."""

PLENTY = 0.55
"""The same share, where days or regions named have nothing in common."""

CERTAIN = 0.75
"""The same share, where the events differ in name or days, or one is ahead and one is over."""

WEIGHTY = 1.5
"""Numbers and days weigh more than words as rare: rewriters do not change them."""


def clusters(records: Iterable[Record]) -> dict[str, str]:
    """Map each record's id to the id of its cluster's first record."""
    ordered = sorted(records, key=lambda r: (r.published or date.min, r.id))
    known = [traits(record) for record in ordered]
    groups = Groups(len(ordered))
    tells = cache(lambda at: happening(ordered[at], known[at]))
    counts = Counter(feature for one in known for feature in one.features)
    pairs = sorted(_pairs(ordered, known, counts, _weights(counts, len(known))), reverse=True)
    alike = []
    for likeness, one, other in pairs:
        if _is_one(likeness, known, tells, one, other):
            alike.append((one, other))
        else:
            groups.part(one, other)
    for one, other in alike:
        groups.join(one, other)
    return {record.id: ordered[groups.first(at)].id for at, record in enumerate(ordered)}


def _weights(counts: Mapping[str, int], records: int) -> dict[str, float]:
    return {
        feature: math.log((records + 1) / count) * (1.0 if feature[0] == "w" else WEIGHTY)
        for feature, count in counts.items()
    }


def _pairs(
    records: Sequence[Record],
    known: Sequence[Traits],
    counts: Mapping[str, int],
    weights: Mapping[str, float],
) -> Iterator[tuple[float, int, int]]:
    """Pairs near in time and much alike, with their likeness."""
    totals = [_weight(one.features, weights) for one in known]
    ranks = _ranks(counts, weights)
    lately: list[deque[int]] = [deque(maxlen=CROWD) for _ in ranks]
    for at, one in enumerate(known):
        rarest = sorted([ranks[feature] for feature in one.features if feature in ranks])
        probes = [lately[rank] for rank in rarest[:PROBES]]
        near = Counter(chain.from_iterable(probes))
        often = [(other, shared) for other, shared in near.items() if shared >= 2]
        often.sort(key=itemgetter(1), reverse=True)
        for other, _ in often[:CANDIDATES]:
            if _near(records[at], records[other]):
                lighter = min(totals[at], totals[other])
                likeness = _likeness(one, known[other], weights, lighter)
                if likeness >= ENOUGH:
                    yield likeness, at, other
        for crowd in probes:
            crowd.append(at)


def _ranks(counts: Mapping[str, int], weights: Mapping[str, float]) -> dict[str, int]:
    """Number the features that come twice, the weightiest first."""
    shared = [feature for feature, count in counts.items() if count > 1]
    shared.sort(key=lambda feature: (-weights[feature], feature))
    return {feature: rank for rank, feature in enumerate(shared)}


def _near(one: Record, other: Record) -> bool:
    if one.published is None or other.published is None:
        return True
    return abs((one.published - other.published).days) <= NEAR


def _likeness(one: Traits, other: Traits, weights: Mapping[str, float], lighter: float) -> float:
    """The share of the ``lighter`` weight that both have. Across languages no word counts."""
    mine, theirs = one.features, other.features
    if one.kazakh != other.kazakh:
        mine, theirs = _wordless(mine), _wordless(theirs)
        lighter = min(_weight(mine, weights), _weight(theirs, weights))
    return _weight(mine & theirs, weights) / lighter if lighter else 0.0


def _weight(features: Iterable[str], weights: Mapping[str, float]) -> float:
    """Their sum, exactly: in whatever order a set gives them, it is the same."""
    return math.fsum([weights[feature] for feature in features])


def _wordless(features: frozenset[str]) -> frozenset[str]:
    return frozenset(feature for feature in features if feature[0] != "w")


def _is_one(
    likeness: float,
    known: Sequence[Traits],
    tells: Callable[[int], Happening],
    one: int,
    other: int,
) -> bool:
    """Whether this pair is alike enough, given what contradicts it.

    Only a pair that is alike, but not so much that nothing could part it, is read.
    """
    mine, theirs = known[one], known[other]
    shared = mine.editions.keys() & theirs.editions.keys()
    if any(mine.editions[word] != theirs.editions[word] for word in shared):
        return False
    if likeness >= CERTAIN:
        return True
    if differ(tells(one), tells(other)):
        return False
    apart = _apart(mine.days, theirs.days) or _apart(tells(one).regions, tells(other).regions)
    return likeness >= (PLENTY if apart else ENOUGH)


def _apart(one: frozenset[str], other: frozenset[str]) -> bool:
    """Both say something, and nothing in common."""
    return bool(one and other and not one & other)
