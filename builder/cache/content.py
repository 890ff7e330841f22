"""Announcements as they were read last time, by the digest of their files.

Only valid files are kept: mistakes are told at every build.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from builder.cache import store
from builder.cache.census import SIZE, Census, digest, packages
from builder.cache.filed import Filed, Kept, Parts, filed, flat, kept, whole
from builder.cache.texts import Texts
from model.content import LABEL, Catalogue, catalogue, read
from model.problem import ContentProblem

if TYPE_CHECKING:
    from concurrent.futures import Executor

FILE = "content"
LIBRARIES = ("pydantic", "pyyaml", "tzdata")
RULES = ("model/", "builder/parts/card.py", "builder/cache/")
"""What rows follow from beside the files."""

SHARE = 200
"""Files that one task reads."""

WORTH = 600
"""Files from which on further processes pay for their start."""

SPARE = 1_000_000
"""Bytes of texts that no announcement has any more, which are always borne with."""


@dataclass(slots=True, kw_only=True)
class Shelf:
    """Rows by path from the content folder, and what was wrong with the cache itself."""

    cache: Path
    key: bytes
    texts: Texts
    rows: dict[str, Kept]
    filed: dict[str, Filed]
    moved: bool
    notes: list[str]

    def save(self) -> None:
        """For the next build, with what this one found out. Raises ``OSError``."""
        for path, one in self.filed.items():
            row = self.rows[path]
            if one.told is not row[4]:
                self.rows[path] = (*row[:4], one.told)
                self.moved = True
        if self.moved:
            value = (self.texts.path.name, self.texts.end, self.rows)
            store.save(self.cache / FILE, self.key, value)


def load(
    content: Path, census: Census, cache: Path | None = None, jobs: int = 1
) -> tuple[Catalogue, Shelf | None]:
    """The catalogue; without a cache nothing is remembered. Raises :class:`Damaged`, ``OSError``.

    The census gets the digests of files that only this reads.
    """
    found = [path for path, _ in census.below(f"content/{LABEL}/") if path.endswith(".md")]
    if cache is None:
        return _all(content, census, found, jobs), None
    shelf = _opened(cache, _key(census))
    old, shelf.rows = shelf.rows, {}
    stale = []
    for path in found:
        name, told = path.removeprefix("content/"), census.files[path][2]
        one = old.get(name)
        if one and told == one[0]:
            shelf.rows[name] = one
        else:
            stale.append(name)
    problems: list[ContentProblem] = []
    for name, (own, parts, wrong) in _read(content, census, stale, jobs):
        problems += wrong
        if parts:
            shelf.rows[name] = kept(own, parts, shelf.texts)
    shelf.moved = bool(stale) or len(shelf.rows) != len(old)
    _tidy(shelf)
    return _catalogue(content, shelf, problems), shelf


def _catalogue(content: Path, shelf: Shelf, problems: Sequence[ContentProblem]) -> Catalogue:
    texts, base = shelf.texts, os.fspath(content)
    shelf.filed = {path: filed(_stem(path), row, texts) for path, row in sorted(shelf.rows.items())}
    digests = {one.id: shelf.rows[path][0].hex() for path, one in shelf.filed.items()}
    if problems or len(digests) < len(shelf.filed):
        pairs = ((f"{base}/{path}", one) for path, one in shelf.filed.items())
        return catalogue(pairs, problems, digests)
    found = tuple(sorted(shelf.filed.values(), key=lambda one: one.id))
    return Catalogue(announcements=found, problems=(), digests=digests)


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md")


def _opened(cache: Path, key: bytes) -> Shelf:
    """What the last build left, or an empty one."""
    value, wrong = store.load(cache / FILE, key)
    if value:
        name, end, rows = value
        shelf = _shelf(cache, key, name, end)
        if shelf.texts.whole():
            shelf.rows = rows
            return shelf
        wrong = f"{shelf.texts.path}: кэш короче, чем был, делаем заново"
    for path in cache.glob("texts-*"):
        path.unlink()
    shelf = _shelf(cache, key, "texts-1", 0)
    shelf.notes += [wrong] if wrong else []
    return shelf


def _shelf(cache: Path, key: bytes, name: str, end: int) -> Shelf:
    texts = Texts(cache / name, end)
    return Shelf(cache=cache, key=key, texts=texts, rows={}, filed={}, moved=False, notes=[])


def _tidy(shelf: Shelf) -> None:
    """Leave behind the texts that nobody has any more, if they are more than the others."""
    old, used = shelf.texts, sum(row[2][1] + row[3][1] for row in shelf.rows.values())
    if old.end <= 2 * used + SPARE:
        return
    number = int(old.path.name.rpartition("-")[2]) + 1
    shelf.texts, shelf.moved = Texts(old.path.with_name(f"texts-{number}")), True
    for path, (own, first, *places, told) in shelf.rows.items():
        short, long = shelf.texts.add(map(old.get, places))
        shelf.rows[path] = (own, first, short, long, told)
    old.close()
    old.path.unlink()


def _key(census: Census) -> bytes:
    told = [line for line in packages() if line.lower().startswith(LIBRARIES)]
    rules = [one for folder in RULES for one in census.below(folder)]
    return blake2b(repr((told, rules)).encode(), digest_size=SIZE).digest()


Read = tuple[bytes, Parts | None, list[ContentProblem]]


def _read(
    content: Path, census: Census, names: Sequence[str], jobs: int
) -> Iterator[tuple[str, Read]]:
    """Each file's digest and fields; no digest if it may have changed meanwhile."""
    shares = [
        [f"{content}/{name}" for name in names[at : at + SHARE]]
        for at in range(0, len(names), SHARE)
    ]
    with _workers(jobs if len(names) >= WORTH else 1) as workers:
        told = (workers.map if workers else map)(read_share, shares)
        for name, one in zip(names, (one for share in told for one in share), strict=True):
            changed, size, _ = census.files[f"content/{name}"]
            census.files[f"content/{name}"] = (changed, size, one[0])
            yield name, one


def _workers(jobs: int) -> AbstractContextManager[Executor | None]:
    if jobs < 2:
        return nullcontext()
    from builder.writing.pool import pool

    return pool(jobs)


def read_share(paths: Iterable[str]) -> list[Read]:
    return [_parts(path) for path in paths]


def _parts(path: str) -> Read:
    before = _state(path)
    own = digest(path, before[1])
    try:
        made = read(Path(path))
    except ExceptionGroup as group:
        return own, None, [p for p in group.exceptions if isinstance(p, ContentProblem)]
    return own if _state(path) == before else b"", flat(made), []


def _state(path: str) -> tuple[int, int]:
    with suppress(OSError):
        stat = os.stat(path)  # noqa: PTH116 - many thousands
        return stat.st_mtime_ns, stat.st_size
    return 0, 0


def _all(content: Path, census: Census, found: Sequence[str], jobs: int) -> Catalogue:
    """Everything read, and nothing kept."""
    names = [path.removeprefix("content/") for path in found]
    pairs, digests, problems = [], {}, []
    for name, (own, parts, wrong) in _read(content, census, names, jobs):
        problems += wrong
        if parts:
            made = whole(_stem(name), parts)
            pairs.append((f"{content}/{name}", made))
            digests[made.id] = own.hex()
    return catalogue(pairs, problems, digests)
