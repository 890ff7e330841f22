"""All words of all documents, by document and by form; and the same again after some have changed.

Holds no shard and no ranking. What it holds can be written down and taken up by the next build, so
that a changed announcement costs its own words only.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from builder.index import abbreviation
from builder.index.abbreviation import Found, Learned, Shorts
from builder.index.document import BREAK, WEAK, Read, SearchDocument, read_document
from builder.index.lexicon import Reading, read
from builder.index.packing import word_hash

FIRST = BREAK + 1
"""Number of the first form; the numbers below are marks between words."""

SHIFT = 6
"""An entry is a document's number, two bits of level, four of the next word's hash."""

NAME = "="
"""Before an abbreviation: the form that stands for its full name in the texts."""

Entries = Mapping[int, tuple[int, ...]]


@dataclass(slots=True, kw_only=True)
class Corpus:
    """``reads`` and ``digests`` are by document; ``entries`` by form, in the order of documents."""

    urls: list[str] = field(default_factory=list)
    digests: list[bytes] = field(default_factory=list)
    reads: list[Read] = field(default_factory=list)
    forms: list[str] = field(default_factory=lambda: [""] * FIRST)
    numbers: dict[str, int] = field(default_factory=dict)
    readings: list[Reading] = field(default_factory=lambda: [Reading(("",))] * FIRST)
    hashes: array[int] = field(default_factory=lambda: array("B", [0] * FIRST))
    entries: dict[int, array[int]] = field(default_factory=dict)
    capitals: Counter[str] = field(default_factory=Counter)
    found: Counter[Found] = field(default_factory=Counter)
    learned: Learned = field(default_factory=dict)
    names: dict[tuple[str, ...], bool] = field(default_factory=dict)

    def number(self, form: str) -> int:
        known = self.numbers.get(form)
        if known is None:
            known = self.numbers[form] = len(self.forms)
            reading = read(form.removeprefix(NAME))
            self.forms.append(form)
            self.readings.append(reading)
            self.hashes.append(word_hash(reading.terms[0]))
        return known

    def term(self, form: str) -> str:
        return self.readings[self.numbers[form]].terms[0]


def update(corpus: Corpus, documents: Sequence[SearchDocument]) -> set[int]:
    """Bring the corpus to these documents, in order; return the forms whose entries changed."""
    digests = [document.digest() for document in documents]
    known = dict(zip(corpus.digests, corpus.reads, strict=True))
    new = [known.get(digest) or read_document(document, corpus.number)
           for digest, document in zip(digests, documents, strict=True)]  # fmt: skip
    urls = [document.url for document in documents]
    old, corpus.reads = corpus.reads, new
    moved = urls[: len(corpus.urls)] != corpus.urls or len(old) * 2 < len(new)
    changed = [at for at, digest in enumerate(digests)
               if at >= len(old) or digest != corpus.digests[at]]  # fmt: skip
    corpus.urls, corpus.digests = urls, digests
    if moved:
        return _rebuild(corpus)
    touched = _patch(corpus, old, changed)
    return touched | _abbreviations(corpus, old, changed)


def _rebuild(corpus: Corpus) -> set[int]:
    before = set(corpus.entries)
    corpus.entries = defaultdict(lambda: array("I"))
    for at, one in enumerate(corpus.reads):
        for number, found in entries_of(corpus, one.row).items():
            corpus.entries[number].extend([at << SHIFT | entry for entry in found])
    corpus.entries = dict(corpus.entries)
    _learn_anew(corpus)
    return before | set(corpus.entries)


def _patch(corpus: Corpus, old: Sequence[Read], changed: Iterable[int]) -> set[int]:
    touched: set[int] = set()
    for at in changed:
        before = entries_of(corpus, old[at].row) if at < len(old) else {}
        after = entries_of(corpus, corpus.reads[at].row)
        for number in before.keys() | after.keys():
            if before.get(number) != after.get(number):
                put(corpus, number, at, after.get(number, ()))
                touched.add(number)
    return touched


def put(corpus: Corpus, number: int, document: int, found: Iterable[int]) -> None:
    """Set what one document has of one form."""
    kept = corpus.entries.setdefault(number, array("I"))
    low, high = (bisect_left(kept, d << SHIFT) for d in (document, document + 1))
    kept[low:high] = array("I", [document << SHIFT | entry for entry in found])
    if not kept:
        del corpus.entries[number]


def entries_of(corpus: Corpus, row: array[int]) -> Entries:
    """A document's entries by form: level and next word, each pair once, in a fixed order."""
    hashes, level = corpus.hashes, WEAK
    found: dict[int, set[int]] = {}
    for number, after in zip(row, [*row[1:], BREAK], strict=True):
        if number < BREAK:
            level = number
        elif number > BREAK:
            entry = level << 4 | hashes[after]
            kept = found.get(number)
            if kept is None:
                found[number] = {entry}
            else:
                kept.add(entry)
    return {number: tuple(sorted(some)) for number, some in found.items()}


