"""Bringing the corpus to the documents that there are: whole, or by what has changed.

A changed announcement costs its own words only.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import MutableMapping, Sequence
from functools import partial
from itertools import zip_longest

from builder.index import learning, shortening
from builder.index.apart import WORTH, aside, read_apart, read_here
from builder.index.columns import Facts
from builder.index.corpus import BITS, SHIFT, Changed, Corpus, closed, entries_of, put, rows_of
from builder.index.document import Promise


def read_new(
    corpus: Corpus,
    documents: Sequence[Promise],
    facts: MutableMapping[bytes, Facts] | None = None,
    jobs: int = 1,
) -> list[bytes]:
    """Read those of these documents, in order, that are new; return the digests there were before.

    ``facts``, by digest, gets those of the new ones. ``jobs`` are processes that may be used.
    """
    digests = [one.digest() for one in documents]
    there, pairs = set(corpus.digests), zip(digests, documents, strict=True)
    new = {digest: one for digest, one in pairs if digest not in there}
    read = read_apart if jobs > 1 and len(new) >= WORTH else read_here
    found = read(list(new.values()), corpus.forms.of_words)
    for digest, (words, told) in zip(new, found, strict=True):
        corpus.reads[digest] = words
        if facts is not None:
            facts[digest] = told
    old, corpus.digests = corpus.digests, digests
    return old


def update(corpus: Corpus, old: Sequence[bytes], jobs: int = 1) -> dict[int, int]:
    """Bring the corpus from the documents with these digests to those that it has now; return the
    forms whose entries changed, each with the first document where. ``jobs`` as above.
    """
    changed = _changed(old, corpus.digests)
    if len(changed) * 2 > len(old):
        touched = _rebuild(corpus, jobs)
    else:
        touched = _change(corpus, changed, _changed(*map(_closed, (old, corpus.digests))))
    for gone in set(old).difference(corpus.digests):
        del corpus.reads[gone]
    return touched


def _changed(old: Sequence[bytes], new: Sequence[bytes]) -> list[Changed]:
    pairs = enumerate(zip_longest(old, new))
    return [(at, before, after) for at, (before, after) in pairs if before != after]


def _closed(digests: Sequence[bytes]) -> Sequence[bytes]:
    return digests[: closed(len(digests))]


def _change(corpus: Corpus, changed: Sequence[Changed], shut: Sequence[Changed]) -> dict[int, int]:
    """``shut`` are changes of the closed documents."""
    learned = dict(corpus.learned)
    touched = learning.change(corpus, changed) | _patch(corpus, changed)
    return touched | shortening.change(corpus, shut, learned)


def _rebuild(corpus: Corpus, jobs: int) -> dict[int, int]:
    from builder.index import whole  # only where much is to do

    share = jobs if len(corpus.digests) >= WORTH else 1
    counted = aside(partial(shortening.counted, corpus), share)
    entries = whole.entries([corpus.reads[one].row for one in corpus.digests], corpus.forms)
    before = set(corpus.entries)
    for number in before - entries.keys():
        del corpus.entries[number]
    corpus.entries.update(entries)
    corpus.learned.clear()
    shorts = {*corpus.found, *corpus.capitals}
    corpus.capitals = Counter(
        corpus.forms.texts[n] for d in corpus.digests for n in corpus.reads[d].capitals
    )
    touched = learning.learn(corpus, shorts.union(corpus.capitals))
    touched |= shortening.rebuild(corpus, counted())
    return touched | dict.fromkeys(before.union(corpus.entries), 0)


def _patch(corpus: Corpus, changed: Sequence[Changed]) -> dict[int, int]:
    found = {digest: _by_form(corpus, row) for digest, row in rows_of(corpus, changed).items()}
    moves: dict[int, dict[int, Sequence[int]]] = defaultdict(dict)
    for at, old, new in changed:
        before, after = found[old], found[new]
        for number in before.keys() | after.keys():
            if before.get(number) != after.get(number):
                moves[number][at] = after.get(number, ())
    for number, some in moves.items():
        put(corpus, number, some)
    return {number: min(some) for number, some in moves.items()}


def _by_form(corpus: Corpus, row: array[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for one in entries_of(corpus, row):
        found.setdefault(one >> SHIFT, []).append(one & BITS)
    return found
