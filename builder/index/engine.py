"""From documents to the files of the index, whole or as a change to what the last build left."""

from __future__ import annotations

import gc
import marshal
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from builder.cache.texts import Damaged
from builder.index import columns, odds, shards, terms
from builder.index.apart import WORTH, aside
from builder.index.columns import Facts
from builder.index.corpus import Corpus
from builder.index.document import Ask, Promise, order
from builder.index.files import Written, remove_others, write
from builder.index.glossary import meant
from builder.index.memory import Memory, Shelf
from builder.index.newest import newest
from builder.index.odds import Coded, Column
from builder.index.places import parts
from builder.index.update import read_new, update
from builder.index.vocabulary import lines, of_texts

Where = Callable[[], Path]
"""Waits until a folder is ready to be written to, and tells it."""


class Into(NamedTuple):
    """Where the files belong, and whom to tell when they are written."""

    where: Where
    done: Callable[[], None] = lambda: None


LASTING: list[object] = []
"""What the last build was made of: a process that ends after it need not take it apart."""

LATER = 5
"""How nice the process is whose work is asked for last, where all is made anew."""


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
    documents: Iterable[Promise] | Ask,
    out: Path | Into,
    memory: Path | None = None,
    key: str = "",
    jobs: int = 1,
) -> Summary:
    """Bring the folder ``out`` to what the documents say; only files that differ are written.

    It may be one that is not ready yet: all that needs no folder is done before it is asked for;
    who wants the files is told before anything is remembered.

    ``memory`` is a file of the build's own cache, never one that others may write: with it a small
    change costs little. ``key`` stands for the code; memory of another key is not used. The bytes
    are the same with and without it. Documents that are asked for are so when what the last build
    left has been read. ``jobs`` processes may be used.
    """
    into = out if isinstance(out, Into) else Into(lambda: out)
    with _no_collector():
        return _remembered(documents, into, memory, key, jobs)


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
    documents: Iterable[Promise] | Ask, into: Into, memory: Path | None, key: str, jobs: int
) -> Summary:
    ask: Ask = documents if callable(documents) else lambda known: documents
    if memory is None:
        state = State()
        return _write(_make(order(ask(())), state, jobs), into, state)
    with closing(Memory(path=memory, key=key)) as kept:
        try:
            state = _recalled(kept, waiting=ask is documents)
            made = _make(order(ask(state.corpus.digests)), state, jobs)
        except Damaged:
            state = State()
            made = _make(order(ask(())), state, jobs)
        many = len(state.terms.dirty) >= terms.SHARED
        added = aside(partial(kept.add, state.shelves()), jobs if many else 1)
        summary = _write(made, into, state)
        kept.save(state.dumps(), added())
    LASTING[:] = [state, made]
    return summary


def _recalled(kept: Memory, *, waiting: bool) -> State:
    """What the last build left, with all terms, which every build needs; ``waiting`` for the
    documents leaves time to read all facts, which most do.
    """
    state = State()
    if told := kept.recall(state.shelves()):
        state.loads(told)
        state.terms.all()
        if waiting:
            state.facts.all()
    return state


class Made(NamedTuple):
    """What the files follow from: those of words, and where each begins; terms and their lines;
    what is said by the facts of all documents.
    """

    documents: int
    files: shards.Files
    told: dict[str, object]
    terms: Mapping[str, terms.Term]
    lines: Mapping[str, str]
    said: Mapping[str, Any]


def _make(ordered: list[Promise], state: State, jobs: int) -> Made:
    """Bring the state to the documents. Raises ``Damaged``; afterwards nothing of it is read."""
    before = read_new(state.corpus, ordered, state.facts, jobs)
    other = jobs if len(ordered) >= WORTH else 1
    told_of = cache(aside(partial(_told, state, before), other, 0 if before else LATER))
    terms.pack(state.corpus, state.terms, update(state.corpus, before, jobs), jobs)
    used = terms.told(state.terms.all(), len(ordered))
    if "glossary" not in state.said:
        state.said["glossary"] = meant()
    known = parts(), state.said["glossary"]
    by_stem = lines(used, state.corpus.learned, *known, newest(state.corpus, used))
    files, told = _of_words(used, by_stem)
    found = told_of()
    state.said.update(found.said)
    state.packed.update(found.packed)
    for gone in set(before).difference(state.corpus.digests):
        del state.facts[gone]
    return Made(len(ordered), files, told, used, by_stem, state.said)


def _of_words(
    used: Mapping[str, terms.Term], by_stem: Mapping[str, str]
) -> tuple[shards.Files, dict[str, object]]:
    """The files that know no document, and what the first file tells of them."""
    whole = {word for term in used.values() for word in term.said.whole}
    found = (
        shards.near(used),
        shards.spelling(used, whole.union(of_texts(by_stem))),
        shards.real(),
    )
    return _joined(found, shards.shorts(used))


def _with_rows(made: Made) -> tuple[shards.Files, dict[str, object]]:
    """All files but the first, and what that tells of them."""
    rows = made.said["rows"]
    found = (
        shards.terms(made.lines, shards.few(made.terms, len(rows)), rows),
        shards.blocks(rows),
        (made.files, made.told),
    )
    facets = {name: shards.plain(text) for name, text in made.said["facets"].items()}
    return _joined(found, facets)


def _joined(
    found: Iterable[tuple[shards.Files, Mapping[str, object]]], files: shards.Files
) -> tuple[shards.Files, dict[str, object]]:
    told: dict[str, object] = {}
    for some, bounds in found:
        files |= some
        told |= bounds
    return files, told


def _write(made: Made, into: Into, state: State) -> Summary:
    files, told = _with_rows(made)
    out = into.where()
    out.mkdir(parents=True, exist_ok=True)
    written, changed = write(files, out, state.written)
    versions = {name: one.version for name, one in written.items()}
    manifest = {shards.MANIFEST: shards.plain(shards.manifest(versions, told, made.documents))}
    last, more = write(manifest, out, state.written)
    state.written = {**written, **last}
    removed = remove_others(out, state.written)
    into.done()
    return Summary(
        documents=made.documents,
        terms=len(made.terms),
        files=len(state.written),
        written=changed + more,
        removed=removed,
        bytes=sum(one.size for one in state.written.values()),
    )


class Told(NamedTuple):
    """What has changed of what follows from the facts of all documents, and how the columns were
    packed."""

    said: dict[str, Any]
    packed: dict[str, Coded]


def _told(state: State, before: list[bytes]) -> Told:
    now = state.corpus.digests
    same = len(before) == len(now) and all(
        old == digest or state.facts[old] == state.facts[digest]
        for old, digest in zip(before, now, strict=True)
    )
    if same and "rows" in state.said:
        return Told({}, {})
    facts = state.facts.all()
    known = [facts[digest] for digest in now]
    packed: dict[str, Coded] = {}

    def pack_column(name: str, column: Column) -> list[object]:
        code, packed[name] = odds.pack(column, state.packed.get(name))
        return code

    facets = {name: part.said for name, part in shards.facets(known, pack_column).items()}
    return Told({"rows": shards.rows(known), "facets": facets}, packed)
