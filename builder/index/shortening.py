"""Texts found by what their phrases may be shortened to, though no text has it written so."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set

from builder.index import tally
from builder.index.corpus import SHIFT, Changed, Corpus, put
from builder.index.document import WEAK
from builder.index.forms import CLIPPED, SHORT
from builder.index.lexicon import is_taken
from builder.index.normalise import is_stop
from builder.index.phrases import MARKS, Phrases, keys, shortened

Moved = tuple[int, Collection[str]]
"""A document's number, and which of the phrases it has now."""

Shorts = Set[tuple[str, str]]
"""What phrases of a document may be shortened to, each beside its phrase."""


def rebuild(corpus: Corpus) -> dict[int, int]:
    """From all documents; return the forms whose entries may have changed."""
    forms = corpus.forms
    rows = [corpus.reads[digest].row for digest in corpus.digests]
    usual = tally.count(corpus.tally, (keys(row, forms) for row in rows))
    found: dict[str, Phrases] = defaultdict(Phrases)
    for at, row in enumerate(rows):
        for short, name in shortened(row, forms, usual):
            found[short].add(at, name)
    touched: dict[int, int] = {}
    for short in sorted({*corpus.phrases, *found}):
        _keep(corpus, short, found[short])
        touched |= _publish(corpus, short, found[short], [])
    forms.shortened.clear()
    return touched


def change(
    corpus: Corpus, changed: Iterable[Changed], learned: Mapping[str, object]
) -> dict[int, int]:
    """The same after some documents have changed: each form with the first document where.

    ``learned`` is what abbreviations were known to mean before.
    """
    anew = {one for one, _ in learned.items() ^ corpus.learned.items()}
    moved: dict[str, dict[int, tuple[set[str], set[str]]]]
    moved = defaultdict(dict, {short: {} for short in anew})
    for at, lost, gained in _moves(corpus, list(changed)):
        for short, name in lost ^ gained:
            both = moved[short].setdefault(at, (set(), set()))
            both[(short, name) in gained].add(name)
    touched: dict[int, int] = {}
    for short, some in sorted(moved.items()):
        kept = corpus.phrases.get(short) or Phrases()
        usual = meant(corpus, short, kept)
        now = [(at, kept.change(at, *both)) for at, both in some.items()]
        _keep(corpus, short, kept)
        same = short not in anew and usual == meant(corpus, short, kept)
        touched |= _publish(corpus, short, kept, now if same else [])
    return touched


def _moves(corpus: Corpus, changed: Sequence[Changed]) -> Iterator[tuple[int, Shorts, Shorts]]:
    """What changed documents lose and gain, and others that have a phrase which comes often now,
    or no longer; each by its number."""
    forms, counts = corpus.forms, corpus.tally
    old = {at: keys(one.row, forms) if one else set() for at, one, _ in changed}
    new = {at: keys(one.row, forms) if one else set() for at, _, one in changed}
    every = set().union(*old.values(), *new.values())
    before = {one for one in every if tally.is_usual(counts, one)}
    for at in old:
        for one in old[at] ^ new[at]:
            tally.put(counts, one, at, there=one in new[at])
    after = {one for one in every if tally.is_usual(counts, one)}
    turned: dict[int, set[int]] = defaultdict(set)
    for one in before ^ after:
        for at in set(tally.documents(counts, one)).difference(old):
            turned[at].add(one)
    for at, some in turned.items():
        row = corpus.reads[corpus.digests[at]].row
        yield at, shortened(row, forms, some & before), shortened(row, forms, some & after)
    for at, was, now in changed:
        lost = shortened(was.row, forms, before) if was else set()
        yield at, lost, shortened(now.row, forms, after) if now else set()


def _keep(corpus: Corpus, short: str, phrases: Phrases) -> None:
    if phrases.documents:
        corpus.phrases[short] = phrases
    elif short in corpus.phrases:
        del corpus.phrases[short]


def meant(corpus: Corpus, short: str, phrases: Phrases) -> frozenset[str]:
    """The phrases that it stands for: none if it is a word, or the beginning of one."""
    clipped = short.startswith(CLIPPED)
    found = phrases.meant(clipped=clipped, letters=len(short))
    if short in corpus.learned:  # The texts tell what it means.
        told = set(map(" ".join, corpus.learned[short]))
        return frozenset(name for name in found if name.lstrip(MARKS) in told)
    if found and not clipped:
        known = corpus.names.get(short)
        if known is None:
            known = corpus.names[short] = not is_stop(short) and not is_taken(short)
        return found if known else frozenset()
    return found


def _publish(
    corpus: Corpus, short: str, phrases: Phrases, moved: Sequence[Moved]
) -> dict[int, int]:
    """Mark the documents that have what is meant: those that moved, or all."""
    names, form = meant(corpus, short, phrases), SHORT + short
    if not names and form not in corpus.forms.numbers:
        return {}
    number = corpus.forms.number(form)
    if moved:
        for at, some in moved:
            put(corpus, number, at, (WEAK << 4,) if names.intersection(some) else ())
        return {number: min(at for at, _ in moved)}
    wanted = {phrases.names[name] for name in names}
    pairs = zip(phrases.documents, phrases.which, strict=True)
    documents = dict.fromkeys(document for document, at in pairs if at in wanted)
    if documents:
        corpus.entries[number] = array("I", [at << SHIFT | WEAK << 4 for at in documents])
    elif number in corpus.entries:
        del corpus.entries[number]
    return {number: 0}
