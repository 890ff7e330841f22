"""Which documents have which phrase, by a hash of it: most phrases come once and need no more.

A key has 52 bits, its lowest telling an institution. Its upper bits are the number of a row of a
table; an entry is the rest of the key and the number of a document, so a row is sorted by both.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable

from builder.index.memory import Shelf

ROW_BITS, REST_BITS, DOCUMENT_BITS, SORT_BITS = 12, 40, 24, 3
REST, HASH = (1 << REST_BITS) - 1, (1 << ROW_BITS + REST_BITS) - 1
DOCUMENT, SORT = (1 << DOCUMENT_BITS) - 1, (1 << SORT_BITS) - 1

INSTITUTION, SEVERAL, NOUN_FIRST = 1, 2, 4
"""What sort of phrase a key's lowest bits tell: an institution's name, another one with several
nouns, one that begins with a noun."""

TWICE, OFTEN = 2, 3
"""Documents from which on a phrase is looked at: an institution's name, any other."""

Tally = Shelf[int, "array[int]"]


def shelf() -> Tally:
    return Shelf(table="tally", encode=array.tobytes, decode=lambda data: array("Q", data))


def key(words: tuple[int, ...], sort: int) -> int:
    """Of the words' hashes."""
    return hash(words) << SORT_BITS & HASH | sort


def count(tally: Tally, found: Iterable[Iterable[int]]) -> dict[int, int]:
    """Count anew, from the keys of every document in order; return those that come often, each with
    the first document that has it."""
    rows = [array("Q") for _ in range(1 << ROW_BITS)]
    for document, keys in enumerate(found):
        for one in keys:
            rows[one >> REST_BITS].append((one & REST) << DOCUMENT_BITS | document)
    usual: dict[int, int] = {}
    for at, row in enumerate(rows):
        tally[at] = ordered = array("Q", sorted(row))
        rests = [entry >> DOCUMENT_BITS for entry in ordered]
        often = {one for one, other in zip(rests, rests[OFTEN - 1 :], strict=False) if one == other}
        pairs = zip(rests, rests[TWICE - 1 :], strict=False)
        often.update(one for one, other in pairs if one & INSTITUTION and one == other)
        for one in often:
            usual[at << REST_BITS | one] = ordered[bisect_left(rests, one)] & DOCUMENT
    return usual


def documents(tally: Tally, one: int) -> list[int]:
    row, low, high = _place(tally, one)
    return [entry & DOCUMENT for entry in row[low:high]]


def frequency(tally: Tally, one: int) -> int:
    _, low, high = _place(tally, one)
    return high - low


def is_usual(tally: Tally, one: int) -> bool:
    return frequency(tally, one) >= (TWICE if one & INSTITUTION else OFTEN)


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
