"""What is packed for each term: where it stands, what follows it there; and again after a change.

A long list is packed in runs of so many documents, each of whole letters, so that what is added at
the end, or changed near it, leaves the letters before as they are.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from builder.index.corpus import NAME, SHIFT, Corpus
from builder.index.lexicon import KAZAKH_MARK
from builder.index.packing import RUN, base36, finished, neighbours, postings, rice_size

FEW = 32
"""Documents up to which a term tells the forms it has in each: an exact form goes before others."""

MASKED = 8


@dataclass(slots=True, kw_only=True)
class Terms:
    """What was packed for each term: kept between builds, as most of it stays.

    ``marks``: where the runs of a long list begin, as the fields of a :class:`Mark` in a row.
    """

    postings: dict[str, str] = field(default_factory=dict)
    near: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    rare: dict[str, tuple[int, ...]] = field(default_factory=dict)
    marks: dict[str, array[int]] = field(default_factory=dict)


class Mark(NamedTuple):
    """The beginning of a run: its first document, the first that may follow the one before it, how
    many documents are before it, and how many letters of both lists."""

    document: int
    after: int
    passed: int
    postings: int
    near: int


NOTHING = Mark(0, 0, 0, 0, 0)
NUMBERS = len(NOTHING)


def pack(
    corpus: Corpus, terms: Terms, by_term: Mapping[str, list[int]], touched: Mapping[int, int]
) -> None:
    """Pack anew the terms of the touched forms, and drop what is no longer used.

    ``touched`` has for each form the first document in which it may have changed.
    """
    stale: dict[str, int] = {}
    for number, since in touched.items():
        for term in corpus.readings[number].terms:
            stale[term] = min(since, stale.get(term, since))
    for term, since in stale.items():
        if term in by_term:
            numbers = by_term[term]
            if not _pack(corpus, terms, term, numbers, _before(terms, term, since)):
                _pack(corpus, terms, term, numbers, NOTHING)
        else:
            for kept in (terms.postings, terms.near, terms.counts, terms.rare, terms.marks):
                kept.pop(term, None)


def _before(terms: Terms, term: str, since: int) -> Mark:
    """The last run that a change in document ``since`` leaves the beginning of."""
    marks = terms.marks.get(term, array("I"))
    at = bisect_right(marks[::NUMBERS], since) - 1
    return Mark(*marks[at * NUMBERS : (at + 1) * NUMBERS]) if at > 0 else NOTHING


def _pack(corpus: Corpus, terms: Terms, term: str, numbers: Sequence[int], begun: Mark) -> bool:
    """Pack a term from a run on; false if what is before it would be packed otherwise now."""
    entries = [corpus.entries[number] for number in numbers]
    low = begun.document << SHIFT
    levels, near = _merged([kept[bisect_left(kept, low) :] for kept in entries])
    documents = sorted(levels)
    count = begun.passed + len(documents)
    size = rice_size(documents[-1] if documents else begun.after - 1, count)
    old = terms.postings.get(term, "").partition(":")
    if begun.passed and old[0][1:2] != base36(size):
        return False
    forms, masks = _forms(corpus, numbers, documents) if count <= FEW else ([], {})
    marks = terms.marks.get(term, array("I"))[: begun.passed // RUN * NUMBERS]
    said, nears = [old[2][: begun.postings]], [terms.near.get(term, "")[: begun.near]]
    at = begun
    for start in range(0, len(documents), RUN):
        some = documents[start : start + RUN]
        at = at._replace(document=some[0], passed=begun.passed + start)
        marks.extend(at)
        bits = len(forms) if len(forms) > 1 else 0
        packed = [(d, levels[d], masks.get(d, 0)) for d in some]
        said.append(postings(packed, bits, size, at.after))
        nears.append(neighbours(tuple(sorted(near.get(d, ()))) for d in some))
        letters = at.postings + len(said[-1]), at.near + len(nears[-1])
        at = Mark(0, some[-1] + 1, 0, *letters)
    terms.counts[term] = count
    terms.postings[term] = f"#{base36(size)}{base36(count)}:{finished(''.join(said))}"
    if forms:
        terms.postings[term] += f"\t!{','.join(_tail(term, form) for form in forms)}"
    terms.near[term] = finished("".join(nears))
    _put(terms.rare, term, tuple(documents), count <= FEW)
    _put(terms.marks, term, marks, count > RUN)
    return True


def _put(kept: dict[str, Any], term: str, value: object, wanted: bool) -> None:
    if wanted:
        kept[term] = value
    else:
        kept.pop(term, None)


def _forms(
    corpus: Corpus, numbers: Sequence[int], documents: Sequence[int]
) -> tuple[list[str], dict[int, int]]:
    """The forms of a rare term, the more usual ones, and which of them stand in each document."""
    masks = dict.fromkeys(documents, 0)
    plain = {n: corpus.forms[n].lstrip(KAZAKH_MARK + NAME) for n in numbers}
    common = sorted(numbers, key=lambda n: (-len(corpus.entries[n]), plain[n]))[:MASKED]
    forms = list(dict.fromkeys(plain[n] for n in common))
    for number in common:
        for entry in corpus.entries[number]:
            masks[entry >> SHIFT] |= 1 << forms.index(plain[number])
    return forms, masks


def _merged(entries: Sequence[array[int]]) -> tuple[dict[int, int], dict[int, set[int]]]:
    """The best level in each document, and what the next words there hash to."""
    levels: dict[int, int] = {}
    near: dict[int, set[int]] = {}
    for kept in entries:
        for entry in kept:
            document = entry >> SHIFT
            level = entry >> 4 & 3
            if levels.get(document, -1) < level:
                levels[document] = level
            after = entry & 15
            if after:
                some = near.get(document)
                if some is None:
                    near[document] = {after}
                else:
                    some.add(after)
    return levels, near


def _tail(term: str, form: str) -> str:
    """A form by its difference from the term: how many letters they share, and the rest."""
    shared = shared_start(term, form)
    return base36(shared) + form[shared:]


def shared_start(one: str, other: str) -> int:
    """Letters that two words begin with alike, at most 35."""
    at, most = 0, min(len(one), len(other), 35)
    while at < most and one[at] == other[at]:
        at += 1
    return at