def _abbreviations(corpus: Corpus, old: Sequence[Read], changed: Sequence[int]) -> set[int]:
    """Take changed documents into account; if what the abbreviations mean changes, learn anew."""
    before = [old[at] for at in changed if at < len(old)]
    after = [corpus.reads[at] for at in changed]
    shorts = set(corpus.capitals)
    for one in before:
        corpus.capitals.subtract(corpus.forms[n] for n in one.capitals)
    for one in after:
        corpus.capitals.update(corpus.forms[n] for n in one.capitals)
    corpus.capitals = +corpus.capitals
    if set(corpus.capitals) != shorts:
        return _learn_anew(corpus)
    starts = Shorts(shorts)
    for one in before:
        corpus.found.subtract(abbreviation.spelled(one.row, corpus.forms, starts))
    for one in after:
        corpus.found.update(abbreviation.spelled(one.row, corpus.forms, starts))
    corpus.found = +corpus.found
    if abbreviation.learned(corpus.found, corpus.capitals, corpus.names) != corpus.learned:
        return _learn_anew(corpus)
    return {number for at in changed for number in _put_names(corpus, at, starts)}


def _learn_anew(corpus: Corpus) -> set[int]:
    old = {n: kept for n, kept in corpus.entries.items() if corpus.forms[n].startswith(NAME)}
    for number in old:
        del corpus.entries[number]
    corpus.capitals = Counter(corpus.forms[n] for one in corpus.reads for n in one.capitals)
    starts = Shorts(corpus.capitals)
    runs = [tuple(abbreviation.spelled(one.row, corpus.forms, starts)) for one in corpus.reads]
    corpus.found = Counter(found for some in runs for found in some)
    corpus.learned = abbreviation.learned(corpus.found, corpus.capitals, corpus.names)
    named: set[int] = set()
    for at, some in enumerate(runs):
        for number in _named(corpus, some):
            put(corpus, number, at, (WEAK << 4,))
            named.add(number)
    return {n for n in old.keys() | named if old.get(n) != corpus.entries.get(n)}


def _put_names(corpus: Corpus, at: int, starts: Shorts) -> Iterator[int]:
    """Mark one document as having the full names that it has, and no others."""
    now = set(_named(corpus, abbreviation.spelled(corpus.reads[at].row, corpus.forms, starts)))
    every = (corpus.number(NAME + short) for short in corpus.learned)
    for number in every:
        kept = corpus.entries.get(number, array("I"))
        before = bisect_left(kept, at << SHIFT) < bisect_left(kept, (at + 1) << SHIFT)
        if before != (number in now):
            put(corpus, number, at, (WEAK << 4,) if number in now else ())
            yield number


def _named(corpus: Corpus, runs: Iterable[Found]) -> Iterator[int]:
    for found in runs:
        names = corpus.learned.get(found.short)
        if names and tuple(corpus.term(form) for form in found.name) in names:
            yield corpus.number(NAME + found.short)
