"""Days without a year get one, reckoned from the day of writing and the tense of the words.

Nothing is reckoned without a day of writing. Of the years before, at and after it, the tense picks;
where it is silent the nearest reading wins, one ahead counting as half as far as one behind.
"""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass
from datetime import date, timedelta

from scraper.facts.dates.span import Precision, Role
from scraper.facts.dates.tense import Sense
from scraper.facts.dates.token import Day, Stretch

LONG, SHORT = 310, 45
"""Days: a verb that puts a day so far off, where another reading is so near, was misread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """Both ends as dates. ``inferred``: a year, or the day itself, was reckoned."""

    start: date | None = None
    end: date | None = None
    inferred: bool = False
    undated: bool = False
    clash: bool = False
    vague: bool = False


def resolve(
    stretch: Stretch, ref: date | None, sense: Sense | None, *, sure: bool = False
) -> Ends | None:
    """Dates for a stretch; ``None`` if no such days exist. ``sure``: the sense is no guess."""
    first, last = stretch.first, stretch.last
    if first is None and last is None:
        return Ends(undated=True)
    if any(day is not None and day.month == 0 for day in (first, last)):
        return _weekday(stretch, ref, sense)
    stated = [day.year for day in (first, last) if day is not None and day.year is not None]
    if stated:
        ends = _lent(first, last)
        reckoned = any(d is not None and (d.relative or d.reckoned) for d in (first, last))
        return ends and _finished(ends, stretch, inferred=reckoned)
    if ref is None:
        return Ends(undated=True)
    years = (ref.year - 1, ref.year, ref.year + 1)
    readings = [ends for year in years if (ends := _in(year, first, last))]
    if not readings:
        return None
    readings = [ends for ends in readings if not _clash(ends, stretch)] or readings
    chosen = _chosen(readings, ref, sense)
    nearest = chosen if sure else _chosen(readings, ref, None)
    unlikely = abs((_near(chosen) - ref).days) > LONG and abs((_near(nearest) - ref).days) < SHORT
    return _finished(nearest if unlikely else chosen, stretch, inferred=True)


Pair = tuple[date | None, date | None]


def _lent(first: Day | None, last: Day | None) -> Pair | None:
    """The year that one end states, given to the other."""
    if first is None or last is None:
        only = first or last
        return only and (_date(first, only.year), _date(last, only.year))
    if first.year is None and last.year is not None:
        over = (first.month, first.day) > (last.month, last.day)
        return _ordered(_date(first, last.year - over), _date(last, last.year))
    if last.year is None and first.year is not None:
        over = (first.month, first.day) > (last.month, last.day)
        return _ordered(_date(first, first.year), _date(last, first.year + over))
    return _ordered(_date(first, first.year), _date(last, last.year))


def _in(year: int, first: Day | None, last: Day | None) -> Pair | None:
    """Both ends, the first of them in ``year``."""
    if first is None or last is None:
        only = _date(first or last, year)
        if only is None:
            return None
        return (only, None) if last is None else (None, only)
    over = (first.month, first.day) > (last.month, last.day)
    return _ordered(_date(first, year), _date(last, year + over))


def _date(day: Day | None, year: int | None) -> date | None:
    if day is None or year is None:
        return None
    try:
        return date(year, day.month, day.day)
    except ValueError:
        return None


def _ordered(start: date | None, end: date | None) -> Pair | None:
    return (start, end) if start and end and start <= end else None


def _chosen(readings: list[Pair], ref: date, sense: Sense | None) -> Pair:
    if sense is Sense.BEHIND:
        readings = [ends for ends in readings if _near(ends) <= ref] or readings
    elif sense is Sense.AHEAD:
        readings = [ends for ends in readings if _far(ends) >= ref] or readings
    return min(readings, key=lambda ends: _distance(ends, ref))


def _near(ends: Pair) -> date:
    return ends[0] or ends[1] or date.min


def _far(ends: Pair) -> date:
    return ends[1] or ends[0] or date.min


def _distance(ends: Pair, ref: date) -> float:
    if _near(ends) > ref:
        return (_near(ends) - ref).days
    return max(0, (ref - _far(ends)).days) * 2


def _clash(ends: Pair, stretch: Stretch) -> bool:
    return any(
        end is not None and day is not None and day.weekday not in (None, end.weekday())
        for end, day in zip(ends, (stretch.first, stretch.last), strict=True)
    )


def _finished(ends: Pair, stretch: Stretch, *, inferred: bool) -> Ends:
    start, end = ends
    end = _leap(end, stretch)
    clash = _clash(ends, stretch)
    if stretch.role is Role.AFTER and start is not None:
        start += timedelta(days=1)
    if stretch.role is Role.BEFORE and end is not None:
        end -= timedelta(days=1)
    return Ends(start=start, end=end, inferred=inferred, clash=clash)


def _leap(end: date | None, stretch: Stretch) -> date | None:
    """«До конца февраля» of a year that was reckoned only now."""
    reckoned = stretch.last is not None and stretch.last.year is None
    if end is None or not reckoned or stretch.precision is not Precision.PERIOD:
        return end
    return end + timedelta(days=(end.month, end.day) == (2, 28) and isleap(end.year))


def _weekday(stretch: Stretch, ref: date | None, sense: Sense | None) -> Ends | None:
    """«в пятницу» by tense, «до пятницы» the next one; where nothing tells, vaguely the next."""
    day = stretch.first or stretch.last
    if ref is None or day is None or day.weekday is None:
        return Ends(undated=True)
    vague = False
    if sense is Sense.BEHIND:
        found = ref - timedelta(days=(ref.weekday() - day.weekday) % 7)
    elif sense is Sense.AHEAD or stretch.first is None:
        found = ref + timedelta(days=(day.weekday - ref.weekday()) % 7)
    else:
        found = ref + timedelta(days=(day.weekday - ref.weekday()) % 7)
        vague = True
    return Ends(
        start=found if stretch.first else None,
        end=found if stretch.last else None,
        inferred=True,
        vague=vague,
    )
