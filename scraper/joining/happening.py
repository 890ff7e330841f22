"""What a publication is about, as far as it tells two stories apart: event's name, days, region."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from scraper.facts.names import name
from scraper.facts.periods.read import periods
from scraper.facts.region import region
from scraper.joining.traits import Record, Traits, article, meaning

TOLERATED = timedelta(days=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """``words`` are those of the event's name, ``said`` all that the text says.

    Empty and ``None`` where the text does not say.
    """

    published: date | None
    kazakh: bool
    said: frozenset[str]
    words: frozenset[str]
    start: date | None
    end: date | None
    regions: frozenset[str]


def happening(record: Record, found: Traits) -> Happening:
    """Read what a record is about, beyond its traits. Asked only of records that are much alike."""
    page = article(record)
    named, where = name(page), region(page)
    when = periods(page, record.published)
    start = when.event_start.value if when.event_start else None
    end = when.event_end.value if start and when.event_end else start
    return Happening(
        published=record.published,
        kazakh=found.kazakh,
        said=frozenset(feature[1:] for feature in found.features if feature[0] == "w"),
        words=frozenset(meaning(named.value).split()) if named else frozenset(),
        start=start,
        end=end,
        regions=frozenset([*where.others, *([where.actor.value] if where.actor else [])]),
    )


def differ(one: Happening, other: Happening) -> bool:
    """Whether these are two events, or two steps of one: ahead in one text, over in the other."""
    return (
        (_foreign(one, other) and _foreign(other, one))
        or _elsewhen(one, other)
        or _crossed(one, other)
        or _crossed(other, one)
    )


def _foreign(one: Happening, other: Happening) -> bool:
    """Whether the name of one event is not even mentioned in the other text."""
    if not one.words or one.kazakh != other.kazakh:
        return False
    return len(one.words & other.said) * 2 < len(one.words)


def _elsewhen(one: Happening, other: Happening) -> bool:
    """Whether the two begin on different days; outlets may disagree by a day or two."""
    return bool(one.start and other.start and abs(one.start - other.start) > TOLERATED)


def _crossed(earlier: Happening, later: Happening) -> bool:
    """``earlier`` looks ahead to a day that is over when ``later`` is published."""
    start, end = earlier.start, earlier.end or earlier.start
    if not (start and end and earlier.published and later.published):
        return False
    return earlier.published < start and later.published >= end + timedelta(days=1)
