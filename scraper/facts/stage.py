"""Where an announcement stands on the day of its publication: call, upcoming or report.

A deadline not yet past makes a call, an event ahead makes it upcoming, an event begun makes it a
report: dates decide where the text has them. Else its words do: an act that gets an outsider in
while the way is open; a verb of the future beside a time; and what is left is a report.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import NamedTuple

from scraper.facts.document import Document
from scraper.facts.language.lexicon import Hit, Lexicon
from scraper.facts.language.quotation import quotations
from scraper.facts.language.table import raw
from scraper.facts.layout.chrome import stems

CALL, UPCOMING, REPORT = "call", "upcoming", "report"

SENTENCES = 40
NAME = 60
"""Characters of a quotation that is a name or a scrap, not speech."""
LEAD = 3
"""Sentences, the headline among them, that say what the text is about."""


class Dates(NamedTuple):
    """What periods were read, as days or moments; ``None`` where the text does not say."""

    event_start: date | None = None
    event_end: date | None = None
    apply_open: date | None = None
    apply_close: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """``quote`` is the sentence that shows it, empty where nothing in particular does."""

    stage: str
    why: str
    quote: str
    review: bool = False


class Sentence(NamedTuple):
    """A sentence with the roles of stage.toml that its words play."""

    text: str
    roles: frozenset[str]


@cache
def rules() -> tuple[tuple[str, ...], Lexicon]:
    data = raw("stage")
    rows = data["feature"]
    lexicon = Lexicon([r["phrases"] for r in rows], data["classes"])
    return tuple(r["role"] for r in rows), lexicon


UNSAID = Dates()


def stage(document: Document, *, published: date | None, dates: Dates = UNSAID) -> Standing:
    """Judge from the dates, as far as they go, then from the words."""
    said = sentences(document)
    days = Dates(*(_day(moment) for moment in dates))
    return (
        _by_deadline(days, published)
        or _by_event_begun(days, published)
        or _by_call(said, days, published)
        or _by_event_ahead(days, published)
        or _by_tense(said)
        or Standing(stage=REPORT, why="дело прошлое или без срока", quote="")
    )


def sentences(document: Document) -> list[Sentence]:
    """Return the headline and the first sentences with the roles that their words play."""
    roles, lexicon = rules()
    lines = ([document.title] if document.title else []) + list(document.sentences[:SENTENCES])
    return [
        Sentence(
            line,
            frozenset(roles[hit.feature] for hit in lexicon.hits(line) if not _named(line, hit)),
        )
        for line in lines
    ]


def _named(line: str, hit: Hit) -> bool:
    """Whether a phrase is but part of a name: «Приём открыт» may be a course."""
    return any(q.start < hit.start and hit.end < q.end <= q.start + NAME for q in quotations(line))


def _day(moment: date | None) -> date | None:
    return moment.date() if isinstance(moment, datetime) else moment


def _by_deadline(dates: Dates, published: date | None) -> Standing | None:
    if published is None:
        return None
    if dates.apply_close and dates.apply_close >= published:
        return Standing(stage=CALL, why="срок подачи не прошёл", quote="")
    if dates.apply_open and dates.apply_open > published and not dates.apply_close:
        return Standing(stage=CALL, why="приём ещё откроется", quote="")
    return None


def _by_event_begun(dates: Dates, published: date | None) -> Standing | None:
    begun = dates.event_start or dates.event_end
    if published is None or begun is None or begun > published:
        return None
    if dates.event_start is None and dates.event_end and dates.event_end >= published:
        return None
    return Standing(stage=REPORT, why="началось не позже публикации", quote="")


def _by_event_ahead(dates: Dates, published: date | None) -> Standing | None:
    if published and dates.event_start and dates.event_start > published:
        return Standing(stage=UPCOMING, why="начнётся после публикации", quote="")
    return None


def _by_call(said: Sequence[Sentence], dates: Dates, published: date | None) -> Standing | None:
    """An open way in, unless it is said to be closed, or the text begins with who got in."""
    ours = [sentence for sentence in said if "void" not in sentence.roles]
    past = published and dates.apply_close and dates.apply_close < published
    closed = any("closed" in sentence.roles for sentence in ours)
    if past or closed or any("chosen" in sentence.roles for sentence in ours[:LEAD]):
        return None
    way = next((sentence for sentence in ours if "open" in sentence.roles), None)
    return way and Standing(stage=CALL, why="можно подать заявку", quote=way.text, review=True)


def _by_tense(said: Sequence[Sentence]) -> Standing | None:
    """A future that the first sentences speak of, and a time for it: there, or further down."""
    lead = said[:LEAD]
    telling = [s.roles & {"ahead", "done"} for s in lead if s.roles & {"ahead", "done"}]
    if not telling or "done" in telling[0]:
        return None
    within = lead if {"done"} in telling else said
    timed = [s for s in within if {"ahead", "when"} <= s.roles]
    if not timed:
        return None
    about = stems(said[0].text)
    quote = max(timed, key=lambda s: len(stems(s.text) & about)).text
    return Standing(stage=UPCOMING, why="будущее время и срок", quote=quote, review=True)
