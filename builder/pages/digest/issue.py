"""One issue: what the digest of one week tells, as plain data.

Follows from the announcements and the day it is told for, never from states of a later day. A
call or an event is told as new by exactly one issue: the first of a week in which it was known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from builder.language import words
from builder.language.names import states
from builder.language.speech import say
from builder.pages.archive import newest
from builder.pages.changespage import rows
from builder.pages.digest.week import Week
from builder.parts.card import NOWHERE, Entry, hour, region_name
from model.announcement import Stage, day
from model.status import SOON, midnight, state

MOST = 60
"""Lines of a section; a flood of news has its lists."""

LONGEST = 90
"""Letters of a title: a line of a digest points to the page, it does not replace it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One announcement; ``doubt`` is about the date in ``when``, ``said`` what happened to it."""

    path: str
    title: str
    when: str = ""
    doubt: str = ""
    note: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """``more`` is how many lines had no room."""

    id: str
    title: str
    lines: tuple[Line, ...]
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """``asof`` is the day (ISO) for which it tells; ``fresh`` are the ids that it told as new."""

    week: str
    asof: str
    open: int
    sections: tuple[Section, ...]
    fresh: tuple[str, ...]


def issue(entries: Iterable[Entry], week: Week, today: date, told: Collection[str] = ()) -> Issue:
    """``told`` are the ids that earlier issues told as new."""
    every, asof = newest(entries), min(today, week.sunday)
    known = [e for e in every if _came(e) <= asof]
    fresh = [e for e in known if e.announcement.id not in told and _ahead(e, asof)]
    closings, events = _closings(known, asof), _events(known, asof)
    shown = {e.announcement.id for e in (*closings, *events)}
    rest = [e for e in sorted(fresh, key=_urgency) if e.announcement.id not in shown]
    sections = (
        _section("closing", _title(asof), [_closing(e, asof) for e in closings]),
        _section("fresh", say("Новое за неделю"), [_fresh(e, asof) for e in rest]),
        _section("changed", say("Что изменилось"), _changed(every, week, asof)),
        _section("events", say("События ближайших дней"), [_event(e, asof) for e in events]),
    )
    return Issue(
        week=week.slug,
        asof=asof.isoformat(),
        open=sum(1 for e in known if _group(e, asof) == "open"),
        sections=sections,
        fresh=tuple(sorted(e.announcement.id for e in fresh)),
    )


LIVE = ("open", "ahead")


def _came(entry: Entry) -> date:
    """The day from which on we can have known it."""
    a = entry.announcement
    return a.published or a.fetched or date.min


def _group(entry: Entry, asof: date) -> str:
    return states()[state(entry.dates, midnight(asof))].group


def _ahead(entry: Entry, asof: date) -> bool:
    """One can still apply, or be there from the beginning."""
    code = state(entry.dates, midnight(asof))
    return states()[code].group in LIVE and code != "running"


def _title(asof: date) -> str:
    last = asof + timedelta(days=SOON)
    return say("Закрывается до {day}", day=words.in_year(last, asof.year))


def _section(id: str, title: str, lines: list[Line]) -> Section:
    return Section(id=id, title=title, lines=tuple(lines[:MOST]), more=max(0, len(lines) - MOST))


def _closings(known: Iterable[Entry], asof: date) -> list[Entry]:
    last = asof + timedelta(days=SOON)
    open_now = (e for e in known if _group(e, asof) == "open" and e.dates.close)
    return sorted(
        (e for e in open_now if e.dates.close and asof <= day(e.dates.close) <= last), key=_urgency
    )


def _events(known: Iterable[Entry], asof: date) -> list[Entry]:
    last = asof + timedelta(days=SOON)
    found = (e for e in known if e.dates.start and asof <= e.dates.start <= last)
    told = (e for e in found if e.announcement.stage is not Stage.REPORT)
    return sorted((e for e in told if _group(e, asof) in LIVE), key=_start)


def _start(entry: Entry) -> tuple[str, str]:
    return (str(entry.dates.start), entry.announcement.id)


def _urgency(entry: Entry) -> tuple[str, str, str]:
    """Calls by deadline, then what is ahead by its day, what has no date at the end."""
    d = entry.dates
    close = d.close.isoformat() if d.close else "9999"
    return (close, str(d.start or "9999"), entry.announcement.id)


def _closing(entry: Entry, asof: date) -> Line:
    assert entry.dates.close is not None, "only what has a deadline closes"
    last = day(entry.dates.close)
    at = hour(entry.announcement)
    when = f"{words.in_year(last, asof.year)}, {_short_weekday(last)}"
    if at:
        when += ", " + say("до {at}", at=at)
    return _line(entry, when, ("apply_close",))


def _fresh(entry: Entry, asof: date) -> Line:
    d = entry.dates
    if d.close:
        until = words.until(words.in_year(day(d.close), asof.year))
        return _line(entry, until, ("apply_close",))
    if d.start:
        return _line(entry, words.in_year(d.start, asof.year), ("event_start",))
    return _line(entry, say("срок не указан"), ())


def _event(entry: Entry, asof: date) -> Line:
    d = entry.dates
    assert d.start is not None, "only what has a day is an event"
    when = f"{words.in_year(d.start, asof.year)}, {_short_weekday(d.start)}"
    return _line(entry, when, ("event_start",))


def _short_weekday(day: date) -> str:
    return str(words.table()["weekday"]["short"][day.weekday()])


def _line(entry: Entry, when: str, fields: tuple[str, ...]) -> Line:
    a = entry.announcement
    doubts = [say("год выведен") for f in fields if f in a.inferred]
    doubts += [say("проверяет редактор") for f in fields if f in a.review]
    return Line(
        path=entry.path,
        title=shorten(a.title),
        when=when,
        doubt=", ".join(doubts),
        note=region_name(a.region) if a.region else NOWHERE,
    )


def _changed(entries: Iterable[Entry], week: Week, asof: date) -> list[Line]:
    first, last = week.monday.isoformat(), asof.isoformat()
    return [
        Line(path=row.path, title=shorten(row.title), note=row.region, said=shorten(row.line))
        for row in rows(entries)
        if first <= row.iso <= last
    ]


def shorten(text: str, limit: int = LONGEST) -> str:
    """Cut at a word's end; a single endless word is cut anywhere."""
    if len(text) <= limit:
        return text
    head = text[:limit]
    return (head.rpartition(" ")[0] or head).rstrip(" ,.;:«(—–-") + "…"
