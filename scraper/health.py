"""The health of every source across runs: what it last gave, how long it has been silent or broken.

``state/health.json`` for machines, :func:`table` for people. Judges one run against the record;
reads no clock.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from scraper.outcome import Outcome

FILE = "health.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """One source's record. Days are the runs' days; ``misses`` counts runs broken in a row."""

    id: str
    state: str
    reason: str = ""
    last_run: date
    last_success: date | None = None
    last_new: date | None = None
    broken_since: date | None = None
    misses: int = 0
    posts: int = 0
    kept: int = 0


def judge(outcome: Outcome, before: Health | None, today: date) -> Health:
    """The record after a run."""
    good = outcome.healthy
    was = before or Health(id=outcome.id, state=str(outcome.state), last_run=today)
    return Health(
        id=outcome.id,
        state=str(outcome.state),
        reason=outcome.reason,
        last_run=today,
        last_success=today if good else was.last_success,
        last_new=today if outcome.new else was.last_new,
        broken_since=None if good else was.broken_since or today,
        misses=0 if good else was.misses + 1,
        posts=outcome.posts,
        kept=outcome.kept,
    )


def load(state: Path) -> dict[str, Health]:
    """The records on disk; a missing or damaged file is an empty record, never an error."""
    try:
        rows = json.loads((state / FILE).read_text(encoding="utf-8"))["sources"]
        return {row["id"]: _health(row) for row in rows}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _health(row: dict[str, Any]) -> Health:
    days = ("last_run", "last_success", "last_new", "broken_since")
    return Health(**row | {n: date.fromisoformat(row[n]) if row[n] else None for n in days})


def text(records: Iterable[Health]) -> str:
    """The file's content."""
    rows = [
        {k: v.isoformat() if isinstance(v, date) else v for k, v in asdict(record).items()}
        for record in sorted(records, key=lambda record: record.id)
    ]
    return json.dumps({"sources": rows}, ensure_ascii=False, indent=1) + "\n"
