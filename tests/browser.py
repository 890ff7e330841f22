"""The system's Chromium for tests, as the checks of a site find and start it."""

from __future__ import annotations

from playwright.sync_api import expect

from checks.chromium import launch

__all__ = ["launch"]

PATIENCE = 60_000
"""Milliseconds: a busy machine is no failure."""

expect.set_options(timeout=PATIENCE)
