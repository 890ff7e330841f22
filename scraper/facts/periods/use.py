"""What one date in an announcement is of: the event, its first or last day, or the window to apply.

Judges a date by its own shape («до», «с», a range) and by the words near it. Where they do not
tell, it is of nothing: silence over guessing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from enum import Enum
from typing import NamedTuple

from scraper.facts.dates import DateSpan, Role
from scraper.facts.periods.cues import ASIDE, Near


class Use(Enum):
    """Which fields a date fills."""

    EVENT = "both days of the event"
    STARTS = "its first day"
    ENDS = "its last day"
    EFFECT = "the day a payment or rule takes effect"
    WINDOW = "both days of the window to apply"
    OPEN = "the window's first day"
    CLOSE = "the window's last day"


class Verdict(NamedTuple):
    """``sure``: 3 verb and noun agree, 2 the verb alone, 1 the noun alone."""

    use: Use
    sure: int


class Before(NamedTuple):
    """What was read just before.

    ``asked``: the last sentence speaks of applying. ``use``: what the last date of this one is of.
    ``event``: the headline or the last sentence tells of an event. ``called``: the text speaks of
    applying somewhere, ``about``: of an event,
    ``lasting``: of something that takes weeks.
    """

    asked: bool
    use: Use | None
    event: bool = False
    called: bool = False
    about: bool = False
    lasting: bool = False


HOLDS = frozenset(("occur", "hold", "ongoing"))
STARTS = frozenset(("start", "launch"))
ASKS = frozenset(("take", "submit", "extend"))
EVENTS = frozenset(("event", "event_day"))
SEASON = timedelta(days=60)
"""A longer range is an event's only if a verb says so: «с января по октябрь обучено 340 врачей»."""


def judge(span: DateSpan, near: Near, before: Before) -> Verdict | None:
    """Say what a date is of, or nothing."""
    if span.role in (Role.AFTER, Role.BEFORE, Role.DATED) or "press" in near.clause:
        return None
    if near.former and span.role is not Role.MOVED:
        return None
    if before.event and "same" in near.sentence:
        near = replace(near, sentence=near.sentence | {"event"})
    if near.verb == "appoint" and "judge" in near.verbs:
        return None
    if near.verb == "appoint":
        near = replace(near, verb="hold" if near.before == "на" else "found")
    if span.role in (Role.UNTIL, Role.BY):
        return _until(span.role, near, before)
    if span.role is Role.MOVED:
        return _moved(near)
    if span.role is Role.SINCE:
        return _since(near)
    if near.verb in (*ASIDE, "cancel"):
        return None
    return _range(span, near) if span.ranged else _day(span, near, before)


def _applying(near: Near, nouns: frozenset[str]) -> bool:
    """Whether such nouns, with the verb, speak of getting in."""
    asking = near.verb in ASKS or _phase(near)
    return (
        "apply" in nouns
        or ("papers" in nouns and ("taking" in nouns or asking))
        or ("taking" in nouns and (asking or "apply" in near.sentence))
    )


def _phase(near: Near) -> bool:
    """«Перестанут принимать», «начнут собирать»: what begins or ends is the taking in."""
    return near.verb in ("end", *STARTS) and "take" in near.verbs


def _until(role: Role, near: Near, before: Before) -> Verdict | None:
    if near.verb == "judge" or is_foreign_bound(near):
        return None
    if near.verb == "gather" and role is Role.BY and before.about:
        return Verdict(Use.STARTS, 2)
    if before.use is Use.OPEN and near.verb in (*HOLDS, "extend", "end"):
        return Verdict(Use.CLOSE, 3)
    if near.verb in HOLDS:
        asking = "apply" in near.clause if near.close else _applying(near, near.window)
        return Verdict(Use.CLOSE if asking else Use.ENDS, 3)
    if sure := _closing(near, before):
        return Verdict(Use.CLOSE, sure)
    if near.verb == "extend" and "event" in near.sentence:
        return Verdict(Use.ENDS, 3)
    return None


