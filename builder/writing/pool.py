"""Processes forked from this one: they have all that it has, and never outlive it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import active_children, get_context
from typing import Any, TypeVar

from builder.writing.beside import BROKEN, bind

R = TypeVar("R")


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
    with ProcessPoolExecutor(jobs, fork, initializer=bind, initargs=(nice,)) as workers:
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


def _do(number: int) -> Any:
    return _Work.do(number)


def _results(futures: deque[Future[R]]) -> Iterator[R]:
    """Nothing is kept of what was looked at."""
    try:
        while futures:
            yield futures.popleft().result()
    except BrokenProcessPool:
        raise ChildProcessError(BROKEN) from None
