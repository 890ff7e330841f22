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
from scraper.facts.periods_choice import Named
from scraper.facts.periods_cues import ASIDE, Near
from scraper.facts.periods_use import ASKS, HOLDS, STARTS, Use

LEAD = 8
"""Sentences that may name the event's day without saying so."""
TOLD = 3
"""Of these, the ones in which a day behind may be the event's."""

AHEAD = timedelta(days=300)
BEHIND = timedelta(days=21)

FOREIGN = frozenset(("cancel", "effect", "submit", "extend", *ASIDE))
"""Verbs whose day is not the event's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loose:
    """A day that was judged to be of nothing. ``place``: its sentence's, from nought.

    ``event``: an event was told of just before.
    """

    span: DateSpan
    near: Near
    place: int
    sentence: str
    event: bool

    @property
    def use(self) -> Use:
        """A lone day is the whole event only if an event or hours stand beside it."""
        whole = self.span.ranged or self.span.clock or "event" in self.near.sentence
        return Use.EVENT if whole else Use.STARTS

    def named(self, use: Use) -> Named:
        return Named(span=self.span, use=use, sure=1, sentence=self.sentence)


def event_by_default(
    loose: Sequence[Loose], published: date | None, *, called: bool
) -> Named | None:
    """The one day or stretch left over that can be the event's; a stretch before a day."""
    if published is None:
        return None
    able = [one for one in loose if _can_be_event(one, published, called)]
    timed = [one for one in able if one.span.clock]
    for some in ([one for one in able if one.span.ranged], timed, able):
        if len({(one.span.start, one.span.end) for one in some}) == 1:
            return some[0].named(some[0].use)
    return None


def closing_by_default(
    loose: Sequence[Loose], published: date | None, *, called: bool
) -> Named | None:
    """The one «до» ahead that can close the way in. ``called``: the text lets people in."""
    if published is None:
        return None
    able = [one for one in loose if _can_be_closing(one, published, called)]
    days = {one.span.end for one in able}
    return able[0].named(Use.CLOSE) if len(days) == 1 else None


def _can_be_event(one: Loose, published: date, called: bool) -> bool:
    span, near = one.span, one.near
    if span.role is not None or span.undated or span.start is None or span.end is None:
        return False
    if near.verb in FOREIGN or "apply" in near.frame or near.clause & {"apply", "last_day", "press", "papers"}:
        return False
    if one.place >= LEAD or span.end - span.start > AHEAD:
        return False
    ruled = near.verb in (*HOLDS, *STARTS, "end")
    known = bool(near.sentence & {"event", "when"}) or (one.event and not ruled)
    if span.start > published:
        hours = near.verb is None and (span.ranged or span.clock is not None)
        told = known or hours or (called and near.verb == "appoint" and near.before == "на")
        return told and span.start <= published + AHEAD and not span.relative
    return known and one.place < TOLD and span.start >= published - BEHIND


def _can_be_closing(one: Loose, published: date, called: bool) -> bool:
    span, near = one.span, one.near
    if span.role not in (Role.UNTIL, Role.BY) or span.end is None or span.end < published:
        return False
    if near.verb not in (*ASKS, None) or near.clause & {"press"}:
        return False
    asked = near.sentence & {"needed", "apply", "papers", "taking", "last_day"}
    return near.verb == "submit" or (called and (bool(asked) or near.verb in ASKS))
