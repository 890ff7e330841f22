"""A column of small numbers as a range code whose odds are learned on the way.

The browser's side is ``unpack`` in static/search/unpack.js: both count alike, in whole numbers and
IEEE fractions, so that both always hold the same odds.
"""

from __future__ import annotations

import marshal
import pickle
from array import array
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import pairwise, repeat
from math import prod
from typing import NamedTuple

from builder.index.memory import Shelf
from builder.index.packing import base64_text

FEW = 0.4
"""How often each bit counts as seen before any was; a half would be less bold."""

WINDOW, LEAST = 32, 8_000_000
"""Bits of a code that are still worked on; the stretch of which a bit takes a part is no shorter
than the second, and shorter than 256 times that, which the browser holds as a whole number."""

STEP = 256
"""Documents after which it is written down how to go on; as many at the end are always coded anew,
for new ones come among them."""


Step = tuple[int, int, int, int]
"""A bit of a symbol: where the odds of nought lie; those of the bit, and what it adds to them; of
how many documents it tells."""


class Column(NamedTuple):
    """``symbols`` of each document, all above nought; ``size`` is one more than the largest may be.

    ``most``: of one document. ``before`` is what is known of a document already and tells something
    of its first symbol; what follows is told something by the symbol before it. ``ordered``: the
    first symbols of a group of documents ascend, and ``before`` is how many of the group are left
    (see :func:`left`).
    """

    symbols: Sequence[Sequence[int]]
    before: Sequence[int]
    size: int
    most: int
    ordered: bool = False


class Coded(NamedTuple):
    """A column's code up to some document: what it was made of, and how to go on from there.

    The code is any number of the stretch that begins at ``low`` and is ``stretch`` long. ``told``
    are the digits of ``low`` above its last 32 bits; what one has above 255 is carried at the end.
    """

    said: bytes
    documents: int
    low: int
    stretch: int
    told: array[int]
    odds: array[float]


def shelf() -> Shelf[str, Coded]:
    return Shelf(table="packed", encode=pickle.dumps, decode=pickle.loads)


def pack(column: Column, kept: Coded | None = None) -> tuple[list[object], Coded]:
    """What the browser needs: most, size, contexts, code. Second, where the next build may go on.

    ``kept`` is that of an earlier column; it is used if this one begins alike.
    """
    contexts = 1 if column.ordered else max(column.before, default=0) + 1
    odds = array("d", [FEW]) * ((contexts + column.size) << _width(column) + 1)
    begun = Coded(b"", 0, 0, 1, array("H"), odds)
    if kept and kept.said == _said(column, contexts, kept.documents):
        begun = kept._replace(odds=kept.odds + odds[len(kept.odds) :])
    whole = (len(column.symbols) - STEP) // STEP * STEP
    if begun.documents < whole:
        said = _said(column, contexts, whole)
        begun = _code(column, contexts, begun, whole)._replace(said=said)
    last = _code(column, contexts, begun, len(column.symbols))
    return [column.most, column.size, contexts, base64_text(_digits(last))], begun


def _digits(coded: Coded) -> bytes:
    """The shortest number of the stretch; the browser takes for noughts what is not there."""
    end = coded.low + coded.stretch - 1
    number = next(some for cut in (24, 16, 8, 0) if (some := end >> cut << cut) >= coded.low)
    found, carry = bytearray((number % (1 << WINDOW)).to_bytes(4, "little")), number >> WINDOW
    for digit in reversed(coded.told):
        carry += digit
        found.append(carry & 255)
        carry >>= 8
    # The stretch was of length one when it began: the first four digits are noughts.
    return bytes(reversed(found))[4:].rstrip(b"\0")


def _width(column: Column) -> int:
    return (column.size - 1).bit_length()


def _said(column: Column, contexts: int, documents: int) -> bytes:
    """A digest of everything that the code of the first documents follows from."""
    parts = (column.symbols[:documents], column.before[:documents])
    # The last symbol of an ordered column needs no bit.
    size = column.size if column.ordered else _width(column)
    # Version 2 knows no references: equal values have equal bytes.
    said = marshal.dumps((*map(list, parts), size, column.most, contexts), 2)
    return blake2b(said, digest_size=16).digest()


def left(groups: Sequence[object]) -> list[int]:
    """Of each document, how many of its group are left with it."""
    found = [1] * len(groups)
    for at in range(len(groups) - 2, -1, -1):
        if groups[at] == groups[at + 1]:
            found[at] = found[at + 1] + 1
    return found


def _code(column: Column, contexts: int, begun: Coded, end: int) -> Coded:
    """Go on to the document before ``end``."""
    width, most, odds = _width(column), column.most, begun.odds[:]
    told, low, stretch = begun.told[:], begun.low, begun.stretch
    paths = [_path(symbol, width) for symbol in range(column.size)]
    climbs = _climbs(column, begun.documents) if column.ordered else repeat(None)
    span = 2 << width
    for at, climb in zip(range(begun.documents, end), climbs, strict=False):
        symbols, base = column.symbols[at], 0 if column.ordered else column.before[at] * span
        for symbol in symbols if len(symbols) == most else (*symbols, 0):
            for zero, taken, more, times in paths[symbol] if climb is None else climb:
                while stretch < LEAST:
                    told.append(low >> WINDOW - 8)
                    low, stretch = (low << 8) % (1 << WINDOW), stretch << 8
                zeros = odds[base + zero]
                none = zeros / (zeros + odds[base + zero + 1])
                part = int(stretch * (none if times == 1 else prod(repeat(none, times)))) + 1
                if zero == taken:
                    stretch = part
                else:
                    low, stretch = low + part, stretch - part
                odds[base + taken] += more
            base, climb = (contexts + symbol) * span, None
    return Coded(b"", end, low, stretch, told, odds)


def _path(symbol: int, width: int) -> tuple[Step, ...]:
    """Each bit of a symbol, from the highest."""
    nodes = [(1 << width | symbol) >> left for left in range(width, -1, -1)]
    return tuple((node << 1, after, 1, 1) for node, after in pairwise(nodes))


def _climbs(column: Column, start: int) -> Iterator[list[Step]]:
    """From the document ``start`` on, how its first symbol is told, which ascends within a group:
    for each symbol from that of the document before, whether this one's is higher.

    It is if none of those left has the symbol. Where some of the group have it already, one more
    has it as many times less often, and once, as the odds of one say: so it is of draws whose
    numbers are told and not their order (nearly a binomial distribution's tail).
    """
    place, having = 0, 1
    begin = next(at for at in range(start, -1, -1) if not at or column.before[at - 1] == 1)
    for at in range(begin, len(column.symbols)):
        first, left = sum(column.symbols[at][:1]), column.before[at]
        if at and column.before[at - 1] == 1:
            place, having = 0, 1
        if first < place:
            raise ValueError(f"document {at} of a column is out of order: {first} after {place}")
        steps = [
            (2 * lower, 2 * lower, left, -(-left // (having if lower == place else 1)))
            for lower in range(place, first)
        ]
        place, having = first, having + 1 if first == place else 2
        if first < column.size - 1:
            steps.append((2 * first, 2 * first + 1, 1, -(-left // (having - 1))))
        if at >= start:
            yield steps
