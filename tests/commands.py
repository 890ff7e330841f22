"""The scraper's commands run in this process: a new one costs half a second and proves no more.

What only a process of its own can prove (that it starts, dies, or meets a broken pipe) is tested
with a real one.
"""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from scraper.__main__ import main

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


def scrape(*arguments: str | Path, said: str | bytes = "") -> Ran:
    """One command from the project's folder; ``said`` comes on its standard input."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
    heard = io.TextIOWrapper(io.BytesIO(said.encode() if isinstance(said, str) else said), "utf-8")
    with (
        contextlib.chdir(ROOT),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        patch.object(sys, "stdin", heard),
    ):
        try:
            code = main([str(one) for one in arguments])
        except SystemExit as wrong:  # argparse
            code = int(wrong.code or 0)
    told = []
    for stream in (out, err):
        stream.flush()
        told.append(stream.buffer.getvalue().decode())  # type: ignore[attr-defined]
    return Ran(returncode=code, stdout=told[0], stderr=told[1])


def process(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The same as a person starts it."""
    return subprocess.run(
        [sys.executable, "-m", "scraper", *map(str, arguments)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
