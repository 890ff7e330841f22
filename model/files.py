"""Files written whole or not at all, whoever reads them and whenever the process is killed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

PREFIX = ".part-"
"""What a file is called until it is whole."""


def write(path: Path, data: str | bytes, *, durable: bool = True) -> bool:
    """Put ``data`` in place of what ``path`` holds; false, and nothing written, if it is the same.

    ``durable`` waits until the bytes are on the disk; what can be made again need not. Raises
    ``OSError``; the old file is then still there, whole.
    """
    data = data.encode() if isinstance(data, str) else data
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=PREFIX)
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        new.chmod(0o644)
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    return True


def prune(folders: Iterable[Path]) -> None:
    """Remove what a killed process left below ``folders``."""
    for folder in folders:
        for path in folder.rglob(f"{PREFIX}*"):
            path.unlink(missing_ok=True)
