"""Manners towards one host: one request at a time, pauses between them, patience after failures.

A pause that a host asked for, or that a challenge makes wise, is remembered across runs; it grows
with each repetition up to a cap, and then the host is always asked again.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

from model import files
from scraper.problem import FetchProblem, State

FIRST_PAUSE = {"challenge": 3600.0, "refused": 600.0}
"""Seconds to leave a host alone after its first failure of a kind, across runs."""
PAUSE_CAP = 86_400.0
DOWN = 600.0
"""Seconds that a host which does not answer is not asked again within one run."""


@dataclass(slots=True)
class Host:
    """``lock`` is held during a request; the other fields are touched only under it."""

    lock: threading.RLock = field(default_factory=threading.RLock)
    last: float = float("-inf")
    until: float = 0.0
    failures: int = 0
    state: State = "unreachable"
    reason: str = ""
    kept: bool = False

    def refuse_early(self, url: str, now: float) -> None:
        """Raise what the host answered last, while its pause lasts."""
        if now < self.until:
            at = datetime.fromtimestamp(self.until, UTC).strftime("%d.%m %H:%M UTC")
            reason = f"{self.reason}; не раньше {at}" if self.kept else self.reason
            raise FetchProblem(self.state, url, reason)

    def failed(self, problem: FetchProblem, now: float, asked: float | None) -> None:
        """Leave the host alone for a while. ``asked``: the seconds that it named itself."""
        if problem.state == "unreachable":
            pause, self.kept = DOWN, False
        elif problem.state == "challenge" or asked is not None:
            grown = FIRST_PAUSE.get(problem.state, 60.0) * 2 ** min(self.failures, 20)
            pause, self.kept = min(max(asked or 0.0, grown), PAUSE_CAP), True
            self.failures += 1
        else:
            return
        self.until, self.state, self.reason = now + pause, problem.state, problem.reason

    def worked(self) -> bool:
        """Forget its failures. True if a pause was on record."""
        was, self.failures, self.kept, self.until = self.kept, 0, False, 0.0
        return was


class Hosts:
    """All hosts met, and the pauses that outlive a run."""

    def __init__(self, file: Path | None, clock: Callable[[], float]) -> None:
        self._file, self._clock = file, clock
        self._lock = threading.Lock()
        self._hosts = _remembered(file)

    def of(self, netloc: str) -> Host:
        with self._lock:
            return self._hosts.setdefault(netloc.lower(), Host())

    def remember(self) -> None:
        """Write down the pauses that still last."""
        if self._file is None:
            return
        with self._lock:
            now = self._clock()
            rows = {
                name: {"until": h.until, "failures": h.failures, "state": h.state,
                       "reason": h.reason}
                for name, h in sorted(self._hosts.items())
                # A day's memory of a pause that has ended lets the next one grow.
                if h.kept and h.until + PAUSE_CAP > now
            }  # fmt: skip
            if rows or self._file.exists():
                files.write(
                    self._file, json.dumps(rows, ensure_ascii=False, indent=1), durable=False
                )


def _remembered(file: Path | None) -> dict[str, Host]:
    try:
        rows: Any = json.loads(file.read_bytes()) if file else {}
        return {
            name: Host(
                until=float(row["until"]),
                failures=int(row["failures"]),
                state=row["state"] if row["state"] in get_args(State) else "refused",
                reason=str(row["reason"]),
                kept=True,
            )
            for name, row in rows.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
