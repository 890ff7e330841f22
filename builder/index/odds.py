"""A column of small numbers as an arithmetic code whose odds are learned on the way.

The browser's side is ``unpack`` in static/search/unpack.js: both count alike, in whole numbers and
IEEE fractions, so that both always hold the same odds.
"""

from __future__ import annotations

import marshal
import pickle
from array import array
from collections.abc import Sequence
from hashlib import blake2b
from itertools import pairwise
from typing import NamedTuple

from builder.index.memory import Shelf
from builder.index.packing import base64_text

FEW = 0.4
"""How often each bit counts as seen before any was; a half would be less bold."""

TOP, LAST = 0xFFFFFFFF, 1 << 24
STEP = 256
"""Documents after which it is written down how to go on; as many at the end are always coded anew,
for new ones come among them."""


class Column(NamedTuple):
    """``symbols`` of each document, all above nought; ``size`` is one more than the largest may be.

    ``most``: of one document. ``before`` is what is known of a document already and tells something
    of its first symbol; what follows is told something by the symbol before it.
    """

    symbols: Sequence[Sequence[int]]
    before: Sequence[int]
    size: int
    most: int


class Coded(NamedTuple):
    """A column's code up to some document: what it was made of, and how to go on from there."""

    said: bytes
    documents: int
    low: int
    high: int
    told: bytes
    odds: array[float]


def shelf() -> Shelf[str, Coded]:
    return Shelf(table="packed", encode=pickle.dumps, decode=pickle.loads)


def pack(column: Column, kept: Coded | None = None) -> tuple[list[object], Coded]:
    """What the browser needs: most, size, contexts, code. Second, where the next build may go on.

    ``kept`` is that of an earlier column; it is used if this one begins alike.
    """
    contexts = max(column.before, default=0) + 1
    odds = array("d", [FEW]) * ((contexts + column.size) << _width(column) + 1)
    begun = Coded(b"", 0, 0, TOP, b"", odds)
    if kept and kept.said == _said(column, contexts, kept.documents):
        begun = kept._replace(odds=kept.odds + odds[len(kept.odds) :])
    whole = (len(column.symbols) - STEP) // STEP * STEP
    if begun.documents < whole:
        said = _said(column, contexts, whole)
        begun = _code(column, contexts, begun, whole)._replace(said=said)
    last = _code(column, contexts, begun, len(column.symbols))
    code = base64_text(last.told + bytes([last.high >> 24]))
    return [column.most, column.size, contexts, code], begun


def _width(column: Column) -> int:
    return (column.size - 1).bit_length()


def _said(column: Column, contexts: int, documents: int) -> bytes:
    """A digest of everything that the code of the first documents follows from."""
    parts = (column.symbols[:documents], column.before[:documents])
    # Version 2 knows no references: equal values have equal bytes.
    said = marshal.dumps((*map(list, parts), _width(column), column.most, contexts), 2)
    return blake2b(said, digest_size=16).digest()


def _code(column: Column, contexts: int, begun: Coded, end: int) -> Coded:
    """Go on to the document before ``end``."""
    width, most, odds = _width(column), column.most, begun.odds[:]
    told, low, high = bytearray(begun.told), begun.low, begun.high
    paths = [_path(symbol, width) for symbol in range(column.size)]
    span = 2 << width
    for at in range(begun.documents, end):
        symbols, base = column.symbols[at], column.before[at] * span
        for symbol in symbols if len(symbols) == most else (*symbols, 0):
            for zero, taken in paths[symbol]:
                zeros = odds[base + zero]
                middle = low + int((high - low) * zeros / (zeros + odds[base + zero + 1]))
                if zero == taken:
                    high = middle
                else:
                    low = middle + 1
                odds[base + taken] += 1
                while (low ^ high) < LAST:
                    told.append(high >> 24)
                    low, high = low << 8 & TOP, high << 8 & TOP | 255
            base = (contexts + symbol) * span
    return Coded(b"", end, low, high, bytes(told), odds)


def _path(symbol: int, width: int) -> tuple[tuple[int, int], ...]:
    """Of each bit of a symbol, from the highest: where the odds of nought lie, and those of it."""
    nodes = [(1 << width | symbol) >> left for left in range(width, -1, -1)]
    return tuple((node << 1, after) for node, after in pairwise(nodes))
