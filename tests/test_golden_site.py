"""A small site read line by line: what a change of templates or words does to real pages.

To accept what changed, after reading the difference:  python -m tests.test_golden_site
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sites import planned, render, samples

GOLDEN = Path(__file__).parent / "golden" / "site"
PAGES = (
    "index.html",
    "a/2026-11-08-tihaya-smena/index.html",
    "a/2026-11-08-opora/index.html",
    "a/2026-11-08-rostok/index.html",
    "a/bez-vsego/index.html",
    "region/ru-lip/index.html",
    "region/ru-lip/2026/11/index.html",
    "search/index.html",
    "feed.atom",
    "sitemap.xml",
)


def told(path: str) -> str:
    return render()(planned(*samples())[path]).decode()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_as_it_was_accepted(path: str) -> None:
    assert told(path) == (GOLDEN / path).read_text("utf-8")


def accept() -> None:
    for path in PAGES:
        (GOLDEN / path).parent.mkdir(parents=True, exist_ok=True)
        (GOLDEN / path).write_text(told(path), "utf-8")


if __name__ == "__main__":
    accept()
