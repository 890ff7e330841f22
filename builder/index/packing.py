"""Numbers as text: posting lists as bits in base64.

The browser's side is static/search/unpack.js. Everything depends on the packed values alone, so
that a list which did not change keeps its bytes.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain, pairwise
from math import log2
from operator import sub
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


class Numbers(dict[int, str]):
    """The bits of numbers of which so many low ones are written plainly, made when asked for."""

    def __init__(self, size: int) -> None:
        self.size = size

    def __missing__(self, number: int) -> str:
        high, low = "1" * (number >> self.size) + "0", number & ((1 << self.size) - 1)
        self[number] = f"{high}{low:0{self.size}b}" if self.size else high
        return self[number]


NUMBERS = tuple(map(Numbers, range(36)))


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


def postings(
    documents: Sequence[int],
    levels: Sequence[int],
    code: Code,
    after: int = 0,
    masks: Sequence[int] = (),
    forms: int = 0,
) -> str:
    """Pack a run of documents, the first at ``after`` or later, each with its level and, where
    ``forms`` are told, a mask of those; most masks are one form, which is told by its number."""
    gaps = map(sub, documents, chain((after,), map((1).__add__, documents)))
    bits = list(map(NUMBERS[code.size].__getitem__, gaps))
    first = ""
    if code.spread:
        others = [level for level in LEVELS if level != code.usual]
        unusual = [at for at, level in enumerate(levels) if level != code.usual]
        rows = [to - at - 1 for at, to in pairwise([-1, *unusual, len(levels)])]
        first, *told = map(NUMBERS[code.spread - 1].__getitem__, rows)
        for at, row in zip(unusual, told, strict=True):
            bits[at] += OTHER[others.index(levels[at])] + row
    if forms:
        bits = [one + _mask(mask, forms) for one, mask in zip(bits, masks, strict=True)]
    return letters(first + "".join(bits))


def alone(documents: Sequence[int], level: int, forms: int) -> str:
    """A whole list of documents that all have one level, and none of so many forms."""
    count = len(documents)
    how = Code(rice_size(documents[-1], count), level, 0)
    runs = [documents[start : start + RUN] for start in range(0, count, RUN)]
    after = (0, *(run[-1] + 1 for run in runs))
    body = (
        postings(run, (), how, since, (0,) * len(run), forms)
        for run, since in zip(runs, after, strict=False)
    )
    return f"#{how.head()}{base36(count)}:{finished(''.join(body))}"


@cache
def _mask(mask: int, forms: int) -> str:
    width = forms.bit_length()
    if mask.bit_count() == 1:
        return f"{mask.bit_length():0{width}b}"
    return "0" * width + f"{mask:0{forms}b}"


def neighbours(masks: Iterable[int]) -> str:
    """Pack, for each document of a run, what its next words hash to (bits 1 to 15 of a mask)."""
    return letters("".join(map(_hashes, masks)))


@cache
def _hashes(mask: int) -> str:
    some = [f"{value:04b}" for value in range(1, 16) if mask >> value & 1]
    return "1" * len(some) + "0" + "".join(some)


@cache
def word_hash(term: str) -> int:
    """1 to 15."""
    return 1 + digest(term, 65521) % 15


def digest(word: str, most: int) -> int:
    """A number below ``most``, the same in both languages."""
    value = 0
    for letter in word:
        value = (value * 31 + ord(letter)) % most
    return value
