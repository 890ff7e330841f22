"""Files written over where nobody else has them: making one takes five to ten times as long."""

from __future__ import annotations

import os
from pathlib import Path

ANEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC


def put(path: Path | str, data: bytes) -> None:
    """Make a file, or write one over that no other site has: letting it go would take longer."""
    try:
        handle = os.open(path, ANEW, 0o666)
    except FileExistsError:
        handle = _own(path, len(data))
    try:
        done = os.write(handle, data)
        while done < len(data):
            done += os.write(handle, data[done:])
    finally:
        os.close(handle)


def _own(path: Path | str, size: int) -> int:
    """A file to be written over, or one anew in place of one that the site has too."""
    handle = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
    if os.fstat(handle).st_nlink == 1:
        os.ftruncate(handle, size)
        return handle
    os.close(handle)
    os.unlink(path)  # noqa: PTH108 - many thousands
    return os.open(path, ANEW, 0o666)
