"""The newest documents, found by what their phrases may be shortened to.

What a phrase may be shortened to is learned from the closed documents only (see corpus.py), so that
20 new ones leave the lists of thousands of short forms as they are. The newest have lists of their
own beside those, made anew by every build.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from builder.index.corpus import Corpus, closed
from builder.index.document import WEAK
from builder.index.packing import alone
from builder.index.phrases import phrases
from builder.index.terms import Term


def newest(corpus: Corpus, terms: Mapping[str, Term]) -> dict[str, str]:
    """By term, the packed list of those of the newest documents that have what it is short for."""
    first = closed(len(corpus.digests))
    found: dict[str, list[int]] = defaultdict(list)
    for at, keys in enumerate(_keys(corpus, corpus.digests[first:]), first):
        for term in {term for one in corpus.meant.keys() & keys for term in corpus.meant[one]}:
            found[term].append(at)
    packed = cache(alone)
    return {
        term: packed(tuple(documents), WEAK, terms[term].told())
        for term, documents in found.items()
        if term in terms
    }


def _keys(corpus: Corpus, digests: Sequence[bytes]) -> Iterator[array[int]]:
    """The keys of each document's phrases, kept as long as it is one of the newest."""
    for gone in corpus.keys.keys() - set(digests):
        del corpus.keys[gone]
    for digest in digests:
        keys = corpus.keys.get(digest)
        if keys is None:
            row = corpus.reads[digest].row
            keys = corpus.keys[digest] = array("Q", phrases(row, corpus.forms))
        yield keys
