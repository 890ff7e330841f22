"""Times of day: «18:00», «в 11 часов», «с 9:00 до 18:00», «до 18:00 по московскому времени»."""

from __future__ import annotations

from datetime import time, tzinfo
from zoneinfo import ZoneInfo

from scraper.facts.dates.lexicon import zones
from scraper.facts.dates.rules import Found, rule
from scraper.facts.dates.span import Clock
from scraper.facts.dates.token import Token


def _spoken(found: Found) -> Token | None:
    hour, minute = found.must("hour").value, found.value("minute") or 0
    if hour > 23 or minute > 59:
        return None
    return found.make("T")._replace(clock=Clock(start=time(hour, minute)))


def _sharp(found: Found) -> Token | None:
    """A whole hour without its minutes: «в 11 часов»."""
    hour = found.must("hour").value
    return found.make("T")._replace(clock=Clock(start=time(hour))) if hour < 24 else None


def _dotted(found: Found) -> Token:
    return found.make("T")._replace(clock=found.must("dotted").clock)


def _not_a_day(found: Found) -> Token | None:
    """«с 10.10 до 18:00»: what looks like the tenth of October is a time."""
    day = found.must("short").day
    if day is None or day.day > 23:
        return None
    return found.make("T")._replace(clock=Clock(start=time(day.day, day.month)))


def _zoned(found: Found) -> Token:
    clock = found.must("time").clock or Clock()
    zone = next(_zone(token) for token in found.every("zone") if token.kind == "Z")
    return found.make("T")._replace(clock=Clock(start=clock.start, end=clock.end, zone=zone))


def _zone(token: Token) -> tzinfo | None:
    return token.clock.zone if token.clock else ZoneInfo(zones()[token.value])


def _between(found: Found) -> Token | None:
    first, last = found.must("first"), found.must("last").clock
    if last is None or (first.clock is None and first.value > 23):
        return None
    start = first.clock.start if first.clock else time(first.value)
    return found.make("T")._replace(clock=Clock(start=start, end=last.start, zone=last.zone))


RULES = (
    rule("c", r"(?P<hour>d)c(?P<minute>[dn])i", _spoken),
    rule("c", r"(?<=[IUFPNKA-])(?P<hour>d)c", _sharp),
    rule("t", r"(?P<dotted>t)(?:(?<=[IUFPNK-]t)|(?=[-UP]))", _dotted),
    rule("E", r"(?P<short>E)(?:(?<=T[-UP]E)|(?=[-UP]T))", _not_a_day),
    rule("Z", r"(?P<time>T)(?P<zone>P?Zk?|PkZ|,?kZ|<P?Zk?>|<kZ>)", _zoned),
    rule("T", r"F(?P<first>[Td])U(?P<last>T)", _between),
    rule("T", r"(?P<first>T)-(?P<last>T)", _between),
)
