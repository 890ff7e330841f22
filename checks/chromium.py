"""The system's Chromium: found, started so that it asks nobody for anything."""

from __future__ import annotations

import os
import shutil

from playwright.sync_api import Browser, Playwright

NAMES = (
    "chromium-headless-shell",  # the same engine without windows: a page costs half as much
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
)
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--font-render-hinting=none",  # letters as wide as in print and in a window
    "--no-first-run",
)


def chromium() -> str:
    """The browser's path. Without one the tests fail and say what to install."""
    named = os.environ.get("CHROMIUM")
    found = named or next(filter(None, map(shutil.which, NAMES)), None)
    assert found, "no Chromium: run scripts/browser (or set CHROMIUM)"
    return found


def launch(playwright: Playwright) -> Browser:
    # Chromium refuses its sandbox to root, as in containers.
    arguments = [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    return playwright.chromium.launch(executable_path=chromium(), args=arguments)
