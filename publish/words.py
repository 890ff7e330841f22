"""The night job's Russian: names of steps, gates and states, reasons of the disk."""

from __future__ import annotations

import errno
from functools import cache
from pathlib import Path
from typing import Any

from model.table import parsed

TABLE = Path(__file__).with_name("words.toml")


@cache
def table() -> dict[str, Any]:
    return parsed(TABLE)


def state(name: str) -> str:
    """What a source's state means; an unknown one says itself."""
    return str(table()["states"].get(name, {}).get("says", name))


def mend(name: str) -> str:
    return str(table()["states"].get(name, {}).get("mend", ""))


def plural(number: int, one: str, few: str, many: str) -> str:
    """A number with its noun: 1 файл, 2 файла, 5 файлов."""
    last, two = number % 10, number % 100
    word = many
    if two not in range(11, 15):
        word = one if last == 1 else few if last in (2, 3, 4) else many
    return f"{number} {word}"


def disk(error: OSError) -> str:
    """Why the disk refused, and where."""
    name = errno.errorcode.get(error.errno or 0, "")
    said = table()["disk"].get(name) or error.strerror or str(error)
    return f"{error.filename}: {said}" if error.filename else str(said)
