"""The order of reading a text for dates, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time

from scraper.facts.dates import calendar_periods, clocks, days, moments, relative, stretches
from scraper.facts.dates.resolve import resolve
from scraper.facts.dates.rules import Scene, rewrite
from scraper.facts.dates.scan import tokens
from scraper.facts.dates.span import DateSpan, Precision
from scraper.facts.dates.tense import Sense, sense
from scraper.facts.dates.token import Token

LIMIT = 200_000
"""Characters read; the rest of a longer text is ignored."""

GRAMMAR = (
    *clocks.RULES,
    *days.RULES,
    *relative.RULES,
    *moments.RULES,
    *calendar_periods.RULES,
    *stretches.RULES,
)

NEAR = 40
"""Characters between a year and a day that it may belong to."""

BREAK = re.compile(r"[.;:!?\n]|,\s*\w|\w.*,")
"""Between a year and a day: another clause, so the year is not the day's."""

WORD = re.compile(r"\w")
KAZAKH_LOCATIVE = re.compile(r"[дт][ае]$")


def spans(text: str, ref: date | None, sense: Sense | None = None) -> tuple[DateSpan, ...]:
    """Every date in a text, in order. ``ref`` is when it was written: a day, or better the moment.

    Without ``ref`` days that need it come out ``undated``. ``sense`` overrules the tense of words.
    """
    text = text[:LIMIT]
    moment = _moment(ref)
    made = [token for token in rewrite(tokens(text), GRAMMAR, Scene(text, moment)) if token.stretch]
    read = (_span(token, text, moment, sense) for token in _with_years(made, text))
    return tuple(span for span in read if span is not None)


def _with_years(made: list[Token], text: str) -> Iterator[Token]:
    """Each token, with the year of one just before it: «в 2019 году, с 12 по 14 мая»."""
    year: int | None = None
    end = 0
    for token in made:
        near = token.at - end <= NEAR and not BREAK.search(text, end, token.at)
        yield (
            token._replace(stretch=token.stretch and token.stretch.in_year(year)) if near else token
        )
        year = token.stretch.whole_year() if token.stretch else None
        end = token.to


def best(found: tuple[DateSpan, ...]) -> DateSpan | None:
    """The one that a phrase is about: a day before a period, a period before «неделю назад»."""
    order = (Precision.DAY, Precision.PERIOD, Precision.ABOUT)
    known = [span for span in found if not span.undated]
    return min(known, key=lambda span: order.index(span.precision), default=None)


def _moment(ref: date | None) -> datetime | None:
    if ref is None or not 1900 <= ref.year < 2100:
        return None
    return ref if isinstance(ref, datetime) else datetime.combine(ref, time())


def _span(token: Token, text: str, ref: datetime | None, given: Sense | None) -> DateSpan | None:
    stretch = token.stretch
    if stretch is None:
        return None
    unknown = any(day is not None and day.year is None for day in (stretch.first, stretch.last))
    told = given or _by_itself(token, text)
    read = sense(text, token.at, token.to) if unknown and ref is not None and not told else None
    ends = resolve(stretch, ref and ref.date(), told or read, sure=told is not None)
    if ends is None:
        return None
    return DateSpan(
        at=token.at,
        to=token.to,
        quote=text[token.at : token.to],
        start=ends.start,
        end=ends.end,
        precision=Precision.ABOUT if ends.vague else stretch.precision,
        role=stretch.role,
        clock=token.clock,
        inferred=ends.inferred,
        relative=any(day is not None and day.relative for day in (stretch.first, stretch.last)),
        undated=ends.undated,
        ranged=stretch.last is not None and stretch.first not in (None, stretch.last),
        listed=stretch.listed,
        clash=ends.clash,
    )


def _by_itself(token: Token, text: str) -> Sense | None:
    """A day standing alone is a stamp, hence behind, and so is what «за» names."""
    stretch = token.stretch
    if stretch is not None and stretch.gone:
        return Sense.BEHIND
    alone = len(text) < 60 and not WORD.search(text[: token.at] + text[token.to :])
    ends = token.clock is not None and token.clock.end is not None
    single = stretch is not None and stretch.first == stretch.last and not ends
    if alone and single and not KAZAKH_LOCATIVE.search(text[token.at : token.to]):
        return Sense.BEHIND
    return None
