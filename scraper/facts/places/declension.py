"""Forms of place names: cases, adjectives («елецкий») and people («ельчане»).

Knows endings only; the tables are in ``region.toml``. All words are lower case with «е» for «ё».
Overgenerates on purpose: a form that nobody writes does no harm.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from scraper.facts.language.table import raw

ADJECTIVE_ENDINGS = frozenset(
    (
        *("ий", "ый", "ой", "ого", "его", "ому", "ему", "им", "ым", "ом", "ем", "ая", "яя", "ую"),
        *("юю", "ое", "ее", "ие", "ые", "их", "ых", "ими", "ыми", "ою", "ею"),
    )
)
PLAIN = str.maketrans({"ё": "е", "‑": "-", "’": "'"})
ADJECTIVAL = ("ий", "ый", "ой", "ая", "ое", "ее")


def tables() -> dict[str, Any]:
    """Return ``region.toml``."""
    return raw("region")


@lru_cache(maxsize=1)
def cues() -> dict[str, frozenset[str]]:
    """Return the words around names, by what they tell."""
    found = {key: frozenset(words) for key, words in tables()["cues"].items()}
    found["acting"] = found["actor"] | found["body"]
    found["between"] = found["settlement"] | found["district"] | found["kind_of_place"]
    return found


@lru_cache(maxsize=100_000)
def plain(word: str) -> str:
    """Lower case with «е» for «ё» and one kind of hyphen: the way all names are compared."""
    return word.lower().translate(PLAIN)


def is_adjectival(name: str) -> bool:
    """Tell whether a one-word name declines as an adjective («Волжский», «Отрадное»)."""
    return name.endswith(ADJECTIVAL)


def forms(word: str) -> set[str]:
    """Return the case forms of one word of a name; a hyphened word declines in one part or two."""
    head, hyphen, tail = word.rpartition("-")
    if not hyphen:
        return set(_add(word, _fit("noun", word)))
    if "-на-" in word:
        first, _, rest = word.partition("-")
        return {f"{form}-{rest}" for form in forms(first)}
    heads = {head}
    if tail.endswith(("ий", "ый", "ой")) or head.endswith(("ово", "ино", "ов")):
        heads |= forms(head)
    return {f"{form}-{last}" for form in heads for last in forms(tail)}


def adjectives(name: str) -> set[str]:
    """Return the adjectives that a town's name may make, in their dictionary form."""
    made = _made().get(name)
    if made is not None:
        return set(made)
    first, _, last = name.rpartition(" ")
    prefix = tables()["compound"].get(first, None if first else "")
    if prefix is None:
        return set()
    stem = last.partition("-на-")[0]
    return {prefix + made for made in _add(stem, _fit("adjective", stem))}


def adjective_stem(adjective: str) -> str:
    return adjective[:-2]


def adjective_stems(word: str) -> Iterator[str]:
    """Yield what remains of a word if it is an adjective in some case."""
    for length in (3, 2):
        if word[-length:] in ADJECTIVE_ENDINGS and len(word) > length + 2:
            yield word[:-length]


def people_stems(adjective: str) -> Iterator[tuple[str, str]]:
    """Yield (class of endings, stem) of the people that an adjective's place may have."""
    people = tables()["people"]
    for ending in people["cut"]:
        if adjective.endswith(ending):
            base = adjective[: -len(ending)]
            yield "цы", base
            for joint in people["joints"]:
                yield "не", base + ("ча" if joint == "ч" else joint)


def folk_stem(plural: str) -> tuple[str, str]:
    """Return (class of endings, stem) of people named in the nominative plural."""
    for ending in ("цы", "не"):
        if plural.endswith(ending):
            return ending, plural[:-2]
    return "и", plural[:-1]


@lru_cache(maxsize=1)
def people_endings() -> tuple[tuple[str, str], ...]:
    """Return (class, ending) pairs for taking people's names apart."""
    people = tables()["people"]
    return tuple((kind, ending) for kind in ("цы", "не", "и") for ending in people[kind])


def _fit(table: str, word: str) -> dict[str, Any]:
    return next(row for endings, row in _rows(table) if word.endswith(endings))


@lru_cache(maxsize=2)
def _rows(table: str) -> tuple[tuple[tuple[str, ...], dict[str, Any]], ...]:
    return tuple((tuple(row["ending"].split()) or ("",), row) for row in tables()[table])


def _add(word: str, row: dict[str, Any]) -> Iterator[str]:
    base = word[: len(word) - row["cut"]]
    return (base + ending for ending in row["add"])


@lru_cache(maxsize=1)
def _made() -> dict[str, list[str]]:
    return {plain(name): made for name, made in tables()["made"].items()}
