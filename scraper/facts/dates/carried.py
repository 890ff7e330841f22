"""Days told by their number, whose month stood before: «закончится 18-го», «с 14 по 16 число»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from scraper.facts.dates.lexicon import words
from scraper.facts.dates.span import DateSpan, Precision, Role

NUMBER = re.compile(
    r"(?<![\d.,№:/–—-])(?P<role>\b(?:со?|до|по|ко?|не позд?нее|не позже)\s+)?"
    r"(?<!\d)(?P<first>\d{1,2})(?:-?(?:го|е|му))?"
    r"(?:\s*(?:[–—-]|\b(?:по|и|до)\b)\s*(?P<last>\d{1,2}))?"
    r"(?:\s+чис(?:ло|ла|лу|лах)\b"
    r"|-(?:го|е|му)\b(?=\s*(?:[,;.!?)]|$|\b(?:в|во|на|при|из|а|и|с|со|включительно)\b)))",
    re.IGNORECASE,
)
NEXT_DAY = re.compile(
    r"(?:\bна\s+)?\b(?:следующ(?:его|ий)\s+д(?:ня|ень)|другой\s+день|назавтра|дн[её]м\s+позже)\b",
    re.IGNORECASE,
)
SIGNS = ("числ", "-", "дня", "день", "назавтра", "позже")
SINCE = ("с", "со")
BEHIND, AHEAD = 14, 40
"""Days about the day of writing among which a weekday with its number is looked for."""

WORD = re.compile(r"[^\W\d_]+")

REACH = 60
"""Characters before a bare day in which its month may stand."""


def carried(
    text: str, found: Sequence[DateSpan], before: DateSpan | None, ref: date | None = None
) -> list[DateSpan]:
    """``found`` with the days that take their month from the date before them.

    ``before`` is the last date of the text so far; ``ref`` is when it was written.
    """
    found = _after_the_first(found)
    low = text.lower()
    if not any(sign in low for sign in SIGNS):
        return list(found)
    taken = [(span.at, span.to) for span in found]
    fresh = [
        span
        for match in NUMBER.finditer(text)
        if not any(at < match.end() and match.start() < to for at, to in taken)
        for span in _span(
            match,
            _of_weekday(text, match, ref)
            or _bound(match, found, before, ref)
            or _anchor(text, match.start(), found, before, ref)
            or _to_come(match, ref),
            ref,
        )
    ]
    fresh += [
        span
        for match in NEXT_DAY.finditer(text)
        for span in _next_day(match, _anchor(text, match.start(), found, before, None))
    ]
    return sorted([*found, *fresh], key=lambda span: span.at)


def _after_the_first(found: Sequence[DateSpan]) -> list[DateSpan]:
    """«Откроется 14 октября, продлится до пятницы»: the Friday after that day, not after today."""
    moved = list(found)
    for place, span in enumerate(found[1:], 1):
        first = moved[place - 1]
        last = WORD.findall(span.quote)[-1:]
        known = words().get(last[0].lower()) if last else None
        if (
            span.role is Role.UNTIL
            and span.end is not None
            and known is not None
            and known.kind == "W"
            and first.role is None
            and first.start is not None
            and first.precision is Precision.DAY
            and span.end < first.start
        ):
            behind = (first.start - span.end).days
            moved[place] = replace(span, end=span.end + timedelta(days=-(-behind // 7) * 7))
    return moved


def _next_day(match: re.Match[str], anchor: Anchor | None) -> Iterator[DateSpan]:
    if anchor is not None and anchor[1]:
        day = anchor[0] + timedelta(days=1)
        yield DateSpan(
            at=match.start(), to=match.end(), quote=match.group(), start=day, end=day, inferred=True
        )


Anchor = tuple[date, bool]
"""The day last named, and whether it is a day, not but its month."""


def _anchor(
    text: str, at: int, found: Sequence[DateSpan], before: DateSpan | None, ref: date | None
) -> Anchor | None:
    near = next((span for span in reversed(found) if span.to <= at), None)
    if near is None and ref is not None and (month := _month(text[max(0, at - REACH) : at])):
        year = ref.year + ((month - ref.month + 6) // 12 and (1 if month < ref.month else -1))
        return date(year, month, 1), False
    last = near or before
    if last is None or last.role is Role.DATED:
        return None
    day = last.end or last.start
    return None if day is None else (day, last.precision is Precision.DAY)


def _of_weekday(text: str, match: re.Match[str], ref: date | None) -> Anchor | None:
    """«В пятницу, 19-го»: the one such day about the day of writing, if its sum is right."""
    before = WORD.findall(text[max(0, match.start() - REACH) : match.start()])
    known = words().get(before[-1].lower()) if before else None
    if ref is None or known is None or known.kind != "W" or match["role"] or match["last"]:
        return None
    days = (ref + timedelta(days=shift) for shift in range(-BEHIND, AHEAD))
    fits = [day for day in days if day.day == int(match["first"]) and day.weekday() == known.value]
    return (fits[0].replace(day=1), False) if len(fits) == 1 else None


def _bound(
    match: re.Match[str], found: Sequence[DateSpan], before: DateSpan | None, ref: date | None
) -> Anchor | None:
    """«Тренинг 7 июля. Заявки — по 30-е»: the 30th before that day, not after it."""
    if any(span.to <= match.start() for span in found):
        return None
    first = before.start if before is not None and before.role is None else None
    anchor = _to_come(match, ref)
    day = _day(int(match["first"]), *anchor) if anchor else None
    return anchor if day is not None and first is not None and day < first else None


def _to_come(match: re.Match[str], ref: date | None) -> Anchor | None:
    """«Заявки — по 30-е»: where no month was named, the next such day to come bounds."""
    bound = _role((match["role"] or "").strip().lower()) is Role.UNTIL
    if ref is None or not bound or match["last"]:
        return None
    late = int(match["first"]) < ref.day
    return (ref.replace(day=1) + timedelta(days=31 if late else 0)).replace(day=1), False


def _month(text: str) -> int | None:
    """The last month named in a piece of text: «в первую пятницу декабря, 4 числа»."""
    known = (words().get(word.lower()) for word in reversed(WORD.findall(text)))
    return next((word.value for word in known if word and word.kind == "M"), None)


def _span(match: re.Match[str], anchor: Anchor | None, ref: date | None) -> Iterator[DateSpan]:
    if anchor is None:
        return
    role = (match["role"] or "").strip().lower()
    bound = None if match["last"] else _role(role)
    if bound is Role.UNTIL and ref is not None and anchor[0].replace(day=1) >= ref.replace(day=1):
        anchor = anchor[0], False
    first = _day(int(match["first"]), *anchor)
    last = _day(int(match["last"]), *anchor) if match["last"] else first
    if first is None or last is None or last < first:
        return
    yield DateSpan(
        at=match.start(),
        to=match.end(),
        quote=match.group(),
        start=None if bound in (Role.UNTIL, Role.BY) else first,
        end=None if bound is Role.SINCE else last,
        role=bound,
        inferred=True,
        ranged=first != last,
    )


def _role(word: str) -> Role | None:
    if not word:
        return None
    if word in SINCE:
        return Role.SINCE
    return Role.BY if word in ("к", "ко") else Role.UNTIL


def _day(number: int, anchor: date, exact: bool) -> date | None:
    """That day of the anchor's month, or of the next if a day already named lies after it."""
    year, month = anchor.year, anchor.month
    if exact and number < anchor.day:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    try:
        return date(year, month, number)
    except ValueError:
        return None
