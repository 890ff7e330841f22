"""Writing the index: only what differs, and without looking at what is known to be the same."""

from __future__ import annotations

import os
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from builder.cache.put import put
from builder.index.shards import Files, script, version

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
        found |= _written(dict(parts[at : at + CHUNK]), os.fspath(out), known)
    return found, sum(one is not known.get(name) for name, one in found.items())


def _written(files: Files, folder: str, known: Mapping[str, Written]) -> dict[str, Written]:
    """Each step is done for all of the files before the next one (decision 0011)."""
    paths = {name: f"{folder}/{name}.js" for name in files}
    said = {
        name: blake2b(part.said.encode(), digest_size=16).digest() for name, part in files.items()
    }
    same = {
        name: old
        for name, own in said.items()
        if (old := known.get(name)) and old.said == own and _lies(paths[name], old)
    }
    texts = {name: part.text().encode() for name, part in files.items() if name not in same}
    versions = {name: version(text) for name, text in texts.items()}
    data = {name: script(name, versions[name], text) for name, text in texts.items()}
    for name, made in data.items():
        if name in known or not _holds(Path(paths[name]), made):
            put(paths[name], made)
    return {
        name: same.get(name) or _left(paths[name], own, versions[name])
        for name, own in said.items()
    }


def _left(path: str, said: bytes, version: str) -> Written:
    """A file as it lies there now."""
    lies = os.stat(path)  # noqa: PTH116
    return Written(said, version, lies.st_size, lies.st_mtime_ns)


def _lies(path: str, old: Written) -> bool:
    try:
        told = os.stat(path)  # noqa: PTH116 - a thousand for each build
    except OSError:
        return False
    return (told.st_size, told.st_mtime_ns) == (old.size, old.moment)


def _holds(path: Path, data: bytes) -> bool:
    return path.exists() and path.read_bytes() == data


def remove_others(out: Path, files: Mapping[str, object]) -> int:
    names = (name for name in os.listdir(out) if name.endswith(".js"))  # noqa: PTH208
    stale = [name for name in names if name.removesuffix(".js") not in files]
    for name in stale:
        (out / name).unlink()
    return len(stale)
