"""Which documents have which phrase, by a hash of it: most phrases come once and need no more.

A key has 52 bits, its lowest telling an institution. Its upper bits are the number of a row of a
table; an entry is the rest of the key and the number of a document, so a row is sorted by both.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from typing import Any

from builder.index.memory import Shelf

ROW_BITS, REST_BITS, DOCUMENT_BITS, SORT_BITS = 12, 40, 24, 3
REST, HASH = (1 << REST_BITS) - 1, (1 << ROW_BITS + REST_BITS) - 1
DOCUMENT, SORT = (1 << DOCUMENT_BITS) - 1, (1 << SORT_BITS) - 1

INSTITUTION, SEVERAL, NOUN_FIRST = 1, 2, 4
"""What sort of phrase a key's lowest bits tell: an institution's name, another one with several
nouns, one that begins with a noun."""

TWICE, OFTEN = 2, 3
"""Documents from which on a phrase is looked at: an institution's name, any other."""

Rows = list["array[int]"]
Tally = Shelf[int, "array[int]"]


def shelf(table: str = "tally") -> Shelf[Any, array[int]]:
    return Shelf(table=table, encode=array.tobytes, decode=lambda data: array("Q", data))


def key(words: tuple[int, ...], sort: int) -> int:
    """Of the words' hashes."""
    return hash(words) << SORT_BITS & HASH | sort


def count(found: Iterable[Iterable[int]]) -> tuple[Rows, dict[int, tuple[int, int]]]:
    """From the keys of every document in order all rows, and of phrases that come often the first
    document, and how many there are."""
    rows = [array("Q") for _ in range(1 << ROW_BITS)]
    for document, keys in enumerate(found):
        for one in keys:
            rows[one >> REST_BITS].append((one & REST) << DOCUMENT_BITS | document)
    usual: dict[int, tuple[int, int]] = {}
    for at, row in enumerate(rows):
        ordered = sorted(row)
        rests = [entry >> DOCUMENT_BITS for entry in ordered]
        for one, often in Counter(rests).items():
            if _is_often(one, often):
                first = ordered[bisect_left(rests, one)] & DOCUMENT
                usual[at << REST_BITS | one] = first, often
        rows[at] = array("Q", ordered)
    return rows, usual


def documents(tally: Tally, one: int) -> list[int]:
    row, low, high = _place(tally, one)
    return [entry & DOCUMENT for entry in row[low:high]]


def frequency(tally: Tally, one: int) -> int:
    _, low, high = _place(tally, one)
    return high - low


def is_usual(tally: Tally, one: int) -> bool:
    return _is_often(one, frequency(tally, one))


def _is_often(one: int, count: int) -> bool:
    return count >= (TWICE if one & INSTITUTION else OFTEN)


def put(tally: Tally, one: int, document: int, *, there: bool) -> None:
    """Say of a document whether it has this phrase."""
    row, low, high = _place(tally, one)
    entry = (one & REST) << DOCUMENT_BITS | document
    at = bisect_left(row, entry, low, high)
    row[at : at + (at < high and row[at] == entry)] = array("Q", [entry] * there)
    tally[one >> REST_BITS] = row


def _place(tally: Tally, one: int) -> tuple[array[int], int, int]:
    row, rest = tally.get(one >> REST_BITS) or array("Q"), one & REST
    low = bisect_left(row, rest << DOCUMENT_BITS)
    return row, low, bisect_left(row, rest + 1 << DOCUMENT_BITS, low)
