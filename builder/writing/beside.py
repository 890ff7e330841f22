"""A process forked from this one, with which it talks. Loads less than a pool of them does."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from builder.cache.texts import Damaged
from model.problem import Problem

PDEATHSIG = 1
BROKEN = "процесс сборки оборвался; не хватило памяти?"

T = TypeVar("T")


class Beside(Generic[T]):
    """A process that works beside this one. ``done``: it was waited for."""

    def __init__(self, process: BaseProcess, given: Connection, heard: Connection) -> None:
        self.process, self.given, self.heard, self.done = process, given, heard, False

    def tell(self, value: T) -> None:
        """Give it what it asks for. Whether it still can be told is found out by waiting."""
        with suppress(BrokenPipeError):
            self.given.send(value)

    def hear(self) -> Any:
        """What it says next. Raises what it did; ``OSError`` if it was killed, or failed by a
        mistake of ours, which it then told itself."""
        try:
            said = self.heard.recv()
        except EOFError:
            raise ChildProcessError(BROKEN) from None
        if isinstance(said, Exception):
            raise said
        return said

    def wait(self) -> None:
        """Until it says that it is done, though it may go on. Raises as :meth:`hear`."""
        self.hear()
        self.done = True

    def leave(self) -> None:
        """Let it come to its end, at once if it was not waited for."""
        if not self.done:
            self.process.kill()
        self.process.join()


Hear = Callable[[], T]
Say = Callable[[Any], None]


@contextmanager
def beside(do: Callable[[Hear[T], Say], None]) -> Iterator[Beside[T]]:
    """Let ``do`` run in a process of its own, with a function that waits for what it is told and
    one that says something: at the end it says nothing, ``None``, if it did not before.

    No thread waits for it, so that further processes may be forked meanwhile.
    """
    fork = get_context("fork")
    asked, given = fork.Pipe(duplex=False)
    heard, there = fork.Pipe(duplex=False)
    process = fork.Process(target=_told, args=(do, asked, there))
    process.start()
    for end in (asked, there):
        end.close()
    one = Beside[T](process, given, heard)
    try:
        yield one
    finally:
        one.leave()
        for end in (given, heard):
            end.close()


def _told(do: Callable[[Hear[T], Say], None], asked: Connection, there: Connection) -> None:
    bind()
    try:
        do(asked.recv, there.send)
    except (OSError, Problem, Damaged) as wrong:  # raised again where it is waited for
        there.send(wrong)
    else:
        there.send(None)


def bind(nice: int = 0) -> None:
    """Die with the parent, which holds the folder."""
    os.nice(nice)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
