"""A day and the time of day beside it, as one: «14 мая в 09:33», «до 18:00 12 сентября»."""

from __future__ import annotations

from scraper.facts.dates.rules import Found, rule
from scraper.facts.dates.span import Clock
from scraper.facts.dates.token import Token


def _joined(found: Found) -> Token:
    day, clock = found.must("day"), found.must("time").clock
    if clock is not None and found.has("ends"):
        clock = Clock(end=clock.end or clock.start, zone=clock.zone)
    return found.make("A")._replace(day=day.day, clock=clock)


RULES = (
    rule("T", r"(?P<time>T)(?<!A.)(?<!A[,I].)(?:N|P|,|/|-|_)?(?P<day>A)", _joined),
    rule("T", r"(?P<day>A)(?:,?I|,|/|-|:|<|,?eI|u?c)?(?P<time>T)>?", _joined),
    rule("T", r"(?P<day>A),?(?P<ends>U)(?P<time>T)", _joined),
)
