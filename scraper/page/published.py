"""The date of publication that a page states: by markup first, then by its lines.

An event's date, a clock in the header, dates of other texts and copyright years are none of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from scraper.facts.layout.published import DATE, Stated
from scraper.facts.layout.published import published as stated
from scraper.facts.layout.stamp import stamp
from scraper.page.dateline import dated_lines
from scraper.page.metadata import Metadata
from scraper.page.surroundings import Surroundings
from scraper.page.words import folded, opens

ZONED = re.compile(r"(?:Z|UTC|GMT|MSK|[+-]\d{2}:?\d{2})$")
NEAR_FUTURE = timedelta(days=2)
LATEST = date(2100, 1, 1)
NEVER = datetime(9000, 1, 1, tzinfo=UTC)
"""Stands for a clock that nobody gave: what is read by it lies beyond ``LATEST``."""

Day = date | datetime


def published(head: Metadata, near: Surroundings | None, now: datetime | None) -> Day | None:
    """Return the day, or the moment with its zone. ``now`` gives «Сегодня» its meaning."""
    if near is None:
        return _first(head.published, now)
    marked = _first((*head.published, *near.times()), now)
    line = stated(dated_lines(near.before()), dated_lines(near.after()))
    shown = _moment(line, now) if line else _today(near, now)
    if marked is None or shown is None:
        return marked or shown
    return _reconciled(marked, shown)


def _first(words: Sequence[str], now: datetime | None) -> Day | None:
    read = [found for one in words if (found := _stamp(one, now)) is not None]
    same = [found for found in read if _same_moment(found, read[0])]
    return next((found for found in same if not _is_utc(found)), read[0] if read else None)


def _same_moment(one: Day, other: Day) -> bool:
    return isinstance(one, datetime) and isinstance(other, datetime) and one == other


def _is_utc(day: Day) -> bool:
    return isinstance(day, datetime) and day.utcoffset() == timedelta(0)


def _stamp(words: str, now: datetime | None) -> Day | None:
    """Read what a machine wrote. Without a zone, and without ``now`` to lend one, it is a day."""
    if not any(map(str.isdigit, words)):
        return None
    found = stamp(words, now=now or NEVER)
    if isinstance(found, datetime) and now is None and not ZONED.search(words.strip()):
        found = found.date()
    latest = (now + NEAR_FUTURE).date() if now else LATEST
    return found if found is not None and _day(found) <= latest else None


def _moment(line: Stated, now: datetime | None) -> Day:
    """The line's day, with its hour where one is stated and a zone is known."""
    found = stamp(line.quote, now=now) if now else None
    return found if isinstance(found, datetime) and found.date() == line.day else line.day


def _today(near: Surroundings, now: datetime | None) -> Day | None:
    """«Сегодня, 12:30» near the title; a date beside it would make it the site's clock."""
    if now is None:
        return None
    short = [line for line in dated_lines(near.before()) if len(line) < 40]
    relative = (x for x in short if opens(folded(x), "", "relative") and not DATE.search(x.lower()))
    return next((found for line in relative if (found := stamp(line, now=now))), None)


def _reconciled(marked: Day, shown: Day) -> Day:
    """Markup in UTC names the day before for what was published after midnight: readers' wins."""
    apart = abs((_day(marked) - _day(shown)).days)
    return shown if _is_utc(marked) and apart == 1 else marked


def _day(value: Day) -> date:
    return value.date() if isinstance(value, datetime) else value
