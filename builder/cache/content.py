"""Announcements as they were read last time, by the digest of their files.

Only valid files are kept: mistakes are told at every build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from builder.cache import store
from builder.cache.census import SIZE, Census, packages
from builder.cache.filed import Filed, Kept, filed, shared
from builder.cache.reading import Follow, Share, read_all
from builder.cache.texts import Texts
from model.content import LABEL, Catalogue, catalogue, stem
from model.problem import ContentProblem

FILE = "content"
ROOT = "content/"
"""How the census begins the paths of a content folder."""

LIBRARIES = ("pydantic", "pyyaml", "tzdata")
RULES = ("model/", "builder/parts/card.py", "builder/entries.py", "builder/cache/")
"""What rows follow from beside the files."""

SPARE = 1_000_000
"""Bytes of texts that no announcement has any more, which are always borne with."""


@dataclass(slots=True, kw_only=True)
class Shelf:
    """Rows by the census's paths, and what was wrong with the cache itself.

    Without a ``cache`` nothing is remembered.
    """

    cache: Path | None
    key: bytes
    texts: Texts
    rows: dict[str, Kept]
    filed: dict[str, Filed]
    moved: bool
    notes: list[str]

    def save(self) -> None:
        """For the next build, with what this one found out. Raises ``OSError``."""
        if not (self.cache and self.texts.path):
            return
        for path, one in self.filed.items():
            row = self.rows[path]
            if one.told is not row[5]:
                self.rows[path] = (*row[:5], one.told)
                self.moved = True
        if self.moved:
            value = (self.texts.path.name, self.texts.end, self.rows)
            store.save(self.cache / FILE, self.key, value)


def load(
    content: Path,
    census: Census,
    cache: Path | None = None,
    jobs: int = 1,
    follow: Follow | None = None,
    meanwhile: Callable[[], object] = bool,
) -> tuple[Catalogue, Shelf]:
    """The catalogue, and what is remembered of it. Raises :class:`Damaged`, ``OSError``.

    The census gets the digests of files that only this reads. ``follow`` is asked of each of them.
    ``meanwhile`` is done while other processes read, if any do.
    """
    shelf = _opened(cache, _key(census)) if cache else _shelf(None, b"", None, 0)
    old, shelf.rows = shelf.rows, {}
    stale = []
    for path, told in census.below(f"content/{LABEL}/"):
        one = old.get(path)
        if one and told == one[0]:
            shelf.rows[path] = one
        elif path.endswith(".md"):
            stale.append(f"{content}/{path[len(ROOT) :]}")
    shares = read_all(stale, jobs, follow, meanwhile)
    problems = _shelved(content, census, shares, shelf)
    shelf.moved = bool(stale) or len(shelf.rows) != len(old)
    _tidy(shelf)
    return _catalogue(content, shelf, problems), shelf


def _shelved(
    content: Path, census: Census, shares: Iterable[tuple[Sequence[str], Share]], shelf: Shelf
) -> list[ContentProblem]:
    """Put rows of files on the shelf; returns what is wrong with the others."""
    problems: list[ContentProblem] = []
    base = len(f"{content}/")
    for paths, share in shares:
        at = shelf.texts.add(share.texts)
        for place, (own, first, short, long, told) in zip(paths, share.rows, strict=True):
            path = ROOT + place[base:]
            changed, size, _ = census.files[path]
            census.files[path] = (changed, size, own)
            if first is not None:
                shelf.rows[path] = (own, shared(first), at, short, long, told)
                at += short + long
        problems += share.problems
    return problems


def _catalogue(content: Path, shelf: Shelf, problems: Sequence[ContentProblem]) -> Catalogue:
    texts = shelf.texts
    shelf.filed = {path: filed(stem(path), row, texts) for path, row in sorted(shelf.rows.items())}
    digests = {one.id: shelf.rows[path][0].hex() for path, one in shelf.filed.items()}
    if problems or len(digests) < len(shelf.filed):
        pairs = ((f"{content}/{path[len(ROOT) :]}", one) for path, one in shelf.filed.items())
        return catalogue(pairs, problems, digests)
    found = tuple(sorted(shelf.filed.values(), key=lambda one: one.id))
    return Catalogue(announcements=found, problems=(), digests=digests)


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


def _shelf(cache: Path | None, key: bytes, name: str | None, end: int) -> Shelf:
    texts = Texts(cache / name if cache and name else None, end)
    return Shelf(cache=cache, key=key, texts=texts, rows={}, filed={}, moved=False, notes=[])


def _tidy(shelf: Shelf) -> None:
    """Leave behind the texts that nobody has any more, if they are more than the others."""
    old, used = shelf.texts, sum(row[3] + row[4] for row in shelf.rows.values())
    if not old.path or old.end <= 2 * used + SPARE:
        return
    number = int(old.path.name.rpartition("-")[2]) + 1
    new = Texts(old.path.with_name(f"texts-{number}"))
    for path, (own, first, at, short, long, told) in shelf.rows.items():
        moved = new.add(old.packed((at, short + long)))
        shelf.rows[path] = (own, first, moved, short, long, told)
    shelf.texts, shelf.moved = new, True
    old.close()
    old.path.unlink()


def _key(census: Census) -> bytes:
    told = [line for line in packages() if line.lower().startswith(LIBRARIES)]
    rules = [one for folder in RULES for one in census.below(folder)]
    return blake2b(repr((told, rules)).encode(), digest_size=SIZE).digest()
