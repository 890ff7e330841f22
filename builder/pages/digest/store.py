"""Issues of weeks that are over: state/digest/<week>.json, written once and never again.

What an announcement says may move later; what a digest said stays said. Other languages than
Russian have a folder of their own there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from builder.language.speech import RUSSIAN, spoken
from builder.pages.digest.issue import Issue, Line, Section
from builder.pages.digest.week import week_named
from builder.state.jsonfile import DAMAGED, read_table
from model import files
from model.problem import ContentProblem

FOLDER = "digest"


def _folder(state: Path) -> Path:
    own = state / FOLDER
    return own if spoken() == RUSSIAN else own / spoken()


def read_issues(state: Path) -> tuple[dict[str, Issue], list[ContentProblem]]:
    """All issues by week. A damaged file is told, and its week goes without a page."""
    found: dict[str, Issue] = {}
    problems: list[ContentProblem] = []
    for path in sorted(_folder(state).glob("*.json")):
        if week_named(path.stem) is None:
            continue
        table, wrong = read_table(path)
        problems += wrong
        try:
            if not wrong:
                found[path.stem] = _issue(path.stem, table)
        except (KeyError, TypeError, ValueError):
            problems.append(ContentProblem(path, 1, "", "", DAMAGED))
    return found, problems


def write_issues(state: Path, issues: Iterable[Issue]) -> int:
    """Keep issues that have no file yet; how many those were."""
    kept = 0
    for one in issues:
        path = _folder(state) / f"{one.week}.json"
        if not path.exists():
            text = json.dumps(asdict(one), ensure_ascii=False, indent=1) + "\n"
            kept += files.write(path, text)
    return kept


def _issue(week: str, table: Mapping[str, Any]) -> Issue:
    """Raises if a value is missing or of another type than we write."""
    return Issue(
        week=week,
        asof=_text(table["asof"]),
        open=_number(table["open"]),
        sections=tuple(_section(row) for row in table["sections"]),
        fresh=tuple(_text(name) for name in table["fresh"]),
    )


def _section(row: Mapping[str, Any]) -> Section:
    return Section(
        id=_text(row["id"]),
        title=_text(row["title"]),
        lines=tuple(
            Line(**{name: _text(value) for name, value in one.items()}) for one in row["lines"]
        ),
        more=_number(row["more"]),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _number(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError
    return value
