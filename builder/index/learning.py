"""What the abbreviations of the texts stand for, learned from all documents and after a change."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as Collection

from builder.index import abbreviation
from builder.index.abbreviation import Found, Shorts, Spelling
from builder.index.corpus import SHIFT, Changed, Corpus, put
from builder.index.document import WEAK
from builder.index.forms import NAME
from builder.index.reading import Read

Signed = tuple[int, Read]
"""A document that is no more has -1, a new one 1."""


def change(corpus: Corpus, changed: Sequence[Changed]) -> dict[int, int]:
    """Take changed documents into account; what an abbreviation means is learned anew if it may
    have changed, and for a new one."""
    before = set(corpus.capitals)
    both = [*_signed(corpus, changed)]
    for sign, one in both:
        for number in one.capitals:
            corpus.capitals[corpus.forms.texts[number]] += sign
    corpus.capitals = +corpus.capitals
    kept = before & set(corpus.capitals)
    counted = _count(corpus, both, Shorts(kept))
    anew = {s for s in counted & kept if _learned(corpus, s) != corpus.learned.get(s, ())}
    anew |= before ^ set(corpus.capitals)
    touched: dict[int, int] = {}
    for at, _, new in changed:
        for number in _put_names(corpus, at, new, Shorts(kept - anew)):
            touched.setdefault(number, at)
    return touched | (learn(corpus, anew) if anew else {})


def _signed(corpus: Corpus, changed: Sequence[Changed]) -> Iterator[Signed]:
    """Nothing of those that were only moved."""
    before, after = {one for _, one, _ in changed}, {one for _, _, one in changed}
    for _, old, new in changed:
        if old and old not in after:
            yield -1, corpus.reads[old]
        if new and new not in before:
            yield 1, corpus.reads[new]


def _count(corpus: Corpus, both: Iterable[Signed], starts: Shorts) -> set[str]:
    """Count the runs that spell abbreviations; return those whose meaning may be another now."""
    touched = {corpus.forms.texts[n] for _, one in both for n in one.capitals}
    for sign, one in both:
        for run in abbreviation.spelled(one.row, corpus.forms, starts):
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
    starts, found = Shorts(shorts), {}
    for at, digest in enumerate(corpus.digests):
        if some := tuple(abbreviation.spelled(corpus.reads[digest].row, corpus.forms, starts)):
            found[at] = some
    return found


def _put_names(corpus: Corpus, at: int, digest: bytes | None, starts: Shorts) -> Iterator[int]:
    """Mark one document as having the full names that it has, and no others."""
    row = corpus.reads[digest].row if digest else array("I")
    runs = abbreviation.spelled(row, corpus.forms, starts)
    now = set(_named(corpus, runs))
    for number in [
        corpus.forms.number(NAME + short) for short in corpus.learned if starts.has(short)
    ]:
        kept = corpus.entries.get(number, array("I"))
        before = bisect_left(kept, at << SHIFT) < bisect_left(kept, (at + 1) << SHIFT)
        if before != (number in now):
            put(corpus, number, {at: (WEAK << 4,) if number in now else ()})
            yield number


def _named(corpus: Corpus, runs: Iterable[Found]) -> Iterator[int]:
    for found in runs:
        names = corpus.learned.get(found.short)
        if names and tuple(map(corpus.forms.term, found.name)) in names:
            yield corpus.forms.number(NAME + found.short)