def is_foreign_bound(near: Near) -> bool:
    """«Взнос вносится до», «дипломы отправят до»: no day for applying."""
    return "apply" not in near.clause and (
        "fee" in near.window or (near.verb == "submit" and "prize" in near.clause)
    )


def _closing(near: Near, before: Before) -> int:
    """How surely «до» bounds the window to apply; 0 if it does not."""
    if _applying(near, near.window):
        return 3
    if near.verb in (*STARTS, "end", "extend") and "taking" in near.window:
        return 3
    if near.verb in (*ASKS, *STARTS, None) and _applying(near, near.sentence):
        return 3
    if near.verb == "extend":
        return 3 if before.asked or "last_day" in near.window else 0
    if near.verb == "submit":
        return 1 if "needed" in near.window else 0
    told = near.verb == "take" or (near.verb is None and "needed" in near.window)
    return 1 if told and before.asked else 0


def _moved(near: Near) -> Verdict | None:
    if _applying(near, near.sentence) or "last_day" in near.window:
        return Verdict(Use.CLOSE, 3)
    if near.verb in ("extend", *HOLDS) and "event" in near.sentence:
        return Verdict(Use.EVENT, 3)
    return None


def _since(near: Near) -> Verdict | None:
    nouns = near.window if near.verb in ("take", "submit", None) else near.clause
    if near.verb != "judge" and _applying(near, nouns):
        return Verdict(Use.OPEN, 3)
    if near.verb in (*STARTS, *HOLDS, "gather"):
        return Verdict(Use.STARTS, 3 if "event" in near.sentence else 2)
    if near.verb == "effect" or (near.verb == "judge" and "start" in near.verbs):
        return Verdict(Use.EFFECT, 2)
    return None


def _range(span: DateSpan, near: Near) -> Verdict | None:
    asking = near.verb in (*ASKS, None) and _applying(near, near.window)
    if asking or _applying(near, near.clause):
        return Verdict(Use.WINDOW, 3)
    if near.verb is None and near.clause >= {"taking", "last_day"}:
        return Verdict(Use.WINDOW, 2)
    if near.verb in (*HOLDS, *STARTS, "gather", "end", "take", "award"):
        return Verdict(Use.EVENT, 3 if "event" in near.sentence else 2)
    if near.verb not in (*ASKS, None) or near.window & {"apply", "papers", "taking"}:
        return None
    if near.labelled and near.clause & {*EVENTS, "when", "span", "last_day"}:
        return Verdict(Use.EVENT, 2 if near.clause & {*EVENTS, "when", "span"} else 1)
    short = span.start is None or span.end is None or span.end - span.start <= SEASON
    return Verdict(Use.EVENT, 1) if short and near.sentence & {*EVENTS, "when"} else None


def _day(span: DateSpan, near: Near, before: Before) -> Verdict | None:
    if before.use is Use.OPEN and near.verb in ("end", "extend"):
        return Verdict(Use.CLOSE, 3)
    if _applying(near, near.clause) and not _meets(near):
        return _applying_day(near)
    edge = _edge_of_window(near, before)
    if edge is not None:
        return edge
    if span.relative and not _is_told(near):
        return None
    return _day_of_event(near, before)


def _meets(near: Near) -> bool:
    """«Собеседование состоялось 5 мая и завершило отбор»: the day is of what took place."""
    return near.verb == "occur" and near.close and bool(near.frame & EVENTS)


