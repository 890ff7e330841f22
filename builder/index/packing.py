"""Numbers as text: posting lists as bits in base64.

The browser's side is static/search/unpack.js. Everything depends on the packed values alone, so
that a list which did not change keeps its bytes.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from functools import cache
from math import log2

from builder.index.document import BODY, STRONG, TITLE, WEAK

LEVEL_BITS = {BODY: "0", TITLE: "10", STRONG: "110", WEAK: "111"}
RUN = 256
"""Documents of a long list that are packed together, to whole letters."""

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def base36(number: int) -> str:
    text = DIGITS[number % 36]
    while number := number // 36:
        text = DIGITS[number % 36] + text
    return text


def base64_text(data: bytes) -> str:
    return b64encode(data).decode().rstrip("=")


def letters(bits: str) -> str:
    """Whole letters of six bits, the last one filled with zeros."""
    size = -(-len(bits) // 8)
    data = int(bits.ljust(size * 8, "0") or "0", 2).to_bytes(size, "big")
    return base64_text(data)[: -(-len(bits) // 6)]


def finished(text: str) -> str:
    """Letters as a decoder takes them: it drops the bits of those that make no whole byte."""
    return text + "A" if len(text) % 4 else text


def rice_size(last: int, count: int) -> int:
    """How many low bits of a gap are written plainly, the last of so many documents being this."""
    return max(0, int(log2(max(1.0, (last + 1) / count * 0.69))))


@cache
def _gap_code(gap: int, size: int) -> str:
    high = "1" * (gap >> size) + "0"
    return f"{high}{gap & ((1 << size) - 1):0{size}b}" if size else high


def postings(found: Sequence[tuple[int, int, int]], forms: int, size: int, after: int) -> str:
    """Pack a run of (document, level, mask of forms), by document, the first at ``after`` or later.

    A mask has ``forms`` bits, maybe none.
    """
    bits = []
    for document, level, mask in found:
        bits.append(_gap_code(document - after, size) + LEVEL_BITS[level])
        if forms:
            bits.append(f"{mask:0{forms}b}")
        after = document + 1
    return letters("".join(bits))


def neighbours(found: Iterable[tuple[int, ...]]) -> str:
    """Pack, for each document of a run, what its next words hash to (1 to 15)."""
    return letters("".join(map(_hashes, found)))


@cache
def _hashes(some: tuple[int, ...]) -> str:
    return "1" * len(some) + "0" + "".join(f"{value:04b}" for value in some)


@cache
def word_hash(term: str) -> int:
    """1 to 15, the same in both languages."""
    value = 0
    for letter in term:
        value = (value * 31 + ord(letter)) % 65521
    return 1 + value % 15
