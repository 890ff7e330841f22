"""The table of a race, for the screen and for docs/performance.md."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from bench.build.measure import Cost
from bench.build.results import Sides

Rows = Mapping[int, Mapping[str, Sides]]
"""Costs by number of announcements and action."""

ABOUT = {
    "cold": "cold: no site, no cache",
    "more": "20 announcements more",
    "nothing": "nothing changed",
    "checkout": "nothing changed, new file times",
    "edit": "one announcement edited",
}
PAIRS = {"ours": "Hugo", "ours + search": "Hugo + Pagefind"}
BEGIN, END = "<!-- measured: make bench -->\n", "<!-- end -->"
HEAD = (
    "| announcements | what | side | rounds | wall, s | CPU, s | peak, MiB | all, MiB "
    "| wall | CPU | peak | all |\n"
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n"
)


def text(rows: Rows) -> str:
    """The last four columns are against the side that a row is paired with."""
    lines = [
        _line(count, ABOUT[action], name, sides)
        for count, actions in sorted(rows.items())
        for action in ABOUT
        if (sides := actions.get(action))
        for name in sides
    ]
    return HEAD + "\n".join(lines) + "\n" + _growth(rows)


def _line(count: int, action: str, name: str, sides: Sides) -> str:
    own = _median(sides[name])
    cells = [f"{count:,}", action, name, str(len(sides[name]))]
    cells += [f"{own.wall:.2f}", f"{own.cpu:.2f}", f"{own.peak:.0f}", f"{own.sum:.0f}"]
    return "| " + " | ".join([*cells, *_ratios(sides[name], sides.get(PAIRS.get(name, "")))]) + " |"


def _ratios(own: Sequence[Cost], other: Sequence[Cost] | None) -> list[str]:
    """Medians of the rounds' own ratios: what ran side by side is compared."""
    if not other:
        return [""] * len(Cost._fields)
    pairs = list(zip(own, other, strict=False))
    return [f"{median(a[n] / b[n] for a, b in pairs):.3f}" for n in range(len(Cost._fields))]


def _median(costs: Sequence[Cost]) -> Cost:
    return Cost(*(median(values) for values in zip(*costs, strict=True)))


def _growth(rows: Rows) -> str:
    """What five times as many cost more; 5.5 is the most that it may be."""
    few, many = rows.get(10_000, {}), rows.get(50_000, {})
    found = [
        f"{ABOUT[action]}, {name}: {_median(many[action][name]).wall / small.wall:.1f}"
        for action in ABOUT
        for name in many.get(action, {})
        if name.startswith("ours") and (small := _known(few, action, name))
    ]
    return f"\n50,000 against 10,000 (wall): {'; '.join(found)}.\n" if found else ""


def _known(rows: Mapping[str, Sides], action: str, name: str) -> Cost | None:
    costs = rows.get(action, {}).get(name)
    return _median(costs) if costs else None


def write(page: Path, rows: Rows, command: str) -> None:
    """Put the table in place of the one that stands between the marks."""
    said = page.read_text("utf-8")
    head, found, rest = said.partition(BEGIN)
    _, closed, tail = rest.partition(END)
    if not (found and closed):
        raise ValueError(f"{page}: the marks {BEGIN.strip()} … {END} are not there")
    machine = f"{os.cpu_count()} processors, {platform.system()} {platform.release()}, "
    machine += f"Python {platform.python_version()}, Hugo 0.168.0, Pagefind 1.5.2."
    told = f"`{command}`\n\n{machine}\n\n{text(rows)}"
    page.write_text(f"{head}{BEGIN}{told}{END}{tail}", "utf-8")
