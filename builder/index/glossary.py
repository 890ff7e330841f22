"""What short forms of the health service stand for, where the texts do not say it: glossary.txt.

A line is a short form, a space, and what it stands for; of several the likelier one comes first.
Who reads texts only cannot know that «ПМСП» is what a text calls «первичная медицинская помощь».
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path

from builder.index.lexicon import read
from builder.index.normalise import fold, is_stop, words

FILE = Path(__file__).with_name("glossary.txt")


@cache
def glossary() -> dict[str, tuple[str, ...]]:
    """Full names by folded short form."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in FILE.read_text("utf-8").splitlines():
        short, _, name = line.partition(" ")
        if name and short != "#":
            found[fold(short)].append(name)
    return {short: tuple(names) for short, names in found.items()}


@cache
def names(short: str) -> frozenset[tuple[str, ...]]:
    """Each full name of a folded short form as its words' terms."""
    full = (filter(_says, words(name)) for name in glossary().get(short, ()))
    return frozenset(tuple(read(word).terms[0] for word in said) for said in full)


def _says(word: str) -> bool:
    return not is_stop(word)
