"""What moved, and what a source holds against an editor."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from model import content
from model.files import write
from scraper.storage.changes import LOG, OBJECTIONS, Recorded
from tests.announcements import an_announcement

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 12)
FIRST = an_announcement(apply_close=date(2026, 11, 14))
LATER = replace(FIRST, apply_close=date(2026, 11, 28), title="Курс: срок продлён")


def store(folder: Path) -> Recorded:
    return Recorded(folder / "content", folder / "state", TODAY)


def log(folder: Path) -> list[tuple[str, str]]:
    rows = map(json.loads, (folder / "state" / LOG).read_text("utf-8").splitlines())
    return [(row["old"], row["new"]) for row in rows]


def test_a_moved_deadline_is_logged_once_with_both_values(tmp_path: Path) -> None:
    for announcement in (FIRST, LATER, LATER):
        store(tmp_path).put(announcement)
    (line,) = (tmp_path / "state" / LOG).read_text("utf-8").splitlines()
    assert json.loads(line) == {
        "day": "2026-11-12",
        "id": FIRST.id,
        "field": "apply_close",
        "old": "2026-11-14",
        "new": "2026-11-28",
    }


def test_an_objection_is_kept_for_the_editor(tmp_path: Path) -> None:
    path = store(tmp_path).put(FIRST).path
    write(path, content.write(replace(FIRST, apply_close=date(2026, 11, 20))))
    store(tmp_path).put(LATER)
    kept = json.loads((tmp_path / "state" / OBJECTIONS).read_text("utf-8"))
    assert kept == {FIRST.id: {"apply_close": "2026-11-28"}}


def test_nothing_moved_writes_nothing(tmp_path: Path) -> None:
    store(tmp_path).put(FIRST)
    assert not (tmp_path / "state" / LOG).exists()


def killed_after(folder: Path, calls: int) -> None:
    """Put the later wording in a process that dies right before its n-th file takes its place."""
    script = f"""
import os, sys
from pathlib import Path
left = {calls}
def dies(replace):
    def replaced(*paths):
        global left
        left -= 1
        if left < 0:
            os._exit(9)
        return replace(*paths)
    return replaced
Path.replace = dies(Path.replace)
from tests.test_changes import LATER, store
store(Path(sys.argv[1])).put(LATER)
"""
    done = subprocess.run([sys.executable, "-c", script, str(folder)], cwd=ROOT, check=False)
    assert done.returncode == 9


@pytest.mark.parametrize("calls", range(4))
def test_a_killed_run_loses_no_row_and_the_next_says_none_twice(tmp_path: Path, calls: int) -> None:
    path = store(tmp_path).put(FIRST).path
    killed_after(tmp_path, calls)
    moved = content.read(path).apply_close == LATER.apply_close
    assert not moved or log(tmp_path) == [("2026-11-14", "2026-11-28")]
    store(tmp_path).put(LATER)
    assert content.read(path).apply_close == LATER.apply_close
    assert log(tmp_path) == [("2026-11-14", "2026-11-28")]


def test_a_day_that_moves_there_and_back_is_told_each_time(tmp_path: Path) -> None:
    for announcement in (FIRST, LATER, FIRST, LATER):
        store(tmp_path).put(announcement)
    there, back = ("2026-11-14", "2026-11-28"), ("2026-11-28", "2026-11-14")
    assert log(tmp_path) == [there, back, there]


def test_a_line_that_a_person_broke_stays_and_hinders_nothing(tmp_path: Path) -> None:
    store(tmp_path).put(FIRST)
    write(tmp_path / "state" / LOG, "<<<<<<< HEAD\n")
    store(tmp_path).put(LATER)
    broken, row = (tmp_path / "state" / LOG).read_text("utf-8").splitlines()
    assert broken == "<<<<<<< HEAD"
    assert json.loads(row)["new"] == "2026-11-28"
