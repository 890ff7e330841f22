"""Which of several dates stand: of the event, and of the window to apply.

What is too old or too long is of something else; a moved deadline stands for the one before it;
several deadlines, or a thin reason, are doubted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from scraper.facts.dates import DateSpan, Role, Sense, sense
from scraper.facts.periods.use import Use

LONGEST = timedelta(days=550)
"""No event lasts longer; a range that does is of something else."""

STALE = timedelta(days=120)
"""What ended longer before publication is not what the announcement is about."""

SURE = 3

PAUSE = timedelta(days=31)
"""Between two parts of one event lies no longer time."""

FAR = timedelta(days=270)
"""A deadline reckoned to lie farther ahead than this is doubted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A date that was found to be of something, and how surely.

    ``extended``: its sentence moves a day that stood before. ``part``: the words beside it, or a
    row of a timetable, tell of one part of several.
    """

    span: DateSpan
    use: Use
    sure: int
    sentence: str
    extended: bool = False
    part: bool = False

    @property
    def first(self) -> date:
        return self.span.start or self.span.end or date.max

    @property
    def last(self) -> date:
        return self.span.end or self.span.start or date.min


def event(named: Sequence[Named], published: date | None) -> tuple[Named | None, Named | None]:
    """Where the first and the last day stand: in the surest date, the earlier of two as sure."""
    fresh = [one for one in named if _is_fresh(one, published)]
    lead = max((one for one in fresh if one.sure), key=lambda one: one.sure > 1, default=None)
    if lead is None:
        return None, None
    lead = next((one for one in fresh if _goes_over(one, lead)), lead)
    if lead.use is Use.EVENT:
        start, end = _stretched(lead, fresh)
        return start, _last_part(end, fresh) if lead.part else end
    if lead.use is Use.ENDS:
        starts = (
            one for one in fresh if one.use is Use.STARTS and one.sure and _follows(lead, one)
        )
        return next(starts, None), lead
    ends = (one for one in fresh if one.use is Use.ENDS and _follows(one, lead))
    return lead, next(ends, None)


def _stretched(lead: Named, fresh: Sequence[Named]) -> tuple[Named, Named]:
    """A lone day of the event with a first day before it, or a last one close behind."""
    if lead.span.ranged:
        return lead, lead
    day = lead.last
    start = (n for n in fresh if n.use is Use.STARTS and n.sure == SURE and n.first < day)
    end = (n for n in fresh if n.last > day and (_ends(n, lead) or _is_next(n, lead)))
    return next(start, lead), next(end, lead)


def _last_part(end: Named, fresh: Sequence[Named]) -> Named:
    """The last of the modules, stages or sessions that follow one another."""
    for one in sorted(fresh, key=lambda one: one.last):
        follows = end.last < one.last and one.first <= end.last + PAUSE
        if one.part and one.use in (Use.EVENT, Use.ENDS) and follows:
            end = one
    return end


def _ends(one: Named, lead: Named) -> bool:
    return one.use is Use.ENDS and _follows(one, lead)


def _is_next(one: Named, lead: Named) -> bool:
    """A second day of the event, the one after the first."""
    return one.use is Use.EVENT and one.span.single and one.last - lead.last == timedelta(days=1)


def window(named: Sequence[Named], published: date | None) -> tuple[Named | None, Named | None]:
    """Where the first and the last day to apply stand."""
    fresh = [one for one in named if _is_fresh(one, published)]
    last = _final([one for one in fresh if one.use in (Use.CLOSE, Use.WINDOW)])
    opening = (one for one in fresh if one.use in (Use.OPEN, Use.WINDOW))
    return next((one for one in opening if last is None or one.first <= last.last), None), last


def is_doubtful(last: Named, named: Sequence[Named], published: date | None) -> bool:
    """Several deadlines, a thin reason, a weekday that does not fit, or a day not to come."""
    if last.sure < 3 or last.span.clash:
        return True
    others = {one.last for one in named if one.use in (Use.CLOSE, Use.WINDOW)}
    if not last.extended and len(others) > 1:
        return True
    if published is None or not last.span.inferred:
        return False
    if last.last >= published:
        return last.last > published + FAR
    return sense(last.sentence, last.span.at, last.span.to) is not Sense.BEHIND


def _is_fresh(one: Named, published: date | None) -> bool:
    whole = one.last - one.first <= LONGEST
    return whole and (published is None or one.last >= published - STALE)


def _goes_over(one: Named, lead: Named) -> bool:
    """Whether ``one`` is a range of the event that holds the day of ``lead``."""
    day = lead.span.start or lead.last
    return one.use is Use.EVENT and one.span.ranged and one.first <= day <= one.last


def _follows(one: Named, lead: Named) -> bool:
    """Whether an end fits a start; «в течение трёх дней» counts from the day of writing alone."""
    return one.last > lead.first and (one.sure > 0 or one.first == lead.first)


def _final(closing: Sequence[Named]) -> Named | None:
    """The deadline that stands: a moved one, an extended one, else the surest."""
    moved = [one for one in closing if one.span.role is Role.MOVED]
    extended = [one for one in closing if one.extended]
    if moved or extended:
        return max(moved or extended, key=lambda one: one.last)
    return max(closing, key=lambda one: one.sure, default=None)
