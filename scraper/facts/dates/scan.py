"""A text as tokens of the classes that :mod:`scraper.facts.dates.token` lists.

Knows what figures may be: a day, a year, a whole date, a time, or a telephone, which is nothing.
"""

from __future__ import annotations

import re
from datetime import time, timedelta, timezone, tzinfo
from functools import cache
from unicodedata import category

from scraper.facts.dates.lexicon import LOOK_ALIKES, Word, abbreviations, level, numbered, words
from scraper.facts.dates.span import Clock
from scraper.facts.dates.token import ANCHORS, NOTHING, Day, Token, exists
from scraper.facts.language.sieve import Sieve

SCAN = re.compile(
    r"""
    (?P<word>[А-яІіӘәҒғҚқҢңӨөҰұҮүҺһ]++(?![^\W\d_]|[+−–-][0-9]))
  | (?P<zone>(?:UTC|GMT|МСК|MSK)[ ]?[+−–-][ ]?[0-9]{1,2}(?![0-9.]))
  | (?P<mixed>[^\W\d_]+)
  | (?P<iso>[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9-]))T?
  | (?P<joined>[0-9]+(?:-[0-9]+){2,})
  | (?P<time>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9:]))
  | (?P<spaced>[0-9]{1,2}[ ]?\.[ ]?[0-9]{2}[ ]?\.[ ]?(?:19|20)[0-9]{2}(?![0-9]))
  | (?P<roman>[0-9]{1,2}\.[IVX]{1,4}\.(?:19|20)[0-9]{2}(?![0-9]))
  | (?P<dotted>[0-9]+(?:\.[0-9]+)+|[0-9]+(?:/[0-9]+)+)
  | (?P<number>[0-9]+)(?P<ordinal>-?(?:
        го|ого|ое|е|му|ом|м|й|я|і|ы|ші|шы|[ндт][ае]н|інен|ынан|іне|ына|інде|ында)(?!\w))?
  | (?P<mark>[^\w\s])
  | (?P<line>\n)
    """,
    re.VERBOSE,
)

WORD = re.compile(r"[^\W\d_]+")
JOINED = re.compile(
    r"[0-9A-Za-z](?:(?<=[0-9])(?:[./-][0-9IVX]| ?\. ?[0-9])"
    r"|(?<=[А-я][A-Za-z])|(?<=[A-Za-z])[А-я])"
)
"""Figures of a date, or a word that must be levelled before it can be looked up."""

MARKS = dict.fromkeys("-–—−‑‒", "-") | dict.fromkeys("«»\"“”„‟'", '"') | {
    ",": ",", ";": ";", ":": ":", "/": "/", ".": "_", "(": "<", "[": "<", ")": ">", "]": ">",
    "|": "/", "№": "@", "%": "%",
}  # fmt: skip

DASH = re.compile(r"\s[–—-]\s")
WORD_BEFORE = 10
"""Characters before a number in which what it counts must stand."""

PICTURES = ("So", "Sk", "Mn", "Cf")
"""Kinds of marks that say nothing: «📌 19.03, четверг»."""

MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
NUMERIC = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
YEAR_FIRST = re.compile(r"([0-9]{4})[./-]([0-9]{2})[./-]([0-9]{2})")
SHORT = re.compile(r"([0-9]{1,2})\.([0-9]{2})")


def tokens(text: str) -> list[Token]:
    """The islands of a text that may hold dates, in order, with ``NOTHING`` between them.

    An island is a run of words, figures and marks that mean something to dates; one without any
    class of ``ANCHORS`` can hold no date and is left out, as rules never look across islands.
    """
    if not _may_hold_dates(text):
        return []
    found: list[Token] = []
    island = 0
    live = False
    known = words()
    for match in SCAN.finditer(text):
        name = match.lastgroup
        if name == "word":
            word = known.get(match.group().lower())
            token = word and Token(word.kind, match.start(), match.end(), word.value)
        elif name == "mark" and category(match.group()) in PICTURES:
            continue
        else:
            token = _other(match, text)
        if token:
            if token.kind == "_" and found and _abbreviated(found[-1], token, text):
                found[-1] = found[-1]._replace(to=token.to)
                continue
            found.append(token)
            live = live or token.kind in ANCHORS
        elif len(found) > island or not found:
            if not live:
                del found[island:]
            found.append(NOTHING)
            island, live = len(found), False
    if not live:
        del found[island:]
    return found


def _abbreviated(word: Token, stop: Token, text: str) -> bool:
    return word.to == stop.at and text[word.at : word.to].lower() in abbreviations()


def _may_hold_dates(text: str) -> bool:
    """A quick look that spares most sentences the slow one: no word and no figures of a date."""
    return bool(ANCHORED.places(text)) or JOINED.search(text) is not None


@cache
def _anchors() -> frozenset[str]:
    return frozenset(form for form, word in words().items() if word.kind in ANCHORS)


