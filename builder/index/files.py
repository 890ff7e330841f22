"""Writing the index: only what differs, and without looking at what is known to be the same."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from builder.cache.put import put
from builder.index.shards import Files, Part, script, version

CHUNK = 32
"""Files that are made together."""


class Written(NamedTuple):
    """A file as it was left: what it follows from, its version, and how the disk knows it."""

    said: bytes
    version: str
    size: int
    moment: int


def write(
    files: Files, out: Path, known: Mapping[str, Written]
) -> tuple[dict[str, Written], int]:  # fmt: skip
    """Bring these files to what they should be; second, how many were written."""
    found: dict[str, Written] = {}
    parts = list(files.items())
    for at in range(0, len(parts), CHUNK):
        found |= _written(parts[at : at + CHUNK], os.fspath(out), known)
    return found, sum(one is not known.get(name) for name, one in found.items())


def _written(
    parts: Sequence[tuple[str, Part]], folder: str, known: Mapping[str, Written]
) -> dict[str, Written]:
    """Step by step, and each step for all of them: one that is done again and again takes less."""
    said = [blake2b(part.said.encode(), digest_size=16).digest() for _, part in parts]
    same = [_same(folder, name, own, known) for (name, _), own in zip(parts, said, strict=True)]
    stale = [(name, part) for (name, part), old in zip(parts, same, strict=True) if not old]
    texts = [part.text().encode() for _, part in stale]
    told = [(name, version(text), text) for (name, _), text in zip(stale, texts, strict=True)]
    data = {name: (script(name, version, text), version) for name, version, text in told}
    return {
        name: old or _put(folder, name, *data[name], own, known)
        for (name, _), own, old in zip(parts, said, same, strict=True)
    }


def _same(folder: str, name: str, said: bytes, known: Mapping[str, Written]) -> Written | None:
    """A file that lies there as it was left, and follows from the same."""
    old = known.get(name)
    return old if old and old.said == said and _lies(_path(folder, name), old) else None


def _lies(path: str, old: Written) -> bool:
    try:
        told = os.stat(path)  # noqa: PTH116 - a thousand for each build
    except OSError:
        return False
    return (told.st_size, told.st_mtime_ns) == (old.size, old.moment)


def _put(
    folder: str, name: str, data: bytes, version: str, said: bytes, known: Mapping[str, Written]
) -> Written:
    path = _path(folder, name)
    if name in known or not _holds(Path(path), data):
        put(path, data)
    lies = os.stat(path)  # noqa: PTH116
    return Written(said, version, lies.st_size, lies.st_mtime_ns)


def _path(folder: str, name: str) -> str:
    return f"{folder}/{name}.js"


def _holds(path: Path, data: bytes) -> bool:
    return path.exists() and path.read_bytes() == data


def remove_others(out: Path, files: Mapping[str, object]) -> int:
    names = (name for name in os.listdir(out) if name.endswith(".js"))  # noqa: PTH208
    stale = [name for name in names if name.removesuffix(".js") not in files]
    for name in stale:
        (out / name).unlink()
    return len(stale)
