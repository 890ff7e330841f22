"""All words of all documents, by document and by form. Holds no shard and no ranking.

What it holds can be written down and taken up by the next build.
"""

from __future__ import annotations

import marshal
import pickle
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from builder.index import tally
from builder.index.abbreviation import Learned, Spelling
from builder.index.document import BREAK, WEAK
from builder.index.forms import Forms
from builder.index.glossary import Names
from builder.index.memory import Shelf
from builder.index.phrases import Phrases
from builder.index.reading import Read
from builder.index.tally import Tally

SHIFT = 6
BITS = (1 << SHIFT) - 1
"""An entry is a document's number, two bits of level, four of the next word's hash."""

NEWEST_BITS = 5
"""The newest documents are no more than one in 32."""

Changed = tuple[int, bytes | None, bytes | None]
"""A number, and the digests of the documents that had it before and have it now."""


@dataclass(slots=True, kw_only=True)
class Corpus:
    """``digests`` are the documents' in order, ``reads`` their words by digest.

    ``entries`` are by form, in the order of documents; ``found`` counts, by abbreviation, the runs
    of words that spell it. ``known`` are full names that the glossary tells. ``tally`` counts
    phrases of the closed documents; ``phrases`` are those that come often, by what they may be
    shortened to, ``meant`` the terms by phrase. ``keys`` are the phrases of the newest documents.
    """

    digests: list[bytes] = field(default_factory=list)
    forms: Forms = field(default_factory=Forms)
    capitals: Counter[str] = field(default_factory=Counter)
    learned: Learned = field(default_factory=dict)
    meant: dict[int, tuple[str, ...]] = field(default_factory=dict)
    reads: Shelf[bytes, Read] = field(
        default_factory=lambda: Shelf(table="reads", encode=_packed, decode=_read)
    )
    entries: Shelf[int, array[int]] = field(
        default_factory=lambda: Shelf(table="entries", encode=array.tobytes, decode=_numbers)
    )
    found: Shelf[str, Counter[Spelling]] = field(
        default_factory=lambda: Shelf(table="found", encode=pickle.dumps, decode=pickle.loads)
    )
    names: Shelf[str, bool] = field(
        default_factory=lambda: Shelf(
            table="names", encode=lambda is_one: b"1" * is_one, decode=bool
        )
    )
    tally: Tally = field(default_factory=tally.shelf)
    keys: Shelf[bytes, array[int]] = field(default_factory=lambda: tally.shelf("keys"))
    known: Shelf[str, Names] = field(
        default_factory=lambda: Shelf(table="known", encode=marshal.dumps, decode=marshal.loads)
    )
    phrases: Shelf[str, Phrases] = field(
        default_factory=lambda: Shelf(table="phrases", encode=_plain, decode=_phrases)
    )

    def shelves(self) -> tuple[Shelf[Any, Any], ...]:
        own = self.reads, self.entries, self.found, self.names, self.known, self.tally
        return *own, self.keys, self.phrases, *self.forms.shelves()


def closed(count: int) -> int:
    """How many of so many documents are closed: all but the newest. Grows by steps, so that a small
    change almost never moves it."""
    step = 1 << max(0, (count >> NEWEST_BITS).bit_length() - 1)
    return count - count % step


def _plain(found: Phrases) -> bytes:
    return marshal.dumps(tuple(found))


def _phrases(data: bytes) -> Phrases:
    return Phrases(*marshal.loads(data))


def _numbers(data: bytes) -> array[int]:
    return array("I", data)


def _packed(found: Read) -> bytes:
    return array("I", [len(found.row), *found.row, *found.capitals]).tobytes()


def _read(data: bytes) -> Read:
    size, *numbers = array("I", data)
    return Read(array("I", numbers[:size]), array("I", numbers[size:]))


def rows_of(corpus: Corpus, changed: Iterable[Changed]) -> dict[bytes | None, array[int]]:
    """The words of these documents, each once though it was moved; no document has none."""
    some = {digest for _, *both in changed for digest in both if digest}
    return {None: array("I"), **{digest: corpus.reads[digest].row for digest in some}}


def put(corpus: Corpus, number: int, found: Mapping[int, Iterable[int]]) -> None:
    """Set what these documents have of one form."""
    kept = corpus.entries.get(number) or array("I")
    low = bisect_left(kept, min(found) << SHIFT)
    high = bisect_left(kept, max(found) + 1 << SHIFT, low)
    stay = [entry for entry in kept[low:high] if entry >> SHIFT not in found]
    come = [document << SHIFT | entry for document, some in found.items() for entry in some]
    kept[low:high] = array("I", sorted(stay + come))
    if kept:
        corpus.entries[number] = kept
    elif number in corpus.entries:
        del corpus.entries[number]


def entries_of(corpus: Corpus, row: array[int]) -> list[int]:
    """What a document has of its forms, each once, in order: the form's number and an entry.

    The entry's lower bits are its level and the next word.
    """
    after = map(corpus.forms.hashes.__getitem__, row[1:])
    found: set[int] = set()
    level = WEAK << 4
    for number, hashed in zip_longest(row, after, fillvalue=0):
        if number > BREAK:
            found.add(number << SHIFT | level | hashed)
        elif number < BREAK:
            level = number << 4
    return sorted(found)
