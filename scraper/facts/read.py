"""One text in, all its facts out: the order of reading, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from model.region import regions
from scraper.facts.apply import apply_url, contacts
from scraper.facts.audience import audience, specialties
from scraper.facts.cancelled import cancelled
from scraper.facts.document import Document, document
from scraper.facts.eligibility import eligibility
from scraper.facts.fact import Fact
from scraper.facts.format import format
from scraper.facts.kind import kind
from scraper.facts.names import name
from scraper.facts.organiser import issuer, organiser
from scraper.facts.people import participants
from scraper.facts.periods.read import Periods, periods
from scraper.facts.place import place
from scraper.facts.programme import programme
from scraper.facts.region import Regions, region
from scraper.facts.stage import Dates, stage
from scraper.facts.terms import cost, credits

Links = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a text says; ``None`` or empty where it does not. ``evidence``: field to quote."""

    relevant: bool
    kind: str
    stage: str | None = None
    region: str | None = None
    other_regions: tuple[str, ...] = ()
    published: date | None = None
    event_start: date | None = None
    event_end: date | None = None
    apply_open: datetime | date | None = None
    apply_close: datetime | date | None = None
    name: str | None = None
    organiser: str | None = None
    issuer: str | None = None
    place: str | None = None
    format: str | None = None
    participants: int | None = None
    credits: str | None = None
    cost: str | None = None
    audience: tuple[str, ...] = ()
    specialties: tuple[str, ...] = ()
    eligibility: str | None = None
    apply_url: str | None = None
    contacts: str | None = None
    cancelled: bool = False
    programme: str | None = None
    title: str | None = None
    paragraphs: tuple[str, ...] = ()
    evidence: dict[str, str] = field(default_factory=dict)
    inferred: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    why: dict[str, str] = field(default_factory=dict)


def read(
    text: str,
    *,
    title: str | None = None,
    published: date | None = None,
    source_region: str | None = None,
    links: Links = (),
) -> Reading:
    """Read an announcement. ``published`` is what the fetcher knows; the page's own date wins.

    ``links`` are the words and addresses of the page's links, which plain text has lost.
    """
    page = document(text, title)
    published = _written(page.published, published)
    judged = kind(page)
    where = region(page, source_region)
    if not judged.relevant:
        return Reading(
            relevant=False,
            kind=judged.kind,
            published=published,
            title=page.title,
            region=where.actor.value if where.actor else None,
            other_regions=where.others,
            why={"kind": judged.why, "region": where.why},
        )
    when = periods(page, published, zone=_zone(where), effects=judged.kind == "talent")
    standing = stage(page, published=published, dates=_days(when))
    facts = _facts(page, links) | {"region": where.actor} | _moments(when)
    said = {name: fact for name, fact in facts.items() if fact is not None}
    return Reading(
        relevant=True,
        kind=judged.kind,
        stage=standing.stage,
        other_regions=where.others,
        published=published,
        title=page.title,
        paragraphs=page.paragraphs,
        **{name: fact.value for name, fact in said.items()},
        evidence={n: fact.quote for n, fact in said.items() if fact.quote} | when.unsure,
        inferred=tuple(name for name, fact in said.items() if fact.inferred),
        review=_review(said, when, judged.review, standing.review),
        why={"kind": judged.why, "stage": standing.why, "region": where.why},
    )


def _written(stated: date | None, known: date | None) -> date | None:
    """The page's own day, unless the fetcher knows an earlier one: then it is the page's clock."""
    day = known.date() if isinstance(known, datetime) else known
    return day if stated is None or (day is not None and day < stated) else stated


def _facts(page: Document, links: Links) -> dict[str, Fact[Any] | None]:
    return {
        "name": name(page),
        "organiser": organiser(page),
        "issuer": issuer(page),
        "place": place(page),
        "format": format(page),
        "participants": participants(page),
        "credits": credits(page),
        "cost": cost(page),
        "audience": audience(page),
        "specialties": specialties(page),
        "eligibility": eligibility(page),
        "programme": programme(page),
        "apply_url": apply_url(page, links),
        "contacts": contacts(page),
        "cancelled": cancelled(page),
    }


def _moments(when: Periods) -> dict[str, Fact[Any] | None]:
    return {name: getattr(when, name) for name in Dates._fields}


def _days(when: Periods) -> Dates:
    return Dates(*(fact.value if fact else None for fact in _moments(when).values()))


def _zone(where: Regions) -> ZoneInfo | None:
    """The zone that a time without one is in: that of the region."""
    return _zone_of(where.actor.value) if where.actor else None


@lru_cache(maxsize=256)
def _zone_of(code: str) -> ZoneInfo | None:
    return regions()[code].zone


def _review(
    said: Mapping[str, Fact[Any]], when: Periods, kind_doubted: bool, stage_doubted: bool
) -> tuple[str, ...]:
    """The fields that a person should look at, each once."""
    doubted = [name for name, fact in said.items() if fact.review]
    judged = [n for n, is_so in (("kind", kind_doubted), ("stage", stage_doubted)) if is_so]
    return tuple(dict.fromkeys([*judged, *doubted, *when.unsure]))


def row(reading: Reading) -> dict[str, Any]:
    """The line that ``read --jsonl`` prints, without its id."""
    names = (
        "relevant", "kind", "stage", "region", "other_regions", "published", "event_start",
        "event_end", "apply_open", "apply_close", "name", "organiser", "place", "format",
        "participants", "audience", "eligibility", "title", "evidence", "inferred", "review",
    )  # fmt: skip
    return {name: plain(getattr(reading, name)) for name in names}


def plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
