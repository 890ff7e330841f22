"""Which stems are of real Russian words: a real word that no text has is no misspelt other one.

real_words.bin is a Bloom filter over the stems of the dictionary's nouns, adjectives and
infinitives (OpenCorpora, by pymorphy3). ``python -m builder.index.real_words`` makes it, once, in
some minutes; the index carries it, block by block.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from builder.index.packing import base64_text

FILE = Path(__file__).with_name("real_words.bin")
BLOCKS, BITS, PROBES = 96, 24_000, 8
"""Blocks, bits of a block (whole bytes and whole letters of base64), probes of a stem."""

SHORTEST = 4
PARTS = ("NOUN", "ADJF", "INFN")


def hashes(word: str) -> tuple[int, int]:
    """Two numbers of 32 bits, the same in both languages."""
    first, second = 2166136261, 40503
    for letter in word:
        first = (first ^ ord(letter)) * 16777619 & 0xFFFFFFFF
        second = (second ^ ord(letter)) * 374761393 & 0xFFFFFFFF
    return first, second | 1


def places(stem: str) -> tuple[int, list[int]]:
    """The block of a stem, and the bits that are set in it."""
    first, second = hashes(stem)
    start = first // BLOCKS
    return first % BLOCKS, [(start + at * second & 0xFFFFFFFF) % BITS for at in range(PROBES)]


def is_real(stem: str, data: bytes) -> bool:
    block, bits = places(stem)
    start = block * BITS // 8
    return all(data[start + bit // 8] >> 7 - bit % 8 & 1 for bit in bits)


def blocks() -> list[str]:
    """The filter's blocks as text."""
    data = FILE.read_bytes()
    size = BITS // 8
    return [base64_text(data[start : start + size]) for start in range(0, len(data), size)]


def filled(stems: Iterable[str]) -> bytes:
    data = bytearray(BLOCKS * BITS // 8)
    for stem in stems:
        block, bits = places(stem)
        for bit in bits:
            data[block * BITS // 8 + bit // 8] |= 128 >> bit % 8
    return bytes(data)


def dictionary() -> set[str]:
    from pymorphy3 import MorphAnalyzer

    from builder.index.normalise import fold, stem

    found = set()
    for word, tag, *_ in MorphAnalyzer().dictionary.iter_known_words():
        if str(tag)[:4] in PARTS and "Supr" not in tag:
            found.add(stem(fold(word)))
    return {one for one in found if len(one) >= SHORTEST}


if __name__ == "__main__":
    FILE.write_bytes(filled(sorted(dictionary())))
