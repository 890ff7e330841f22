"""Days that no verb or noun beside them explains, given to what the announcement is about.

An announcement with one day left over, and no day for its event, most likely names the event's;
«до» and a day still to come, in a text that lets people in, most likely closes the way in. Both
are guesses that a person looks at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from scraper.facts.dates import DateSpan, Role
from scraper.facts.periods.choice import Named
from scraper.facts.periods.cues import ASIDE, Near
from scraper.facts.periods.use import ASKS, HOLDS, STARTS, Use, is_foreign_bound

LEAD = 8
"""Sentences that may name the event's day without saying so."""
TOLD = 3
"""Of these, the ones in which a day behind may be the event's."""

AHEAD = timedelta(days=300)
BEHIND = timedelta(days=21)

AFTER = timedelta(days=31)
"""A way in that closes longer after the event's first day is to something else."""

PAPERS = frozenset(("apply", "papers", "taking", "last_day"))
"""What «к 5 мая» must be said of to close the way in."""

FOREIGN = frozenset(("cancel", "effect", "submit", "extend", *ASIDE))
"""Verbs whose day is not the event's."""

UNASKED = frozenset((*HOLDS, "judge", "effect", "found", "award", "feast", "cancel"))
"""Verbs whose «до» does not close the way in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loose:
    """A day that was judged to be of nothing. ``place``: its sentence's, from nought.

    ``event``: an event was told of just before; ``about``: the text begins with one,
    ``lasting``: with something that takes weeks.
    """

    span: DateSpan
    near: Near
    place: int
    sentence: str
    event: bool
    about: bool
    lasting: bool

    def use(self, published: date) -> Use:
        """A lone day ahead is the whole event only if an event or hours stand beside it."""
        ahead = self.span.start is not None and self.span.start > published
        whole = self.span.ranged or self.span.clock or "event" in self.near.sentence
        return Use.EVENT if whole or not (ahead and self.lasting) else Use.STARTS

    def named(self, use: Use) -> Named:
        return Named(span=self.span, use=use, sure=1, sentence=self.sentence)


def event_by_default(loose: Sequence[Loose], published: date | None) -> Named | None:
    """The day or stretch left over that is likeliest the event's; of equals, the first."""
    if published is None:
        return None
    able = [one for one in loose if _can_be_event(one, published)]
    if not able:
        return None
    best = max(able, key=_likeness)
    return best.named(best.use(published))


def start_by_default(
    loose: Sequence[Loose], published: date | None, end: Named | None
) -> Named | None:
    """«С 12 января» of a verb that tells nothing: the first day of what the text is about."""
    if published is None:
        return None
    able = [
        one
        for one in loose
        if one.span.role is Role.SINCE
        and one.span.start is not None
        and one.place < TOLD
        and (one.about or one.event)
        and one.near.verb not in (*FOREIGN, "take", "judge", "effect")
        and not one.near.clause & {"apply", "papers", "taking", "press", "last_day", "fee"}
        and abs(published - one.span.start) <= AHEAD
        and (end is None or one.span.start <= end.last)
    ]
    return able[0].named(Use.STARTS) if able else None


def end_by_default(loose: Sequence[Loose], start: Named) -> Named | None:
    """The day left over on which what has a ``start`` ends: a «до» that lies after it."""
    able = [
        one
        for one in loose
        if (one.span.role is Role.UNTIL or one.near.verb == "end")
        and one.span.end is not None
        and start.first < one.span.end <= start.first + AHEAD
        and one.near.verb not in FOREIGN
        and not {"judge"} & one.near.verbs
        and not one.near.clause & {"apply", "papers", "taking", "press"}
    ]
    return able[0].named(Use.ENDS) if able else None


def _likeness(one: Loose) -> int:
    """How much a day looks like an event's: a stretch, hours, an event beside it."""
    beside = "event" in one.near.clause or "when" in one.near.clause
    whole = 2 * one.span.ranged + (one.span.clock is not None)
    return whole + 2 * beside + ("event" in one.near.sentence) - one.span.relative


def closing_by_default(
    loose: Sequence[Loose], published: date | None, *, called: bool, start: date | None
) -> Named | None:
    """The one «до» ahead that can close the way in, before the event's ``start``.

    ``called``: the text lets people in.
    """
    if published is None:
        return None
    able = [one for one in loose if _can_be_closing(one, published, called, start)]
    if len({one.sentence for one in able}) != 1:
        return None
    return max(able, key=lambda one: one.span.end or date.min).named(Use.CLOSE)


def _can_be_event(one: Loose, published: date) -> bool:
    span, near = one.span, one.near
    if span.role is not None or span.undated or span.start is None or span.end is None:
        return False
    if (
        near.verb in FOREIGN
        or "judge" in near.verbs
        or "apply" in near.frame
        or near.clause & {"apply", "last_day", "press", "papers"}
    ):
        return False
    if one.place >= LEAD or span.end - span.start > AHEAD:
        return False
    if near.verb in STARTS and not near.frame & {"event", "same"}:
        return False
    known = bool(near.sentence & {"event", "when"}) or one.event or one.about
    if span.start > published and not span.relative:
        hours = near.verb is None and (span.ranged or span.clock is not None)
        return (known or hours) and span.start <= published + AHEAD
    if span.relative and (near.verb == "ongoing" or span.start == published):
        return False
    return known and one.place < TOLD and span.start >= published - BEHIND


def _can_be_closing(one: Loose, published: date, called: bool, start: date | None) -> bool:
    span, near = one.span, one.near
    bound = span.role in (Role.UNTIL, Role.BY)
    labelled = span.role is None and near.labelled and "last_day" in near.clause
    if not (bound or labelled) or span.end is None or span.end < published:
        return False
    if near.verb in UNASKED or "press" in near.clause or is_foreign_bound(near):
        return False
    if start is not None and span.end > start + AFTER:
        return False
    if span.role is Role.BY and near.verb != "submit" and not near.clause & PAPERS:
        return False
    if labelled and "event" in near.clause:
        return False
    asked = span.role is Role.UNTIL or near.sentence & {"needed", "apply", "papers", "last_day"}
    leads = start is not None and published < start and span.end <= start
    if span.role is Role.UNTIL and leads:
        return True
    return near.verb == "submit" or (
        called and near.verb in (*ASKS, None) and (bool(asked) or near.verb in ASKS)
    )
