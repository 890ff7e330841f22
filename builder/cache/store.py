"""A cache's file: plain values under a key, whole or not there at all.

What is damaged, cut short or written by another version is no cache: it is told and made anew.
"""

from __future__ import annotations

import marshal
import os
import sys
from binascii import crc32
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

MAGIC = b"kadrovy-radar cache 3\n"
SIZE, SUM = 16, 4


def load(path: Path, key: bytes) -> tuple[Any, str]:
    """The value, or ``None``; and what is wrong with the file, empty if nothing is."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None, ""
    except OSError as error:
        return None, f"{path}: кэш не читается ({error.strerror}), делаем заново"
    body = len(MAGIC) + SIZE + SUM
    if not data.startswith(MAGIC) or len(data) < body:
        return None, f"{path}: это не наш кэш, делаем заново"
    if data[len(MAGIC) : len(MAGIC) + SIZE] != _key(key):
        return None, f"{path}: кэш от другой версии, делаем заново"
    payload = memoryview(data)[body:]
    if data[body - SUM : body] != _sum(payload):
        return None, f"{path}: кэш повреждён, делаем заново"
    return marshal.loads(payload), ""


def save(path: Path, key: bytes, value: Any) -> None:
    """Put the value in place of what the file holds, in one step. Raises ``OSError``."""
    payload = marshal.dumps(value)
    head = MAGIC + _key(key) + _sum(payload)
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with new.open("wb") as file:
            file.write(head)
            file.write(payload)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def keep(path: Path, key: bytes, value: Any) -> None:
    """:func:`save` for what a build can do without: that it could not be kept is told."""
    try:
        save(path, key, value)
    except OSError as error:
        told = f"{path}: кэш не сохранён ({error.strerror}), следующая сборка займёт больше времени"
        print(told, file=sys.stderr)  # noqa: T201


def recall(path: Path, key: bytes) -> Any:
    """:func:`load` for what nobody else will tell of: what is no cache is told, and removed."""
    value, wrong = load(path, key)
    if wrong:
        drop(path, wrong)
    return value


def drop(path: Path, wrong: str) -> None:
    """Tell what is wrong with a cache, and remove it: it is told once."""
    print(wrong, file=sys.stderr)  # noqa: T201
    with suppress(OSError):
        path.unlink()


def _sum(payload: bytes | memoryview) -> bytes:
    """A short one, for it is damage that it tells, not ill will."""
    return crc32(payload).to_bytes(SUM, "big")


def _key(key: bytes) -> bytes:
    return blake2b(key + sys.version.encode(), digest_size=SIZE).digest()
