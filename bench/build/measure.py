"""One command as a whole: seconds by the clock, seconds of work, the largest process.

Runs as a process of its own: a child's peak begins with that of whoever forked it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple


class Cost(NamedTuple):
    """``wall`` and ``cpu`` in seconds, ``peak`` in MiB of the largest process."""

    wall: float
    cpu: float
    peak: float


def cost(command: Sequence[str], folder: Path) -> Cost:
    """Raises ``SystemExit`` with the end of its errors if the command fails."""
    told = subprocess.run(
        [sys.executable, "-I", "-S", __file__, *command],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if told.returncode:
        sys.exit(f"{' '.join(command)}: {told.stderr[-1500:]}")
    return Cost(*json.loads(told.stdout))


def measure(command: Sequence[str]) -> int:
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as running:
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - started
    print(json.dumps([wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
    return running.returncode


if __name__ == "__main__":
    sys.exit(measure(sys.argv[1:]))
