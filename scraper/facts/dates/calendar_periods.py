"""Named parts of the calendar: «в мае», «III квартал 2025 года», «в начале декабря».

Their bounds are first and last days. A missing year is left to be reckoned, as with days.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from scraper.facts.dates.lexicon import UNIT_NAMES, kazakh_months
from scraper.facts.dates.relative import as_day, later
from scraper.facts.dates.rules import Found, rule
from scraper.facts.dates.span import Precision
from scraper.facts.dates.token import Day, Stretch, Token

LOCATIVE = ("да", "де", "та", "те")
YEAR = r"(?:(?P<year>Y)g?|(?P<this>rg|F_g))?"


def _month_end(month: int, year: int | None) -> int:
    """The month's last day; in February of an unknown year the 28th."""
    return calendar.monthrange(year or 2025, month)[1]


def _period(found: Found, first: Day, last: Day) -> Token:
    if found.has("this") or found.has("way"):
        first, last = first._replace(reckoned=True), last._replace(reckoned=True)
    return found.make("G")._replace(stretch=Stretch(first, last, Precision.PERIOD))


def _unknown(found: Found) -> Token:
    return found.make("X")._replace(stretch=Stretch(None, None, Precision.PERIOD))


def _year(found: Found) -> int | None:
    if found.has("this") and found.scene.ref is not None:
        pointer = next((token for token in found.every("this") if token.kind == "r"), None)
        return found.scene.ref.year + (pointer.value if pointer else 0)
    return found.value("year")


def _month(found: Found) -> Token | None:
    month, year = found.must("month").value, _year(found)
    first, last = 1, _month_end(month, year)
    if found.has("edge"):
        first, last = ((1, 10), (11, 20), (21, last))[found.must("edge").value]
    if found.has("part"):
        part, nth = found.must("part").kind, found.must("nth").value
        parts = ((1, 15), (16, last)) if part == "5" else ((1, 10), (11, 20), (21, last))
        if not 1 <= nth <= len(parts):
            return None
        first, last = parts[nth - 1]
    return _period(found, Day(month, first, year), Day(month, last, year))


def _kazakh_month(found: Found) -> Token | None:
    token = found.must("unit")
    return _month(found) if found.scene.text[token.at : token.to].lower()[:2] == "ай" else None


def _declined(found: Found) -> Token | None:
    """«қазанда» needs no preposition: the case ending is one."""
    to = found.ends[1]
    name = found.scene.text[found.ends[0] : to].lower()
    return _month(found) if name.endswith(LOCATIVE) and name.startswith(kazakh_months()) else None


def _months(found: Found) -> Token:
    """«в сентябре – октябре 2025 г.»"""
    year, end = _year(found), found.must("until").value
    start = found.must("month").value
    before = None if year is None else year - (start > end)
    return _period(found, Day(start, 1, before), Day(end, _month_end(end, year), year))


def _part_of_year(found: Found) -> Token | None:
    nth, months = found.must("nth").value, 3 if found.must("part").kind == "Q" else 6
    if not 1 <= nth <= 12 // months:
        return None
    year, last = _year(found), nth * months
    return _period(found, Day(last - months + 1, 1, year), Day(last, _month_end(last, year), year))


def _first_months(found: Found) -> Token | None:
    """«за 9 месяцев 2024 года»: the year's first nine."""
    count, year = found.must("count").value, found.must("year").value
    if UNIT_NAMES[found.must("unit").value] != "month" or not 1 <= count <= 12:
        return None
    return _period(found, Day(1, 1, year), Day(count, _month_end(count, year), year))


def _years(found: Found) -> Token | None:
    first = found.must("year" if found.has("year") else "from").value
    last = found.must("until").value
    return _period(found, Day(1, 1, first), Day(12, 31, last)) if first <= last else None


def _whole_year(found: Found) -> Token:
    year = found.must("year").value
    return _period(found, Day(1, 1, year), Day(12, 31, year))


def _season(found: Found) -> Token:
    first, year = found.must("season").value, _year(found)
    if found.value("way") and found.scene.ref is not None:
        year = found.scene.ref.year + (found.value("way") or 0)
    last = (first + 1) % 12 + 1
    ends = None if year is None else year + (last < first)
    return _period(found, Day(first, 1, year), Day(last, _month_end(last, ends), ends))


