"""The table of a race, for the screen and for docs/performance.md."""

from __future__ import annotations

import os
import platform
from pathlib import Path

from bench.build.measure import Cost

Rows = dict[str, dict[str, Cost]]
"""Costs by action and side."""

ABOUT = {
    "cold": "cold: no site, no cache",
    "nothing": "nothing changed",
    "checkout": "nothing changed, new file times",
    "more": "20 announcements more",
    "edit": "one announcement edited",
}
PAIRS = {"ours": "Hugo", "ours + search": "Hugo + Pagefind", "ours, the full site": "Hugo"}
BEGIN, END = "<!-- measured: make bench -->\n", "<!-- end -->"
HEAD = """| announcements | what | side | wall, s | CPU, s | peak, MiB | wall | CPU | peak |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
"""


def text(found: dict[int, Rows]) -> str:
    """The last three columns are against the side that a row is paired with."""
    lines = [
        _line(count, ABOUT[action], name, sides)
        for count, rows in found.items()
        for action, sides in rows.items()
        for name in sides
    ]
    return HEAD + "\n".join(lines) + "\n"


def _line(count: int, action: str, name: str, sides: dict[str, Cost]) -> str:
    own = sides[name]
    pair = sides.get(PAIRS.get(name, ""))
    ratios = [f"{a / b:.3f}" for a, b in zip(own, pair, strict=True)] if pair else ["", "", ""]
    cells = [f"{count:,}", action, name, f"{own.wall:.2f}", f"{own.cpu:.2f}", f"{own.peak:.0f}"]
    return "| " + " | ".join([*cells, *ratios]) + " |"


def write(page: Path, found: dict[int, Rows]) -> None:
    """Put the table in place of the one that stands between the marks."""
    said = page.read_text("utf-8")
    head, _, rest = said.partition(BEGIN)
    _, _, tail = rest.partition(END)
    machine = f"{os.cpu_count()} processors, {platform.system()} {platform.release()}, "
    machine += f"Python {platform.python_version()}, Hugo 0.168.0, Pagefind 1.5.2."
    page.write_text(f"{head}{BEGIN}{machine}\n\n{text(found)}{END}{tail}", "utf-8")
