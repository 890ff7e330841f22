"""Long texts of announcements, read one by one: a file that grows at its end.

Where each lies, and where the file ends, is remembered elsewhere; what a killed build left behind
that end is written over. Every text is checked when it is read.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import Any

SIZE = 16

Place = tuple[int, int]
"""Where a text begins and how long it is, in bytes."""


class Damaged(Exception):
    """The file does not hold what was put there; its message names it."""


class Texts:
    """An open file of texts, for reading and for adding to its end."""

    def __init__(self, path: Path, end: int = 0) -> None:
        """``end`` is how much of the file is known to be good. Raises ``OSError``."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path, self.end = path, end
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)

    def whole(self) -> bool:
        return os.fstat(self._file).st_size >= self.end

    def add(self, values: Iterable[Any]) -> list[Place]:
        places = []
        for value in values:
            data = marshal.dumps(value)
            data = blake2b(data, digest_size=SIZE).digest() + data
            self._put(data)
            places.append((self.end, len(data)))
            self.end += len(data)
        return places

    def _put(self, data: bytes) -> None:
        """A disk that fills up takes a part, and only then refuses."""
        done = 0
        while done < len(data):
            done += os.pwrite(self._file, data[done:], self.end + done)

    def get(self, place: Place) -> Any:
        data = os.pread(self._file, place[1], place[0])
        if blake2b(data[SIZE:], digest_size=SIZE).digest() != data[:SIZE]:
            raise Damaged(f"{self.path}: кэш повреждён, делаем заново")
        return marshal.loads(data[SIZE:])

    def close(self) -> None:
        os.close(self._file)
