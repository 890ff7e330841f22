"""What moved, and what a source holds against an editor."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

from model import content
from model.files import write
from scraper.changes import LOG, OBJECTIONS, record
from scraper.store import Store
from tests.announcements import an_announcement

TODAY = date(2026, 11, 12)
FIRST = an_announcement(apply_close=date(2026, 11, 14))
LATER = replace(FIRST, apply_close=date(2026, 11, 28), title="Курс: срок продлён")


def test_a_moved_deadline_is_logged_once_with_both_values(tmp_path: Path) -> None:
    for announcement in (FIRST, LATER, LATER):
        store = Store(tmp_path / "content", tmp_path / "state")
        record(tmp_path / "state", [store.put(announcement)], TODAY)
    (line,) = (tmp_path / "state" / LOG).read_text("utf-8").splitlines()
    assert json.loads(line) == {
        "day": "2026-11-12",
        "id": FIRST.id,
        "field": "apply_close",
        "old": "2026-11-14",
        "new": "2026-11-28",
    }


def test_an_objection_is_kept_for_the_editor(tmp_path: Path) -> None:
    store = Store(tmp_path / "content", tmp_path / "state")
    path = store.put(FIRST).path
    write(path, content.write(replace(FIRST, apply_close=date(2026, 11, 20))))
    record(tmp_path / "state", [store.put(LATER)], TODAY)
    kept = json.loads((tmp_path / "state" / OBJECTIONS).read_text("utf-8"))
    assert kept == {FIRST.id: {"apply_close": "2026-11-28"}}


def test_nothing_moved_writes_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "content", tmp_path / "state")
    record(tmp_path / "state", [store.put(FIRST)], TODAY)
    assert not (tmp_path / "state" / LOG).exists()
