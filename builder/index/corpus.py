"""All words of all documents, by document and by form; and the same again after some have changed.

Holds no shard and no ranking. What it holds can be written down and taken up by the next build, so
that a changed announcement costs its own words only.
"""

from __future__ import annotations

import pickle
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as Collection
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from builder.index import abbreviation
from builder.index.abbreviation import Found, Learned, Shorts, Spelling
from builder.index.document import BREAK, WEAK, Read, SearchDocument, read_document
from builder.index.forms import NAME, Forms
from builder.index.memory import Shelf

SHIFT = 6
"""An entry is a document's number, two bits of level, four of the next word's hash."""

Entries = Mapping[int, tuple[int, ...]]
Pair = tuple[int, bytes | None, bytes | None]
Changed = tuple[int, Read | None, Read | None]
"""A document's number, and its words before and now."""


@dataclass(slots=True, kw_only=True)
class Corpus:
    """``digests`` are the documents' in order, ``reads`` their words by digest.

    ``entries`` are by form, in the order of documents; ``found`` counts, by abbreviation, the runs
    of words that spell it.
    """

    digests: list[bytes] = field(default_factory=list)
    forms: Forms = field(default_factory=Forms)
    capitals: Counter[str] = field(default_factory=Counter)
    learned: Learned = field(default_factory=dict)
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

    def shelves(self) -> tuple[Shelf[Any, Any], ...]:
        return self.reads, self.entries, self.found, self.names, *self.forms.shelves()


def _numbers(data: bytes) -> array[int]:
    return array("I", data)


def _packed(found: Read) -> bytes:
    return array("I", [len(found.row), *found.row, *found.capitals]).tobytes()


def _read(data: bytes) -> Read:
    size, *numbers = array("I", data)
    return Read(array("I", numbers[:size]), array("I", numbers[size:]))


def update(
    corpus: Corpus, documents: Sequence[SearchDocument], known: Mapping[str, bytes] | None = None
) -> dict[int, int]:
    """Bring the corpus to these documents, in order; return the forms whose entries changed, each
    with the first document where.

    ``known`` are their digests by address, where they have been made already.
    """
    digests = [known[one.url] if known else one.digest() for one in documents]
    new = set(digests).difference(corpus.digests)
    for digest, document in zip(digests, documents, strict=True) if new else ():
        if digest in new:
            corpus.reads[digest] = read_document(document, corpus.forms.number)
    old, corpus.digests = corpus.digests, digests
    pairs = [
        (at, before, after)
        for at, (before, after) in enumerate(zip_longest(old, digests))
        if before != after
    ]
    touched = _rebuild(corpus) if len(pairs) * 2 > len(old) else _change(corpus, pairs)
    for gone in set(old).difference(digests):
        del corpus.reads[gone]
    return touched


def _change(corpus: Corpus, pairs: Sequence[Pair]) -> dict[int, int]:
    changed = [
        (at, corpus.reads[old] if old else None, corpus.reads[new] if new else None)
        for at, old, new in pairs
    ]
    return dict([*_abbreviations(corpus, changed).items(), *_patch(corpus, changed).items()])


def _rebuild(corpus: Corpus) -> dict[int, int]:
    entries: dict[int, array[int]] = defaultdict(lambda: array("I"))
    for at, digest in enumerate(corpus.digests):
        for number, found in entries_of(corpus, corpus.reads[digest].row).items():
            entries[number].extend([at << SHIFT | entry for entry in found])
    before = set(corpus.entries)
    for number in before - entries.keys():
        del corpus.entries[number]
    corpus.entries.update(entries)
    corpus.learned.clear()
    shorts = {*corpus.found, *corpus.capitals}
    corpus.capitals = Counter(
        corpus.forms.texts[n] for d in corpus.digests for n in corpus.reads[d].capitals
    )
    touched = learn(corpus, shorts.union(corpus.capitals))
    return touched | dict.fromkeys(before.union(corpus.entries), 0)


def _patch(corpus: Corpus, changed: Iterable[Changed]) -> dict[int, int]:
    touched: dict[int, int] = {}
    for at, old, new in changed:
        before = entries_of(corpus, old.row) if old else {}
        after = entries_of(corpus, new.row) if new else {}
        for number in before.keys() | after.keys():
            if before.get(number) != after.get(number):
                put(corpus, number, at, after.get(number, ()))
                touched.setdefault(number, at)
    return touched


def put(corpus: Corpus, number: int, document: int, found: Iterable[int]) -> None:
    """Set what one document has of one form."""
    kept = corpus.entries.get(number) or array("I")
    low, high = (bisect_left(kept, d << SHIFT) for d in (document, document + 1))
    kept[low:high] = array("I", [document << SHIFT | entry for entry in found])
    if kept:
        corpus.entries[number] = kept
    elif number in corpus.entries:
        del corpus.entries[number]


