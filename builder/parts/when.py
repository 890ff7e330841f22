"""The largest words of a list's row: days left for a call, the day of an event.

The same words are put together in the reader's browser (templates/status.js) when the build is
older than the day; model/status_cases.json holds both to one answer. A state that can change no
more always names its year, so that pages of the past stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from builder.language import words
from builder.language.speech import say
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
    until = words.in_year(close, today.year)
    tone = "hot" if left <= SOON else "go"
    line = say("до~{day}, {at}", day=until, at=at) if at else words.until(until)
    return When(big=str(left), head=words.plural(left, "day"), line=line, tone=tone)


def _last(d: Dates, today: date, at: str) -> When:
    line = say("до~{at}", at=at) if at else words.until(words.day_month(today))
    return When(head=say("Сегодня"), line=line, tone="hot")


def _planned(d: Dates, today: date, at: str) -> When:
    opens = _day(d.open)
    return _big(opens, say("начало приёма"), today)


def _closed(d: Dates, today: date, at: str) -> When:
    return When(head=say("Закрыт"), line=words.in_year(_day(d.close)))


def _unknown(d: Dates, today: date, at: str) -> When:
    line = say("начало {day}", day=words.in_year(d.start, today.year)) if d.start else ""
    return When(head=say("Без даты"), line=line)


def _faded(d: Dates, today: date, at: str) -> When:
    return When(head=say("Без даты"), line=_since(d.since))


def _since(day: date | None) -> str:
    return say("сведения от {day}", day=words.in_year(day)) if day else ""


def _upcoming(d: Dates, today: date, at: str) -> When:
    if not d.start:
        line = words.through(words.in_year(d.end, today.year)) if d.end else ""
        return When(head=say("Дата не указана"), line=line)
    if d.end:
        return _big(d.start, words.through(words.in_year(d.end, d.start.year)), today)
    return _big(d.start, words.weekday(d.start), today)


def _running(d: Dates, today: date, at: str) -> When:
    last = words.through(words.in_year(d.end, today.year)) if d.end else say("сегодня")
    return When(head=say("Идёт"), line=last)


def _past(d: Dates, today: date, at: str) -> When:
    return _told(d.start or d.end)


def _report(d: Dates, today: date, at: str) -> When:
    return _told(d.since)


def _cancelled(d: Dates, today: date, at: str) -> When:
    if d.start:
        return When(head=say("Намечалось"), line=say("на~{day}", day=words.in_year(d.start)))
    return When(head=say("Отменено"))


def _big(day: date, line: str, today: date) -> When:
    return When(big=str(day.day), head=words.month_of(day, today.year), line=line, tone="go")


def _told(day: date | None) -> When:
    if day is None:
        return When(head=say("Без даты"))
    return When(head=words.day_month(day), line=words.of_year(day.year))


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
