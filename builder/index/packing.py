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
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def base36(number: int) -> str:
    text = DIGITS[number % 36]
    while number := number // 36:
        text = DIGITS[number % 36] + text
    return text


def base64_bits(bits: str) -> str:
    """The last byte is filled with zeros."""
    size = -(-len(bits) // 8)
    return base64_text(int(bits.ljust(size * 8, "0") or "0", 2).to_bytes(size, "big"))


def base64_text(data: bytes) -> str:
    return b64encode(data).decode().rstrip("=")


def rice_size(documents: Sequence[int]) -> int:
    """How many low bits of a gap are written plainly."""
    mean = (documents[-1] + 1) / len(documents)
    return max(0, int(log2(max(1.0, mean * 0.69))))


@cache
def _gap_code(gap: int, size: int) -> str:
    high = "1" * (gap >> size) + "0"
    return f"{high}{gap & ((1 << size) - 1):0{size}b}" if size else high


def postings(found: Sequence[tuple[int, int, int]], forms: int) -> str:
    """Pack (document, level, mask of forms), by document; a mask has ``forms`` bits, maybe none."""
    size = rice_size([document for document, _, _ in found])
    bits, last = [], -1
    for document, level, mask in found:
        bits.append(_gap_code(document - last - 1, size) + LEVEL_BITS[level])
        if forms:
            bits.append(f"{mask:0{forms}b}")
        last = document
    return f"{base36(size)}{base64_bits(''.join(bits))}"


def neighbours(found: Iterable[Sequence[int]]) -> str:
    """Pack, for each document of a posting list, what its next words hash to (1 to 15)."""
    return base64_bits(
        "".join(
            "1" * len(hashes) + "0" + "".join(f"{value:04b}" for value in hashes)
            for hashes in found
        )
    )


@cache
def word_hash(term: str) -> int:
    """1 to 15, the same in both languages."""
    value = 0
    for letter in term:
        value = (value * 31 + ord(letter)) % 65521
    return 1 + value % 15
