"""A text as tokens, each with a one-letter class; the classes in a row are the text's shape.

    M month   O Kazakh month that may be another word   W weekday   V биыл   d number 1-31   Y year
    D whole date in figures   E day.month in figures   T time   t time with a dot
    J сегодня   j сегодняшнего   r прошлый   u day, week, month   g year   c hour   i minute
    Q quarter   H half-year   S season   e beginning, middle, end   2 соңы   5 половина   6 декада
    o ordinal   0 tens of an ordinal   w number word   q Roman numeral   n other number
    F с   f от   P по   U до   K к   N на   I в   z за   a после   B не   4 чем   L позднее
    R ранее   8 ночь   v включительно   & и   h назад   p через   C течение
    y дейін   b бастап   m аралығында
    Z time zone   k времени   s улица   7 көшесі   l дом   3 телефон   % measure   @ №
    _ full stop   , ; : / " -   < > brackets   ~ end of line   x anything else

Rules (:mod:`scraper.facts.dates.rules`) put larger things in place of tokens: A a day, G a month or
another period, X a finished stretch.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from scraper.facts.dates.span import Clock, Precision, Role


class Day(NamedTuple):
    """A day as far as the text names it; month 0 where only the weekday is known.

    ``relative``: told from the day of writing («вчера»); ``reckoned``: its year is («этого года»).
    """

    month: int
    day: int
    year: int | None = None
    weekday: int | None = None
    relative: bool = False
    reckoned: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """From ``first`` to ``last``, either end open; both ``None``: nothing to reckon from."""

    first: Day | None
    last: Day | None
    precision: Precision = Precision.DAY
    role: Role | None = None
    listed: bool = False
    gone: bool = False  # «за I квартал» looks back
    within: bool = False  # «в 2019 году» lends its year to the day after it

    def whole_year(self) -> int | None:
        """The year that a day close by may take, if a year is all that is named."""
        first, last = self.first, self.last
        if not self.within or first is None or last is None or first.year != last.year:
            return None
        return first.year if first[:2] == (1, 1) and last[:2] == (12, 31) else None

    def in_year(self, year: int | None) -> Stretch:
        """The same with ``year``, unless its own is stated."""
        ends = (self.first, self.last)
        if year is None or any(d is not None and (d.year or not d.month) for d in ends):
            return self
        if self.first is not None:
            return replace(self, first=self.first._replace(year=year, reckoned=True))
        return replace(self, last=self.last and self.last._replace(year=year, reckoned=True))


class Token(NamedTuple):
    """``value`` is the number, month, offset or place in a list that the class needs."""

    kind: str
    at: int
    to: int
    value: int = 0
    day: Day | None = None
    stretch: Stretch | None = None
    clock: Clock | None = None


NOTHING = Token("x", 0, 0)

ANCHORS = frozenset("MODEJjWVSrhpaCQHe2g")
"""Classes without which no date is made."""


def exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
