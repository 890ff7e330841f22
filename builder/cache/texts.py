"""Long texts of announcements, read one by one: a file that grows at its end.

Where each lies, and where the file ends, is remembered elsewhere; what a killed build left behind
that end is written over. Every text is checked when it is read: by a short sum, for it is damage
that it tells, not ill will.
"""

from __future__ import annotations

import os
from binascii import crc32
from collections.abc import Iterable, Iterator
from pathlib import Path

SIZE = 4

WINDOW = 1 << 17
"""Bytes that are read at once where many texts are."""

Place = tuple[int, int]
"""Where a text begins and how long it is, in bytes."""


class Damaged(Exception):
    """The file does not hold what was put there; its message names it."""


def pack(data: bytes) -> bytes:
    """A text as it lies in the file."""
    return crc32(data).to_bytes(SIZE, "big") + data


class Texts:
    """An open file of texts, for reading and for adding to its end; without a path, of no name."""

    def __init__(self, path: Path | None, end: int = 0) -> None:
        """``end`` is how much of the file is known to be good. Raises ``OSError``."""
        self.path, self.end = path, end
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        else:
            from tempfile import mkstemp

            self._file, name = mkstemp()
            os.unlink(name)  # noqa: PTH108 - a name, no path

    def whole(self) -> bool:
        return os.fstat(self._file).st_size >= self.end

    def add(self, data: bytes) -> int:
        """Put packed texts at the end; returns where they begin.

        A disk that fills up takes a part, and only then refuses.
        """
        done, begin = 0, self.end
        while done < len(data):
            done += os.pwrite(self._file, data[done:], begin + done)
        self.end += done
        return begin

    def packed(self, place: Place) -> bytes:
        return os.pread(self._file, place[1], place[0])

    def get(self, place: Place) -> bytes:
        return self._checked(self.packed(place))

    def several(self, places: Iterable[Place]) -> Iterator[bytes]:
        """Many texts, asked for in the order of the file: of that, much is read at once."""
        begin = end = 0
        for at, size in places:
            if at < begin or at + size > end:
                data = self.packed((at, max(size, WINDOW)))
                begin, end = at, at + len(data)
            here = at - begin  # checked here, not by a call: many thousands
            text = data[here + SIZE : here + size]
            if crc32(text).to_bytes(SIZE, "big") != data[here : here + SIZE]:
                raise self._damaged()
            yield text

    def _checked(self, data: bytes) -> bytes:
        text = data[SIZE:]
        if crc32(text).to_bytes(SIZE, "big") != data[:SIZE]:
            raise self._damaged()
        return text

    def _damaged(self) -> Damaged:
        return Damaged(f"{self.path}: кэш повреждён, делаем заново")

    def close(self) -> None:
        os.close(self._file)
