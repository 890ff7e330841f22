"""Which documents have which phrase, by a hash of it: most phrases come once and need no more.

A key has 52 bits, its lowest telling an institution. Its upper bits are the number of a row of a
table; an entry is the rest of the key and the number of a document, so a row is sorted by both.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from functools import reduce
from typing import TYPE_CHECKING, Any, TypeVar

from builder.index.memory import Shelf

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROW_BITS, REST_BITS, DOCUMENT_BITS, SORT_BITS = 12, 40, 24, 3
REST = (1 << REST_BITS) - 1
DOCUMENT, SORT = (1 << DOCUMENT_BITS) - 1, (1 << SORT_BITS) - 1

INSTITUTION, SEVERAL, NOUN_FIRST = 1, 2, 4
"""What sort of phrase a key's lowest bits tell: an institution's name, another one with several
nouns, one that begins with a noun."""

TWICE, OFTEN = 2, 3
"""Documents from which on a phrase is looked at: an institution's name, any other."""

HASH_BITS, HALF, FACTOR = 64, 32, 0x9E3779B97F4A7C15
"""A hash is spread over all of its bits by an odd number of as many."""

HASH = (1 << HASH_BITS) - 1

Rows = list["array[int]"]
Word = TypeVar("Word", int, "NDArray[Any]")
"""Of 64 bits: one, or one for each phrase (see whole.py)."""

Tally = Shelf[int, "array[int]"]


def shelf(table: str = "tally") -> Shelf[Any, array[int]]:
    return Shelf(table=table, encode=array.tobytes, decode=lambda data: array("Q", data))


def key(words: Iterable[int], sort: int) -> int:
    """Of the words' hashes."""
    return with_sort(reduce(mixed, words, 0), sort)


def mixed(told: Word, word: Word) -> Word:
    """A hash of words and of one more."""
    spread: Word = (told ^ word) * FACTOR & HASH
    mixed: Word = spread ^ spread >> HALF
    return mixed


def with_sort(hashed: Word, sort: int) -> Word:
    """What is left of a hash, and the sort of the phrase."""
    return hashed >> HASH_BITS - ROW_BITS - REST_BITS & (HASH ^ SORT) | sort


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
