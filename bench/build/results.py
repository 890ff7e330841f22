"""What was measured, kept after every action, so that a race broken off can be gone on with."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from bench.build.measure import Cost

ROOT = Path(__file__).parents[2]
SOURCES = ("build.py", "builder/**/*.*", "model/*.*", "templates/**/*.*", "bench/build/**/*.*")

Sides = dict[str, list[Cost]]
"""Costs of each round by side."""


@dataclass(slots=True)
class Results:
    """``rows`` by number of announcements and action."""

    path: Path
    rows: dict[int, dict[str, Sides]] = field(default_factory=dict)

    def put(self, count: int, action: str, found: Sides) -> None:
        """Add sides to a row, or measure them anew, and keep all that is known."""
        row = self.rows.setdefault(count, {}).setdefault(action, {})
        row.update({name: costs for name, costs in found.items() if costs})
        new = self.path.with_suffix(".new")
        new.parent.mkdir(parents=True, exist_ok=True)
        new.write_text(json.dumps({"stamp": stamp(), "rows": self.rows}), "utf-8")
        new.replace(self.path)

    def has(self, count: int, action: str, sides: Iterable[str], rounds: int) -> bool:
        row = self.rows.get(count, {}).get(action, {})
        return all(len(row.get(name, ())) >= rounds for name in sides)


def known(path: Path) -> Results:
    """What was measured of this very code; figures of any other are dropped."""
    try:
        told = json.loads(path.read_text("utf-8"))
        if told["stamp"] != stamp():
            return Results(path)
        rows = {
            int(count): {
                action: {name: [Cost(*one) for one in costs] for name, costs in sides.items()}
                for action, sides in row.items()
            }
            for count, row in told["rows"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Results(path)
    return Results(path, rows)


def stamp() -> str:
    """One digest of all code that is measured."""
    state = blake2b(digest_size=12)
    for pattern in SOURCES:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file() and "__pycache__" not in path.parts:
                state.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return state.hexdigest()
