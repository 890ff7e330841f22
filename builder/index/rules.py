"""The search's own words and endings, read from rules.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LETTERS = ("folded", "alike")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """``families`` are ending lists in which the empty text is «no ending»."""

    stop: frozenset[str]
    kazakh: tuple[tuple[str, ...], ...]
    families: tuple[tuple[str, ...], ...]
    keyboard: Mapping[str, str]
    letters: Mapping[str, tuple[str, str]]
    heard: str
    stemmer: Mapping[str, str]
    ends: Mapping[str, str]


@cache
def rules() -> Rules:
    table = tomllib.loads(Path(__file__).with_name("rules.toml").read_text("utf-8"))
    return Rules(
        stop=frozenset(word for group in table["stop"].values() for word in group.split()),
        kazakh=tuple(_longest_first(group) for group in table["kazakh"].values()),
        families=tuple(_family(line) for line in table["families"].values()),
        keyboard=table["keyboard"],
        letters={name: (table["letters"][name][0], table["letters"][name][1]) for name in LETTERS},
        heard=table["letters"]["heard"],
        stemmer=table["stemmer"],
        ends=table["ends"],
    )


def _longest_first(words: str) -> tuple[str, ...]:
    return tuple(sorted(dict.fromkeys(words.split()), key=lambda word: (-len(word), word)))


def _family(line: str) -> tuple[str, ...]:
    return tuple("" if ending == "-" else ending for ending in dict.fromkeys(line.split()))
