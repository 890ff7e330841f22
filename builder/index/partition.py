"""Which words lie in which shard: each has a stretch of the alphabet, and is named by its start.

A stretch ends only where one of many words with the same first letters does, so that a small change
almost never moves a bound, and a moved one but a few after it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from builder.index.packing import base36

DEEPEST = 12
"""Letters that tell a word's shard."""

GRAIN = 4
"""A shard is put together of pieces of a part of its size …"""

ROOT = 3
"""… or of all words with the same first letters, so many: most families lie in one shard."""


def partition(sizes: Mapping[str, int], limit: int) -> list[str]:
    """Where the shards begin, in order; a word lies in the last that does not begin after it."""
    found, total = [""], 0
    for start, size in _pieces("", sizes, limit):
        if total and total + size > limit:
            found.append(start)
            total = 0
        total += size
    return found


def _pieces(prefix: str, sizes: Mapping[str, int], limit: int) -> Iterator[tuple[str, int]]:
    """Words of the same first letters, together if they are small, with their size, in order."""
    total = sum(sizes.values())
    most = limit if len(prefix) >= ROOT else limit // GRAIN
    if total <= most or len(prefix) >= DEEPEST:
        yield prefix, total
        return
    groups: dict[str, dict[str, int]] = defaultdict(dict)
    for word, size in sizes.items():
        groups[word[: len(prefix) + 1]][word] = size
    for start, group in sorted(groups.items()):
        yield from [(start, group[start])] if start == prefix else _pieces(start, group, limit)


def shard_of(word: str, starts: Sequence[str]) -> str:
    return starts[bisect_right(starts, word) - 1]


def grouped(words: Iterable[str], starts: Sequence[str]) -> dict[str, list[str]]:
    """The words of each shard, in order."""
    groups: dict[str, list[str]] = {start: [] for start in starts}
    for word in sorted(words):
        groups[shard_of(word, starts)].append(word)
    return groups


def file_name(prefix: str) -> str:
    """A prefix in letters that any file system takes, large and small being one: code points."""
    return "".join(base36(ord(letter)) for letter in prefix)
