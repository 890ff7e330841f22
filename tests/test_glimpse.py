"""The page of a saved announcement is shown before the site is built: the very same page."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import build
from editor.ahead import Ahead
from editor.glimpse import Folders, Glimpse, answers
from model import files
from model.announcement import Announcement, Stage
from model.content import write
from tests.desks import a_desk
from tests.sites import TODAY, a_call, samples

PATIENCE = 120
ONE = a_call("odin", title="Курс для хирургов", body="Приём заявок до 28 ноября.\n\nПрограмма.")

NEW = a_call("novoe", title="Новое объявление")


def put(folder: Path, one: Announcement) -> Path:
    path = folder / "content/announcements" / f"{one.id}.md"
    files.write(path, write(one))
    return path


@pytest.fixture
def glimpse(tmp_path: Path) -> Glimpse:
    for one in (*samples(), ONE):
        put(tmp_path, one)
    (tmp_path / "state").mkdir()
    own = Glimpse(folders=Folders(
        content=tmp_path / "content", state=tmp_path / "state", cache=tmp_path / "own", today=TODAY,
        base_url="https://radar.test/",
    ))  # fmt: skip
    own.refresh()
    return own


CHANGES: dict[str, dict[str, Any]] = {
    "title": {"title": "Курс для онкологов"},
    "text": {"body": "Совсем другой <b>текст</b>."},
    "doubt": {"apply_close": TODAY + timedelta(days=3), "inferred": ("apply_close",)},
    "report": {"stage": Stage.REPORT, "apply_close": None, "evidence": {}},
    "cancelled": {"cancelled": True},
    "same": {},
}


def test_a_glimpse_is_the_page_that_the_build_will_make(glimpse: Glimpse, tmp_path: Path) -> None:
    before = {name: replace(ONE, id=f"{ONE.id}-{name}") for name in CHANGES}
    glimpse.refresh([put(tmp_path, one) for one in before.values()])
    after = [put(tmp_path, replace(one, **CHANGES[name])) for name, one in before.items()]
    seen = {path: html for one in after for path, html in glimpse.look(one)["pages"].items()}
    assert build.main([
        *(f"--{name}={tmp_path / name}" for name in ("content", "state", "site", "cache")),
        "--base-url=https://radar.test/", f"--today={TODAY}", "--jobs=1",
    ]) == build.FINE  # fmt: skip
    assert list(seen) == [f"a/{one.id}/index.html" for one in before.values()]
    assert [p for p in seen if seen[p] != (tmp_path / "site" / p).read_text("utf-8")] == []


def test_a_new_file_is_shown_and_then_known(glimpse: Glimpse, tmp_path: Path) -> None:
    path = put(tmp_path, NEW)
    assert "Новое объявление" in glimpse.look(path)["pages"][f"a/{NEW.id}/index.html"]
    glimpse.refresh([path])
    assert glimpse.held is not None
    assert NEW.id in glimpse.held.entries
    path.unlink()
    glimpse.refresh([path])
    assert NEW.id not in glimpse.held.entries


@pytest.mark.parametrize("change", [{"draft": True}, {"hidden": True}, {"reprint_of": "dva"}])
def test_what_has_no_page_of_its_own_is_left_to_the_build(
    glimpse: Glimpse, tmp_path: Path, change: dict[str, Any]
) -> None:
    assert glimpse.look(put(tmp_path, replace(ONE, **change))) == {}


def test_what_is_wrong_is_told_with_its_line(glimpse: Glimpse, tmp_path: Path) -> None:
    path = put(tmp_path, ONE)
    path.write_text(path.read_text("utf-8").replace("2026", "2126"), "utf-8")
    problems = glimpse.look(path)["problems"]
    assert {row["path"] for row in problems} == {str(path)}
    assert "год 2126 не похож на правду" in problems[0]["message"]
    path.unlink()
    assert glimpse.look(path) == {}


def test_settings_that_cannot_be_read_leave_all_to_the_build(
    glimpse: Glimpse, tmp_path: Path
) -> None:
    path = put(tmp_path, ONE)
    (tmp_path / "content/site.toml").write_text("name = 7\n")
    assert answers(glimpse, {"refresh": [], "number": 3}) == {"number": 3}
    assert answers(glimpse, {"look": str(path), "number": 4}) == {"number": 4}


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_the_desk_shows_a_saved_page_before_and_after_its_build(tmp_path: Path) -> None:
    with a_desk(tmp_path, [ONE], preview=True) as desk:
        until(lambda: desk.preview.ahead.look(desk.file(ONE.id)) != {})
        number = desk.preview.built.number
        put(tmp_path, replace(ONE, title="Сохранено сейчас"))
        until(lambda: "Сохранено сейчас" in desk.get(f"/a/{ONE.id}/").text)
        assert desk.preview.built.number > number
        until(lambda: desk.preview.built.number > number + 1)
        assert not desk.preview.built.ahead
        assert "Сохранено сейчас" in desk.get(f"/a/{ONE.id}/").text


def test_a_page_ahead_that_fails_is_not_waited_for(tmp_path: Path) -> None:
    gone = Ahead(["--no-such-option"])
    assert gone.look(tmp_path / "odin.md") == {}
    gone.start()
    assert gone.look(tmp_path / "odin.md") == {}
    gone.stop()
    gone.start()
    assert gone.look(tmp_path / "odin.md") == {}
