"""Processes forked from this one: they have all that it has, and never outlive it."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing import active_children, get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from builder.cache.texts import Damaged
from model.problem import Problem

PDEATHSIG = 1
BROKEN = "процесс сборки оборвался; не хватило памяти?"

R = TypeVar("R")
T = TypeVar("T")


class _Work:
    """What forked processes find without its being sent to them."""

    do: Callable[[int], Any]


@contextmanager
def shared(do: Callable[[int], R], count: int, jobs: int, nice: int = 0) -> Iterator[Iterator[R]]:
    """What ``do`` returns for every number below ``count``, in order, from so many processes.

    They work from the start, whether or not anyone looks; the nicer, the more they give way to
    others. Raises what ``do`` raised; ``OSError`` if a process was killed.
    """
    _Work.do = do
    before = active_children()
    fork = get_context("fork")
    with ProcessPoolExecutor(jobs, fork, initializer=_bind, initargs=(nice,)) as workers:
        futures = deque(workers.submit(_do, number) for number in range(count))
        mine = [child for child in active_children() if child not in before]
        try:
            yield _results(futures)
        except BaseException:
            for child in mine:
                child.kill()
            workers.shutdown(cancel_futures=True)
            raise


class Lanes:
    """Numbers below ``count``, each given to one of so many processes: everyone goes along a lane
    of its own, so that neighbours have one, and then helps another from the end of its lane.
    """

    def __init__(self, count: int, jobs: int) -> None:
        fork, bounds = get_context("fork"), [count * lane // jobs for lane in range(jobs + 1)]
        self._lock, self._owned = fork.Lock(), fork.RawValue("q")
        self._first, self._end = (fork.RawArray("q", some) for some in (bounds[:-1], bounds[1:]))
        self._own: int | None = None

    def take(self) -> int:
        """The next number, for a process that was forked from the one that made the lanes."""
        with self._lock:
            if self._own is None:
                self._own = self._owned.value
                self._owned.value += 1
            number: int = self._first[self._own]
            if number < self._end[self._own]:
                self._first[self._own] += 1
                return number
            left = [end - first for first, end in zip(self._first, self._end, strict=True)]
            other = left.index(max(left))
            self._end[other] = number = self._end[other] - 1
            return number


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
    _bind()
    try:
        do(asked.recv, there.send)
    except (OSError, Problem, Damaged) as wrong:  # raised again where it is waited for
        there.send(wrong)
    else:
        there.send(None)


def _do(number: int) -> Any:
    return _Work.do(number)


def _results(futures: deque[Future[R]]) -> Iterator[R]:
    """Nothing is kept of what was looked at."""
    try:
        while futures:
            yield futures.popleft().result()
    except BrokenProcessPool:
        raise ChildProcessError(BROKEN) from None


def _bind(nice: int = 0) -> None:
    """Die with the parent, which holds the folder."""
    os.nice(nice)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
