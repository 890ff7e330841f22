"""What all documents say, found for all at once in arrays: their words and their phrases.

For a few documents that changed the same is found by corpus.py, phrases.py and tally.py without
numpy, whose loading takes longer than they do. Tests hold both to one another.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from builder.index.corpus import SHIFT
from builder.index.document import BREAK
from builder.index.forms import Forms
from builder.index.phrases import CHAIN, LETTERS, spans
from builder.index.tally import (
    DOCUMENT_BITS,
    INSTITUTION,
    OFTEN,
    REST,
    REST_BITS,
    ROW_BITS,
    TWICE,
    Rows,
    mixed,
    with_sort,
)

STRETCH = 4_096
"""Documents looked at at once."""

ENTRY = 32
"""Bits of an entry, below its form's number."""

SIZE = 3
"""Bits of a phrase's size, below its place."""

Numbers = NDArray[np.uint64]


class Stretch(NamedTuple):
    """The words of some documents one after another, as numbers of their forms; beside each the
    number of its document, and where that begins."""

    forms: NDArray[np.uint32]
    documents: Numbers
    begins: Numbers


class Found(NamedTuple):
    """Phrases: the key of each, its document, and where it stands there."""

    keys: Numbers
    documents: Numbers
    places: Numbers


class Often(NamedTuple):
    """A phrase that comes often: in how many documents, the first one, and where in that."""

    documents: int
    first: int
    place: slice


def entries(rows: Sequence[array[int]], forms: Forms) -> dict[int, array[int]]:
    """The entries of these documents by form (see corpus.py)."""
    found: dict[int, array[int]] = defaultdict(lambda: array("I"))
    for some in _stretches(rows):
        told = _entries(some, _of_forms(forms.hashes, some))
        form, entry = told >> ENTRY, told.astype(np.uint32)
        for at, end in pairwise([*_first(form).tolist(), len(form)]):
            found[int(form[at])].frombytes(entry[at:end].tobytes())
    return found


def _stretches(rows: Sequence[array[int]]) -> Iterator[Stretch]:
    for first in range(0, len(rows), STRETCH):
        some = rows[first : first + STRETCH]
        lengths = np.array([len(row) for row in some])
        documents = np.arange(first, first + len(some), dtype=np.uint64)
        begins = (np.cumsum(lengths) - lengths).astype(np.uint64)
        forms = np.frombuffer(b"".join([row.tobytes() for row in some]), np.uint32)
        yield Stretch(forms, np.repeat(documents, lengths), np.repeat(begins, lengths))


def _of_forms(table: array[int], some: Stretch) -> NDArray[Any]:
    return np.frombuffer(table, table.typecode)[some.forms]


def _entries(some: Stretch, hashes: NDArray[np.uint8]) -> Numbers:
    """Each once, below its form's number, in order. A document begins with a mark of level."""
    marks = np.flatnonzero(some.forms < BREAK)
    levels = np.repeat(some.forms[marks], np.diff(marks, append=len(some.forms)))
    after = np.append(hashes[1:], np.uint8(0))
    told = some.forms.astype(np.uint64) << ENTRY | some.documents << SHIFT | levels << 4 | after
    words = np.sort(told[some.forms > BREAK])
    return words[_first(words)]


def _first(*told: NDArray[Any]) -> NDArray[np.intp]:
    """Where any of these columns goes on with something else."""
    differs = np.zeros(len(told[0]), np.bool_)
    differs[:1] = True
    for column in told:
        differs[1:] |= column[1:] != column[:-1]
    return np.flatnonzero(differs)


def phrases(rows: Sequence[array[int]], forms: Forms) -> tuple[Rows, dict[int, Often]]:
    """The rows of the tally for these documents; and the phrases that come often, by key."""
    parts = [part for some in _stretches(rows) for part in _phrases(some, forms)]
    nothing = np.empty(0, np.uint64)
    found = zip(*parts, strict=True) if parts else [(nothing,)] * 3
    return tallied(Found(*map(np.concatenate, found)))


def _phrases(some: Stretch, forms: Forms) -> Iterator[Found]:
    """Those of one size and sort together."""
    text = np.frombuffer(LETTERS, np.uint8)[_of_forms(forms.kinds, some)].tobytes()
    chains: dict[bytes, list[int]] = defaultdict(list)
    for chain in CHAIN.finditer(text):
        chains[chain[0]].append(chain.start())
    alike: dict[tuple[int, int], list[NDArray[np.int64]]] = defaultdict(list)
    for letters, starts in chains.items():
        at = np.array(starts)
        for start, end, sort in spans(letters):
            alike[end - start, sort].append(at + start)
    words = _of_forms(forms.words, some).astype(np.uint64)
    for (size, sort), several in alike.items():
        at = np.concatenate(several)
        hashed = reduce(mixed, (words[at + n] for n in range(size)), np.zeros(len(at), np.uint64))
        places = at.astype(np.uint64) - some.begins[at] << SIZE | size
        yield Found(with_sort(hashed, sort), some.documents[at], places)


def tallied(told: Found) -> tuple[Rows, dict[int, Often]]:
    """As :func:`phrases`. A phrase counts once in a document."""
    order = np.lexsort((told.documents, told.keys))
    keys, documents, places = (column[order] for column in told)
    once = _first(keys, documents)
    keys, documents, places = keys[once], documents[once], places[once]
    ends = np.searchsorted(keys, np.arange(1, 1 << ROW_BITS, dtype=np.uint64) << REST_BITS)
    split = np.split((keys & REST) << DOCUMENT_BITS | documents, ends)
    first = _first(keys)
    counts = np.diff(first, append=len(keys))
    often = counts >= np.where(keys[first] & INSTITUTION, TWICE, OFTEN)
    first, counts = first[often], counts[often]
    there = map(_span, places[first].tolist())
    usual = map(Often, counts.tolist(), documents[first].tolist(), there)
    return [array("Q", row.tobytes()) for row in split], dict(
        zip(keys[first].tolist(), usual, strict=True)
    )


def _span(place: int) -> slice:
    start, size = divmod(place, 1 << SIZE)
    return slice(start, start + size)
