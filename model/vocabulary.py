"""The field's words: specialities and audience roles, and where a text names them.

The list itself is ``vocabulary.toml``; this module only reads it and matches its patterns.
Needs no morphology: a pattern states its own stem and ending.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from model.table import parsed

TABLE = Path(__file__).with_name("vocabulary.toml")
WORD = re.compile(r"[^\W_]+")
ENDINGS = frozenset({
    "", "а", "у", "ы", "и", "е", "о", "ю", "я", "ь", "й", "ом", "ем", "ам", "ям", "ой", "ей", "ою",
    "ею", "ов", "ев", "ах", "ях", "ью", "ами", "ями", "ый", "ий", "ая", "яя", "ое", "ее", "ую",
    "юю", "ые", "ие", "ого", "его", "ому", "ему", "ым", "им", "ых", "их", "ыми", "ими",
})  # fmt: skip
"""What ``~`` stands for: a case ending, of Russian nouns and adjectives alike."""
INDEXED = 2
"""Letters of a pattern's first word that it is looked up by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One entry. ``field`` groups specialities; ``also`` names wider roles of the same people."""

    slug: str
    label: str
    words: tuple[str, ...]
    field: str | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """``parts``: each word's letters and what may follow them (``""``, ``*`` or ``~``)."""

    parts: tuple[tuple[str, str], ...]
    term: Term

    @property
    def weight(self) -> tuple[int, int]:
        return len(self.parts), sum(len(stem) for stem, _ in self.parts)


Index = Mapping[str, tuple[Pattern, ...]]


def specialties() -> Mapping[str, Term]:
    """Every speciality by its slug, in order of display."""
    return _terms("specialty")


def roles() -> Mapping[str, Term]:
    """Every audience role by its slug, in order of display."""
    return _terms("role")


def specialties_in(text: str) -> tuple[Term, ...]:
    """Return the specialities that a text names, in the text's order, each once."""
    return tuple(dict.fromkeys(_found(text, _index("specialty"))))


def roles_in(text: str) -> tuple[Term, ...]:
    """Return the roles that a text names and the wider roles of those, each once."""
    known = roles()
    named = dict.fromkeys(_found(text, _index("role")))
    wider = (known[slug] for term in named for slug in term.also)
    return tuple(dict.fromkeys((*named, *wider)))


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, dict[str, object]]]:
    return parsed(TABLE)


@lru_cache(maxsize=2)
def _terms(section: str) -> Mapping[str, Term]:
    return MappingProxyType(
        {
            slug: Term(
                slug=slug,
                label=str(entry["label"]),
                words=_texts(entry, "words"),
                field=str(entry["field"]) if "field" in entry else None,
                also=_texts(entry, "also"),
            )
            for slug, entry in _table()[section].items()
        }
    )


def _texts(entry: Mapping[str, object], key: str) -> tuple[str, ...]:
    found = entry.get(key, [])
    return tuple(map(str, found)) if isinstance(found, list) else ()


@lru_cache(maxsize=2)
def _index(section: str) -> Index:
    index: dict[str, list[Pattern]] = {}
    for term in _terms(section).values():
        for words in term.words:
            pattern = Pattern(tuple(_part(word) for word in fold(words).split()), term)
            index.setdefault(pattern.parts[0][0][:INDEXED], []).append(pattern)
    return {
        start: tuple(sorted(group, key=lambda p: p.weight, reverse=True))
        for start, group in index.items()
    }


def _part(word: str) -> tuple[str, str]:
    return (word[:-1], word[-1]) if word[-1] in "*~" else (word, "")


def fold(text: str) -> str:
    """Return the text as patterns see it: lower case, ``ё`` as ``е``, hyphens as spaces."""
    return text.lower().replace("ё", "е").replace("-", " ")


def _found(text: str, index: Index) -> Iterator[Term]:
    folded = fold(text)
    words = [(m.group(), m.start(), m.end()) for m in WORD.finditer(folded)]
    at = 0
    while at < len(words):
        match = next(
            (p for p in index.get(words[at][0][:INDEXED], ()) if _fits(p, words, at)), None
        )
        if match:
            yield match.term
        at += len(match.parts) if match else 1


def _fits(pattern: Pattern, words: list[tuple[str, int, int]], at: int) -> bool:
    run = words[at : at + len(pattern.parts)]
    return (
        len(run) == len(pattern.parts)
        and all(_part_fits(part, word[0]) for part, word in zip(pattern.parts, run, strict=True))
        and all(right[1] - left[2] == 1 for left, right in pairwise(run))
    )


def _part_fits(part: tuple[str, str], word: str) -> bool:
    stem, follows = part
    if not follows:
        return word == stem
    if not word.startswith(stem):
        return False
    return follows == "*" or word[len(stem) :] in ENDINGS
