"""What moved since a reader last looked, and what a source holds against an editor's word.

``state/changes.jsonl`` grows by a line a moved fact; ``state/objections.json`` keeps, for each
announcement, what its source now says of the fields that a person owns.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from model.files import write
from scraper.store import Change, Stored

LOG = "changes.jsonl"
OBJECTIONS = "objections.json"

TOLD = ("apply_open", "apply_close", "event_start", "event_end", "place", "apply_url", "cancelled")
"""Fields whose move matters to someone who has read the announcement before."""


def record(state: Path, stored: Iterable[Stored], today: date) -> None:
    """Add what these announcements changed to the two files; write neither if nothing did."""
    updated = [one for one in stored if one.change is Change.UPDATED]
    _log(state / LOG, [row for one in updated for row in _rows(one, today)])
    _object(state / OBJECTIONS, [one for one in stored if one.objections])


def _rows(stored: Stored, today: date) -> list[dict[str, Any]]:
    now = stored.announcement
    return [
        {
            "day": today.isoformat(),
            "id": now.id,
            "field": name,
            "old": _plain(before),
            "new": _plain(getattr(now, name)),
        }
        for name, before in stored.moved.items()
        if name in TOLD
    ]


def _log(path: Path, rows: list[dict[str, Any]]) -> None:
    if rows:
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        write(path, before + "".join(lines))


def _object(path: Path, stored: list[Stored]) -> None:
    if not stored:
        return
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        known = {}
    for one in stored:
        said = {name: _plain(value) for name, value in one.objections.items()}
        known[one.announcement.id] = known.get(one.announcement.id, {}) | said
    write(path, json.dumps(known, ensure_ascii=False, indent=1, sort_keys=True) + "\n")


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
