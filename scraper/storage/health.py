"""The health of every source across runs: what it last gave, how long it has been silent or broken.

``state/health.json`` for machines, ``python -m scraper health`` for people. Judges one run against
the record; reads no clock and no network.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from scraper.canonical import canonical
from scraper.outcome import Outcome, State
from scraper.settings import Expect

FILE = "health.json"
ENOUGH = 3
"""Publications from which shares of filled fields are judged, and gaps that make a rhythm."""

LEARNING = 0.3
"""Weight of the newest run in what is usual."""

USUAL, GONE = 0.6, 0.2
"""A field that more than the first share had is gone when less than the second has it."""

DAYS_KEPT = 12
PATIENCE = 5
"""Usual gaps between publications after which a source is silent, but never before ``FLOOR``."""
FLOOR = 14
"""Days; the January holidays take ten."""

FIELDS = {"title": "заголовки", "date": "даты", "body": "тексты"}


class Condition(StrEnum):
    """What is known only across runs. All else is the state of the last run's outcome."""

    NOTHING_NEW = "nothing_new"
    SILENT = "silent"
    FIELDS_VANISHED = "fields_vanished"
    FEW = "few"


GOOD = (State.OK, State.PAUSED, Condition.NOTHING_NEW)
READ = (*GOOD, Condition.SILENT, Condition.FEW)
"""Conditions in which the last run did read the source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """One source's record. Days are the runs' days; ``misses`` counts runs broken in a row.

    ``rates`` are the usual shares of publications that have a field; ``days`` the last on which
    something came out; ``rhythm`` the usual gap between them in days. ``mend`` is what would read
    a changed page again, for an engineer.
    """

    id: str
    state: str
    reason: str = ""
    last_run: date
    last_success: date | None = None
    last_new: date | None = None
    broken_since: date | None = None
    misses: int = 0
    posts: int = 0
    kept: int = 0
    rates: Mapping[str, float] = field(default_factory=dict)
    days: tuple[date, ...] = ()
    rhythm: float | None = None
    mend: str = ""

    @property
    def good(self) -> bool:
        return self.state in GOOD


def judge(
    outcome: Outcome,
    before: Health | None,
    today: date,
    *,
    known: Collection[str] = (),
    expect: Expect | None = None,
) -> Health:
    """The record after a run. ``known``: canonical addresses that the run before gave."""
    was = before or Health(id=outcome.id, state="", last_run=today)
    fresh = any(canonical(item.url) not in known for item in outcome.items)
    days = _days(was.days, outcome, today, fresh=fresh)
    rhythm = _rhythm(days) if outcome.posts else was.rhythm
    state, reason = _condition(outcome, days, rhythm, today, expect or Expect(), fresh=fresh)
    read = state in READ and state != State.PAUSED
    return Health(
        id=outcome.id,
        state=state,
        reason=reason,
        last_run=today,
        last_success=today if read else was.last_success,
        last_new=today if read and fresh else was.last_new,
        broken_since=None if state in READ else was.broken_since or today,
        misses=0 if state in READ else was.misses + 1,
        posts=outcome.posts,
        kept=outcome.kept,
        rates=_learned(was.rates, outcome) if read else was.rates,
        days=days,
        rhythm=rhythm,
    )


def _condition(
    outcome: Outcome,
    days: tuple[date, ...],
    rhythm: float | None,
    today: date,
    expect: Expect,
    *,
    fresh: bool,
) -> tuple[str, str]:
    """The state and the reason, in Russian, of a source after a run."""
    if outcome.vanished:
        return Condition.FIELDS_VANISHED, outcome.reason
    if outcome.state != State.OK:
        return str(outcome.state), outcome.reason
    if expect.posts and outcome.posts < expect.posts:
        return Condition.FEW, f"публикаций {outcome.posts}, ждали не меньше {expect.posts}"
    limit = expect.fresh or (max(FLOOR, PATIENCE * rhythm) if rhythm else None)
    if days and limit and (today - days[-1]).days > limit:
        silent = (today - days[-1]).days
        usual = f", обычно новое раз в {rhythm:g} дн." if rhythm else ""
        return Condition.SILENT, f"молчит {silent} дн.{usual}"
    return (State.OK if fresh else Condition.NOTHING_NEW), ""


def _days(
    before: tuple[date, ...], outcome: Outcome, today: date, *, fresh: bool
) -> tuple[date, ...]:
    """Days on which something came out; for a source without dates, on which we saw it first."""
    seen = outcome.days or ({today} if fresh else set())
    return tuple(sorted({*before, *(day for day in seen if day <= today)})[-DAYS_KEPT:])


def _rhythm(days: tuple[date, ...]) -> float | None:
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    return float(median(gaps)) if len(gaps) >= ENOUGH else None


def _learned(before: Mapping[str, float], outcome: Outcome) -> dict[str, float]:
    if outcome.posts < ENOUGH:
        return dict(before)
    now = {name: outcome.filled[name] / outcome.posts for name in FIELDS}
    return {n: round(x + (before.get(n, x) - x) * (1 - LEARNING), 3) for n, x in now.items()}


def vanished(outcome: Outcome, before: Health | None) -> str:
    """Say in Russian which fields a source always had and now lacks; empty if none."""
    if before is None or not outcome.healthy or outcome.posts < ENOUGH:
        return ""
    now = {name: outcome.filled[name] / outcome.posts for name in FIELDS}
    gone = [n for n in FIELDS if before.rates.get(n, 0) > USUAL and now[n] < GONE]
    return "; ".join(
        f"пропали {FIELDS[n]}: были у {before.rates[n]:.0%} публикаций, стали у {now[n]:.0%}"
        for n in gone
    )


def load(state: Path) -> dict[str, Health]:
    """The records on disk; a missing or damaged file is an empty record, never an error."""
    try:
        rows = json.loads((state / FILE).read_text(encoding="utf-8"))["sources"]
        return {row["id"]: _health(row) for row in rows}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _health(row: dict[str, Any]) -> Health:
    """One record; keys that another version wrote are passed over."""
    known = {f.name for f in fields(Health)}
    row = {name: value for name, value in row.items() if name in known}
    named = ("last_run", "last_success", "last_new", "broken_since")
    days = {n: date.fromisoformat(row[n]) for n in named if row.get(n)}
    out = tuple(date.fromisoformat(day) for day in row.get("days", ()))
    rates = {str(name): float(share) for name, share in row.get("rates", {}).items()}
    return Health(**row | days | {"days": out, "rates": rates})


def text(records: Iterable[Health]) -> str:
    """The file's content."""
    rows = [asdict(record) for record in sorted(records, key=lambda record: record.id)]
    return json.dumps({"sources": rows}, ensure_ascii=False, indent=1, default=str) + "\n"
