"""What short forms of the health service stand for, where the texts do not say it: glossary.txt.

A line is a short form, a space, and what it stands for; of several the likelier one comes first.
One in capitals, or with a dot, is asked for only as it is, any other in all its cases.
Who reads texts only cannot know that «ПМСП» is what a text calls «первичная медицинская помощь».
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from builder.index.lexicon import read
from builder.index.normalise import fold, is_stop, stem, words
from builder.index.rules import rules

Names = tuple[tuple[str, ...], ...]
"""Full names, each as its words' terms."""

FILE = Path(__file__).with_name("glossary.txt")
PARTED = re.compile(rules().patterns["parted"])
LINE = "ǀ"
"""A letter in place of the slash or hyphen of a short form, so that «б-ца» is not «БЦА»."""


@cache
def glossary() -> dict[str, tuple[str, ...]]:
    """Full names by folded short form."""
    found: dict[str, list[str]] = defaultdict(list)
    for short, name in _lines():
        found[_plain(short)].append(name)
    return {short: tuple(names) for short, names in found.items()}


@cache
def without_cases() -> frozenset[str]:
    """Those short forms, folded, that are initials or cut words: «рана» is none of «РАН»."""
    return frozenset(_plain(one) for one, _ in _lines() if one.isupper() or one.endswith("."))


@cache
def stems() -> frozenset[str]:
    """Of those short forms that are longer than their stem: «эк» of «ЭКО»."""
    return frozenset(stem(short) for short in glossary()) - glossary().keys()


@cache
def _plain(short: str) -> str:
    """As one word, which no text has: «м/с» and «б-ца» are read so where a reader types them."""
    whole = PARTED.sub(rf"\1{LINE}", short) if "/" in short or "-" in short else short
    return fold(whole.removesuffix("."))


def _lines() -> Iterator[tuple[str, str]]:
    for line in FILE.read_text("utf-8").splitlines():
        short, _, name = line.partition(" ")
        if name and short != "#":
            yield short, name


Meant = tuple[str, str, bool, tuple[str, ...], tuple[str, ...]]
"""A folded short form, its stem, whether it is asked for only as it is; its full names, and the
same as stems."""


def meant() -> tuple[Meant, ...]:
    """All of the glossary, as the lines of the index tell it."""
    return tuple(
        (short, stem(short), short in without_cases(), full, tuple(map(_stems, full)))
        for short, full in glossary().items()
    )


def _stems(name: str) -> str:
    return " ".join(map(stem, telling(name)))


@cache
def names(short: str) -> Names:
    """The full names of a folded short form; finding them asks the dictionary."""
    full = map(telling, glossary().get(short, ()))
    return tuple(tuple(read(word).terms[0] for word in said) for said in full)


def telling(name: str) -> list[str]:
    """The words of a name but stop words."""
    return [word for word in words(name) if not is_stop(word)]
