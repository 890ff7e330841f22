"""One command of the night job: run it, time it, keep what it said."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parents[1]
KEPT = 40
"""Lines of a command's output that go into the report."""

LIMIT = 3 * 3600.0
"""Seconds after which a command is taken for stuck."""

STUCK, NOT_STARTED = 124, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What became of one step. ``name`` is a key of words.toml; ``code`` an exit code."""

    name: str
    code: int
    seconds: float = 0.0
    said: tuple[str, ...] = ()


def run(name: str, command: Sequence[str], *, hold: int, limit: float = LIMIT) -> Step:
    """Run one of our Python commands. ``hold``: the lock's descriptor, which the command inherits,
    so that no other run starts beside one whose parent was killed."""
    started = time.perf_counter()
    try:
        done = subprocess.run(
            [sys.executable, *command],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=PROJECT,
            timeout=limit,
            check=False,
            pass_fds=(hold,),
        )
        code, output = done.returncode, done.stdout
    except subprocess.TimeoutExpired as late:
        code, output = STUCK, late.stdout or b""
    lines = output.decode("utf-8", "replace").splitlines()[-KEPT:]
    seconds = round(time.perf_counter() - started, 2)
    return Step(name=name, code=code, seconds=seconds, said=tuple(lines))
