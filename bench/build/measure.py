"""One command as a whole: seconds by the clock, seconds of work, memory.

Runs as a process of its own: a child's peak begins with that of whoever forked it.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

PAUSE = 0.2
"""Seconds between looks at the memory of all processes."""


class Cost(NamedTuple):
    """``wall`` and ``cpu`` in seconds; ``peak`` in MiB of the largest process, ``sum`` of all.

    ``sum`` counts memory that processes share once; it is looked at several times a second, so a
    short process has none.
    """

    wall: float
    cpu: float
    peak: float
    sum: float

    def __str__(self) -> str:
        return f"{self.wall:8.2f} s {self.cpu:8.2f} s of work {self.peak:6.0f} MiB"


class Failed(Exception):
    """A measured command failed; says which, where and the end of its errors."""


def cost(command: Sequence[str], folder: Path) -> Cost:
    told = subprocess.run(
        [sys.executable, "-I", "-S", __file__, *command],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if told.returncode:
        said = f"in {folder}:\n  {' '.join(command)}\nended with {told.returncode}:"
        raise Failed(f"{said}\n{told.stderr[-1500:] or '(no errors told)'}")
    return Cost(*json.loads(told.stdout))


def measure(command: Sequence[str]) -> int:
    started, told, over = time.perf_counter(), [0.0], threading.Event()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True) as running:
        watch = threading.Thread(target=_watch, args=(running.pid, told, over), daemon=True)
        watch.start()
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - started
    over.set()
    watch.join()
    peak = used.ru_maxrss / 1024
    print(json.dumps([wall, used.ru_utime + used.ru_stime, peak, max(peak, *told)]))
    return running.returncode


def _watch(group: int, told: list[float], over: threading.Event) -> None:
    """The largest sum over the processes of a session, looked at until it is over."""
    while not over.wait(PAUSE):
        pids = list(_members(group))
        told.append(sum(_memory(pid, alone=len(pids) == 1) for pid in pids))


def _members(group: int) -> Iterator[str]:
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, IndexError, ValueError):
            if int(stat.read_text().rpartition(")")[2].split()[3]) == group:
                yield stat.parent.name


def _memory(pid: str, *, alone: bool) -> float:
    """MiB of a process; of several, each page that they share is divided among them."""
    with contextlib.suppress(OSError, IndexError, ValueError):
        if alone:
            pages = int(Path("/proc", pid, "statm").read_text().split()[1])
            return pages * os.sysconf("SC_PAGESIZE") / 2**20
        for line in Path("/proc", pid, "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    sys.exit(measure(sys.argv[1:]))
