"""Rules that a field's text must keep, as markers in its type.

A marker carries a plain function; pydantic is imported only when something is validated.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Check:
    """A function that returns the clean value or raises ``ValueError`` with a Russian message.

    ``reads``: the function itself turns text into the type, in place of pydantic's own reading.
    """

    function: Callable[[Any], Any]
    pattern: str | None = None
    reads: bool = False

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        if self.reads:
            return core_schema.no_info_before_validator_function(self.function, handler(source))
        return core_schema.no_info_after_validator_function(self.function, handler(source))

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> Any:
        out = handler(schema)
        return out | {"pattern": self.pattern} if self.pattern else out


SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
NAME = re.compile(SLUG)
DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
LINE_LIMIT = 2000
YEARS = range(1990, 2100)
"""Years that an announcement may name; others are slips of the hand."""


def _one_line(value: str) -> str:
    flat = " ".join(value.split())
    if not flat:
        raise ValueError("пустая строка; уберите поле, если сказать нечего")
    if len(flat) > LINE_LIMIT:
        raise ValueError(f"слишком длинно: {len(flat)} знаков, можно {LINE_LIMIT}")
    return flat


def _slug(value: str) -> str:
    if not NAME.fullmatch(value):
        raise ValueError("только строчные латинские буквы, цифры и дефисы")
    return value


def _link(value: str) -> str:
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        raise ValueError("это не адрес страницы") from None
    bare = not re.search(r"[\s<>\"\\\x00-\x1f]", value)
    if parts.scheme not in ("http", "https") or not parts.hostname or not bare:
        raise ValueError("адрес должен начинаться с http:// или https://")
    return value


def _region(value: str) -> str:
    from model.problem import meant
    from model.region import regions

    if value not in regions():
        hint = meant(value.upper(), regions())
        raise ValueError(f"нет такого кода региона; {hint or 'пример: RU-LIP, KZ-35, RU'}")
    return value


def _day(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    match = DAY.fullmatch(value.strip())
    if not match:
        raise ValueError("дата пишется так: 2026-11-28")
    year, month, number = map(int, match.groups())
    if not 1 <= month <= 12:
        raise ValueError(f"такой даты нет: месяца {month} не бывает")
    last = calendar.monthrange(year, month)[1] if year else 0
    if not 1 <= number <= last or year < YEARS.start:
        near = date(max(year, YEARS.start), month, min(max(number, 1), last or 1))
        raise ValueError(f"такой даты нет; вероятно, {near.isoformat()}")
    _this_age(year)
    return date(year, month, number)


def _this_age(year: int) -> None:
    if year not in YEARS:
        raise ValueError(f"год {year} не похож на правду; проверьте цифры")


def _moment(value: Any) -> Any:
    if not isinstance(value, str) or len(value.strip()) <= 10:
        return _day(value)
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        raise ValueError("время пишется так: 2026-11-28T18:00+03:00") from None
    if moment.tzinfo is None:
        raise ValueError("у времени нужен пояс: 2026-11-28T18:00+03:00")
    _this_age(moment.year)
    return moment


one_line = Check(_one_line)
slug = Check(_slug, SLUG)
link = Check(_link, "^https?://")
region_code = Check(_region)
iso_day = Check(_day, reads=True)
iso_moment = Check(_moment, reads=True)
