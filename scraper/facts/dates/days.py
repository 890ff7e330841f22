"""Single days as the text names them: «15 июля 2025 г.», «15.07.25», «2025 жылғы 15 шілде»."""

from __future__ import annotations

from scraper.facts.dates.lexicon import holidays
from scraper.facts.dates.rules import Found, rule
from scraper.facts.dates.token import NOTHING, Day, Stretch, Token, exists

YEAR = r"(?:,?<?(?P<year>Y)g?>?|(?P<this>F_?g|rg))?"
TEN = 10
"""What «он» stands for in «он бірінші», the eleventh."""

OPENING, CLOSING = ("«", "“", "„"), ("»", "”", "“")
WEEKDAY = r"(?:(?P<weekday>W),?)?"
WEEKDAY_AFTER = r"(?:<(?P<after>W)>|,?(?P<late>W)|,I(?P<within>W),?)?"


def _nothing(found: Found) -> Token:
    return NOTHING


def _day(found: Found) -> Token | None:
    number, month = _number(found), found.must("month")
    year = found.value("year")
    if found.has("this"):
        year = _pointed_year(found)
    if year is None and _is_name(found):
        return NOTHING
    if number is None or not exists(year or 2024, month.value, number):
        return NOTHING
    if year is None and (number, month.value) in holidays() and _capital(found, month):
        return NOTHING
    weekday = _weekday(found)
    day = Day(month.value, number, year, weekday, reckoned=found.has("this"))
    return found.make("A")._replace(day=day)


def _number(found: Found) -> int | None:
    if found.has("day"):
        return found.must("day").value
    ordinal, tens = found.must("ordinal").value, found.value("tens")
    if tens is None:
        return ordinal
    if found.must("tens").kind == "w" and tens != TEN:
        return None
    return tens + ordinal if ordinal < 10 else None


def _ordinal(found: Found) -> Token | None:
    """The first of «пятого и шестого августа» is a number like another."""
    number = _number(found)
    return None if number is None else found.make("d")._replace(value=number)


def _english_days(found: Found) -> Token | None:
    """«May 18–20, 2026»."""
    month, year = found.must("month").value, found.must("year").value
    first, last = (Day(month, found.must(name).value, year) for name in ("day", "last"))
    if first.day >= last.day or not exists(year, month, last.day):
        return None
    return found.make("X")._replace(stretch=Stretch(first, last))


def _is_name(found: Found) -> bool:
    """«Первое сентября», alone in its quotation marks, is a paper or a house of books."""
    (at, to), text = found.ends, found.scene.text
    return text[max(0, at - 1) : at] in OPENING and text[to : to + 1] in CLOSING


def _pointed_year(found: Found) -> int | None:
    """«этого года», «с. г.»: known only where the day of writing is."""
    ref = found.scene.ref
    pointer = next((token for token in found.every("this") if token.kind == "r"), None)
    return None if ref is None else ref.year + (pointer.value if pointer else 0)


def _capital(found: Found, month: Token) -> bool:
    """Whether the month's name begins, but is not all, in capitals: «8 Марта»."""
    return found.scene.text[month.at : month.to].istitle()


def _weekday(found: Found) -> int | None:
    said = (found.value(name) for name in ("weekday", "after", "late", "within"))
    return next((value for value in said if value is not None), None)


def _figures(found: Found) -> Token:
    day = found.must("figures").day
    return found.make("A")._replace(day=day and day._replace(weekday=_weekday(found)))


TRAPS = (
    rule("s", r"s\"?[do]\"?M\"?", _nothing),
    rule("d", r"dM\"?(?:7|,l)", _nothing),
    rule("@", r"@_?[dnYE](?:-[dn])?", _nothing),
    rule("", r"[3>][:_,]{0,2}[DE]", _nothing),
    rule("%", r"[dnE]-?[dnE]?%", _nothing),
)

RULES = (
    *TRAPS,
    rule("o", r"(?P<tens>[0w])?(?P<ordinal>o)(?=[&,PU-][0w]?oM)", _ordinal),
    rule("M", r"(?P<month>M)(?P<day>d)-(?P<last>d),(?P<year>Y)", _english_days),
    rule("", WEEKDAY + r"(?:(?P<year>Y)g,?|(?P<this>rg))(?P<day>d)-?(?P<month>[MO])", _day),
    rule("d", WEEKDAY + r"\"?(?P<day>d)\"?-?(?P<month>[MO])" + YEAR + WEEKDAY_AFTER, _day),
    rule("M", WEEKDAY + r"(?P<tens>[0w])?(?P<ordinal>o)(?P<month>M)" + YEAR + WEEKDAY_AFTER, _day),
    rule("M", r"(?P<month>M)(?P<day>d),(?P<year>Y)", _day),
    rule("D", WEEKDAY + r"(?P<figures>D)g?" + WEEKDAY_AFTER, _figures),
    rule("E", WEEKDAY + r"(?P<figures>E)(?:g|(?=-[EA]|[PU][EA]))", _figures),
    rule("E", r"(?P<figures>E)(?<=[FPUKN&Wf-]E)g?(?![%uicg])", _figures),
    rule("E", r"(?P<figures>E)(?<![^~T,/]E)(?=~|$|,?I?T|,W)", _figures),
    rule("E", r"(?P<figures>E)(?=IT)", _figures),
)
