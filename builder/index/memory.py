"""What a build leaves for the next one: tables of a file, of which only what is needed is read.

Values are added at the end of the file; where each lies is told by a list in a file of its own,
which is replaced in one step: who is broken off leaves what was there. A list of another key (other
code, other words) is an empty one.
"""

from __future__ import annotations

import fcntl
import marshal
from array import array
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Generic, TypeVar

from builder.cache import store
from builder.cache.texts import Place, Texts, pack

Key = TypeVar("Key", bound="str | int | bytes")
Value = TypeVar("Value")

LENGTH = 30
"""Bits of a value's length in the number that tells its place; those above tell where it begins."""

LENGTHS = (1 << LENGTH) - 1

SPARE = 1 << 22
"""Bytes of values that count no more, which are always borne with."""

BATCH = 1 << 20
NOWHERE = "there are places only in a file"

Added = tuple[str, int, list[tuple[bytes, int]]]
"""The file's name, where what counts in it ends, and where everything lies."""


@dataclass(slots=True, kw_only=True, eq=False)
class Shelf(MutableMapping[Key, Value], Generic[Key, Value]):
    """A mapping whose values are read from the file when they are asked for.

    ``held`` are those that were read or set, ``dirty`` the keys of those to write. Where the others
    lie is ``told``, and unpacked when the first is asked for; ``used`` are the bytes that all took
    in the file. Raises :class:`builder.cache.texts.Damaged`.
    """

    table: str
    encode: Callable[[Value], bytes]
    decode: Callable[[bytes], Value]
    texts: Texts | None = None
    told: bytes = b""
    used: int = 0
    known: dict[Key, int] | None = None
    held: dict[Key, Value] = field(default_factory=dict)
    dirty: set[Key] = field(default_factory=set)

    def open(self, texts: Texts, told: bytes, used: int) -> None:
        self.texts, self.told, self.used, self.known = texts, told, used, None

    def listed(self) -> tuple[bytes, int]:
        """What it is opened with next time."""
        if not self.told:
            self.used = sum(place & LENGTHS for place in self.places.values())
            numbers = array("Q", self.places.values()).tobytes()
            self.told = marshal.dumps((list(self.places), numbers))
        return self.told, self.used

    @property
    def places(self) -> dict[Key, int]:
        """Where values lie in the file."""
        if self.known is None:
            keys, numbers = marshal.loads(self.told) if self.told else ((), b"")
            self.known = dict(zip(keys, array("Q", numbers), strict=True))
        return self.known

    def save(self, texts: Texts) -> None:
        """Add what has changed, all of it to another file than it was read from."""
        keys = self.dirty if texts is self.texts else {**self.places, **self.held}
        if not keys:
            return
        batch, at, places = [], texts.end, self.places
        self.told = b""
        for key in keys:
            data = self._packed(key)
            places[key] = at << LENGTH | len(data)
            at += len(data)
            batch.append(data)
            if at - texts.end > BATCH:
                texts.add(b"".join(batch))
                batch.clear()
        texts.add(b"".join(batch))

    def _packed(self, key: Key) -> bytes:
        if key in self.dirty:
            return pack(self.encode(self.held[key]))
        assert self.texts, NOWHERE
        return self.texts.packed(self._place(key))

    def _place(self, key: Key) -> Place:
        place = self.places[key]
        return place >> LENGTH, place & LENGTHS

    def all(self) -> dict[Key, Value]:
        """Everything, read at once."""
        places, held = self.places, self.held
        missing = sorted((key for key in places if key not in held), key=places.__getitem__)
        if missing:
            assert self.texts, NOWHERE
            there = map(places.__getitem__, missing)
            values = self.texts.several([(at >> LENGTH, at & LENGTHS) for at in there])
            self.held.update(zip(missing, map(self.decode, values), strict=True))
        return self.held.copy()

    def _read(self, key: Key) -> Value:
        place = self._place(key)
        assert self.texts, NOWHERE
        return self.decode(self.texts.get(place))

    def get(self, key: Key, default: Any = None) -> Any:
        value = self.held.get(key)
        if value is None and key in self.places:
            value = self.held[key] = self._read(key)
        return default if value is None else value

    def __getitem__(self, key: Key) -> Value:
        value = self.held.get(key)
        if value is None:
            value = self.held[key] = self._read(key)
        return value

    def __setitem__(self, key: Key, value: Value) -> None:
        self.held[key] = value
        self.dirty.add(key)

    def __delitem__(self, key: Key) -> None:
        self.held.pop(key, None)
        self.places.pop(key, None)
        self.told = b""
        self.dirty.discard(key)

    def __contains__(self, key: object) -> bool:
        return key in self.held or key in self.places

    def __iter__(self) -> Iterator[Key]:
        return iter({**self.places, **self.held})

    def __len__(self) -> int:
        return len({**self.places, **self.held})


@dataclass(slots=True, kw_only=True)
class Memory:
    """List and file. Who has them open has them alone: another build at the same time goes without.

    ``key`` stands for the code and the words that what is remembered follows from.
    """

    path: Path
    key: str
    texts: Texts | None = None
    opened: list[Texts | BinaryIO] = field(default_factory=list)
    busy: bool = False

    def recall(self, shelves: Sequence[Shelf[Any, Any]]) -> bytes:
        """What :meth:`save` was told, the shelves being as they were then; or nothing."""
        self.busy = self.path.is_file() and not self._locked()
        value = None if self.busy else store.recall(self.path, self.key.encode())
        if not value:
            return b""
        told, name, end, listed = value
        self.texts = self._open(self.path.with_name(name), end)
        if not self.texts.whole():
            store.drop(self.path, f"{self.texts.path}: кэш короче, чем был, делаем заново")
            return b""
        for shelf, (places, used) in zip(shelves, listed, strict=True):
            shelf.open(self.texts, places, used)
        return bytes(told)

    def _locked(self) -> bool:
        file = self.path.open("rb")
        self.opened.append(file)
        with suppress(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        return False

    def _open(self, path: Path, end: int = 0) -> Texts:
        texts = Texts(path, end)
        self.opened.append(texts)
        return texts

    def add(self, shelves: Sequence[Shelf[Any, Any]]) -> Added | None:
        """Put what has changed into the file; nothing if it cannot be kept."""
        if self.busy:
            return None
        try:
            name, texts = self._file(sum(shelf.used for shelf in shelves))
            for shelf in shelves:
                shelf.save(texts)
        except OSError:
            return None
        return name, texts.end, [shelf.listed() for shelf in shelves]

    def save(self, told: bytes, added: Added | None) -> None:
        """Keep it for the next build. What cannot be kept is only slower to make again."""
        with suppress(OSError):
            if added:
                store.save(self.path, self.key.encode(), (told, *added))
                for path in self.path.parent.glob(f"{self.path.name}-*"):
                    if path.name != added[0]:
                        path.unlink()

    def _file(self, used: int) -> tuple[str, Texts]:
        """The file by name: another one if most of the old one counts no more."""
        old, first = self.texts, f"{self.path.name}-1"
        if old and old.path and old.end <= 2 * used + SPARE:
            return old.path.name, old
        name = f"{self.path.name}-2" if old and old.path and old.path.name == first else first
        self.path.with_name(name).unlink(missing_ok=True)
        return name, self._open(self.path.with_name(name))

    def close(self) -> None:
        for one in self.opened:
            one.close()
