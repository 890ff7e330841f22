"""Days and periods joined to stretches: «с 3 по 7 марта», «22–23 апреля», «до 14 ноября»."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from scraper.facts.dates.rules import Found, rule
from scraper.facts.dates.span import Clock, Precision, Role
from scraper.facts.dates.token import Day, Stretch, Token, exists


def _made(found: Found, stretch: Stretch, clock: Clock | None = None) -> Token:
    return found.make("X")._replace(stretch=stretch, clock=clock)


def _same_month(found: Found) -> Token | None:
    """«с 3 по 7 марта», «22, 23 и 24 сентября»: the last day lends its month and year."""
    last, named = found.must("last"), found.every("days")
    if last.day is None or last.day.month == 0:
        return None
    end = last.day if last.day.year else last.day._replace(year=found.value("year"))
    numbers = [*(token.value for token in named if token.kind == "d"), end.day]
    joints = {token.kind for token in named} - {"d", "F"}
    steps = [after - before for before, after in pairwise(numbers)]
    listed = max(steps) > 1 and bool(joints) and not joints & set("-PU")
    if min(steps) < 1 or (listed and joints == {","}):  # «корпус 5, 23 сентября» is no list
        return None
    if not exists(end.year or 2024, end.month, numbers[0]):
        return None
    first = Day(end.month, numbers[0], end.year)
    return _made(found, Stretch(first, end, listed=listed), last.clock)


def _from_to(found: Found) -> Token | None:
    first, last = found.must("first"), found.must("last")
    if first.day is None or last.day is None or 0 in (first.day.month, last.day.month):
        return None
    clock = None
    if first.clock or last.clock:
        one, two = first.clock or Clock(), last.clock or Clock()
        clock = Clock(start=one.start, end=two.end or two.start, zone=two.zone or one.zone)
    return _made(found, Stretch(first.day, last.day), clock)


def _next_day(found: Found) -> Token | None:
    """«30 сентября и 1 октября»: two days are a stretch only if nothing lies between."""
    first, last = found.must("first").day, found.must("last").day
    if first is None or last is None or 0 in (first.month, last.month):
        return None
    if last.month == first.month:
        return _from_to(found) if last.day == first.day + 1 else None
    if last.day != 1 or (last.month - first.month) % 12 != 1:
        return None
    year = first.year or last.year or 2025
    return None if exists(year, first.month, first.day + 1) else _from_to(found)


def _interval(found: Found) -> Token | None:
    """«2025-11-10/2025-11-14», with nothing but the stroke between and a year on both sides."""
    first, last = found.must("first"), found.must("last")
    whole = all(token.day is not None and token.day.year for token in (first, last))
    return _from_to(found) if whole and last.at - first.to == 1 else None


def _periods(found: Found) -> Token | None:
    first, last = found.must("first").stretch, found.must("last").stretch
    if first is None or last is None:
        return None
    return _made(found, Stretch(first.first, last.last, Precision.PERIOD))


def _period_to_day(found: Found) -> Token | None:
    """«с начала года по 14 июля»."""
    first, last = found.must("first").stretch, found.must("last").day
    if first is None or last is None:
        return None
    return _made(found, Stretch(first.first, last, Precision.PERIOD))


def _moved(found: Found) -> Token | None:
    last = found.must("last")
    return _made(found, Stretch(last.day, last.day, role=Role.MOVED), last.clock)


def _moved_days(found: Found) -> Token | None:
    """«с 19–20 февраля на 12–13 марта»."""
    token = found.must("last")
    if token.day is None or token.day.month == 0:
        return None
    first = token.day._replace(day=found.must("days").value)
    return _made(found, Stretch(first, token.day, role=Role.MOVED), token.clock)


def _until(found: Found) -> Token:
    token = found.must("last")
    role = Role.BY if found.has("by") else Role.UNTIL
    clock = token.clock and Clock(end=token.clock.end or token.clock.start, zone=token.clock.zone)
    return _made(found, Stretch(None, token.day, role=role), clock)


def _since(found: Found) -> Token:
    token = found.must("first")
    return _made(found, Stretch(token.day, None, role=Role.SINCE), token.clock)


def _after(found: Found) -> Token:
    token = found.must("first")
    return _made(found, Stretch(token.day, None, role=Role.AFTER), token.clock)


def _dated(found: Found) -> Token:
    token = found.must("first")
    return _made(found, Stretch(token.day, token.day, role=Role.DATED), token.clock)


def _single(found: Found) -> Token:
    token = found.must("first")
    return _made(found, Stretch(token.day, token.day), token.clock)


def _period_until(found: Found) -> Token | None:
    """«до октября» leaves October out; «до конца сентября», «по сентябрь» take all in."""
    token = found.must("last")
    if token.stretch is None or token.stretch.last is None:
        return None
    out = found.has("out") and _whole(token.stretch)
    edge = token.stretch.first if out or found.has("by") else token.stretch.last
    if found.has("by") and not _whole(token.stretch):
        edge = token.stretch.last
    role = Role.BEFORE if out else Role.BY if found.has("by") else Role.UNTIL
    return _made(found, Stretch(None, edge, Precision.PERIOD, role))


def _whole(stretch: Stretch) -> bool:
    """Whether it begins with a month's first day and is longer than that day."""
    return stretch.first is not None and stretch.first.day == 1 and stretch.first != stretch.last


