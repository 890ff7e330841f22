"""Writing the index: only what differs, and without looking at what is known to be the same."""

from __future__ import annotations

import os
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from builder.cache.put import put
from builder.index.shards import Files, script, version


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
    folder = os.fspath(out)
    for name, part in files.items():
        path = f"{folder}/{name}.js"
        said = blake2b(part.said.encode(), digest_size=16).digest()
        old = known.get(name)
        if old and old.said == said and _lies(path, old):
            found[name] = old
        else:
            found[name] = _write(path, name, part.text(), said, differs=bool(old))
    return found, sum(one is not known.get(name) for name, one in found.items())


def _lies(path: str, old: Written) -> bool:
    try:
        told = os.stat(path)  # noqa: PTH116 - a thousand for each build
    except OSError:
        return False
    return (told.st_size, told.st_mtime_ns) == (old.size, old.moment)


def _write(path: str, name: str, text: str, said: bytes, *, differs: bool) -> Written:
    told = version(text)
    data = script(name, told, text)
    if differs or not _holds(Path(path), data):
        put(path, data)
    lies = os.stat(path)  # noqa: PTH116
    return Written(said, told, lies.st_size, lies.st_mtime_ns)


def _holds(path: Path, data: bytes) -> bool:
    return path.exists() and path.read_bytes() == data


def remove_others(out: Path, files: Mapping[str, object]) -> int:
    names = (name for name in os.listdir(out) if name.endswith(".js"))  # noqa: PTH208
    stale = [name for name in names if name.removesuffix(".js") not in files]
    for name in stale:
        (out / name).unlink()
    return len(stale)
