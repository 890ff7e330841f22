"""Announcements as they were read last time, by the digest of their files.

A file whose time and size are as they were is not opened; one that was only touched, or checked out
anew, is known by its digest. Only valid files are kept: mistakes are told at every build.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Sequence
from contextlib import nullcontext, suppress
from dataclasses import fields
from datetime import date, datetime
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from builder.cache import store
from builder.cache.files import seen
from builder.writing.pool import pool
from model.announcement import Announcement, Format, Kind, Stage
from model.content import LABEL, Catalogue, catalogue, read
from model.problem import ContentProblem

FILE = "content"
MODEL = Path(__file__).parents[2] / "model"
RACY = 2_000_000_000
"""Nanoseconds before the last save in which a file may have changed unseen."""

SHARE = 200
"""Files that one task reads."""

WORTH = 600
"""Files from which on further processes pay for their start."""

TYPES = {field.name: str(field.type) for field in fields(Announcement)}
NAMES = tuple(TYPES)
DAYS = tuple(n for n, name in enumerate(NAMES) if "Day" in TYPES[name])
ENUMS = tuple(
    (n, kind)
    for n, name in enumerate(NAMES)
    for kind in (Kind, Stage, Format)
    if kind.__name__ in TYPES[name]
)


class Kept(NamedTuple):
    """One file. ``row`` has the announcement's values in plain types."""

    changed: int
    size: int
    digest: bytes
    row: tuple[Any, ...]


def load(content: Path, folder: Path | None, jobs: int = 1) -> tuple[Catalogue, list[str]]:
    """The catalogue, and what is wrong with the cache in ``folder``; ``None`` keeps none."""
    key = _key()
    value, wrong = store.load(folder / FILE, key) if folder else (None, "")
    saved, known = value or (0, {})
    old = {path: Kept(*row) for path, row in known.items()}
    found = seen(content / LABEL, ".md")
    base = len(os.fspath(content)) + 1
    kept: dict[str, Kept] = {}
    stale = []
    for path, changed, size in found:
        one = old.get(path[base:])
        if one and (one.changed, one.size) == (changed, size) and changed < saved - RACY:
            kept[path] = one
        else:
            stale.append((path, changed, size, one))
    problems = _bring(stale, kept, jobs)
    notes = [wrong] if wrong else []
    if folder and (stale or len(kept) != len(old)):
        told = {path[base:]: tuple(one) for path, one in kept.items()}
        try:
            store.save(folder / FILE, key, (time.time_ns(), told))
        except OSError as error:
            notes.append(f"{folder}: кэш не записан: {error.strerror}")
    pairs = [(path, announcement(one.row)) for path, one in sorted(kept.items())]
    digests = {made.id: kept[path].digest.hex() for path, made in pairs}
    return catalogue(pairs, problems, digests), notes


def _bring(
    stale: Sequence[tuple[str, int, int, Kept | None]],
    kept: dict[str, Kept],
    jobs: int,
) -> list[ContentProblem]:
    """Read what is not known by its time; what turns out the same is not parsed."""
    problems: list[ContentProblem] = []
    asked = [(path, one.digest if one else b"") for path, _, _, one in stale]
    shares = [asked[at : at + SHARE] for at in range(0, len(asked), SHARE)]
    with pool(jobs) if jobs > 1 and len(asked) >= WORTH else nullcontext() as workers:
        run = workers.map if workers else map
        told = [one for share in run(read_share, shares) for one in share]
    for (path, changed, size, one), (digest, row, wrong) in zip(stale, told, strict=True):
        if one and row is None and not wrong:
            kept[path] = one._replace(changed=changed, size=size)
        elif row is not None:
            kept[path] = Kept(changed, size, digest, row)
        problems += wrong
    return problems


def _key() -> bytes:
    """What rows follow from beside their files: the model and what validates it."""
    state = blake2b(version("pydantic").encode() + version("PyYAML").encode(), digest_size=16)
    for path in sorted(MODEL.glob("*.*")):
        state.update(path.read_bytes())
    return state.digest()


Read = tuple[bytes, tuple[Any, ...] | None, list[ContentProblem]]


def read_share(asked: Iterable[tuple[str, bytes]]) -> list[Read]:
    return [_read(path, digest) for path, digest in asked]


def _read(path: str, digest: bytes) -> Read:
    """Digest and row of a file; no row if the digest is the same, or there are problems."""
    own = b""
    with suppress(OSError), open(path, "rb") as file:  # noqa: PTH123 - many thousands
        own = blake2b(file.read(), digest_size=16).digest()
    if own and own == digest:
        return own, None, []
    try:
        return own, row(read(Path(path))), []
    except ExceptionGroup as group:
        return own, None, [p for p in group.exceptions if isinstance(p, ContentProblem)]


def row(one: Announcement) -> tuple[Any, ...]:
    return tuple(_flat(getattr(one, name)) for name in NAMES)


def _flat(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Kind | Stage | Format) else value


def announcement(row: Sequence[Any]) -> Announcement:
    values = list(row)
    for n in DAYS:
        if told := values[n]:
            values[n] = (
                date.fromisoformat(told) if len(told) == 10 else datetime.fromisoformat(told)
            )
    for n, kind in ENUMS:
        if values[n]:
            values[n] = kind(values[n])
    return Announcement(**dict(zip(NAMES, values, strict=True)))
