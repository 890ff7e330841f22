"""The largest words of a list's row: days left for a call, the day of an event.

The same words are put together in the reader's browser (templates/status.js) when the build is
older than the day; model/status_cases.json holds both to one answer. A state that can change no
more always names its year, so that pages of the past stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from builder import words
from model.announcement import day
from model.status import SOON, Dates, state


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """``big`` is set large before ``head``; ``tone`` is hot (hurry), go (act) or empty."""

    head: str
    big: str = ""
    line: str = ""
    tone: str = ""


def when(dates: Dates, now: datetime, at: str = "") -> When:
    """``at`` names the hour of the deadline where one is stated: «18:00 по Москве»."""
    return WORDS[state(dates, now)](dates, now.date(), at)


def _left(d: Dates, today: date, at: str) -> When:
    close = _day(d.close)
    left = (close - today).days
    until = ", ".join(filter(None, (words.in_year(close, today.year), at)))
    tone = "hot" if left <= SOON else "go"
    line = f"до{words.NBSP}{until}"
    return When(big=str(left), head=words.plural(left, "day"), line=line, tone=tone)


def _last(d: Dates, today: date, at: str) -> When:
    return When(head="Сегодня", line=f"до{words.NBSP}{at or words.day_month(today)}", tone="hot")


def _planned(d: Dates, today: date, at: str) -> When:
    opens = _day(d.open)
    return _big(opens, "начало приёма", today)


def _closed(d: Dates, today: date, at: str) -> When:
    return When(head="Закрыт", line=words.in_year(_day(d.close)))


def _unknown(d: Dates, today: date, at: str) -> When:
    line = f"начало {words.in_year(d.start, today.year)}" if d.start else ""
    return When(head="Без даты", line=line)


def _faded(d: Dates, today: date, at: str) -> When:
    return When(head="Без даты", line=f"сведения от {words.in_year(d.since)}" if d.since else "")


def _upcoming(d: Dates, today: date, at: str) -> When:
    if not d.start:
        line = f"по{words.NBSP}{words.in_year(d.end, today.year)}" if d.end else ""
        return When(head="Дата не указана", line=line)
    if d.end:
        return _big(d.start, f"по{words.NBSP}{words.in_year(d.end, d.start.year)}", today)
    return _big(d.start, words.weekday(d.start), today)


def _running(d: Dates, today: date, at: str) -> When:
    last = f"по{words.NBSP}{words.in_year(d.end, today.year)}" if d.end else "сегодня"
    return When(head="Идёт", line=last)


def _past(d: Dates, today: date, at: str) -> When:
    return _told(d.start or d.end)


def _report(d: Dates, today: date, at: str) -> When:
    return _told(d.since)


def _cancelled(d: Dates, today: date, at: str) -> When:
    if d.start:
        return When(head="Намечалось", line=f"на{words.NBSP}{words.in_year(d.start)}")
    return When(head="Отменено")


def _big(day: date, line: str, today: date) -> When:
    year = "" if day.year == today.year else f" {day.year}"
    return When(big=str(day.day), head=words.months()[day.month - 1] + year, line=line, tone="go")


def _told(day: date | None) -> When:
    if day is None:
        return When(head="Без даты")
    return When(head=words.day_month(day), line=f"{day.year}{words.NBSP}года")


def _day(moment: date | None) -> date:
    assert moment is not None, "the state of a deadline holds only where there is one"
    return day(moment)


WORDS: dict[str, Callable[[Dates, date, str], When]] = {
    "planned": _planned,
    "open": _left,
    "soon": _left,
    "last": _last,
    "unknown": _unknown,
    "closed": _closed,
    "upcoming": _upcoming,
    "running": _running,
    "past": _past,
    "faded": _faded,
    "report": _report,
    "cancelled": _cancelled,
}