def _edge_of_window(near: Near, before: Before) -> Verdict | None:
    """A day on which the taking in begins or ends, told without «заявки» beside it."""
    use = Use.CLOSE if near.verb == "end" else Use.OPEN
    sent = before.asked or near.sentence & {"apply", "papers"}
    phase = _phase(near) or (near.verb == "end" and "taking" in near.clause and sent)
    phase = phase or (near.verb == "end" and "same" in near.clause and _only_applying(near))
    if phase and "event" not in near.clause:
        return Verdict(use, 3 if near.sentence & {"apply", "papers"} else 1)
    if near.verb == "end" and "form" in near.clause and not near.clause & EVENTS:
        return Verdict(Use.CLOSE, 3 if before.called else 1)
    if before.use in (Use.EVENT, Use.STARTS) and _is_last_of_event(near):
        return Verdict(Use.ENDS, 2)
    if "last_day" in near.clause and (sure := _last_day(near, before)):
        return Verdict(Use.CLOSE, sure)
    if near.verb in ("end", *STARTS) and not near.close and _asks_alone(near):
        return Verdict(use, 3)
    return None


def _only_applying(near: Near) -> bool:
    """Whether a sentence speaks of taking in and of no event: «приём открыт, он закончится …»."""
    return {"taking", "apply"} <= near.sentence and not near.sentence & EVENTS


def _is_last_of_event(near: Near) -> bool:
    """«Первое занятие — 5 мая, последнее — 9 июня»."""
    other = {"apply", "taking", "papers", "deadline", "form", "fee"}
    return near.labelled and "final" in near.clause and not near.window & other


def _day_of_event(near: Near, before: Before) -> Verdict | None:
    if near.verb == "effect" and "force" in near.clause:
        return Verdict(Use.EFFECT, 2)
    if near.verb in ("hold", "occur", None) and "when" in near.window:
        return Verdict(Use.EVENT, 2)
    known = bool(near.sentence & EVENTS)
    if near.verb == "award" and (known or "prize" in near.sentence):
        return Verdict(Use.EVENT, 3)
    put_off = near.verb == "extend" and near.before == "на"
    if put_off or near.verb in (*HOLDS, *STARTS, "gather", "take", "end"):
        return _event_day(near, known, before.event)
    if near.verb is None and near.labelled and "event" in near.clause:
        return Verdict(Use.STARTS if "opening" in near.sentence else Use.EVENT, 1)
    return None


def _applying_day(near: Near) -> Verdict | None:
    """A single day beside «заявки»: what the verb says begins or ends on it."""
    rules = near.close and near.verb in (*STARTS, "end", "extend")
    ruling = {near.verb} if rules else near.verbs
    if "last_day" in near.window or ruling & {"end", "extend"}:
        return Verdict(Use.CLOSE, 3)
    return Verdict(Use.OPEN, 3) if ruling & STARTS else None


def _is_told(near: Near) -> bool:
    """«Сегодня» is a day of the event only with a verb that says so: not «сегодня работают»."""
    if near.verb in ("gather", "award"):
        return True
    return near.verb in ("hold", "occur", *STARTS, "end") and bool(near.sentence & EVENTS)


def _last_day(near: Near, before: Before) -> int:
    """How surely «последний день — 5 мая» closes the way in, not something else."""
    if _applying(near, near.window) or near.clause & {"taking", "apply"}:
        return 3
    other = "event" in near.clause or ("when" in near.clause and "deadline" not in near.clause)
    if near.verb in HOLDS or other or not before.called:
        return 0
    return 3 if before.asked else 1


def _asks_alone(near: Near) -> bool:
    """Whether the verb beyond a comma is of applying: «запись закроется накануне, 5 мая»."""
    return "apply" in near.frame and not near.frame & EVENTS


def _event_day(near: Near, known: bool, told: bool) -> Verdict | None:
    sure = 3 if known else {"occur": 2, "gather": 2, "start": 1}.get(near.verb or "", 0)
    sure = max(sure, 2 if told and near.verb in ("start", "end") else 0)
    if not sure:
        return None
    if near.verb in HOLDS and "last_day" in near.clause and "event_day" not in near.clause:
        return Verdict(Use.ENDS, sure)
    planned = near.verb == "hold" and bool(near.verbs & STARTS)
    if near.verb in STARTS or planned or "opening" in near.sentence:
        return Verdict(Use.STARTS, sure)
    return Verdict(Use.ENDS if near.verb == "end" else Use.EVENT, sure)