def _around(day: date, unit: str, offset: int) -> tuple[date, date] | None:
    """First and last day of the week, month or year ``offset`` away from ``day``'s own."""
    if unit == "week":
        first = day - timedelta(days=day.weekday()) + timedelta(weeks=offset)
        return first, first + timedelta(days=6)
    if unit == "month":
        first = later(day.replace(day=1), offset)
        return first, first.replace(day=_month_end(first.month, first.year))
    if unit in ("quarter", "half") and offset == 0:
        months = 3 if unit == "quarter" else 6
        first = day.replace(month=(day.month - 1) // months * months + 1, day=1)
        return first, later(first, months) - timedelta(days=1)
    if unit == "year" and 1900 <= day.year + offset < 2100:
        return date(day.year + offset, 1, 1), date(day.year + offset, 12, 31)
    return None


def _pointed(found: Found) -> Token | None:
    unit = UNIT_NAMES[found.must("unit").value]
    if unit not in ("week", "month", "year"):
        return None
    if found.scene.ref is None:
        return _unknown(found)
    bounds = _around(found.scene.ref.date(), unit, found.must("way").value)
    return bounds and _period(found, as_day(bounds[0]), as_day(bounds[1]))


def _pointed_year(found: Found) -> Token | None:
    if found.scene.ref is None:
        return _unknown(found)
    bounds = _around(found.scene.ref.date(), "year", found.must("way").value)
    return bounds and _period(found, as_day(bounds[0]), as_day(bounds[1]))


def _edge_of_this(found: Found) -> Token | None:
    """«до конца года», «с начала месяца»: the edge itself, so that only one end matters."""
    unit, edge = UNIT_NAMES[found.must("unit").value], found.must("edge").value
    if unit not in ("week", "month", "quarter", "half", "year") or edge == 1:
        return None
    if found.scene.ref is None:
        return _unknown(found)
    bounds = _around(found.scene.ref.date(), unit, 0)
    return bounds and _period(found, *(as_day(bounds[edge // 2]),) * 2)


def _edge_of_year(found: Found) -> Token | None:
    year, edge = found.must("year").value, found.must("edge").value
    day = (Day(1, 1, year), None, Day(12, 31, year))[edge]
    return day and _period(found, day, day)


EDGE = r"(?P<edge>e)"

RULES = (
    rule("Y", EDGE + r"(?P<year>Y)g", _edge_of_year),
    rule("e", r"(?<=[UKF])" + EDGE + r"(?:r)?(?P<unit>[ugQH])", _edge_of_this),
    rule("2", r"(?P<year>Y)g(?P<edge>2)", _edge_of_year),
    rule("2", r"(?:(?P<year>Y)g)?(?P<month>[MO])u?(?P<edge>2)", _month),
    rule("2", r"(?P<unit>[ug])(?P<edge>2)(?=[yb]|$)", _edge_of_this),
    rule("M", r"(?P<nth>[oqd])(?P<part>[56])(?P<month>M)" + YEAR, _month),
    rule("M", EDGE + r"(?P<month>M)" + YEAR, _month),
    rule("M", r"(?P<month>M)[-&](?P<until>M)" + YEAR, _months),
    rule("M", r"(?P<month>M)(?P<until>M)y", _months),
    rule("", r"(?:(?P<year>Y)g)(?P<month>[MO])-(?P<until>[MO])", _months),
    rule("u", r"(?P<month>[MO])-(?P<until>[MO])u", _months),
    rule("u", r"(?:(?P<year>Y)g)?(?P<month>[OM])(?P<unit>u)", _kazakh_month),
    rule("M", r"(?P<year>Y)g(?P<month>M)", _month),
    rule("", r"(?P<month>[MO])" + YEAR.removesuffix("?"), _month),
    rule("M", r"(?P<month>M)(?<=[IUKFPNz]M)", _month),
    rule("M", r"(?P<month>M)(?=[yb])", _month),
    rule("M", r"(?P<month>M)", _declined),
    rule("Y", r"(?:(?P<year>Y)g)(?P<nth>[oqd])(?P<part>[QH5])", _part_of_year),
    rule("", r"(?P<nth>[oqd])(?P<part>[QH])" + YEAR.removesuffix("?"), _part_of_year),
    rule("", r"(?P<nth>[oqd])(?<=[IzKU].)(?P<part>[QH])", _part_of_year),
    rule("Y", r"(?P<count>[dw])(?P<unit>u)(?P<year>Y)g", _first_months),
    rule("Y", r"(?:F(?P<year>Y)[PU]|(?P<from>Y)-)(?P<until>Y)g", _years),
    rule("S", r"(?P<way>r)(?P<season>S)", _season),
    rule("S", r"(?P<season>S)" + YEAR, _season),
    rule("r", r"(?P<way>r)(?P<unit>[ug])", _pointed),
    rule("V", r"(?P<way>V)", _pointed_year),
    rule("Y", r"(?P<year>Y)g(?![FfI]?d[-&,PU]|,?A)", _whole_year),
)
