"""Which words lie in which shard: each has a stretch of the alphabet, and is named by its start.

A stretch ends only where one of many words with the same first letters does, so that a small change
almost never moves a bound, and a moved one but a few after it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from builder.index.packing import base36

DEEPEST = 12
"""Letters that tell a word's shard."""

LAST = "\U0010ffff"
"""After any other letter."""

GRAIN = 4
"""A shard is put together of pieces of a part of its size …"""

ROOT = 3
"""… or of all words with the same first letters, so many: most families lie in one shard."""


def partition(sizes: Mapping[str, int], limit: int) -> list[str]:
    """Where the shards begin, in order; a word lies in the last that does not begin after it."""
    words = sorted(sizes)
    sums = [0, *accumulate(map(sizes.__getitem__, words))]
    found, total = [""], 0
    for start, size in _pieces("", Words(words, sums), (0, len(words)), limit):
        if total and total + size > limit:
            found.append(start)
            total = 0
        total += size
    return found


class Words(NamedTuple):
    """Words in order, and the size of all before each, and of all."""

    words: Sequence[str]
    sums: Sequence[int]


def _pieces(
    prefix: str, known: Words, span: tuple[int, int], limit: int
) -> Iterator[tuple[str, int]]:
    """The words of a span, which have the same first letters: together if they are small, with
    their size, in order."""
    (words, sums), (at, end) = known, span
    total = sums[end] - sums[at]
    most = limit if len(prefix) >= ROOT else limit // GRAIN
    if total <= most or len(prefix) >= DEEPEST:
        yield prefix, total
        return
    if words[at] == prefix:
        at += 1
        yield prefix, sums[at] - sums[at - 1]
    while at < end:
        start = words[at][: len(prefix) + 1]
        begun, at = at, bisect_left(words, start + LAST, at, end)
        yield from _pieces(start, known, (begun, at), limit)


def grouped(words: Iterable[str], starts: Sequence[str]) -> dict[str, list[str]]:
    """The words of each shard, in order."""
    ordered = sorted(words)
    bounds = [*(bisect_left(ordered, start) for start in starts), len(ordered)]
    return {
        start: ordered[slice(*both)] for start, both in zip(starts, pairwise(bounds), strict=True)
    }


def file_name(prefix: str) -> str:
    """A prefix in letters that any file system takes, large and small being one: code points."""
    return "".join(base36(ord(letter)) for letter in prefix)
