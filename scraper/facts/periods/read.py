"""The days of an announcement: of its event, and of the window to apply.

Reads the dates of each sentence and asks :mod:`scraper.facts.periods.use` what each is of. A day's
year comes from the text or the day of publication; without either it is put apart for a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, tzinfo
from typing import TypeVar

from scraper.facts.dates import Clock, DateSpan, Precision, carried, spans
from scraper.facts.document import Document
from scraper.facts.fact import Fact
from scraper.facts.layout.chrome import is_row
from scraper.facts.periods.choice import Named, event, is_doubtful, window
from scraper.facts.periods.cues import near, take_apart
from scraper.facts.periods.default import (
    LEAD,
    Loose,
    closing_by_default,
    end_by_default,
    event_by_default,
    start_by_default,
)
from scraper.facts.periods.length import closing_by_count, end_by_length
from scraper.facts.periods.nouns import nouns_of
from scraper.facts.periods.story import other_stories
from scraper.facts.periods.use import Before, Use, judge

QUOTE = 300
"""Characters of a quote; a longer sentence is cut around its date."""

Moment = datetime | date
M = TypeVar("M", bound=date)


@dataclass(frozen=True, slots=True, kw_only=True)
class Periods:
    """``unsure``: field to the words that name its day without a year, for a person to settle."""

    event_start: Fact[date] | None = None
    event_end: Fact[date] | None = None
    apply_open: Fact[Moment] | None = None
    apply_close: Fact[Moment] | None = None
    unsure: dict[str, str] = field(default_factory=dict)


FIELDS = {
    Use.EVENT: ("event_start", "event_end"),
    Use.STARTS: ("event_start",),
    Use.ENDS: ("event_end",),
    Use.EFFECT: ("event_start",),
    Use.WINDOW: ("apply_open", "apply_close"),
    Use.OPEN: ("apply_open",),
    Use.CLOSE: ("apply_close",),
}
APPLYING = (Use.WINDOW, Use.OPEN, Use.CLOSE)

STAMP = re.compile(r"[\d.:/ -]+")
"""A date in bare figures: at the head of a sentence it is the page's, not the event's."""

WORD = re.compile(r"[^\W\d_]{3}")


def periods(
    document: Document,
    published: date | None,
    *,
    zone: tzinfo | None = None,
    effects: bool = True,
) -> Periods:
    """Assign the days of a text.

    ``zone`` is that of the place, for times stated without one. ``effects``: whether a payment
    that takes effect counts as an event, as it does for talent projects.
    """
    published = published if published and 1900 <= published.year < 2100 else None
    told = Told.of(document)
    judged = list(_judged(document.sentences, published, told))
    named = [
        one for one in judged if isinstance(one, Named) and (effects or one.use is not Use.EFFECT)
    ]
    loose = [one for one in judged if isinstance(one, Loose)]
    known = [one for one in named if not one.span.undated]
    start, end = _event(known, loose, document.sentences, published)
    opens, closes = _window(known, loose, start or end, published, told)
    if closes is None and start is not None and _is_ahead(start, published):
        closes = closing_by_count(document.sentences, start)
    doubt = closes is not None and is_doubtful(closes, known, published)
    over = end or start
    late = closes is not None and over is not None and closes.last > over.last
    if late and published is not None and over is not None and over.last < published:
        closes = None
    found = Periods(
        event_start=_fact(start, start.first) if start else None,
        event_end=_fact(end, end.last) if end else None,
        apply_open=_fact(opens, _opening(opens, zone)) if opens else None,
        apply_close=_fact(closes, _closing(closes, zone), review=doubt or late) if closes else None,
    )
    return replace(found, unsure=_unsure(named, found))


def _event(
    known: Sequence[Named], loose: Sequence[Loose], sentences: Sequence[str], published: date | None
) -> tuple[Named | None, Named | None]:
    """Where the first and the last day of the event stand, told or left over."""
    start, end = event([one for one in known if one.use not in APPLYING], published)
    if start is None and end is None:
        start = event_by_default(loose, published)
        end = start if start and start.use is Use.EVENT else None
    if start is None:
        start = start_by_default(loose, published, end)
    if start is not None and (end is None or end is start):
        end = end_by_length(sentences, start) or end
    if start is not None and end is None:
        end = end_by_default(loose, start)
    return start, end


def _window(
    known: Sequence[Named],
    loose: Sequence[Loose],
    lead: Named | None,
    published: date | None,
    told: Told,
) -> tuple[Named | None, Named | None]:
    """Where the first and the last day to apply stand; ``lead`` is where the event's do."""
    asking = [one for one in known if one.use in APPLYING]
    if lead is not None and not _is_ahead(lead, published):
        asking = [one for one in asking if one.sure > 1]
    opens, closes = window(asking, published)
    if closes is None and _is_ahead(lead, published):
        begins = lead.first if lead else None
        closes = closing_by_default(loose, published, called=told.called, start=begins)
    return opens, closes


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the text speaks of as a whole: its headline's nouns, and whether one may apply."""

    headline: frozenset[str]
    called: bool
    event: bool
    lasting: bool

    @classmethod
    def of(cls, document: Document) -> Told:
        headline = nouns_of(document.title or "")
        first = [(one, nouns_of(one)) for one in document.sentences[:LEAD]]
        every = headline.union(*[nouns for _, nouns in first])
        asked = any("needed" in n and "submit" in take_apart(one).verbs for one, n in first)
        return cls(
            headline=headline,
            called=asked or bool(every & {"apply", "taking", "invite"}),
            lasting="lasting" in every,
            event=bool(every & {"event", "scheme", "learners"}),
        )