def _is_anchored(form: str) -> bool:
    return not _anchors().isdisjoint(WORD.findall(form.lower()))


ANCHORED = Sieve(_is_anchored, folded=False)


def _other(match: re.Match[str], text: str) -> Token | None:
    name = match.lastgroup
    if name == "mixed":
        name = match.group()
        meant = words().get(level(name))
        if meant is None and len(name) == 1:
            meant = words().get(name.lower().translate(LOOK_ALIKES))
        return meant and Token(meant.kind, match.start(), match.end(), meant.value)
    if name == "mark":
        kind = MARKS.get(match.group())
        return Token(kind, match.start(), match.end()) if kind else None
    if name == "line":
        return Token("~", match.start(), match.end())
    token = _figures(match, text)
    return None if token is NOTHING else token


def _figures(match: re.Match[str], text: str) -> Token:
    at, to = match.span()
    name = match.lastgroup
    if name == "zone":
        zone = _offset(match.group())
        return Token("Z", at, to, clock=Clock(zone=zone)) if zone else NOTHING
    if _glued(text, at, to, match):
        return NOTHING
    if name in ("number", "ordinal"):
        return _number(match["number"], at, to)
    if name == "time":
        return _time(match.group(), at, to, "T") or NOTHING
    if name == "roman":
        return _roman(match.group(), at, to) or NOTHING
    figures = match["iso"] or match.group()
    return _date(figures.replace(" ", "") if name == "spaced" else figures, at, to) or NOTHING


def _roman(figures: str, at: int, to: int) -> Token | None:
    """«19.IX.2025»."""
    day, month, year = figures.split(".")
    number = MONTHS.index(month) + 1 if month in MONTHS else 0
    return _whole(int(year), number, int(day), at, to)


def _offset(name: str) -> tzinfo | None:
    """«МСК+4» counts from Moscow, «UTC+5» from Greenwich."""
    sign, hours = re.findall(r"[+−–-]|[0-9]+", name)
    east = int(hours) * (1 if sign == "+" else -1) + (3 if name[:3] in ("МСК", "MSK") else 0)
    return timezone(timedelta(hours=east)) if -12 <= east <= 14 else None


def _glued(text: str, at: int, to: int, match: re.Match[str]) -> bool:
    """Whether figures are part of a name: «COVID-19», «№15», «1130н»; «2025г» is none."""
    before = text[at - 2 : at] if at > 1 else text[:at].rjust(2)
    if before[1:] == "T" and before[0].isdigit():
        return False
    if before[1:] and (before[1] in "№+#_" or before[1].isalnum()):
        return True
    if before[1:] in ("-", "‑") and before[0].isalpha() and to - at < 4:
        return True
    if DASH.match(text, to) and text[max(0, at - WORD_BEFORE) : at].lower().endswith(numbered()):
        return True
    if match.lastgroup == "iso":
        return False
    after = text[to : to + 3]
    if not after[:1].isalpha():
        return False
    word = re.match(r"[^\W\d_]+", text[to : to + 12])
    return word is None or words().get(level(word.group()), Word("x")).kind not in "gciMO"


def _number(figures: str, at: int, to: int) -> Token:
    if len(figures) > 4:
        return NOTHING
    value = int(figures)
    if len(figures) == 4:
        kind = "Y" if 1900 <= value < 2100 else "n"
    else:
        kind = "d" if len(figures) <= 2 and 1 <= value <= 31 else "n"
    return Token(kind, at, to, value)


def _time(figures: str, at: int, to: int, kind: str) -> Token | None:
    hour, minute = (int(part) for part in re.split("[.:]", figures)[:2])
    if hour == 24 and minute == 0:
        hour, minute = 23, 59
    if hour > 23 or minute > 59:
        return None
    return Token(kind, at, to, clock=Clock(start=time(hour, minute)))


def _date(figures: str, at: int, to: int) -> Token | None:
    if match := NUMERIC.fullmatch(figures):
        year = int(match[4]) + (2000 if len(match[4]) == 2 else 0)
        short = match[2] == "-" and len(match[4]) == 2  # «24-05-25» is a telephone more often
        return None if short else _whole(year, int(match[3]), int(match[1]), at, to)
    if match := YEAR_FIRST.fullmatch(figures):
        return _whole(int(match[1]), int(match[2]), int(match[3]), at, to)
    if match := SHORT.fullmatch(figures):
        day, month = int(match[1]), int(match[2])
        if 1 <= month <= 12 and 1 <= day <= 31:
            return Token("E", at, to, day=Day(month, day))
        return _time(figures, at, to, "t")
    return None


def _whole(year: int, month: int, day: int, at: int, to: int) -> Token | None:
    if not 1900 <= year < 2100 or not exists(year, month, day):
        return None
    return Token("D", at, to, day=Day(month, day, year))
