"""A column of small numbers as an arithmetic code whose odds are learned on the way.

The browser's side is ``unpack`` in static/search/unpack.js: both count alike, in whole numbers and
IEEE fractions, so that both always hold the same odds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from builder.index.packing import base64_text

FEW = 0.4
"""How often each bit counts as seen before any was; a half would be less bold."""

TOP = 0xFFFFFFFF


class Column(NamedTuple):
    """``symbols`` of each document, all above nought; ``size`` is one more than the largest may be.

    ``most``: of one document. ``before`` is what is known of a document already and tells something
    of its first symbol; what follows is told something by the symbol before it.
    """

    symbols: Sequence[Sequence[int]]
    before: Sequence[int]
    size: int
    most: int


def pack(column: Column) -> list[object]:
    """What the browser needs: most, size, contexts, code."""
    contexts = max(column.before, default=0) + 1
    return [column.most, column.size, contexts, base64_text(_code(column, contexts))]


def _code(column: Column, contexts: int) -> bytes:
    width = (column.size - 1).bit_length()
    odds = [FEW] * ((contexts + column.size) << width + 1)
    told, most = bytearray(), column.most
    low, high = 0, TOP
    for symbols, context in zip(column.symbols, column.before, strict=True):
        whole = symbols if len(symbols) == most else (*symbols, 0)
        for symbol in whole:
            node = 1
            for at in range(width - 1, -1, -1):
                place = (context << width | node) << 1
                bit = symbol >> at & 1
                zeros = odds[place]
                middle = low + int((high - low) * zeros / (zeros + odds[place + 1]))
                if bit:
                    low = middle + 1
                else:
                    high = middle
                odds[place + bit] += 1
                node = node << 1 | bit
                while not (low ^ high) >> 24:
                    told.append(high >> 24)
                    low, high = low << 8 & TOP, high << 8 & TOP | 255
            context = contexts + symbol
    return bytes(told) + bytes([high >> 24])
