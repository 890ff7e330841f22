"""Files of announcements to rows of the cache, in one process or in several.

Whoever reads a file also finds out what follows from it and packs its texts: the process that
gathers them does the least.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from builder.cache.census import SIZE, digest
from builder.cache.filed import Parts, Told, flat
from builder.cache.texts import pack
from model.announcement import Announcement
from model.content import SIZE_LIMIT, decoded, said, split, typed, whole
from model.problem import ContentProblem

SHARE = 100
"""Files that one task reads."""

WORTH = 600
"""Files from which on further processes pay for their start."""

Follow = Callable[[Announcement, str], Told]
"""What follows from an announcement on a day; the text is the digest of its file."""


Row = tuple[bytes, tuple[Any, ...] | None, int, int, Told | None]
"""One file: its digest, its first fields (``None`` if it is not valid), how long its packed short
and long texts are, what follows from it.
"""


class Share(NamedTuple):
    """Some files in order; ``texts`` are those of all of them, the short before the long ones."""

    rows: list[Row]
    texts: bytes
    problems: list[ContentProblem]


def read_all(
    paths: Sequence[str], jobs: int, follow: Follow | None, meanwhile: Callable[[], object]
) -> Iterator[tuple[Sequence[str], Share]]:
    """Some of the paths with what they hold, as they come; ``meanwhile`` as others read them."""
    # What reading needs at all is made ready by the first, before anyone is forked.
    shares = [paths[:1], *(paths[at : at + SHARE] for at in range(1, len(paths), SHARE))]
    if jobs < 2 or len(paths) < WORTH:
        yield from ((share, read_share(share, follow)) for share in shares)
        return
    from builder.writing.pool import shared

    yield shares[0], read_share(shares[0], follow)
    with shared(lambda n: (n, read_share(shares[n + 1], follow)), len(shares) - 1, jobs) as found:
        meanwhile()
        yield from ((shares[n + 1], share) for n, share in found)


def read_share(paths: Sequence[str], follow: Follow | None) -> Share:
    """Each step is done for all of the files before the next one (decision 0011)."""
    problems: list[ContentProblem] = []
    data = [_bytes(path) for path in paths]
    marks = [_digest(*one) for one in zip(paths, data, strict=True)]
    made = _announcements(paths, data, problems)
    del data
    parts = [flat(one) if one else None for one in made]
    packed = [_packed(one) for one in parts]
    told = [
        follow(one, mark.hex()) if follow and one else None
        for one, mark in zip(made, marks, strict=True)
    ]
    rows: list[Row] = [
        (mark, one.first if one else None, len(short), len(long), then)
        for mark, one, (short, long), then in zip(marks, parts, packed, told, strict=True)
    ]
    return Share(rows, b"".join(chain.from_iterable(packed)), problems)


def _digest(path: str, data: bytes | None) -> bytes:
    return digest(path, 0) if data is None else blake2b(data, digest_size=SIZE).digest()


def _announcements(
    paths: Sequence[str], data: Sequence[bytes | None], problems: list[ContentProblem]
) -> list[Announcement | None]:
    """Nothing in place of a file with mistakes, which are added to the ``problems``."""
    found: list[Any] = list(data)
    right: Sequence[int] = range(len(paths))
    for step in STEPS:
        for at in right:
            try:
                found[at] = step(found[at], paths[at])
            except ExceptionGroup as group:
                problems += [p for p in group.exceptions if isinstance(p, ContentProblem)]
                found[at] = None
        right = [at for at in right if found[at] is not None]
    return found


def _there(data: bytes | None, path: str) -> bytes:
    """A file that was not read is read in a way that tells why."""
    return whole(Path(path)) if data is None else data


STEPS: tuple[Callable[[Any, str], Any], ...] = (_there, decoded, split, said, typed)
"""From a file's bytes to an announcement."""


def _packed(parts: Parts | None) -> tuple[bytes, bytes]:
    """The short texts and the long ones."""
    if parts is None:
        return b"", b""
    return pack(marshal.dumps(parts.short)), pack(marshal.dumps(parts.long))


def _bytes(path: str) -> bytes | None:
    """All of a file; ``None`` if it is too large or cannot be read."""
    with suppress(OSError):
        file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            size = os.fstat(file).st_size
            data = os.read(file, size + 1) if size <= SIZE_LIMIT else b""
            return data if len(data) == size else None
        finally:
            os.close(file)
    return None
