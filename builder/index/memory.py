"""What a build leaves for the next one: tables of a file, of which only what is needed is read.

A file of another key (other code, other words) or one that is damaged is an empty one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any, Generic, TypeVar

Key = TypeVar("Key", bound="str | int | bytes")
Value = TypeVar("Value")
WAIT = 0.2
"""Seconds for which another build is waited for."""


@dataclass(slots=True, kw_only=True, eq=False)
class Shelf(MutableMapping[Key, Value], Generic[Key, Value]):
    """A mapping whose values are read from a table when they are asked for.

    ``held`` are the values that were read or set, ``None`` for what is no more; ``dirty`` the keys
    of those to write; ``whole``: nothing of the table is left to be read.
    """

    table: str
    encode: Callable[[Value], bytes]
    decode: Callable[[bytes], Value]
    base: sqlite3.Connection | None = None
    held: dict[Key, Value | None] = field(default_factory=dict)
    dirty: set[Key] = field(default_factory=set)
    whole: bool = True

    def open(self, base: sqlite3.Connection) -> None:
        """Take up what the table has. Raises ``sqlite3.Error`` if there is none."""
        base.execute(f"SELECT value FROM {self.table} LIMIT 1")
        self.base, self.whole = base, False

    def save(self, base: sqlite3.Connection) -> None:
        """Write what has changed, all of it if the table is another one than was read."""
        base.execute(f"CREATE TABLE IF NOT EXISTS {self.table} (key PRIMARY KEY, value BLOB)")
        changed = [(key, self.held[key]) for key in self.dirty]
        gone = [(key,) for key, value in changed if value is None]
        base.executemany(f"DELETE FROM {self.table} WHERE key = ?", gone)
        rows = [(key, self.encode(value)) for key, value in changed if value is not None]
        base.executemany(f"INSERT OR REPLACE INTO {self.table} VALUES (?, ?)", rows)
        self.dirty = set()

    def all(self) -> dict[Key, Value]:
        """Everything, read at once."""
        if not self.whole and self.base:
            for key, value in self.base.execute(f"SELECT key, value FROM {self.table}"):
                if key not in self.held:
                    self.held[key] = self.decode(value)
            self.whole = True
        return {key: value for key, value in self.held.items() if value is not None}

    def __getitem__(self, key: Key) -> Value:
        value = self.held.get(key)
        if value is None and not self.whole and self.base and key not in self.held:
            query = f"SELECT value FROM {self.table} WHERE key = ?"
            row = self.base.execute(query, (key,)).fetchone()
            value = self.held[key] = self.decode(row[0]) if row else None
        if value is None:
            raise KeyError(key)
        return value

    def __setitem__(self, key: Key, value: Value) -> None:
        self.held[key] = value
        self.dirty.add(key)

    def __delitem__(self, key: Key) -> None:
        self.held[key] = None
        self.dirty.add(key)

    def __iter__(self) -> Iterator[Key]:
        return iter(self.all())

    def __len__(self) -> int:
        return len(self.all())


@dataclass(slots=True, kw_only=True)
class Memory:
    """The file itself. Who has it open has it alone: another build at the same time goes without.

    ``key`` stands for the code and the words that what is remembered follows from.
    """

    path: Path
    key: str
    base: sqlite3.Connection | None = None
    told: bytes = b""
    busy: bool = False

    def recall(self, shelves: Iterable[Shelf[Any, Any]]) -> bytes:
        """What :meth:`save` was told, the shelves being as they were then; or nothing."""
        if self.path.is_file():
            with suppress(sqlite3.DatabaseError, TypeError):
                self.base = sqlite3.connect(self.path, timeout=WAIT, isolation_level=None)
                try:
                    self.base.execute("BEGIN IMMEDIATE")
                except sqlite3.OperationalError:
                    self.busy = True
                    raise
                key, told, digest = self.base.execute("SELECT * FROM state").fetchone()
                if key == self.key and digest == _digest(told):
                    for shelf in shelves:
                        shelf.open(self.base)
                    self.told = told
        return self.told

    def save(self, told: bytes, shelves: Iterable[Shelf[Any, Any]]) -> None:
        """Keep it for the next build. What cannot be kept is only slower to make again."""
        if self.busy:
            return
        with suppress(sqlite3.Error, OSError):
            base = self.base if self.told and self.base else self._created()
            if told != self.told:
                base.execute("DELETE FROM state")
                base.execute("INSERT INTO state VALUES (?, ?, ?)", (self.key, told, _digest(told)))
            for shelf in shelves:
                shelf.save(base)
            base.execute("COMMIT")
            base.close()

    def _created(self) -> sqlite3.Connection:
        """An empty one in the place of whatever lies there."""
        if self.base:
            self.base.close()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.unlink(missing_ok=True)
        base = sqlite3.connect(self.path, timeout=WAIT, isolation_level=None)
        base.execute("BEGIN IMMEDIATE")
        base.execute("CREATE TABLE state (key, told, digest)")
        return base


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).digest()
