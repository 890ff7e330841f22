"""The words that dates are made of, from dates.toml: word form → class of the grammar.

A class is one letter, so that a text becomes a short string, its shape, which regular expressions
can search. The letters are listed in :mod:`scraper.facts.dates.token`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from scraper.facts.language.table import raw

LOOK_ALIKES = str.maketrans("aceopxyktmhbiё", "асеорхуктмнвіе")
"""Latin letters that stand in Cyrillic words by a slip of the hand, and ё, which is optional."""

ROLES = {
    "since": "F", "from": "f", "by_now": "K", "through": "P", "until": "U", "on": "N",
    "within": "I", "over": "z", "after": "a", "not": "B", "than": "4", "night": "8", "later": "L",
    "earlier": "R", "inclusive": "v", "and": "&", "ago": "h", "ahead": "p", "during": "C",
    "kk_until": "y", "kk_since": "b", "kk_between": "m", "half_of": "5", "decade_of": "6",
    "number_sign": "@", "part_of_day": "T", "clock_time": "k",
}  # fmt: skip

UNITS = {
    "half_hour": "c", "six_months": "u", "minute": "i", "hour": "c", "day": "u", "week": "u",
    "month": "u", "year": "g", "quarter": "Q", "half": "H",
}  # fmt: skip
UNIT_NAMES = tuple(UNITS)

OFFSETS = {
    "days_from_today": "J", "days_from_today_of": "j", "years_from_this": "V", "pointing": "r",
    "seasons": "S", "edges": "e", "edges_after": "2",
}  # fmt: skip

TRAPS = {"named_after": "s", "street_after": "7", "house_after": "l", "phone": "3", "measure": "%"}


class Word(NamedTuple):
    """A word's class, and what it stands for: a number, a month, an offset, a place in a list."""

    kind: str
    value: int = 0


def level(word: str) -> str:
    """Lower case, ё as е, and Latin look-alikes in a Cyrillic word as what they look like."""
    word = word.lower()
    return word if word.isascii() else word.translate(LOOK_ALIKES)


def tables() -> dict[str, Any]:
    """Return ``dates.toml``."""
    return raw("dates")


@cache
def zones() -> tuple[str, ...]:
    return tuple(tables()["zones"])


@cache
def holidays() -> frozenset[tuple[int, int]]:
    """(day, month) of days that are names when written with a capital."""
    pairs = (entry.split(".") for entry in tables()["traps"]["holidays"])
    return frozenset((int(day), int(month)) for day, month in pairs)


@cache
def singular() -> frozenset[str]:
    """Units that mean one of them without a number."""
    return frozenset(tables()["units"]["one"].split())


@cache
def abbreviations() -> frozenset[str]:
    """Words after which a full stop ends no sentence."""
    return frozenset(tables()["abbreviations"].split())


@cache
def numbered() -> tuple[str, ...]:
    """What a number right after it counts, as a text ends with it."""
    return tuple(f"{word} " for word in tables()["numbered"].split())


@cache
def kazakh_months() -> tuple[str, ...]:
    """How their names begin."""
    return tuple(form for forms in tables()["months"]["kk"] for form in forms.split())


@cache
def words() -> dict[str, Word]:
    """Every word form that matters. A form named twice keeps its first meaning."""
    table = tables()
    found: dict[str, Word] = {}
    for entries in (_months(table["months"]), _weekdays(table["weekdays"]), _others(table)):
        for forms, word in entries:
            for form in forms.split():
                found.setdefault(level(form), word)
    return found


Entry = tuple[str, Word]
"""Word forms with blanks between, and what each of them means."""


def _months(table: dict[str, Any]) -> Iterator[Entry]:
    doubtful = table["kk_doubtful"].split()
    endings = table["kk_endings"].split()
    for language in ("ru", "en", "kk"):
        for month, forms in enumerate(table[language], 1):
            for form in forms.split():
                yield form, Word("O" if form in doubtful else "M", month)
                if language == "kk" and len(form) > 3:
                    yield " ".join(form + ending for ending in endings), Word("M", month)


def _weekdays(table: dict[str, Any]) -> Iterator[Entry]:
    endings = table["kk_endings"].split()
    for language in ("ru", "en", "kk"):
        for day, forms in enumerate(table[language]):
            yield forms, Word("W", day)
            if language == "kk":
                yield " ".join(forms + ending for ending in endings), Word("W", day)


def _others(table: dict[str, Any]) -> Iterator[Entry]:
    for unit, kind in UNITS.items():
        yield table["units"][unit], Word(kind, UNIT_NAMES.index(unit))
    for role, kind in ROLES.items():
        yield table["roles"][role], Word(kind)
    for name, kind in OFFSETS.items():
        for value, forms in table[name].items():
            yield forms, Word(kind, int(value))
    for name, kind in (("words", "w"), ("ordinals", "o"), ("roman", "q")):
        for value, forms in enumerate(table["numbers"][name], 1):
            yield forms, Word(kind, value)
    for tens, forms in table["numbers"]["tens"].items():
        yield forms, Word("0", int(tens))
    for place, forms in enumerate(table["zones"].values()):
        yield forms, Word("Z", place)
    for name, kind in TRAPS.items():
        yield table["traps"][name], Word(kind)
