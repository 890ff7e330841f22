"""What lies in a folder, by stat alone: cheap enough to look at before every build."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

Seen = tuple[str, int, int]
"""A file's path, the nanosecond of its last change, its size."""


def seen(folder: Path, suffix: str = "") -> list[Seen]:
    """Every file below the folder, by path; a folder that is not there is empty."""
    return sorted(_below(os.fspath(folder), suffix))


def _below(folder: str, suffix: str) -> Iterator[Seen]:
    try:
        found = os.scandir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return
    with found:
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path, suffix)
            elif entry.name.endswith(suffix):
                stat = entry.stat()
                yield entry.path, stat.st_mtime_ns, stat.st_size


def code(project: Path) -> list[Seen]:
    """Everything that the bytes of a site follow from, but for content and state."""
    folders = ("builder", "model", "templates", "static")
    return [one for name in folders for one in seen(project / name) if not _made(one[0])]


def _made(path: str) -> bool:
    return path.endswith(".pyc")


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
