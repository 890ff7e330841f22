"""What happened to each source in a run, and the report that programs and people read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """``ok`` may bring nothing new; ``empty`` is a list with nothing on it, and suspicious."""

    OK = "ok"
    EMPTY = "empty"
    PAUSED = "paused"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    TLS = "tls"
    CHALLENGE = "challenge"
    NEEDS_TOKEN = "needs_token"
    LAYOUT = "layout"
    ERROR = "error"


HEALTHY = (State.OK, State.PAUSED)


@dataclass(slots=True, kw_only=True)
class Outcome:
    """One source in one run. ``rejected`` counts publications left out, by reason."""

    id: str
    state: State = State.OK
    reason: str = ""
    posts: int = 0
    kept: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    seconds: float = 0.0
    traceback: str = ""

    @property
    def healthy(self) -> bool:
        return self.state in HEALTHY

    def row(self) -> dict[str, Any]:
        row: dict[str, Any] = {
            "id": self.id,
            "state": str(self.state),
            "reason": self.reason,
            "posts": self.posts,
            "kept": self.kept,
            "rejected": dict(sorted(self.rejected.items())),
            "new": self.new,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "seconds": round(self.seconds, 3),
        }
        return row | ({"traceback": self.traceback} if self.traceback else {})
