"""From documents to the files of the index, whole or as a change to what the last build left."""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from builder.index import shards
from builder.index.corpus import Corpus, update
from builder.index.document import SearchDocument, order
from builder.index.vocabulary import (
    Stem,
    Terms,
    forms_of,
    lines,
    pack,
    place_parts,
    spellings_of,
)


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
class Memory:
    """What a build leaves for the next one."""

    key: str = ""
    corpus: Corpus = field(default_factory=Corpus)
    terms: Terms = field(default_factory=Terms)
    places: tuple[Stem, ...] = ()


def build(
    documents: Iterable[SearchDocument], out: Path, memory: Path | None = None, key: str = ""
) -> Summary:
    """Bring the folder ``out`` to what the documents say; only files that differ are written.

    ``memory`` is a file of the build's own cache, never one that others may write: with it a small
    change costs little. ``key`` stands for the code; memory of another key is not used. The bytes
    are the same with and without it.
    """
    ordered = order(documents)
    kept = _recall(memory, key)
    touched = update(kept.corpus, ordered)
    by_term = forms_of(kept.corpus)
    pack(kept.corpus, kept.terms, by_term, touched)
    files = _files(kept, ordered, by_term)
    written, removed, size = shards.write(files, out)
    if memory:
        memory.parent.mkdir(parents=True, exist_ok=True)
        memory.write_bytes(pickle.dumps(kept, protocol=5))
    return Summary(
        documents=len(ordered),
        terms=len(by_term),
        files=len(files),
        written=written,
        removed=removed,
        bytes=size,
    )


def _files(
    kept: Memory, ordered: list[SearchDocument], by_term: dict[str, list[int]]
) -> shards.Files:
    kept.places = kept.places or tuple(place_parts())
    by_stem = lines(kept.corpus, kept.terms, by_term, kept.places)
    rows = shards.rows(ordered)
    told: dict[str, object] = {}
    files: shards.Files = {}
    for made, bounds in (
        shards.terms(by_stem, shards.few(kept.terms.rare, len(ordered)), rows),
        shards.near(kept.terms),
        shards.spelling(kept.terms, {*by_stem, *spellings_of(kept.corpus, by_term)}),
        shards.blocks(rows),
        shards.real(),
    ):
        files |= made
        told |= bounds
    files |= shards.facets(ordered)
    files[shards.MANIFEST] = shards.manifest(files, told, len(ordered))
    return files


def _recall(path: Path | None, key: str) -> Memory:
    if path is None:
        return Memory(key=key)
    try:
        kept = pickle.loads(path.read_bytes())
    except (
        OSError,
        pickle.PickleError,
        EOFError,
        AttributeError,
        ImportError,
        TypeError,
        ValueError,
    ):
        return Memory(key=key)
    return kept if isinstance(kept, Memory) and kept.key == key else Memory(key=key)
