"""Sources and how they fare, as the scraper left it: state/health.json and state/sources.json.

Either may be missing, older or newer than this code; what cannot be read is passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from builder.state.jsonfile import read_table
from model.problem import ContentProblem
from model.region import regions

HEALTH, SOURCES = "health.json", "sources.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who publishes, as its file declares it. ``name`` is never empty; the rest may be."""

    id: str
    name: str
    url: str = ""
    role: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """One source's record of all runs. ``rhythm`` is the usual gap in days between publications."""

    id: str
    state: str
    reason: str = ""
    mend: str = ""
    last_run: date | None = None
    last_success: date | None = None
    broken_since: date | None = None
    last_day: date | None = None
    rhythm: float | None = None


def read_sources(state: Path) -> tuple[dict[str, Source], list[ContentProblem]]:
    table, problems = read_table(state / SOURCES)
    rows = table.get("sources", table)
    found = rows.items() if isinstance(rows, dict) else ()
    made = (_source(name, row) for name, row in found if isinstance(row, dict))
    return {source.id: source for source in made if source}, problems


def _source(name: str, row: Mapping[str, Any]) -> Source | None:
    told = {key: _line(row.get(key)) for key in ("name", "url", "role", "region")}
    if not told["name"]:
        return None
    told["region"] = told["region"] if told["region"] in regions() else ""
    told["url"] = told["url"] if web(told["url"]) else ""
    return Source(id=name, **told)


def read_health(state: Path) -> tuple[tuple[Health, ...], list[ContentProblem]]:
    table, problems = read_table(state / HEALTH)
    rows = table.get("sources")
    found = (
        (_health(row) for row in rows if isinstance(row, dict)) if isinstance(rows, list) else ()
    )
    return tuple(sorted(filter(None, found), key=lambda h: h.id)), problems


def _health(row: Mapping[str, Any]) -> Health | None:
    if not _line(row.get("id")):
        return None
    days = row.get("days")
    out = sorted(filter(None, map(_day, days))) if isinstance(days, list) else []
    rhythm = row.get("rhythm")
    return Health(
        id=_line(row.get("id")),
        state=_line(row.get("state")),
        reason=_line(row.get("reason")),
        mend=str(row.get("mend") or "")[:2000].strip(),
        last_run=_day(row.get("last_run")),
        last_success=_day(row.get("last_success")),
        broken_since=_day(row.get("broken_since")),
        last_day=out[-1] if out else None,
        rhythm=float(rhythm) if isinstance(rhythm, int | float) and rhythm > 0 else None,
    )


def newest(records: Iterable[Health]) -> date | None:
    """The last day on which any source was read."""
    return max(filter(None, (record.last_success for record in records)), default=None)


def web(url: str) -> bool:
    return url.startswith(("http://", "https://"))


def _line(told: object) -> str:
    return " ".join(told.split())[:500] if isinstance(told, str) else ""


def _day(told: object) -> date | None:
    try:
        return date.fromisoformat(told[:10]) if isinstance(told, str) else None
    except ValueError:
        return None
