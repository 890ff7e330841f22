"""Russian numbers, dates and names as readers see them: «осталось 3 дня», «14 ноября 2025 года».

Knows words only, nothing of pages. A number and its month or noun never part at a line's end.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import get_day_names, get_month_names

NBSP = "\N{NO-BREAK SPACE}"
MOSCOW = timedelta(hours=3)
FORMS = {"one": 0, "few": 1, "many": 2, "other": 2}


@cache
def table() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))


@cache
def _russian() -> Locale:
    return Locale("ru")


@cache
def months() -> tuple[str, ...]:
    """Genitive, as after a day: «января» is first."""
    names = get_month_names("wide", locale="ru")
    return tuple(names[n] for n in range(1, 13))


@cache
def weekdays() -> tuple[str, ...]:
    """«понедельник» is first."""
    names = get_day_names("wide", locale="ru")
    return tuple(names[n] for n in range(7))


def forms(noun: str) -> tuple[str, ...]:
    return tuple(table()["noun"][noun])


def plural(n: int, noun: str) -> str:
    """The noun's form alone: 3 → «дня»."""
    return forms(noun)[FORMS[_russian().plural_form(n)]]


def count(n: int, noun: str) -> str:
    return f"{n}{NBSP}{plural(n, noun)}"


def day_month(day: date) -> str:
    return f"{day.day}{NBSP}{months()[day.month - 1]}"


def in_year(day: date, current: int | None = None) -> str:
    """As in lists: the year is told unless it is the current one."""
    return day_month(day) if day.year == current else f"{day_month(day)} {day.year}"


def full(day: date) -> str:
    return f"{day_month(day)} {day.year}{NBSP}года"


def weekday(day: date) -> str:
    return weekdays()[day.weekday()]


def on_weekday(day: date) -> str:
    """As after «на»: «среду»."""
    return str(table()["weekday"]["accusative"][day.weekday()])


def month_title(year: int, month: int) -> str:
    """«Ноябрь 2026 года», as a heading."""
    name = get_month_names("wide", context="stand-alone", locale="ru")[month]
    return f"{name.capitalize()} {year}{NBSP}года"


def span(start: date | None, end: date | None) -> str:
    """«с 26 ноября по 2 декабря 2026 года», with no word more than is known."""
    if start and end and start != end:
        if start.year != end.year:
            return f"с{NBSP}{full(start)} по{NBSP}{full(end)}"
        return f"с{NBSP}{day_month(start)} по{NBSP}{full(end)}"
    if start:
        return full(start)
    return f"по{NBSP}{full(end)}" if end else ""


def clock(moment: datetime, tz: str) -> str:
    """«18:00 по Красноярску»: the region's town if its clock is meant, Moscow's if that fits."""
    towns = table()["clock"]
    offset = moment.utcoffset()
    if offset is None or offset == moment.replace(tzinfo=ZoneInfo(tz)).utcoffset():
        town = towns.get(tz, "по местному времени")
    elif offset == MOSCOW:
        town = towns["Europe/Moscow"]
    else:
        hours = offset / timedelta(hours=1)
        town = f"по времени UTC{hours:+g}"
    return f"{moment:%H:%M} {town.replace(' ', NBSP)}"
