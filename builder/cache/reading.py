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
from pathlib import Path
from typing import Any, NamedTuple

from builder.cache.census import SIZE, digest
from builder.cache.filed import Told, flat
from builder.cache.texts import pack
from model.announcement import Announcement
from model.content import SIZE_LIMIT, decoded, parse, read
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
    if jobs < 2 or len(paths) < WORTH:
        yield paths, read_share(paths, follow)
        return
    from builder.writing.pool import shared

    # What reading needs at all is made ready by the first, before anyone is forked.
    shares = [paths[:1], *(paths[at : at + SHARE] for at in range(1, len(paths), SHARE))]
    yield shares[0], read_share(shares[0], follow)
    with shared(lambda n: (n, read_share(shares[n + 1], follow)), len(shares) - 1, jobs) as found:
        meanwhile()
        yield from ((shares[n + 1], share) for n, share in found)


def read_share(paths: Sequence[str], follow: Follow | None) -> Share:
    texts: list[bytes] = []
    problems: list[ContentProblem] = []
    rows = [_row(path, follow, texts, problems) for path in paths]
    return Share(rows, b"".join(texts), problems)


def _row(
    path: str, follow: Follow | None, texts: list[bytes], problems: list[ContentProblem]
) -> Row:
    data = _bytes(path)
    own = digest(path, 0) if data is None else blake2b(data, digest_size=SIZE).digest()
    try:
        made = read(Path(path)) if data is None else parse(decoded(data, path), path)
    except ExceptionGroup as group:
        problems += [p for p in group.exceptions if isinstance(p, ContentProblem)]
        return own, None, 0, 0, None
    parts = flat(made)
    short, long = (pack(marshal.dumps(part)) for part in (parts.short, parts.long))
    texts += short, long
    told = follow(made, own.hex()) if follow else None
    return own, parts.first, len(short), len(long), told


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
