"""All that a build reads, each file by its digest; what stands as it did is not opened again.

Times and sizes only spare the reading: a file that was touched, or checked out anew, is known by
its digest. A clock that went back, or a change within the clock's own grain, means reading too.
"""

from __future__ import annotations

import os
import sys
import time
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path

from builder.cache import store
from builder.cache.files import Seen, seen, top

FILE = "files"
SIZE = 16
LAST = chr(sys.maxunicode)
"""Comes after anything that a path may go on with."""

RACY = 2_000_000_000
"""Nanoseconds within which two changes of a file may look the same."""

CODE = ("builder", "model", "templates", "static")
"""Folders of this project that the bytes of a site follow from."""

OWN = ("state/addresses.json", "state/digest/")
"""What a build itself writes into the state folder."""

File = tuple[int, int, bytes]
"""The nanosecond of the last change, the size, the digest; it is empty if nobody read the file."""

Roots = tuple[Path, Path, Path]
"""The folders of content, state and project."""


class Census:
    """``files`` by path, which begins with «content/», «state/» or a folder of the project.

    ``name`` is that of the last census for as long as all files are the same; ``note`` tells what
    is wrong with that one. ``doubted``: a file was opened, for its time alone was not to be
    believed.
    """

    doubted = False

    def __init__(self, roots: Roots, last: bytes, note: str) -> None:
        self.files: dict[str, File] = {}
        self.roots, self.note = roots, note
        self.name = self.last = last
        self.taken = time.time_ns()
        self._sorted: list[str] = []

    def key(self, settings: Iterable[object]) -> bytes:
        """Tells apart all that a site may follow from; ``settings`` are options of the build."""
        told = repr((self.name, packages(), *map(str, settings)))
        return blake2b(told.encode("utf-8", "surrogatepass"), digest_size=SIZE).digest()

    def below(self, folder: str) -> Iterator[tuple[str, bytes]]:
        """Files below one folder, each with its digest, in order."""
        paths = self._paths()
        found = paths[bisect_left(paths, folder) : bisect_left(paths, folder + LAST)]
        return ((path, self.files[path][2]) for path in found)

    def _paths(self) -> list[str]:
        """All paths in order."""
        if not self._sorted:
            self._sorted = sorted(self.files)
        return self._sorted

    def again(self) -> None:
        """Look anew at what the build itself has written: this is another census then."""
        self.name = os.urandom(SIZE)
        for path in [path for path in self.files if path.startswith(OWN)]:
            del self.files[path]
        self._sorted = []
        for path, changed, size in _state(self.roots[1]):
            if path.startswith(OWN):
                self.files[path] = (changed, size, digest(_place(path, self.roots), size))

    def save(self, cache: Path) -> None:
        """For the next census, if that would know more by it."""
        if self.doubted or self.name != self.last:
            value = (self.taken, _spelled(self.roots), self.name, self.files)
            store.keep(cache / FILE, b"", value)


def take(cache: Path | None, roots: Roots) -> Census:
    """Announcements are left to who parses them if no census is known: all would be read twice."""
    value, note = store.load(cache / FILE, b"") if cache else (None, "")
    known: Mapping[str, File] = {}
    saved, where, last, known = value or (0, ["", "", ""], b"", known)
    census = Census(roots, last, note)
    files, moved = census.files, not known
    for here, there, found in zip(_spelled(roots), where, _all(roots), strict=True):
        trusted = saved - RACY if saved <= census.taken and here == there else 0
        for path, changed, size in found:
            one = known.get(path)
            if one and one[0] == changed < trusted and one[1] == size and one[2]:
                files[path] = one
                continue
            own = b""
            if known or not path.startswith("content/announcements/"):
                own = digest(_place(path, roots), size)
                census.doubted = True
            files[path] = (changed, size, own)
            moved = moved or not one or one[2] != own
    if moved or len(files) < len(known):
        census.name = os.urandom(SIZE)
    return census


def digest(path: str, size: int) -> bytes:
    """Of a file's bytes; empty if it cannot be read."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            data = os.read(descriptor, size + 1)
        finally:
            os.close(descriptor)
        if len(data) != size:
            data = Path(path).read_bytes()
    except OSError:
        return b""
    return blake2b(data, digest_size=SIZE).digest()


def packages() -> list[str]:
    """Installed packages with their versions, as their folders tell them."""
    found = (path for path in sys.path if path.endswith("site-packages") and Path(path).is_dir())
    return sorted(n for path in found for n in os.listdir(path) if n.endswith(".dist-info"))  # noqa: PTH208


def _all(roots: Roots) -> tuple[list[Seen], list[Seen], list[Seen]]:
    content, state, project = roots
    lying = (one for name in CODE for one in seen(project / name, f"{name}/"))
    code = [one for one in lying if not one[0].endswith(".pyc")]
    return seen(content, "content/"), list(_state(state)), code


def _state(state: Path) -> Iterator[Seen]:
    """What a build reads there; what the scraper keeps lies deeper."""
    yield from top(state, "state/")
    yield from seen(state / "digest", "state/digest/")


def _place(path: str, roots: Roots) -> str:
    folder, _, below = path.partition("/")
    match folder:
        case "content":
            return f"{roots[0]}/{below}"
        case "state":
            return f"{roots[1]}/{below}"
    return f"{roots[2]}/{path}"


def _spelled(roots: Roots) -> list[str]:
    return [os.path.abspath(root) for root in roots]  # noqa: PTH100
