"""The card of the one date that a reader acts by: the deadline, or the event's first day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from builder.language import words
from builder.language.speech import say
from builder.parts.card import Entry, hour
from builder.parts.changes import moved_deadline
from builder.parts.fact import CHECKED, YEAR
from model.announcement import Announcement, Stage, day


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The card of the date that matters. ``left`` counts days from the build's day."""

    lead: str = ""
    big: str = ""
    iso: str = ""
    rest: str = ""
    left: str = ""
    tone: str = ""
    marks: tuple[str, ...] = ()
    remark: str = ""
    moved: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """The date chosen: the field that it is, and the words before and after it."""

    field: str
    lead: str
    day: date
    extra: str


def due(entry: Entry, today: date, objected: Mapping[str, str] | None = None) -> Due:
    """The deadline if there is one; else the event's first day; else where the text is silent.

    ``objected`` has the words of the source against an editor's date, by field.
    """
    a, code = entry.announcement, entry.state.code
    tone = "hot" if code in ("soon", "last") else ""
    if entry.state.group not in ("open", "ahead"):
        tone = "past"
    key = _key(entry)
    if key is None:
        return Due(tone=tone, remark=_remark(entry))
    told = (say("{year} года", year=key.day.year), words.weekday(key.day), key.extra)
    return Due(
        lead=key.lead,
        big=words.day_month(key.day),
        iso=key.day.isoformat(),
        rest=", ".join(filter(None, told)),
        left=_left(entry, today),
        tone=tone,
        marks=tuple(_marks(key.field, a, objected or {})),
        moved=moved_deadline(entry.changes, a) if key.field == "apply_close" else "",
    )


def _marks(field: str, a: Announcement, objected: Mapping[str, str]) -> Iterator[str]:
    if field in a.inferred:
        yield YEAR
    if field in a.review:
        yield CHECKED
    if field in objected:
        yield objected[field]


def _key(entry: Entry) -> Key | None:
    a, at = entry.announcement, hour(entry.announcement)
    if a.apply_close and (a.stage is Stage.CALL or entry.state.group == "open"):
        extra = say("до {at}", at=at) if at else ""
        lead = say("Заявки принимали до") if a.cancelled else say("Заявки до")
        return Key(field="apply_close", lead=lead, day=day(a.apply_close), extra=extra)
    if a.event_start:
        lead = say("Намечалось на") if a.cancelled else say("Начало")
        return Key(field="event_start", lead=lead, day=a.event_start, extra=_end(a))
    if a.apply_open and a.stage is not Stage.REPORT:
        return Key(field="apply_open", lead=say("Приём заявок с"), day=day(a.apply_open), extra="")
    return None


def _end(a: Announcement) -> str:
    if not a.event_end or a.event_end == a.event_start:
        return ""
    year = a.event_start.year if a.event_start else None
    return words.through(words.in_year(a.event_end, year))


def _left(entry: Entry, today: date) -> str:
    """«Осталось 10 дней»; the browser says it anew for its own day."""
    if entry.state.code == "last":
        return say("Сегодня последний день")
    if entry.state.code not in ("open", "soon") or entry.dates.close is None:
        return ""
    n = (day(entry.dates.close) - today).days
    return say("{left} {days}", left=words.plural(n, "left"), days=words.count(n, "day"))


def _remark(entry: Entry) -> str:
    """The text's own words; or that a day of publication is not the event's."""
    a = entry.announcement
    if entry.card.said:
        return say("В тексте: «{words}»", words=entry.card.said)
    if a.stage is Stage.CALL:
        return ""
    silent = say("Дня события мы в тексте не нашли.")
    if a.published is None:
        return silent
    return (
        silent
        + " "
        + say("{day} вышла публикация, это не дата события.", day=words.full(a.published))
    )


def applying(entry: Entry) -> bool:
    """Whether the page tells how to apply: while one can, and while one will be able to."""
    a = entry.announcement
    return entry.state.group == "open" or (
        entry.state.group == "ahead" and bool(a.apply_url or a.contacts)
    )
