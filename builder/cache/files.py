"""What lies in a folder, by stat alone: cheap enough to look at before every build."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

Seen = tuple[str, int, int]
"""A file's path from its folder, the nanosecond of its last change, its size."""


def seen(folder: Path, label: str = "") -> list[Seen]:
    """Every file below the folder; a folder that is not there is empty. ``label`` begins paths."""
    found: list[Seen] = []
    ahead = [(os.fspath(folder), label)]
    while ahead:
        path, base = ahead.pop()
        for entry in _lying(path):
            if entry.is_dir(follow_symlinks=False):
                ahead.append((f"{path}/{entry.name}", f"{base}{entry.name}/"))
                continue
            try:
                stat = entry.stat()
            except FileNotFoundError:
                continue  # it went while we looked, or is a link that leads nowhere
            found.append((base + entry.name, stat.st_mtime_ns, stat.st_size))
    return found


def top(folder: Path, label: str) -> list[Seen]:
    """Files that lie in the folder itself."""
    stats = [(label + one.name, one.stat()) for one in _lying(folder) if one.is_file()]
    return [(name, stat.st_mtime_ns, stat.st_size) for name, stat in stats]


def _lying(folder: Path | str) -> Iterator[os.DirEntry[str]]:
    """What lies in a folder; from the open folder a file is one name away, not the whole path."""
    try:
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        return
    try:
        with os.scandir(opened) as lying:
            yield from lying
    finally:
        os.close(opened)


def folders(root: Path, paths: Iterable[str]) -> list[tuple[str, int]]:
    """The folders that hold the paths, each with the nanosecond in which a name in it changed.

    Names that came or went show here, so not every file must be looked at.
    """
    names = {""}
    for path in paths:
        name = path.rpartition("/")[0]
        while name and name not in names:
            names.add(name)
            name = name.rpartition("/")[0]
    base = os.fspath(root)
    return [(name, os.stat(f"{base}/{name}").st_mtime_ns) for name in sorted(names)]  # noqa: PTH116