def _is_ahead(one: Named | None, published: date | None) -> bool:
    return one is None or published is None or one.first > published


def _unsure(named: Sequence[Named], found: Periods) -> dict[str, str]:
    """Field to quote, for each field that only a date without its year could fill."""
    unsure: dict[str, str] = {}
    for one in named:
        for name in FIELDS[one.use] if one.span.undated else ():
            if getattr(found, name) is None:
                unsure.setdefault(name, _quote(one))
    return unsure


def _judged(
    sentences: Sequence[str], published: date | None, told: Told
) -> Iterator[Named | Loose]:
    """Every date, in order: of something, or left over."""
    last: DateSpan | None = None
    for place, sentence in enumerate(sentences):
        found = carried(sentence, spans(sentence, published), last, published)
        others = other_stories(sentence) if found else []
        found = [s for s in found if not any(at <= s.at < to for at, to in others)]
        if found:
            above = nouns_of(sentences[place - 1]) if place else told.headline
            about = above | told.headline if place < LEAD else above
            before = Before(
                asked=place > 0 and "apply" in above,
                use=None,
                event=bool(about & {"event", "scheme"}) and not above & {"apply", "taking"},
                called=told.called,
                about=told.event,
                lasting=told.lasting,
            )
            yield from _in_sentence(sentence, place, found, published, before)
        last = next((span for span in reversed(found) if not span.undated), last)


def _in_sentence(
    sentence: str, place: int, found: Sequence[DateSpan], published: date | None, before: Before
) -> Iterator[Named | Loose]:
    words = take_apart(sentence)
    days = [span for span in found if span.precision is Precision.DAY]
    yield from _counted(sentence, found)
    for at, span in enumerate(days):
        left = days[at - 1].to if at else 0
        right = days[at + 1].at if at + 1 < len(days) else len(sentence)
        around = near(words, span.at, span.to, (left, right))
        verdict = judge(span, around, before)
        before = before._replace(use=verdict and verdict.use)
        if _is_stamp(span, sentence, published):
            continue
        if verdict is None:
            yield Loose(
                span=span,
                near=around,
                place=place,
                sentence=sentence,
                event=before.event,
                about=before.about,
                lasting=before.lasting,
            )
        else:
            yield Named(
                span=span,
                use=verdict.use,
                sure=verdict.sure,
                sentence=sentence,
                extended=words.extended,
                part="part" in around.clause or is_row(sentence),
            )


def _counted(sentence: str, found: Sequence[DateSpan]) -> Iterator[Named]:
    """«В течение трёх дней»: an end, if the first day is stated elsewhere."""
    words = take_apart(sentence)
    for span in found:
        if span.precision is Precision.ABOUT and span.start != span.end:
            around = near(words, span.at, span.to, (0, len(sentence)))
            if around.verb != "judge" and "apply" not in words.nouns:
                yield Named(span=span, use=Use.ENDS, sure=0, sentence=sentence)


def _is_stamp(span: DateSpan, sentence: str, published: date | None) -> bool:
    if span.at or span.start != published:
        return False
    return STAMP.fullmatch(span.quote) is not None or not WORD.search(sentence, span.to)


def _opening(one: Named, zone: tzinfo | None) -> Moment:
    clock = one.span.clock or Clock()
    return _moment(one.first, clock.start, one, zone)


def _closing(one: Named, zone: tzinfo | None) -> Moment:
    clock = one.span.clock or Clock()
    return _moment(one.last, clock.end or clock.start, one, zone)


def _moment(day: date, clock: time | None, one: Named, zone: tzinfo | None) -> Moment:
    """The day, with its time if one is stated and its zone is known."""
    zone = (one.span.clock and one.span.clock.zone) or zone
    return day if clock is None or zone is None else datetime.combine(day, clock, zone)


def _fact(one: Named, value: M, *, review: bool = False) -> Fact[M]:
    doubt = review or one.span.clash or one.sure == 1
    return Fact(value, _quote(one), inferred=one.span.inferred, review=doubt)


def _quote(one: Named) -> str:
    """The sentence, or so much of a long one as shows its date."""
    sentence = one.sentence
    if len(sentence) <= QUOTE:
        return sentence
    left = max(0, one.span.at - QUOTE // 2)
    piece = sentence[left : one.span.to + QUOTE // 2]
    head, tail = left > 0, one.span.to + QUOTE // 2 < len(sentence)
    words = piece.split(" ")
    return " ".join(words[head and 1 : -1 if tail else None]) or one.span.quote
