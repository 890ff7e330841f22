"""Which stems are of real Russian words: a real word that no text has is no misspelt other one.

real_words.txt tells the stems of a dictionary's nouns, adjectives and infinitives (OpenCorpora, by
pymorphy3) by a hash of each, so that one stem in 360 that is none passes for one. A line is a block
as the index carries it: a list of hashes, packed like one of documents. ``python -m
builder.index.real_words`` makes it, once, in a minute.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from builder.index.document import BODY
from builder.index.packing import RUN, Code, base36, digest, finished, postings, rice_size

FILE = Path(__file__).with_name("real_words.txt")
BLOCKS, SLOTS = 128, 2**19
"""Blocks; what a hash may be within one."""

SHORTEST = 4
PARTS = ("NOUN", "ADJF", "INFN")


def place(stem: str) -> tuple[int, int]:
    """The block of a stem, and its hash there; the same in both languages."""
    value = digest(stem, BLOCKS * SLOTS)
    return value % BLOCKS, value // BLOCKS


def blocks() -> list[str]:
    return FILE.read_text("ascii").splitlines()


def packed(stems: Iterable[str]) -> str:
    """The text of the file."""
    places = {place(stem) for stem in stems}
    return "".join(
        _block(sorted(at for block, at in places if block == n)) + "\n" for n in range(BLOCKS)
    )


def _block(found: list[int]) -> str:
    how = Code(rice_size(found[-1], len(found)), BODY, 0)
    runs = [found[at : at + RUN] for at in range(0, len(found), RUN)]
    after = [0, *(run[-1] + 1 for run in runs)]
    listed = [
        postings(run, [BODY] * len(run), how, first)
        for run, first in zip(runs, after, strict=False)
    ]
    return f"{how.head()}{base36(len(found))}:{finished(''.join(listed))}"


def dictionary() -> set[str]:
    from pymorphy3 import MorphAnalyzer

    from builder.index.normalise import fold, stem

    found = set()
    for word, tag, *_ in MorphAnalyzer().dictionary.iter_known_words():
        if str(tag)[:4] in PARTS and "Supr" not in tag:
            found.add(stem(fold(word)))
    return {one for one in found if len(one) >= SHORTEST}


if __name__ == "__main__":
    FILE.write_text(packed(sorted(dictionary())), "ascii")
