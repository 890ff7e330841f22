"""How long an event lasts, where its first day and the number of its days are both stated.

«Откроется 5 мая и продлится три дня», «начало 5 мая; продолжительность — три дня».
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache

from scraper.facts.language.table import raw
from scraper.facts.periods.choice import Named
from scraper.facts.periods.cues import take_apart
from scraper.facts.periods.use import Use

REACH = 2
"""Sentences after the one that tells the first day in which the length may stand."""

FEW = 1
"""Words that name nothing: «и продлится три дня», «затем продлится»."""

WEEKEND = 3
"""An event of so many days may hold a Sunday; of a longer one it is not known to work on it."""

SUNDAY = 6

ASKING = frozenset(("apply", "papers", "taking", "form"))
"""What is closed so long before the event is the way in."""


def end_by_length(sentences: Sequence[str], start: Named) -> Named | None:
    """The last day of what begins on ``start``, if its days are counted there or just after."""
    if start.span.ranged or start.sentence not in sentences:
        return None
    at = sentences.index(start.sentence)
    for sentence in sentences[at : at + REACH + 1]:
        first = start.span.to if sentence == start.sentence else 0
        match = _lasting().search(sentence, first)
        if match is None or not _is_of_event(sentence[first : match.start()]):
            continue
        days = _number(match["number"] or match["counted"])
        last = start.first + timedelta(days=days - 1)
        if days > WEEKEND and start.first.weekday() + days > SUNDAY:
            return None
        span = replace(start.span, at=match.start(), to=match.end(), start=None, end=last)
        return Named(span=span, use=Use.ENDS, sure=1, sentence=sentence)
    return None


def closing_by_count(sentences: Sequence[str], start: Named) -> Named | None:
    """«Регистрация закрывается за три дня до начала»: the deadline, from the first day."""
    for sentence in sentences:
        match = _ahead().search(sentence)
        if match is None or not take_apart(sentence).nouns & ASKING:
            continue
        last = start.first - timedelta(days=_number(match["number"]))
        span = replace(
            start.span, at=match.start(), to=match.end(), start=None, end=last, inferred=True
        )
        return Named(span=span, use=Use.CLOSE, sure=1, sentence=sentence)
    return None


def _is_of_event(before: str) -> bool:
    """Whether what is said to last is the event, not its test: it is named, or nothing is."""
    subject = re.split(r"[,;:—.]", before)[-1]
    found = take_apart(subject)
    named = bool(found.nouns & {"event", "same"}) and "part" not in found.nouns
    return named or len(found.pieces) <= FEW


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _numbers()[word.lower().replace("ё", "е")]


@cache
def _numbers() -> dict[str, int]:
    found: dict[str, list[str]] = {
        count: entry.split() for count, entry in raw("periods")["length"]["numbers"].items()
    }
    return {word: int(count) for count, entries in found.items() for word in entries}


@cache
def _ahead() -> re.Pattern[str]:
    table = raw("periods")["length"]
    number = r"(?P<number>[1-9]|" + "|".join(_numbers()).replace("е", "[её]") + r")"
    days = "(?:" + "|".join(table["days"].split()) + r")\b"
    events = "|".join(table["ahead_of"].split())
    return re.compile(rf"\bза\s+{number}\s+{days}\s+до\s+(?:{events})", re.IGNORECASE)


@cache
def _lasting() -> re.Pattern[str]:
    table = raw("periods")["length"]
    number = r"\b(?P<{0}>[1-9]|" + "|".join(_numbers()).replace("е", "[её]") + r")\s+"
    days = "(?:" + "|".join(table["days"].split()) + r")\b"
    verbs = r"\b(?:" + "|".join(table["lasts"].split()) + r")\w{0,12}"
    before = verbs + r"(?:[\s,:—–-]+\w{1,12}){0,2}?[\s:—–-]+" + number.format("number") + days
    after = number.format("counted") + days + r"\s+" + verbs
    return re.compile(f"{before}|{after}", re.IGNORECASE)
