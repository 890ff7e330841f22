"""The search index, made by Pagefind from the finished pages: the only module that knows it.

The site's own side of the seam is static/search.js; templates mark what is indexed and by what it
can be narrowed.
"""

from __future__ import annotations

import subprocess
from importlib.metadata import version
from pathlib import Path

from model.problem import SettingProblem

FOLDER = "pagefind"
PAGES = "a/*/index.html"
UNUSED = ("pagefind-*ui*", "pagefind-highlight.js", "pagefind-modular*")
"""Pagefind's own interface: ours stands in its place."""


def key() -> str:
    """Changes when the same pages would be indexed otherwise."""
    return f"pagefind {version('pagefind_bin')}"


def index(site: Path) -> None:
    """Index the pages below ``site`` into its folder ``pagefind``."""
    from pagefind.service import get_executable

    executable = get_executable()
    if executable is None:
        raise SettingProblem("поиск: нет программы Pagefind; pip install -r requirements.txt")
    command = [executable, "--site", site, "--glob", PAGES, "--output-subdir", FOLDER]
    done = subprocess.run(
        [*map(str, command), "--force-language", "ru", "--silent"],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SettingProblem(f"поиск: Pagefind не справился: {done.stderr.strip()[:500]}")
    for pattern in UNUSED:
        for path in (site / FOLDER).glob(pattern):
            path.unlink()
