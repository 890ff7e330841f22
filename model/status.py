"""What an announcement is today: open, closing soon, closed, ahead, over.

Nothing here is stored: a status follows from dates and the day. The same rules run in the reader's
browser (templates/status.js), so that an old build never shows a closed call as open; both are held
to status_cases.json. Times are wall-clock times of one zone, the announcement's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import cache, lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from model.announcement import Announcement, Moment, Stage, day
from model.table import parsed

SOON = 7
"""Days before a deadline from which on a call closes soon."""

FRESH = 90
"""Days for which an announcement without any date is believed to be still of use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How a status is told: see states.toml."""

    code: str
    word: str
    look: str
    note: str
    group: str


@cache
def states() -> Mapping[str, State]:
    table = parsed(Path(__file__).with_name("states.toml"))
    return {code: State(code=code, **row) for code, row in table.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """All that a status follows from. ``close`` and ``open`` are naive: wall clock of ``zone``.

    ``since`` is the last sign of life (published, changed or, failing both, read by us); of a
    report the day of publication.
    ``zone`` is minutes east of UTC.
    """

    stage: Stage
    cancelled: bool = False
    open: Moment | None = None
    close: Moment | None = None
    start: date | None = None
    end: date | None = None
    since: date | None = None
    zone: int = 180

    def __str__(self) -> str:
        """The form that pages carry: ``stage=call close=2026-11-28T18:00 zone=420``."""
        said = [f"stage={self.stage}"] + ["cancelled=1"] * self.cancelled
        for name in ("open", "close", "start", "end", "since"):
            value: Moment | None = getattr(self, name)
            if value is not None:
                said.append(f"{name}={_text(value)}")
        return " ".join([*said, f"zone={self.zone}"])


def _text(value: Moment) -> str:
    return value.isoformat(timespec="minutes") if isinstance(value, datetime) else value.isoformat()


def dates(announcement: Announcement, tz: str) -> Dates:
    """Take out what the status follows from; ``tz`` is the region's zone.

    A deadline that states its own zone rules: «до 18:00 по Москве» is Moscow's clock everywhere.
    """
    a = announcement
    stated = (_zone(a.apply_close, tz), _zone(a.apply_open, tz))
    zone = next((zone for zone in stated if zone is not None), _offset(tz, a))
    return Dates(
        stage=a.stage,
        cancelled=a.cancelled,
        open=_local(a.apply_open, zone),
        close=_local(a.apply_close, zone),
        start=a.event_start,
        end=a.event_end if a.event_end != a.event_start else None,
        since=_since(a),
        zone=int(zone.total_seconds() // 60),
    )


def _since(a: Announcement) -> date | None:
    """Age counts only where no other date tells the status."""
    if a.stage is Stage.REPORT:
        return a.published
    if a.event_start or a.event_end or (a.apply_close and a.stage is Stage.CALL):
        return None
    return max((d for d in (a.published, a.updated) if d), default=a.fetched)


def _zone(moment: Moment | None, tz: str) -> timedelta | None:
    if not isinstance(moment, datetime):
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=_rules(tz))).utcoffset()


def _offset(tz: str, a: Announcement) -> timedelta:
    told = next((d for d in (a.apply_close, a.event_start, a.published, a.fetched) if d), None)
    return _at_noon(tz, day(told) if told else date(2025, 1, 1))


@lru_cache(maxsize=65_536)
def _at_noon(tz: str, told: date) -> timedelta:
    return datetime.combine(told, time(12), _rules(tz)).utcoffset() or timedelta()


@cache
def _rules(tz: str) -> ZoneInfo:
    """Kept: the library itself reads the file again for the ninth zone."""
    return ZoneInfo(tz)


def _local(moment: Moment | None, zone: timedelta) -> Moment | None:
    if isinstance(moment, datetime) and moment.tzinfo:
        return moment.astimezone(timezone(zone)).replace(tzinfo=None)
    return moment


def midnight(today: date) -> datetime:
    """The moment for which a build tells statuses: the day's first minute, in every zone."""
    return datetime.combine(today, time())


def state(dates: Dates, now: datetime) -> str:
    """The code of the status at a moment of the announcement's own wall clock."""
    d, today = dates, now.date()
    if d.cancelled:
        return "cancelled"
    if d.stage is Stage.REPORT:
        return "running" if d.start and d.end and d.start <= today <= d.end else "report"
    if d.close and (d.stage is Stage.CALL or not _passed(d.close, now)):
        return _window(d.open, d.close, now)
    if d.open and _awaited(d.open, now):
        return "planned"
    over = d.end or d.start
    if over and over < today:
        return "past"
    if d.start and d.start <= today:
        return "running"
    if not over and d.since and today > d.since + timedelta(days=FRESH):
        return "faded"
    return "unknown" if d.stage is Stage.CALL else "upcoming"


def _window(opens: Moment | None, close: Moment, now: datetime) -> str:
    if _passed(close, now):
        return "closed"
    if opens and _awaited(opens, now):
        return "planned"
    left = (day(close) - now.date()).days
    return "last" if left == 0 else "soon" if left <= SOON else "open"


def _passed(close: Moment, now: datetime) -> bool:
    """A day is taken whole; a stated time ends it to the minute."""
    return now >= close if isinstance(close, datetime) else now.date() > close


def _awaited(opens: Moment, now: datetime) -> bool:
    return now < opens if isinstance(opens, datetime) else now.date() < opens


def next_change(dates: Dates, today: date) -> date | None:
    """The first later day whose status is another one; ``None`` if it is final."""
    turns = sorted({turn for turn in _turns(dates) if turn > today})
    if not turns:
        return None
    known = state(dates, midnight(today))
    return next((turn for turn in turns if state(dates, midnight(turn)) != known), None)


def _turns(d: Dates) -> Iterator[date]:
    if d.open:
        yield day(d.open)
        yield day(d.open) + timedelta(days=1)
    if d.close:
        yield day(d.close) - timedelta(days=SOON)
        yield day(d.close)
        yield day(d.close) + timedelta(days=1)
    if d.start:
        yield d.start
    if over := d.end or d.start:
        yield over + timedelta(days=1)
    if d.since:
        yield d.since + timedelta(days=FRESH + 1)
