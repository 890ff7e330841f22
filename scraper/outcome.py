"""What happened to each source in a run, and the report that programs and people read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from scraper.problem import LayoutProblem

ITEMS = 30
"""Publications of a run that are remembered by address and title."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A publication as a listing names it: enough to know it again."""

    url: str
    title: str


@dataclass(slots=True, kw_only=True)
class Outcome:
    """One source in one run. ``rejected`` counts publications left out, by reason.

    ``filled`` counts publications that had a field («title», «date», «body»), ``days`` are the days
    on which they came out. ``vanished``: fields that every run before had, and this one lacks.
    """

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
    filled: Counter[str] = field(default_factory=Counter)
    days: set[date] = field(default_factory=set)
    items: list[Item] = field(default_factory=list)
    trouble: LayoutProblem | None = None
    vanished: bool = False

    @property
    def healthy(self) -> bool:
        return self.state in HEALTHY

    def count(self, item: Item, day: date | None, *, body: bool) -> None:
        """Take down one publication: what it was, and which fields it had."""
        self.posts += 1
        self.filled.update({"title": bool(item.title), "date": day is not None, "body": body})
        if day:
            self.days.add(day)
        if len(self.items) < ITEMS:
            self.items.append(item)

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
