"""The preview builds whatever is saved, at whatever moment."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

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
