"""Words that only look akin: «участник» is no «участковый», «инсульт» is not «инсулин».

No rule tells them by their letters, so unlike.txt has those that announcements are full of. The
builder keeps them out of families, the browser out of what it takes for kin.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from builder.index.normalise import fold, stem

FILE = Path(__file__).with_name("unlike.txt")


@cache
def stems() -> Mapping[str, frozenset[str]]:
    """By stem, those of words that it is no kin of."""
    found: dict[str, set[str]] = defaultdict(set)
    for left, right in _sides():
        for one in left - right:
            found[one] |= right - left
        for one in right - left:
            found[one] |= left - right
    return {one: frozenset(others) for one, others in found.items()}


def _sides() -> Iterator[tuple[set[str], set[str]]]:
    """The stems on both sides of each line."""
    for line in FILE.read_text("utf-8").splitlines():
        if line and line[0] != "#":
            left, _, right = fold(line).partition("|")
            yield set(map(stem, left.split())), set(map(stem, right.split()))
