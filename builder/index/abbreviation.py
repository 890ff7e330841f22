"""Abbreviations learned from the texts: «ЦНИИОИЗ» and the name whose initials it is.

No list of abbreviations is kept. A word in capitals is held against the initials of every run of
words; a run that is a noun phrase, and that stands beside the abbreviation or is the only likely
one, is its full name. Then texts with the name are found by the abbreviation, and the other way.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from functools import lru_cache
from itertools import combinations, compress
from typing import TYPE_CHECKING, NamedTuple

from builder.index import glossary
from builder.index.document import BREAK
from builder.index.lexicon import is_name, read
from builder.index.rules import rules

if TYPE_CHECKING:
    from builder.index.forms import Forms

SURE = 4
"""Letters from which on a noun phrase with these initials is hardly chance."""

COMPOUND = re.compile(rules().patterns["compound"])
LONG = 8
PARTS = 3
LONGEST_NAME = 5
"""Words before a compound that may belong to one name with it."""

RARE = 3
"""Texts up to which an abbreviation's name may be told by one text alone."""

JOINED = 128
"""Among the flags of a form (see clipping.py): :func:`is_compound` holds."""


class Found(NamedTuple):
    """A run of forms whose initials spell ``short``; ``beside``: they stand side by side."""

    short: str
    name: tuple[str, ...]
    beside: bool


Spelling = tuple[str, bool]
"""Of one abbreviation: the words of a run, and whether it stands beside the abbreviation."""

Learned = dict[str, tuple[tuple[str, ...], ...]]
"""Full names by abbreviation, each as terms."""


@lru_cache(maxsize=200_000)
def initials(form: str) -> tuple[str, ...]:
    """What a word may give to an abbreviation: «у» and «уз» of «ультразвуковой»."""
    inner = COMPOUND.findall(form)[:PARTS]
    some = (kept for size in range(len(inner) + 1) for kept in combinations(inner, size))
    return tuple(dict.fromkeys(form[0] + "".join(kept) for kept in some))


class Shorts:
    """Abbreviations by their beginnings, for finding them in rows of initials."""

    def __init__(self, shorts: Iterable[str]) -> None:
        self.by_start: dict[str, list[str]] = defaultdict(list)
        self.beginnings: set[str] = set()
        self.pairs: set[str] = set()
        for short in sorted(shorts):
            self.by_start[short[:2]].append(short)
            self.beginnings.update(short[:n] for n in range(len(short) + 1))
            self.pairs.update(short[n : n + 2] for n in range(len(short) - 1))

    def has(self, short: str) -> bool:
        return short in self.by_start.get(short[:2], ())

    def joined(self, form: str) -> bool:
        """Whether a compound gives two letters or more to one of them."""
        return any(given[:2] in self.pairs for given in initials(form)[1:])


def is_compound(form: str) -> bool:
    """Whether a word may give two letters or more."""
    return len(form) > LONG and len(initials(form)) > 1


def spelled(row: array[int], forms: Forms, shorts: Shorts) -> Iterator[Found]:
    """Every run of a document's words that spells an abbreviation, by first letters or by parts."""
    text = "".join(map(chr, map(forms.letters.__getitem__, row)))
    for at in range(len(text) - 1):
        for short in shorts.by_start.get(text[at : at + 2], ()):
            if text.startswith(short, at):
                yield _found(row, forms, short, at, at + len(short))
    may = map(JOINED.__and__, map(forms.kinds.__getitem__, row))
    compounds = [at for at in compress(range(len(row)), may) if shorts.joined(forms.texts[row[at]])]
    starts = {start for at in compounds for start in range(max(0, at - LONGEST_NAME), at + 1)}
    for start in sorted(starts):
        for short, end in _ends(row, forms, start, shorts):
            yield _found(row, forms, short, start, end)


def _ends(row: array[int], forms: Forms, start: int, shorts: Shorts) -> Iterator[tuple[str, int]]:
    """Abbreviations that words from ``start`` on spell with a compound's parts; their ends."""
    runs = [(start, "")]
    while runs:
        at, said = runs.pop()
        if len(said) > at - start and said in shorts.by_start.get(said[:2], ()):
            yield said, at
        if at < len(row) and row[at] > BREAK:
            for given in initials(forms.texts[row[at]]):
                if said + given in shorts.beginnings:
                    runs.append((at + 1, said + given))


def _found(row: array[int], forms: Forms, short: str, start: int, end: int) -> Found:
    name = tuple([forms.texts[n] for n in row[start:end]])
    near = row[end : end + 1] + row[max(0, start - 1) : start]
    return Found(short, name, any(n > BREAK and forms.texts[n] == short for n in near))


def learned(
    short: str, counts: Mapping[Spelling, int], used: int, names: MutableMapping[str, bool]
) -> tuple[tuple[str, ...], ...]:
    """Decide which names an abbreviation stands for; ``used`` counts the texts that have it.

    ``names`` keeps which runs of words are names, as finding that out is slow.
    """
    by_terms: Counter[tuple[str, ...]] = Counter()
    beside: set[tuple[str, ...]] = set()
    for (name, near), count in counts.items():
        # Chance phrases are many and come once; they need not be parsed.
        worth = near or count > 1 or len(short) >= SURE or used <= RARE
        if count > 0 and used and worth and _is_name(name, names):
            terms = tuple(read(form).terms[0] for form in name.split(" "))
            by_terms[terms] += count
            if near:
                beside.add(terms)
    return tuple(sorted(set(_sure(short, by_terms, beside)))) if by_terms else ()


def _is_name(name: str, names: MutableMapping[str, bool]) -> bool:
    known = names.get(name)
    if known is None:
        known = names[name] = is_name(tuple(name.split(" ")))
    return known


def _sure(
    short: str, names: Counter[tuple[str, ...]], beside: set[tuple[str, ...]]
) -> Iterator[tuple[str, ...]]:
    """Names that stand beside it or are known; where none stands beside it, of the others, if they
    are like a known one, the one that is far more usual than the next."""
    known = glossary.names(short)
    yield from names.keys() & beside.union(known)
    if beside:
        return
    likely = [name for name in names if not known or any(_is_like(name, one) for one in known)]
    ranked = sorted(likely, key=lambda name: (-names[name], name))[:2]
    clear = len(ranked) < 2 or names[ranked[0]] >= 2 * names[ranked[1]]
    if ranked and clear and len(short) >= 3:
        yield ranked[0]


def _is_like(name: Sequence[str], known: Sequence[str]) -> bool:
    """Whether it has half of the words of a known name."""
    return 2 * len(set(name) & set(known)) >= len(known)
