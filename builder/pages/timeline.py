"""Intakes of a programme over the years: each with its dates, its status and its place in the year.

Tells what was and what is announced. What may come next is told only as an observation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from builder.language import words
from builder.language.speech import say
from builder.parts.card import Entry, region_name
from builder.parts.fact import YEAR
from model.announcement import Moment, Stage, day
from model.status import State

MONTH = 30
"""Width of a month in the drawing's own units."""

ENOUGH = 2
"""Years in which an intake opened in one month, from which on that is told."""

SHOWN = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A window within one year; ``look`` is go while it matters and was when it is over."""

    x: int
    width: int
    look: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """A line of the timeline. ``dates`` is for the browser's clock, empty if nothing can change.

    ``now`` is today's place in the year, ``None`` where it is not drawn.
    """

    year: str
    path: str
    period: str
    meta: str
    moved: str
    marks: tuple[str, ...]
    state: State
    dates: str
    bar: Bar | None
    now: int | None


def timeline(entries: Iterable[Entry], today: date) -> tuple[Intake, ...]:
    """Newest first. A year that only reports tell of has one line, which says that."""
    found = list(entries)
    regions = {e.announcement.region for e in found}
    by_year: dict[int, list[Entry]] = defaultdict(list)
    for entry in found:
        year = year_of(entry)
        if year:
            by_year[year].append(entry)
    lines = [
        _intake(entry, year, today, tell_region=len(regions) > 1)
        for year, own in sorted(by_year.items(), reverse=True)
        for entry in _telling(own)
    ]
    return tuple(lines[:SHOWN])


def year_of(entry: Entry) -> int | None:
    a = entry.announcement
    told = (a.apply_open, a.apply_close, a.event_start, a.event_end, a.published)
    first = next(filter(None, told), None)
    return day(first).year if first else None


def _telling(own: Sequence[Entry]) -> list[Entry]:
    """Those that name dates or call; failing them, the newest that tells of the year."""
    by_day = sorted(own, key=lambda e: (_first_day(e), e.announcement.id), reverse=True)
    intakes = [e for e in by_day if is_intake(e)]
    return intakes or by_day[:1]


def is_intake(entry: Entry) -> bool:
    a = entry.announcement
    return a.stage is not Stage.REPORT or bool(a.apply_open or a.apply_close or a.event_start)


def _first_day(entry: Entry) -> str:
    a = entry.announcement
    told = next(filter(None, (a.apply_open, a.apply_close, a.event_start, a.published)), None)
    return day(told).isoformat() if told else ""


def _intake(entry: Entry, year: int, today: date, *, tell_region: bool) -> Intake:
    a = entry.announcement
    region = region_name(a.region) if a.region and tell_region else ""
    dated = any(field in a.inferred for field in ("apply_open", "apply_close", "event_start"))
    period = _period(entry)
    live = entry.state.group in ("open", "ahead")
    return Intake(
        year=str(year),
        path=entry.path,
        period=period or say("Дат в тексте нет"),
        meta=", ".join(filter(None, (region, _meta(entry) if not period else ""))),
        moved=entry.card.moved,
        marks=(YEAR,) * (dated and bool(period)),
        state=entry.state,
        dates=entry.card.dates,
        bar=_bar(entry, year, "go" if live else "was"),
        now=_place(today, year) if live and today.year == year else None,
    )


def _period(entry: Entry) -> str:
    a = entry.announcement
    opens, closes = _day(a.apply_open), _day(a.apply_close)
    if opens or closes:
        if opens and closes:
            return say("Приём {dates}", dates=words.span(opens, closes))
        if closes:
            return say("Приём до~{day}", day=words.full(closes))
        return say("Приём с~{day}", day=words.full(opens)) if opens else ""
    held = words.span(a.event_start, a.event_end)
    return say("Событие: {dates}", dates=held) if held else ""


def _day(moment: Moment | None) -> date | None:
    return day(moment) if moment else None


def _meta(entry: Entry) -> str:
    a = entry.announcement
    if a.published is None:
        return ""
    published = words.full(a.published)
    if a.stage is Stage.REPORT:
        return say("известно из отчёта от {day}", day=published)
    return say("известно из объявления от {day}", day=published)


def _bar(entry: Entry, year: int, look: str) -> Bar | None:
    a = entry.announcement
    pair = (a.apply_open, a.apply_close)
    start, end = pair if any(pair) else (a.event_start, a.event_end)
    first, last = start or end, end or start
    if first is None or last is None:
        return None
    x, right = _place(day(first), year), _place(day(last), year)
    return Bar(x=x, width=max(3, right - x), look=look)


def _place(moment: date, year: int) -> int:
    """Where a day stands in the year's drawing; days of other years at its ends."""
    if moment.year != year:
        return 0 if moment.year < year else 12 * MONTH
    return (moment.month - 1) * MONTH + (moment.day - 1) * MONTH // 31


def observed(entries: Iterable[Entry], today: date) -> str:
    """«В 2024 и 2025 годах приём открывался в октябре»; empty unless it did so more than once.

    Empty too while an intake is announced: then there is nothing to guess.
    """
    years: dict[int, set[int]] = defaultdict(set)
    for entry in entries:
        a = entry.announcement
        opened = _day(a.apply_open)
        if entry.state.group in ("open", "ahead") and entry.state.code != "running":
            return ""
        if opened and opened < today and not a.cancelled and "apply_open" not in a.review:
            years[opened.month].add(opened.year)
    often = sorted(years.items(), key=lambda pair: -len(pair[1]))
    if not often or len(often[0][1]) < ENOUGH:
        return ""
    if len(often) > 1 and len(often[1][1]) == len(often[0][1]):
        return ""
    month, told = often[0][0], sorted(often[0][1])
    listed = say("{years} и {last}", years=", ".join(map(str, told[:-1])), last=told[-1])
    within = words.table()["month"]["within"][month - 1]
    return say("В {years} годах приём открывался {within}.", years=listed, within=within)
