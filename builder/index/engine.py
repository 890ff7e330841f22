"""From documents to the files of the index, whole or as a change to what the last build left."""

from __future__ import annotations

import gc
import pickle
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from builder.index import columns, odds, shards
from builder.index.columns import Facts
from builder.index.corpus import Corpus, update
from builder.index.document import SearchDocument, order
from builder.index.files import Written, remove_others, write
from builder.index.lexicon import Reading
from builder.index.memory import Memory
from builder.index.odds import Coded, Column
from builder.index.terms import Terms, pack
from builder.index.vocabulary import Stem, forms_of, lines, place_parts, spellings_of

TERMS = ("postings", "near", "counts", "rare", "marks")


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Of one build: documents and terms, all files and those written or removed, all bytes."""

    documents: int
    terms: int
    files: int
    written: int
    removed: int
    bytes: int


@dataclass(slots=True, kw_only=True)
class State:
    """What a build leaves for the next one; ``packed`` are columns (see odds.py)."""

    corpus: Corpus = field(default_factory=Corpus)
    terms: Terms = field(default_factory=Terms)
    places: list[Stem] = field(default_factory=list)
    facts: dict[bytes, Facts] = field(default_factory=dict)
    packed: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    facets: dict[str, str] = field(default_factory=dict)
    written: dict[str, Written] = field(default_factory=dict)

    def dumps(self) -> bytes:
        """All but the shelves. Plain tuples: named ones are slow to take up."""
        corpus, terms = self.corpus, self.terms
        told = (
            (corpus.digests, corpus.forms, corpus.hashes, corpus.capitals, corpus.learned),
            list(map(tuple, corpus.readings)),
            (terms.postings, terms.near, terms.counts, terms.rare, terms.marks),
            self.places,
            {digest: tuple(one) for digest, one in self.facts.items()},
            (self.packed, self.facets),
            {name: tuple(one) for name, one in self.written.items()},
        )
        return pickle.dumps(told, protocol=5)

    def loads(self, data: bytes) -> None:
        own, readings, terms, self.places, facts, packed, written = pickle.loads(data)
        self.packed, self.facets = packed
        self.corpus.digests, self.corpus.forms, self.corpus.hashes, *rest = own
        self.corpus.capitals, self.corpus.learned = rest
        self.corpus.readings = list(map(Reading._make, readings))
        self.corpus.numbers = {form: at for at, form in enumerate(self.corpus.forms) if form}
        self.terms = Terms(**dict(zip(TERMS, terms, strict=True)))
        self.facts = {digest: Facts._make(one) for digest, one in facts.items()}
        self.written = {name: Written._make(one) for name, one in written.items()}


def build(
    documents: Iterable[SearchDocument],
    out: Path,
    memory: Path | None = None,
    key: str = "",
    digests: Mapping[str, bytes] | None = None,
) -> Summary:
    """Bring the folder ``out`` to what the documents say; only files that differ are written.

    ``memory`` is a file of the build's own cache, never one that others may write: with it a small
    change costs little. ``key`` stands for the code; memory of another key is not used. The bytes
    are the same with and without it. ``digests`` are the documents' by address, if they are known.
    """
    ordered = order(documents)
    with _no_collector():
        return _remembered(ordered, out, memory, key, digests)


@contextmanager
def _no_collector() -> Iterator[None]:
    """Millions of small objects and no circle among them: looking for circles costs a fifth."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _remembered(
    ordered: list[SearchDocument],
    out: Path,
    memory: Path | None,
    key: str,
    digests: Mapping[str, bytes] | None,
) -> Summary:
    if memory is None:
        return _build(ordered, out, State(), digests)
    kept, state = Memory(path=memory, key=key), State()
    try:
        if told := kept.recall(state.corpus.shelves()):
            state.loads(told)
        summary = _build(ordered, out, state, digests)
    except sqlite3.Error:  # the file is damaged
        kept, state = Memory(path=memory, key=key), State()
        summary = _build(ordered, out, state, digests)
    kept.save(state.dumps(), state.corpus.shelves())
    return summary


def _build(
    ordered: list[SearchDocument], out: Path, state: State, digests: Mapping[str, bytes] | None
) -> Summary:
    before = [state.facts[digest] for digest in state.corpus.digests]
    touched = update(state.corpus, ordered, digests)
    by_term = forms_of(state.corpus)
    pack(state.corpus, state.terms, by_term, touched)
    state.facts = {
        digest: state.facts.get(digest) or columns.facts(document)
        for digest, document in zip(state.corpus.digests, ordered, strict=True)
    }
    out.mkdir(parents=True, exist_ok=True)
    known = [state.facts[digest] for digest in state.corpus.digests]
    if not state.facets or before != known:
        state.facets = _facets(state, known)
    files, told = _files(state, known, by_term)
    written, changed = write(files, out, state.written)
    versions = {name: one.version for name, one in written.items()}
    manifest = {shards.MANIFEST: shards.plain(shards.manifest(versions, told, len(ordered)))}
    last, more = write(manifest, out, state.written)
    state.written = {**written, **last}
    return Summary(
        documents=len(ordered),
        terms=len(by_term),
        files=len(state.written),
        written=changed + more,
        removed=remove_others(out, state.written),
        bytes=sum(one.size for one in state.written.values()),
    )


def _files(
    state: State, known: list[Facts], by_term: dict[str, list[int]]
) -> tuple[shards.Files, dict[str, object]]:
    """All files but the first, and what the first tells of them."""
    state.places = state.places or list(place_parts())
    by_stem = lines(state.corpus, state.terms, by_term, state.places)
    rows = shards.rows(known)
    told: dict[str, object] = {}
    files: shards.Files = {}
    for made, bounds in (
        shards.terms(by_stem, shards.few(state.terms.rare, len(known)), rows),
        shards.near(state.terms),
        shards.spelling(state.terms, {*by_stem, *spellings_of(state.corpus, by_term)}),
        shards.blocks(rows),
        shards.real(),
    ):
        files |= made
        told |= bounds
    return files | {name: shards.plain(text) for name, text in state.facets.items()}, told


def _facets(state: State, known: list[Facts]) -> dict[str, str]:
    """The texts of the files that follow from the documents' facts alone."""

    def pack_column(name: str, column: Column) -> list[object]:
        kept = state.packed.get(name)
        packed, coded = odds.pack(column, Coded(*kept) if kept else None)
        state.packed[name] = tuple(coded)
        return packed

    return {name: part.said for name, part in shards.facets(known, pack_column).items()}
