"""Work on many documents that another process does: half of the reading, columns, phrases.

The other process knows no dictionary: it numbers words as they are written, and tells each word
once. What is sent is plain data of our own making.
"""

from __future__ import annotations

import marshal
import os
import pickle
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from builder.cache.texts import Damaged
from builder.index.columns import Facts, facts
from builder.index.document import BREAK, Promise
from builder.index.reading import Numbers, Read, read_document

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

WORTH = 2_000
"""Documents from which on a process pays for its start."""

BATCH = 25
"""Documents of one message: small enough for a pipe to take it while nobody reads."""

STOP = 2**32 - 1
"""Stands for a stop word."""

BROKEN = "процесс поиска оборвался; не хватило памяти?"

New = tuple[Read, Facts]
Tell = Callable[[bytes], None]
T = TypeVar("T")


class Other(NamedTuple):
    """Another process, and where its messages come from."""

    process: BaseProcess
    here: Connection

    def says(self) -> bytes:
        try:
            return self.here.recv_bytes()
        except EOFError:
            raise ChildProcessError(BROKEN) from None

    def close(self) -> None:
        self.here.close()
        self.process.join()


def _other(send: Callable[[Tell], None], nice: int = 0) -> Other:
    from multiprocessing import get_context  # only where much is to do

    fork = get_context("fork")
    here, there = fork.Pipe(duplex=False)
    process = fork.Process(target=_live, args=(send, here, there, nice), daemon=True)
    process.start()
    there.close()
    return Other(process, here)


def _live(send: Callable[[Tell], None], here: Connection, there: Connection, nice: int) -> None:
    os.nice(nice)
    here.close()  # or it would wait for itself when nobody listens any more
    with suppress(BrokenPipeError):
        send(there.send_bytes)


def aside(do: Callable[[], T], jobs: int, nice: int = 0) -> Callable[[], T]:
    """Let ``do`` be done by another process; what is returned waits for what it found.

    With one job, it is done when that is asked for. The nicer the process, the more it gives way to
    others. Raises ``ChildProcessError`` as below, and ``Damaged`` as ``do`` does.
    """
    if jobs < 2:
        return do
    other = _other(lambda tell: tell(pickle.dumps(_done(do), protocol=5)), nice)

    def found() -> T:
        with closing(other):
            told: T | Damaged = pickle.loads(other.says())
        if isinstance(told, Damaged):
            raise told
        return told

    return found


def _done(do: Callable[[], T]) -> T | Damaged:
    try:
        return do()
    except Damaged as wrong:
        return wrong


def read_here(promises: Sequence[Promise], numbers: Numbers) -> Iterator[New]:
    """Each step is done for a batch before the next one (decision 0011)."""
    for at in range(0, len(promises), BATCH):
        documents = [promise.made() for promise in promises[at : at + BATCH]]
        words = [read_document(document, numbers) for document in documents]
        told = [facts(document) for document in documents]
        yield from zip(words, told, strict=True)


def read_apart(promises: Sequence[Promise], numbers: Numbers) -> Iterator[New]:
    """The same, every other batch by another process.

    Raises ``ChildProcessError`` if that was killed.
    """
    batches = [promises[at : at + BATCH] for at in range(0, len(promises), BATCH)]
    forms = list(range(BREAK + 1))
    with closing(_other(partial(_send, batches[1::2]))) as other:
        for batch in batches[::2]:
            yield from read_here(batch, numbers)
            if batch is not batches[-1]:
                words, found = marshal.loads(other.says())
                forms += (numbers([word], kazakh)[0] or STOP for word, kazakh in words)
                for row, capitals, told in found:
                    yield Read(_told(row, forms), _told(capitals, forms)), Facts(*told)


def _told(data: bytes, forms: Sequence[int]) -> array[int]:
    return array("I", filter(STOP.__ne__, map(forms.__getitem__, array("I", data))))


@dataclass(slots=True)
class Words:
    """Numbers of words as they are written; ``new`` are those that were not told yet."""

    seen: tuple[dict[str, int], dict[str, int]] = field(
        default_factory=lambda: ({"": BREAK}, {"": BREAK})
    )
    new: list[tuple[str, bool]] = field(default_factory=list)
    count: int = BREAK + 1

    def of_words(self, words: Sequence[str], kazakh: bool) -> list[int]:
        seen = self.seen[kazakh]
        for word in () if seen.keys() >= set(words) else words:
            if word not in seen:
                seen[word] = self.count
                self.new.append((word, kazakh))
                self.count += 1
        return list(map(seen.__getitem__, words))

    def told(self) -> list[tuple[str, bool]]:
        new, self.new = self.new, []
        return new


def _send(batches: Sequence[Sequence[Promise]], tell: Tell) -> None:
    words = Words()
    for batch in batches:
        read = list(read_here(batch, words.of_words))
        found = [(one.row.tobytes(), one.capitals.tobytes(), tuple(told)) for one, told in read]
        tell(marshal.dumps((words.told(), found)))
