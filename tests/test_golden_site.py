"""A small site read line by line: what a change of templates or words does to real pages.

To accept what changed, after reading the difference:  python -m tests.test_golden_site
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from builder.state.memory import read_memory
from tests.sites import planned, render, samples
from tests.stories import LEAD, STORY, write_state

GOLDEN = Path(__file__).parent / "golden" / "site"
PAGES = (
    "index.html",
    "a/2026-11-08-tihaya-smena/index.html",
    "a/2026-11-08-opora/index.html",
    "a/2026-11-08-rostok/index.html",
    "a/bez-vsego/index.html",
    "region/ru-lip/index.html",
    "2026/11/index.html",
    "audience/medsyostry/index.html",
    "calendar/2026-11/index.html",
    "lists/index.html",
    "search/index.html",
    "feed.atom",
    "sitemap.xml",
)
REMEMBERED = (
    f"a/{LEAD.id}-s-istoriey/index.html",
    "a/kopiya/index.html",
    "a/bylo-i-net/index.html",
    "programme/opora/index.html",
    "changes/index.html",
    "changes/feed.atom",
    "sources/index.html",
    "static/fresh.json",
)
"""Pages of the site that remembers; where both sites have the path, this one's says so."""


def told(path: str) -> str:
    if path not in REMEMBERED:
        return render()(planned(*samples())[path]).decode()
    with TemporaryDirectory() as folder:
        write_state(state := Path(folder, "state"))
        memory, _ = read_memory(state, Path(folder))
    return render()(planned(*STORY, memory=memory)[path.replace("-s-istoriey", "")]).decode()


@pytest.mark.parametrize("path", [*PAGES, *REMEMBERED])
def test_a_page_is_as_it_was_accepted(path: str) -> None:
    assert told(path) == (GOLDEN / path).read_text("utf-8")


def accept() -> None:
    for path in (*PAGES, *REMEMBERED):
        (GOLDEN / path).parent.mkdir(parents=True, exist_ok=True)
        (GOLDEN / path).write_text(told(path), "utf-8")


if __name__ == "__main__":
    accept()
