"""What a reading of dates yields: a stretch of days, with the words that it was read from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, tzinfo
from enum import StrEnum


class Role(StrEnum):
    """How the words around a day bound it."""

    SINCE = "since"  # «с 1 сентября», «не ранее 10 августа»
    UNTIL = "until"  # «до 14 ноября», «не позднее 10 марта»
    BY = "by"  # «к 1 сентября»
    AFTER = "after"  # «после 20 августа»
    BEFORE = "before"  # «до октября»: October is out
    MOVED = "moved"  # «с 14 на 28 ноября»: only the new day stands
    DATED = "dated"  # «приказ от 12 марта»: the day of a paper


class Precision(StrEnum):
    """How exactly the text names the days."""

    DAY = "day"  # «14 ноября», «вчера», «в пятницу»
    PERIOD = "period"  # «в мае», «до конца года»: bounds of something larger
    ABOUT = "about"  # «неделю назад», «через месяц»


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Times of day beside a date; ``zone`` is ``None`` where the text leaves it to the place."""

    start: time | None = None
    end: time | None = None
    zone: tzinfo | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateSpan:
    """First and last day that ``text[at:to]`` names; ``None`` where that end is open.

    ``undated``: the year is not to be known (nothing to reckon from), so both ends are ``None``.
    ``inferred``: the year, or the whole day («вчера»), was reckoned from the day of writing.
    ``ranged``: two different days are named.
    ``listed``: only the days named, not those between («5, 12 и 19 мая»).
    ``clash``: the weekday stated does not fall on that day.
    """

    at: int
    to: int
    quote: str
    start: date | None
    end: date | None
    precision: Precision = Precision.DAY
    role: Role | None = None
    clock: Clock | None = None
    inferred: bool = False
    relative: bool = False
    undated: bool = False
    listed: bool = False
    ranged: bool = False
    clash: bool = False

    @property
    def single(self) -> bool:
        return self.start is not None and self.start == self.end
