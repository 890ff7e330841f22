"""One text in, all its facts out: the order of reading, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


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
    links: tuple[tuple[str, str], ...] = (),
) -> Reading:
    """Read an announcement. ``published`` is what the fetcher knows; the page's own date wins."""
    raise SystemExit("being assembled")


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
