"""The other end of :mod:`editor.glimpse`: asks it for a page, and never waits long."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any

PROJECT = Path(__file__).parents[1]
PATIENCE = 1.0
"""Seconds that a page is waited for; the whole build is on its way in any case."""


@dataclass(slots=True)
class Ahead:
    """One process; what it answers too late is dropped."""

    options: Sequence[str]
    _process: subprocess.Popen[str] | None = None
    _reader: Thread | None = None
    _answers: SimpleQueue[dict[str, Any]] = field(default_factory=SimpleQueue)
    _number: int = 0
    _over: bool = False
    _lock: Lock = field(default_factory=Lock)

    def start(self) -> None:
        """Begin, or begin anew with the code as it is now; nothing once it was stopped."""
        command = [sys.executable, "-m", "editor.glimpse", *self.options]
        with self._lock:
            self._end()
            if self._over:
                return
            self._process = subprocess.Popen(
                command, cwd=PROJECT, text=True, encoding="utf-8",
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            self._answers = SimpleQueue()
            self._reader = Thread(target=_read, args=(self._process, self._answers), daemon=True)
            self._reader.start()
        self.refresh(None)

    def stop(self) -> None:
        """For good."""
        with self._lock:
            self._over = True
            self._end()

    def _end(self) -> None:
        if self._process and self._reader:
            self._process.kill()
            self._reader.join()
            with suppress(OSError), self._process:
                self._process = None

    def refresh(self, changed: Iterable[Path] | None) -> None:
        """Let it take in what was built meanwhile; ``None``: everything."""
        self._say({"refresh": None if changed is None else [str(path) for path in changed]})

    def look(self, path: Path) -> dict[str, Any]:
        """Pages by path, or problems; nothing if it cannot be told at once."""
        number = self._say({"look": str(path)})
        end = time.monotonic() + PATIENCE
        while number and (left := end - time.monotonic()) > 0:
            try:
                answer = self._answers.get(timeout=left)
            except Empty:
                break
            if not answer or answer["number"] == number:
                return answer
        return {}

    def _say(self, order: dict[str, Any]) -> int:
        """The order's number, or nought if nobody is there. Several threads may order."""
        with self._lock:
            if self._process is None or self._process.stdin is None:
                return 0
            self._number += 1
            try:
                self._process.stdin.write(json.dumps({**order, "number": self._number}) + "\n")
                self._process.stdin.flush()
            except OSError:
                return 0
            return self._number


def _read(process: subprocess.Popen[str], answers: SimpleQueue[dict[str, Any]]) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        answers.put(json.loads(line))
    answers.put({})  # nobody is there any more