def _period_since(found: Found) -> Token | None:
    token = found.must("first")
    if token.stretch is None:
        return None
    after = found.has("past")
    edge = token.stretch.last if after else token.stretch.first
    role = Role.AFTER if after else Role.SINCE
    return _made(found, Stretch(edge, None, Precision.PERIOD, role))


def _period(found: Found) -> Token | None:
    stretch = found.must("first").stretch
    if stretch is None:
        return None
    return _made(found, replace(stretch, gone=found.has("over"), within=found.has("within")))


RULES = (
    rule("A", r"8F(?P<days>d)N(?P<last>A)", _same_month),
    rule("A", r"F(?:d[-&])?(?:d|A)N(?P<days>d[-&])(?P<last>A)", _moved_days),
    rule("A", r"F(?:d[-&])?(?:d|A)N(?P<last>A)", _moved),
    rule("A", r"F(?P<days>d[PU]d[&,]Fd[PU])(?P<last>A)", _same_month),
    rule("A", r"(?:(?P<year>Y)g)?[Ff]?(?P<days>d[PU])(?<=[Ff]..)(?P<last>A)v?", _same_month),
    rule("A", r"(?:(?P<year>Y)g)[Ff]?(?P<days>(?:d[-&,]){1,12})(?P<last>A)[yv]?m?", _same_month),
    rule("A", r"[FI]?(?P<days>(?:d,?[-&,]){1,12})(?P<last>A)[yvm]?", _same_month),
    rule("A", r"(?P<days>d)(?P<last>A)y", _same_month),
    rule("A", r"[Ff](?P<first>A),?(?:P|U)(?P<last>A)v?", _from_to),
    rule("A", r"F?(?P<first>A)(?:-|P)(?P<last>A)v?", _from_to),
    rule("A", r"(?P<first>A)/(?P<last>A)", _interval),
    rule("A", r"(?P<first>A)(?P<last>A)y", _from_to),
    rule("A", r"(?P<first>A)&(?P<last>A)m", _from_to),
    rule("A", r"(?P<first>A)&(?P<last>A)", _next_day),
    rule("A", r"F(?P<first>G)[PU](?P<last>A)", _period_to_day),
    rule("G", r"F(?P<first>G),?(?:[PU]|-)(?P<last>G)", _periods),
    rule("G", r"(?P<first>G)(?P<last>G)y", _periods),
    rule("G", r"(?P<first>G)-(?P<last>G)", _periods),
    rule("A", r"(?:[UP]v?|BL,?4?U?)(?P<last>A)(?:,?<?v>?)?", _until),
    rule("A", r"(?P<last>A)u?y", _until),
    rule("A", r"(?P<by>K)(?P<last>A)", _until),
    rule("A", r"(?:F|BR,?4?F?)(?P<first>A)", _since),
    rule("A", r"(?P<first>A)b", _since),
    rule("A", r"(?P<last>A)v{1,2}", _until),
    rule("A", r"a(?P<first>A)", _after),
    rule("A", r"(?P<first>A)a", _after),
    rule("A", r"f(?P<first>A)", _dated),
    rule("A", r"(?P<first>A)", _single),
    rule("G", r"(?:(?P<out>U)|P|BL|(?P<by>K))(?P<last>G)v?", _period_until),
    rule("G", r"(?P<last>G)y", _period_until),
    rule("G", r"(?:F|BR|(?P<past>a))(?P<first>G)", _period_since),
    rule("G", r"(?P<first>G)b", _period_since),
    rule("G", r"(?:(?P<within>I)|(?P<over>z))?(?P<first>G)", _period),
)
