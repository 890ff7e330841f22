"""Numbers as text: posting lists as bits in base64.

The browser's side is static/search/unpack.js. Everything depends on the packed values alone, so
that a list which did not change keeps its bytes.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise, repeat
from math import log2
from typing import NamedTuple

from builder.index.document import BODY, STRONG, TITLE, WEAK

LEVELS = (BODY, TITLE, STRONG, WEAK)
OTHER = ("0", "10", "11")
"""The bits of a level that is not the usual one of its list, in the order of LEVELS."""

MOST_SPREAD = 8
RUN = 256
"""Documents of a long list that are packed together, to whole letters."""

CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюяКОПСМВРНДИТАЛГБФЭУЯЦ"
LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
SWAPS = (CYRILLIC + LATIN, LATIN + CYRILLIC)
SWAPPED = str.maketrans(*SWAPS)
"""In some files Cyrillic and Latin letters change places: most letters then take one byte."""

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
def _number(number: int, size: int) -> str:
    high = "1" * (number >> size) + "0"
    return f"{high}{number & ((1 << size) - 1):0{size}b}" if size else high


class Code(NamedTuple):
    """How a list is written: its most usual level, and how many low bits of a number are written
    plainly, of a gap (``size``) and of how many documents in a row are of that level (``spread``,
    and one; nought if all are)."""

    size: int
    usual: int
    spread: int

    def head(self) -> str:
        return base36(self.size) + base36(self.spread * len(LEVELS) + self.usual)


def code(last: int, counts: Sequence[int]) -> Code:
    """The code of a list with so many documents of each level, the last one being this."""
    count, most = sum(counts), max(counts)
    others = count - most
    spread = min(MOST_SPREAD, rice_size(most, others) + 1) if others else 0
    return Code(rice_size(last, count), counts.index(most), spread)


def postings(found: Sequence[tuple[int, int, int]], forms: int, code: Code, after: int) -> str:
    """Pack a run of (document, level, mask of forms), by document, the first at ``after`` or later.

    A mask has ``forms`` bits, maybe none; most are one form, which is told by its number.
    """
    if not code.spread:
        return letters("".join(_bits(found, forms, code.size, after, repeat(""))))
    others = [level for level in LEVELS if level != code.usual]
    unusual = [at for at, (_, level, _) in enumerate(found) if level != code.usual]
    rows = [to - at - 1 for at, to in pairwise([-1, *unusual, len(found)])]
    first, *told = [_number(row, code.spread - 1) for row in rows]
    said = dict.fromkeys(range(len(found)), "")
    for at, row in zip(unusual, told, strict=True):
        said[at] = OTHER[others.index(found[at][1])] + row
    return letters(first + "".join(_bits(found, forms, code.size, after, said.values())))


def _bits(
    found: Sequence[tuple[int, int, int]], forms: int, size: int, after: int, levels: Iterable[str]
) -> Iterator[str]:
    for (document, _, mask), level in zip(found, levels, strict=False):
        yield _number(document - after, size) + level
        if forms:
            yield _mask(mask, forms)
        after = document + 1


@cache
def _mask(mask: int, forms: int) -> str:
    width = forms.bit_length()
    if mask.bit_count() == 1:
        return f"{mask.bit_length():0{width}b}"
    return "0" * width + f"{mask:0{forms}b}"


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
