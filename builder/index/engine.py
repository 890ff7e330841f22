"""From documents to the files of the index, whole or as a change to what the last build left."""

from __future__ import annotations

import gc
import marshal
import pickle
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from builder.cache.texts import Damaged
from builder.index import columns, odds, shards, terms
from builder.index.abbreviation import Learned
from builder.index.apart import WORTH, aside
from builder.index.columns import Facts
from builder.index.corpus import Corpus
from builder.index.document import Promise, order
from builder.index.files import Written, remove_others, write
from builder.index.memory import Memory, Shelf
from builder.index.newest import newest
from builder.index.odds import Coded, Column
from builder.index.update import read_new, update
from builder.index.vocabulary import Stem, lines, of_texts, place_parts

LATER = 5
"""How nice the process is whose work is asked for last."""


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
    """What a build leaves for the next one.

    ``said`` follows from the facts of all documents, ``packed`` are columns (see odds.py).
    """

    corpus: Corpus = field(default_factory=Corpus)
    terms: Shelf[str, terms.Term] = field(default_factory=terms.shelf)
    facts: Shelf[bytes, Facts] = field(default_factory=columns.shelf)
    said: Shelf[str, Any] = field(
        default_factory=lambda: Shelf(table="said", encode=marshal.dumps, decode=marshal.loads)
    )
    packed: Shelf[str, Coded] = field(default_factory=odds.shelf)
    written: dict[str, Written] = field(default_factory=dict)

    def shelves(self) -> tuple[Shelf[Any, Any], ...]:
        return self.terms, self.facts, self.said, self.packed, *self.corpus.shelves()

    def dumps(self) -> bytes:
        """All but the shelves."""
        corpus, written = self.corpus, {name: tuple(one) for name, one in self.written.items()}
        meant = marshal.dumps(corpus.meant)
        own = corpus.digests, corpus.forms.arrays(), corpus.capitals, corpus.learned, meant
        return pickle.dumps((own, written), protocol=5)

    def loads(self, data: bytes) -> None:
        own, written = pickle.loads(data)
        corpus = self.corpus
        corpus.digests, arrays, corpus.capitals, corpus.learned, meant = own
        corpus.meant = marshal.loads(meant)
        corpus.forms.take(arrays)
        self.written = {name: Written(*one) for name, one in written.items()}


def build(
    documents: Iterable[Promise],
    out: Path,
    memory: Path | None = None,
    key: str = "",
    digests: Mapping[str, bytes] | None = None,
    jobs: int = 1,
) -> Summary:
    """Bring the folder ``out`` to what the documents say; only files that differ are written.

    ``memory`` is a file of the build's own cache, never one that others may write: with it a small
    change costs little. ``key`` stands for the code; memory of another key is not used. The bytes
    are the same with and without it. ``digests`` are the documents' by address, if they are known;
    ``jobs`` processes may be used.
    """
    ordered = order(documents)
    with _no_collector():
        return _remembered(ordered, out, memory, key, digests, jobs)


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
    ordered: list[Promise],
    out: Path,
    memory: Path | None,
    key: str,
    digests: Mapping[str, bytes] | None,
    jobs: int,
) -> Summary:
    if memory is None:
        state = State()
        return _write(_make(ordered, state, digests, jobs), out, state)
    with closing(Memory(path=memory, key=key)) as kept:
        state = State()
        try:
            if told := kept.recall(state.shelves()):
                state.loads(told)
            made = _make(ordered, state, digests, jobs)
        except Damaged:
            state = State()
            made = _make(ordered, state, digests, jobs)
        many = len(state.terms.dirty) >= terms.SHARED
        added = aside(partial(kept.add, state.shelves()), jobs if many else 1)
        summary = _write(made, out, state)
        kept.save(state.dumps(), added())
    return summary


class Made(NamedTuple):
    """What the files follow from, beside what abbreviations mean."""

    documents: int
    terms: Mapping[str, terms.Term]
    newest: Mapping[str, str]
    rows: list[str]
    facets: dict[str, str]
    places: list[Stem]


def _make(
    ordered: list[Promise], state: State, digests: Mapping[str, bytes] | None, jobs: int
) -> Made:
    """Bring the state to the documents. Raises ``Damaged``; afterwards nothing of it is read."""
    before = read_new(state.corpus, ordered, digests, state.facts, jobs)
    told_of = aside(partial(_told, state, before), jobs if len(ordered) >= WORTH else 1, LATER)
    terms.pack(state.corpus, state.terms, update(state.corpus, before, jobs), jobs)
    found = told_of()
    state.said.update(found.said)
    state.packed.update(found.packed)
    for gone in set(before).difference(state.corpus.digests):
        del state.facts[gone]
    used, said = terms.told(state.terms.all(), len(ordered)), state.said
    last = newest(state.corpus, used)
    return Made(len(ordered), used, last, said["rows"], said["facets"], said["places"])


def _write(made: Made, out: Path, state: State) -> Summary:
    out.mkdir(parents=True, exist_ok=True)
    files, told = _files(made, state.corpus.learned)
    written, changed = write(files, out, state.written)
    versions = {name: one.version for name, one in written.items()}
    manifest = {shards.MANIFEST: shards.plain(shards.manifest(versions, told, made.documents))}
    last, more = write(manifest, out, state.written)
    state.written = {**written, **last}
    return Summary(
        documents=made.documents,
        terms=len(made.terms),
        files=len(state.written),
        written=changed + more,
        removed=remove_others(out, state.written),
        bytes=sum(one.size for one in state.written.values()),
    )


class Told(NamedTuple):
    """What has changed of what follows from the facts of all documents and from the gazetteer, and
    how the columns were packed."""

    said: dict[str, Any]
    packed: dict[str, Coded]


def _told(state: State, before: list[bytes]) -> Told:
    now = state.corpus.digests
    same = len(before) == len(now) and all(
        old == digest or state.facts[old] == state.facts[digest]
        for old, digest in zip(before, now, strict=True)
    )
    said = {} if "places" in state.said else {"places": list(place_parts())}
    if same and "rows" in state.said:
        return Told(said, {})
    facts = state.facts.all()
    known = [facts[digest] for digest in now]
    packed: dict[str, Coded] = {}

    def pack_column(name: str, column: Column) -> list[object]:
        code, packed[name] = odds.pack(column, state.packed.get(name))
        return code

    facets = {name: part.said for name, part in shards.facets(known, pack_column).items()}
    return Told({**said, "rows": shards.rows(known), "facets": facets}, packed)


def _files(made: Made, learned: Learned) -> tuple[shards.Files, dict[str, object]]:
    """All files but the first, and what the first tells of them."""
    found, rows = made.terms, made.rows
    by_stem = lines(found, made.newest, learned, made.places)
    whole = {word for term in found.values() for word in term.said.whole}
    told: dict[str, object] = {}
    files: shards.Files = {}
    for some, bounds in (
        shards.terms(by_stem, shards.few(found, len(rows)), rows),
        shards.near(found),
        shards.spelling(found, whole.union(of_texts(by_stem))),
        shards.blocks(rows),
        shards.real(),
    ):
        files |= some
        told |= bounds
    files |= shards.shorts(found)
    return files | {name: shards.plain(text) for name, text in made.facets.items()}, told
