"""Processes forked from this one: they have all that it has, and never outlive it."""

from __future__ import annotations

import ctypes
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection

from model.problem import Problem

PDEATHSIG = 1


def pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=get_context("fork"), initializer=_bind)


@contextmanager
def beside(do: Callable[[], None]) -> Iterator[Callable[[], None]]:
    """Let ``do`` run in a process of its own. What is yielded waits for it, and raises what it did;
    ``OSError`` if it was killed.
    """
    fork = get_context("fork")
    here, there = fork.Pipe(duplex=False)
    process = fork.Process(target=_told, args=(do, there))
    process.start()
    there.close()

    def wait() -> None:
        try:
            wrong = here.recv()
        except EOFError:
            raise ChildProcessError("процесс сборки оборвался; не хватило памяти?") from None
        if wrong:
            raise wrong

    try:
        yield wait
    finally:
        process.kill()
        process.join()
        here.close()


def _told(do: Callable[[], None], there: Connection) -> None:
    _bind()
    try:
        do()
    except (OSError, Problem) as wrong:  # raised again where it is waited for
        there.send(wrong)
    else:
        there.send(None)


def _bind() -> None:
    """Die with the parent, which holds the folder."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
