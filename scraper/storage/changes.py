"""What moved since a reader last looked, and what a source holds against an editor's word.

``state/changes.jsonl`` grows by a line a moved fact; ``state/objections.json`` keeps, for each
announcement, what its source now says of the fields that a person owns.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from typing_extensions import override

from model import content
from model.announcement import Announcement
from model.files import write
from scraper.storage.store import Store, Stored

LOG = "changes.jsonl"
OBJECTIONS = "objections.json"

TOLD = ("apply_open", "apply_close", "event_start", "event_end", "place", "apply_url", "cancelled")
"""Fields whose move matters to someone who has read the announcement before."""

Row = dict[str, Any]


class Recorded(Store):
    """A store that says what it moves before it moves it, so that no killed run moves in silence.

    What was said and not done is done by the next run, and not said twice.
    """

    def __init__(self, folder: Path, state: Path, today: date) -> None:
        super().__init__(folder, state)
        self._state, self._today = state, today

    @override
    def put(self, fresh: Announcement) -> Stored:
        stored = super().put(fresh)
        if stored.objections:
            _object(self._state / OBJECTIONS, stored)
        return stored

    @override
    def _write(self, said: Announcement, path: Path, fresh: Announcement, before: Path) -> None:
        if path.exists():
            _log(self._state / LOG, list(_rows(content.read(path), said, self._today)))
        super()._write(said, path, fresh, before)


def _rows(before: Announcement, now: Announcement, today: date) -> Iterator[Row]:
    for name in TOLD:
        old, new = getattr(before, name), getattr(now, name)
        if old != new:
            moved = {"field": name, "old": _plain(old), "new": _plain(new)}
            yield {"day": today.isoformat(), "id": now.id, **moved}


def _log(path: Path, rows: list[Row]) -> None:
    """Add rows, save those that a killed run has added already."""
    if not rows:
        return
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    last = {(row["id"], row["field"]): row for row in _read(before)}
    fresh = [row for row in rows if not _is_said(row, last.get((row["id"], row["field"])))]
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in fresh)
    write(path, before + "".join(lines))


def _read(text: str) -> Iterator[Row]:
    """The rows of a log; a line that a person broke is passed over."""
    for line in text.splitlines():
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if isinstance(row, dict) and {"id", "field", "old", "new"} <= row.keys():
            yield row


def _is_said(row: Row, last: Row | None) -> bool:
    return last is not None and (last["old"], last["new"]) == (row["old"], row["new"])


def _object(path: Path, stored: Stored) -> None:
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        known = {}
    said = {name: _plain(value) for name, value in stored.objections.items()}
    known[stored.announcement.id] = known.get(stored.announcement.id, {}) | said
    write(path, json.dumps(known, ensure_ascii=False, indent=1, sort_keys=True) + "\n")


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
