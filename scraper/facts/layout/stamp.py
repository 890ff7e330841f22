"""The day, and time where stated, of a platform's own publication wording.

Reads RFC 822, ISO 8601, unix seconds and milliseconds, «Сегодня, 12:30», «2 часа назад»,
«20 Авг 2025 в 15:08», «15.07.2025 16:40». What cannot be, or names no one day, is ``None``.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from scraper.facts.dates import Clock, DateSpan, Precision, Sense, best, spans

LIMIT = 200
"""Characters; no platform's wording is longer."""

OLDEST = 1990

EPOCH = re.compile(r"(?P<seconds>[0-9]{9,10})(?:\.[0-9]{1,9})?|(?P<milliseconds>[0-9]{12,13})")
CLOCK = r"(?P<clock>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)"
ISO = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[T ]" + CLOCK + r"(?:[.,][0-9]{1,9})?[ ]?"
    r"(?P<zone>Z|UTC|[+-][0-9]{2}(?::?[0-9]{2})?)?"
)
MAIL = re.compile(
    r"(?:[A-Za-z]{3,9}, ?)?(?P<day>[0-9]{1,2} [A-Za-z]{3,9} [0-9]{4}) " + CLOCK + r" ?"
    r"(?P<zone>[A-Z]{1,4}|[+-][0-9]{4})?"
)
OFFSET = re.compile(r"([+-])([0-9]{2}):?([0-9]{2})?")
HOURS = {
    "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "MSK": 3, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5,
    "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3,
}  # fmt: skip


def stamp(words: str, *, now: datetime) -> date | datetime | None:
    """Read a stamp. ``now`` is aware; a time without a zone is taken to be in the zone of ``now``.

    A day without a year is the last such day not after ``now``.
    """
    if len(words) > LIMIT:
        return None
    words = " ".join(words.split())
    if match := EPOCH.fullmatch(words):
        return _epoch(match, now)
    if match := ISO.fullmatch(words) or MAIL.fullmatch(words):
        return _stated(match, now)
    return _told(words, now)


def _epoch(match: re.Match[str], now: datetime) -> datetime | None:
    seconds = int(match["seconds"] or 0) or int(match["milliseconds"] or 0) // 1000
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment if OLDEST <= moment.year <= now.year + 1 else None


def _stated(match: re.Match[str], now: datetime) -> date | datetime | None:
    span = best(spans(match["day"], None))
    zone = _zone(match["zone"]) if match["zone"] else now.tzinfo
    if span is None or span.start is None or span.start.year < OLDEST:
        return None
    if zone is None:
        return span.start
    try:
        return datetime.combine(span.start, time.fromisoformat(match["clock"].zfill(5)), zone)
    except ValueError:
        return None


def _zone(name: str) -> tzinfo | None:
    if match := OFFSET.fullmatch(name):
        minutes = int(match[2]) * 60 + int(match[3] or 0)
        if minutes >= 24 * 60:
            return None
        return timezone(timedelta(minutes=minutes if match[1] == "+" else -minutes))
    return timezone(timedelta(hours=HOURS[name])) if name in HOURS else None


def _told(words: str, now: datetime) -> date | datetime | None:
    span = best(spans(words, now, Sense.BEHIND))
    if span is None or not _one_day(span) or span.start is None:
        return None
    clock = span.clock or Clock()
    hour = clock.start or clock.end
    if hour is None:
        return span.start
    return datetime.combine(span.start, hour, clock.zone or now.tzinfo)


def _one_day(span: DateSpan) -> bool:
    return (
        span.single
        and span.precision is Precision.DAY
        and span.start is not None
        and span.start.year >= OLDEST
    )
