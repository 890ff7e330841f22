"""The preview builds whatever is saved, at whatever moment."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from editor import preview
from tests.desks import QUIRKS, a_desk
from tests.sites import a_call

PATIENCE = 120
"""Seconds: a busy machine is no failure."""


def until(true: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.005)
    return False


def test_what_is_saved_while_the_first_build_ends_is_shown(tmp_path: Path) -> None:
    page = tmp_path / "site/a/kurs/index.html"
    with a_desk(tmp_path, [a_call("odin")], preview=True) as desk:
        assert until(page.is_file)
        # The site stands, its build has not ended yet: nobody may be deaf in between.
        desk.file("kurs").write_text(QUIRKS.replace("Центр «Калина»", "Центр «Рябина»"), "utf-8")
        assert until(lambda: "Рябина" in page.read_text("utf-8"))
        assert desk.preview.built.failure == ""


def test_what_is_saved_during_a_build_is_shown_ahead_of_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = [a_call("odin"), a_call("dva", title="Два")]
    with a_desk(tmp_path, calls, preview=True) as desk:
        assert until(lambda: desk.preview.ahead.look(desk.file(calls[1].id)) != {})
        free, really = Event(), preview.build

        def held(sources: preview.Sources) -> preview.Built:
            free.wait(PATIENCE)
            return really(sources)

        monkeypatch.setattr(preview, "build", held)
        for name in (one.id for one in calls):
            path = desk.file(name)
            path.write_text(path.read_text("utf-8") + f"\nДополнение {name}.\n", "utf-8")
            assert until(lambda name=name: f"Дополнение {name}" in desk.get(f"/a/{name}/").text)
        free.set()
        assert until(lambda: not desk.preview.built.ahead)
        for name in (one.id for one in calls):
            assert f"Дополнение {name}" in desk.get(f"/a/{name}/").text
