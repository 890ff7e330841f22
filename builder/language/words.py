"""Numbers, dates and names as readers see them: «осталось 3 дня», «14 ноября 2025 года».

Knows words only, nothing of pages. A number and its month or noun never part at a line's end.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from builder.language.cases import ENDINGS, decline
from builder.language.speech import RUSSIAN, noun_forms, retold, say, spoken
from model.table import parsed

if TYPE_CHECKING:
    from babel import Locale

NBSP = "\N{NO-BREAK SPACE}"
MOSCOW = timedelta(hours=3)
FORMS = {"one": 0, "few": 1, "many": 2, "other": 2}
"""Russian has no form of its own for fractions: they take that of «дней»."""

CATEGORIES = ("zero", "one", "two", "few", "many", "other")


@cache
def table() -> Mapping[str, Mapping[str, Any]]:
    told = parsed(Path(__file__).with_name("words.toml"))
    nouns = {name: noun_forms(tuple(own)) for name, own in told.pop("noun").items()}
    return {"noun": nouns, **retold(told)}


@cache
def _locale() -> Locale:
    from babel import Locale

    return Locale(spoken())


@cache
def form_of() -> Mapping[str, int]:
    """Which of a noun's forms stands for each of the language's plural categories."""
    if spoken() == RUSSIAN:
        return FORMS
    own = [name for name in CATEGORIES if name in {*_locale().plural_form.tags, "other"}]
    return {name: n for n, name in enumerate(own)}


@cache
def months() -> tuple[str, ...]:
    """Genitive, as after a day: «января» is first."""
    from babel.dates import get_month_names

    names = get_month_names("wide", locale=spoken())
    return tuple(names[n] for n in range(1, 13))


@cache
def month_cases() -> Mapping[str, Mapping[str, str]]:
    """For scripts: every month in every case that a text may ask for; none in Russian."""
    if spoken() == RUSSIAN:
        return {}
    return {case: {name: decline(name, case) for name in months()} for case in ENDINGS}


@cache
def weekdays() -> tuple[str, ...]:
    """«понедельник» is first."""
    from babel.dates import get_day_names

    names = get_day_names("wide", locale=spoken())
    return tuple(names[n] for n in range(7))


@cache
def short_weekdays() -> tuple[str, ...]:
    """«пн» is first."""
    from babel.dates import get_day_names

    names = get_day_names("abbreviated", locale=spoken())
    return tuple(names[n] for n in range(7))


def forms(noun: str) -> tuple[str, ...]:
    return tuple(table()["noun"][noun])


def plural(n: int, noun: str) -> str:
    """The noun's form alone: 3 → «дня»."""
    return forms(noun)[form_of()[_locale().plural_form(n)]]


def count(n: int, noun: str) -> str:
    return f"{n}{NBSP}{plural(n, noun)}"


def day_month(day: date) -> str:
    return say("{day}~{month}", day=day.day, month=months()[day.month - 1])


def in_year(day: date, current: int | None = None) -> str:
    """As in lists: the year is told unless it is the current one."""
    if day.year == current:
        return day_month(day)
    return say("{day} {year}", day=day_month(day), year=day.year)


def full(day: date) -> str:
    return say("{day} {year}~года", day=day_month(day), year=day.year)


def weekday(day: date) -> str:
    return weekdays()[day.weekday()]


def on_weekday(day: date) -> str:
    """As after «на»: «среду»."""
    return str(table()["weekday"]["accusative"][day.weekday()])


def month_title(year: int, month: int) -> str:
    """«Ноябрь 2026 года», as a heading."""
    from babel.dates import get_month_names

    name = get_month_names("wide", context="stand-alone", locale=spoken())[month]
    title = say("{month} {year}~года", month=name.lower(), year=year)
    return title[:1].upper() + title[1:]


def month_of(day: date, current: int) -> str:
    """«ноября», «ноября 2027»: what stands under a large number of the day."""
    name = months()[day.month - 1]
    return name if day.year == current else say("{month} {year}", month=name, year=day.year)


def year(number: int) -> str:
    """«2026 год», as a heading."""
    return say("{year}~год", year=number)


def of_year(number: int) -> str:
    """«2026 года», beside a day."""
    return say("{year}~года", year=number)


def until(day: str) -> str:
    """«до 14 ноября», from the day in words."""
    return say("до~{day}", day=day)


def through(day: str) -> str:
    """«по 14 ноября»: the last day of an event."""
    return say("по~{day}", day=day)


def span(start: date | None, end: date | None) -> str:
    """«с 26 ноября по 2 декабря 2026 года» or «с 7 по 21 ноября 2026 года», as far as known."""
    if start and end and start != end:
        if start.year != end.year:
            return say("с~{first} по~{last}", first=full(start), last=full(end))
        first, last = day_month(start), day_month(end)
        if start.month == end.month:
            return say("с~{n} по~{last} {year}~года", n=start.day, last=last, year=end.year)
        return say("с~{first} по~{last} {year}~года", first=first, last=last, year=end.year)
    if start:
        return full(start)
    return through(full(end)) if end else ""


def clock(moment: datetime, tz: str) -> str:
    """«18:00 по Красноярску»: the region's town if its clock is meant, Moscow's if that fits."""
    towns = table()["clock"]
    offset = moment.utcoffset()
    if offset is None or offset == moment.replace(tzinfo=ZoneInfo(tz)).utcoffset():
        town = towns.get(tz, say("по местному времени"))
    elif offset == MOSCOW:
        town = towns["Europe/Moscow"]
    else:
        hours = offset / timedelta(hours=1)
        town = say("по времени UTC{hours}", hours=f"{hours:+g}")
    return say("{time} {town}", time=f"{moment:%H:%M}", town=town.replace(" ", NBSP))


def cut(text: str, limit: int) -> str:
    """The line itself, or its beginning up to a word's end where there is one near the limit."""
    if len(text) <= limit:
        return text
    begun = text[:limit]
    at = begun.rfind(" ")
    return begun[: at if at > limit // 2 else limit] + "…"
