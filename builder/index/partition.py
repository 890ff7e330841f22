"""Which words lie in which shard: by their first letters, as deep as their number asks.

A shard's bounds follow from the sizes of its own neighbourhood, so that a change elsewhere in the
index never moves them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from builder.index.packing import base36

DEEPEST = 12


def partition(sizes: Mapping[str, int], limit: int) -> list[str]:
    """The prefixes that name the shards; a word lies in that of its longest prefix among them."""
    return sorted(_split("", sizes, limit))


def _split(prefix: str, sizes: Mapping[str, int], limit: int) -> Iterable[str]:
    """The prefix itself, and those that are too large to stay in its shard."""
    groups: dict[str, dict[str, int]] = defaultdict(dict)
    for word, size in sizes.items():
        groups[word[: len(prefix) + 1]][word] = size
    total = sum(sizes.values())
    found = [prefix]
    by_size = sorted(groups.items(), key=lambda group: (-sum(group[1].values()), group[0]))
    for start, group in by_size:
        if total <= limit or len(prefix) >= DEEPEST or start == prefix:
            break
        total -= sum(group.values())
        found += _split(start, group, limit)
    return found


def shard_of(word: str, prefixes: frozenset[str]) -> str:
    """The longest of the prefixes that the word begins with; the empty one is always there."""
    return next(word[:n] for n in range(min(len(word), DEEPEST), -1, -1) if word[:n] in prefixes)


def grouped(words: Iterable[str], prefixes: Sequence[str]) -> dict[str, list[str]]:
    """The words of each shard, in order."""
    known, deepest = frozenset(prefixes), max(map(len, prefixes))
    groups: dict[str, list[str]] = {prefix: [] for prefix in sorted(known)}
    for word in sorted(words):
        start = word[:deepest]
        while start not in known:
            start = start[:-1]
        groups[start].append(word)
    return groups


def file_name(prefix: str) -> str:
    """A prefix in letters that any file system takes, large and small being one: code points."""
    return "".join(base36(ord(letter)) for letter in prefix)
