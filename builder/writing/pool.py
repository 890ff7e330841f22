"""Processes forked from this one: they have all that it has, and never outlive it."""

from __future__ import annotations

import ctypes
import signal
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

PDEATHSIG = 1


def pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=get_context("fork"), initializer=_bind)


def _bind() -> None:
    """Die with the parent, which holds the folder."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
