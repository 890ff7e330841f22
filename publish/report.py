"""The night told twice: a page that a non-engineer can read, and JSON beside it for programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from model.files import write
from publish import words
from publish.night import FINE, WRONG, Night

PAGE, ROWS = "report.html", "report.json"
TEMPLATE = Path(__file__).with_name("report.html.jinja")


def save(night: Night, folder: Path) -> Path:
    """Write both; the page's path."""
    write(folder / ROWS, json.dumps(rows(night), ensure_ascii=False, indent=1, default=str) + "\n")
    write(folder / PAGE, page(night))
    return folder / PAGE


def rows(night: Night) -> dict[str, Any]:
    told = asdict(night)
    return {"code": night.code, "verdict": verdict(night), **told}


def verdict(night: Night) -> str:
    """The night in one sentence."""
    if not night.published:
        return f"Сайт не обновлён: {night.stopped or 'причина в шагах ниже'}"
    came = words.plural(len(night.new), "новое объявление", "новых объявления", "новых объявлений")
    if night.code == FINE:
        return f"Сайт обновлён, всё в порядке; {came}"
    return f"Сайт обновлён, но не всё в порядке; {came}"


def page(night: Night) -> str:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True,
                              lstrip_blocks=True)  # fmt: skip
    environment.globals.update(
        plural=words.plural, state=words.state, mend=words.mend, table=words.table()
    )
    template = environment.from_string(TEMPLATE.read_text("utf-8"))
    return template.render(
        night=night, verdict=verdict(night), tone=tone(night), people=people(night)
    )


def tone(night: Night) -> str:
    return {FINE: "good", WRONG: "bad"}.get(night.code, "fair")


def people(night: Night) -> list[str]:
    """What needs a person, most harmful first."""
    gates = words.table()["gates"]
    held = [f"{gates[h.gate]['title']}: {h.reason}. {gates[h.gate]['mend']}" for h in night.held]
    files = [
        f"{row.get('path')}, строка {row.get('line')}: {row.get('message')}"
        for row in night.problems
    ]
    broken = [
        f"Источник {row.get('id')}: {words.state(str(row.get('state')))}. "
        f"{words.mend(str(row.get('state')))}".strip()
        for row in night.broken
    ]
    return [*held, *files, *broken]


def lines(night: Night) -> list[str]:
    """The same for a terminal and for a CI's log, in a few lines."""
    steps = words.table()["steps"]
    told = [
        f"  {'✗' if step.code else '✓'} {steps[step.name]} ({step.seconds:g} с)"
        + (f": {step.said[-1]}" if step.code and step.said else "")
        for step in night.steps
    ]
    return [*told, verdict(night)]