def entries_of(corpus: Corpus, row: array[int]) -> Entries:
    """A document's entries by form: level and next word, each pair once, in a fixed order."""
    hashes, level = corpus.forms.hashes, WEAK
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


def _abbreviations(corpus: Corpus, changed: Sequence[Changed]) -> dict[int, int]:
    """Take changed documents into account; what an abbreviation means is learned anew if it may
    have changed, and for a new one."""
    before = set(corpus.capitals)
    for sign, one in _both(changed):
        for number in one.capitals:
            corpus.capitals[corpus.forms.texts[number]] += sign
    corpus.capitals = +corpus.capitals
    kept = before & set(corpus.capitals)
    counted = _count(corpus, changed, Shorts(kept))
    anew = {s for s in counted & kept if _learned(corpus, s) != corpus.learned.get(s, ())}
    anew |= before ^ set(corpus.capitals)
    touched: dict[int, int] = {}
    for at, _, new in changed:
        for number in _put_names(corpus, at, new, Shorts(kept - anew)):
            touched.setdefault(number, at)
    return touched | (learn(corpus, anew) if anew else {})


def _both(changed: Iterable[Changed]) -> Iterator[tuple[int, Read]]:
    """What is no more, with -1, and what is new, with 1."""
    for _, old, new in changed:
        if old:
            yield -1, old
        if new:
            yield 1, new


def _count(corpus: Corpus, changed: Sequence[Changed], starts: Shorts) -> set[str]:
    """Count the runs that spell abbreviations; return those whose meaning may be another now."""
    touched = {corpus.forms.texts[n] for _, one in _both(changed) for n in one.capitals}
    for sign, one in _both(changed):
        for run in abbreviation.spelled(one.row, corpus.forms.texts, starts):
            counts: Counter[Spelling] = corpus.found.get(run.short) or Counter()
            counts[" ".join(run.name), run.beside] += sign
            corpus.found[run.short] = +counts
            touched.add(run.short)
    return touched


def _learned(corpus: Corpus, short: str) -> tuple[tuple[str, ...], ...]:
    counts: Mapping[Spelling, int] = corpus.found.get(short) or {}
    return abbreviation.learned(short, counts, corpus.capitals[short], corpus.names)


def learn(corpus: Corpus, shorts: Collection[str]) -> dict[int, int]:
    """Learn what these abbreviations mean, from all documents, or forget those that are no more."""
    runs = _runs(corpus, shorts & corpus.capitals.keys())
    by_short: dict[str, Counter[Spelling]] = defaultdict(Counter)
    for some in runs.values():
        for run in some:
            by_short[run.short][" ".join(run.name), run.beside] += 1
    for short in shorts:
        corpus.found.pop(short, None)
        corpus.learned.pop(short, None)
    corpus.found.update(by_short)
    for short in sorted(shorts & corpus.capitals.keys()):
        if names := _learned(corpus, short):
            corpus.learned[short] = names
    named: dict[int, array[int]] = defaultdict(lambda: array("I"))
    for at, some in runs.items():
        for number in sorted(set(_named(corpus, some))):
            named[number].append(at << SHIFT | WEAK << 4)
    for number in [n for s in shorts if (n := corpus.forms.numbers.get(NAME + s))]:
        if number not in named:
            corpus.entries.pop(number, None)
    corpus.entries.update(named)
    return {corpus.forms.number(NAME + short): 0 for short in shorts}


def _runs(corpus: Corpus, shorts: Collection[str]) -> dict[int, tuple[Found, ...]]:
    """By document, the runs of words that spell one of these."""
    if not shorts:
        return {}
    starts, forms, found = Shorts(shorts), corpus.forms.texts.all(), {}
    for at, digest in enumerate(corpus.digests):
        if some := tuple(abbreviation.spelled(corpus.reads[digest].row, forms, starts)):
            found[at] = some
    return found


def _put_names(corpus: Corpus, at: int, read: Read | None, starts: Shorts) -> Iterator[int]:
    """Mark one document as having the full names that it has, and no others."""
    runs = abbreviation.spelled(read.row, corpus.forms.texts, starts) if read else ()
    now = set(_named(corpus, runs))
    for number in [
        corpus.forms.number(NAME + short) for short in corpus.learned if starts.has(short)
    ]:
        kept = corpus.entries.get(number, array("I"))
        before = bisect_left(kept, at << SHIFT) < bisect_left(kept, (at + 1) << SHIFT)
        if before != (number in now):
            put(corpus, number, at, (WEAK << 4,) if number in now else ())
            yield number


def _named(corpus: Corpus, runs: Iterable[Found]) -> Iterator[int]:
    for found in runs:
        names = corpus.learned.get(found.short)
        if names and tuple(map(corpus.forms.term, found.name)) in names:
            yield corpus.forms.number(NAME + found.short)
