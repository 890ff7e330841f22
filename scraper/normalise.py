"""A publication to an announcement, or to the reason why it is none. Pure.

Joins what the platform said (title, date, address) with what the text says; cleans markup;
mints the file's stem. Reads no clock: ``today`` is the day of the run.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

from model.announcement import Announcement, Format, Kind, Stage
from model.slug import slugify
from scraper.canonical import canonical
from scraper.facts.language.sentence import sentences
from scraper.facts.layout.stamp import stamp
from scraper.facts.read import Reading, read
from scraper.formats.prose import Prose, prose
from scraper.post import Post

FUTURE = 2
"""Days that a publication may lie ahead of today (time zones, wrong clocks) and be believed."""

HEADLINE = 120
"""Letters of a headline made from a text that has none."""

STATE_BODIES = ("ministry", "government", "institution")


class Publisher(Protocol):
    """Whose publication it is. A :class:`scraper.source.Source` is one.

    ``region`` is a hint and may be unknown; ``zone`` is where undated times are at home.
    """

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def region(self) -> str | None: ...
    @property
    def role(self) -> str: ...
    @property
    def show(self) -> str: ...
    @property
    def zone(self) -> ZoneInfo: ...


class Reason(StrEnum):
    """Why a publication is no announcement of ours."""

    OTHER = "other"
    NO_TEXT = "no_text"
    NO_TITLE = "no_title"
    NO_LINK = "no_link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A publication left out, with the reason and why we think so."""

    url: str
    title: str | None
    reason: Reason
    why: str = ""


def normalise(source: Publisher, post: Post, today: date) -> Announcement | Rejected:
    """Read one publication as an announcement."""
    if not post.url:
        return Rejected(url="", title=post.title, reason=Reason.NO_LINK)
    article = prose(post)
    if not article.text.strip():
        return Rejected(url=post.url, title=post.title, reason=Reason.NO_TEXT)
    reading = read(
        article.text,
        title=post.title,
        published=published_on(source, post, today),
        source_region=source.region,
        links=article.links,
    )
    title = reading.title or post.title or opening(reading)
    if not reading.relevant:
        return Rejected(
            url=post.url, title=title, reason=Reason.OTHER, why=reading.why.get("kind", "")
        )
    if not title:
        return Rejected(url=post.url, title=None, reason=Reason.NO_TITLE)
    return _announcement(source, post, reading, article, title, today)


def _announcement(
    source: Publisher, post: Post, reading: Reading, article: Prose, title: str, today: date
) -> Announcement:
    assert reading.stage is not None
    official = source.role in STATE_BODIES
    return Announcement(
        id=stem(reading.published or today, title, _identity(source, post)),
        title=" ".join(title.split())[:400],
        kind=Kind(reading.kind),
        stage=Stage(reading.stage),
        region=reading.region,
        other_regions=reading.other_regions,
        published=reading.published,
        apply_open=reading.apply_open,
        apply_close=reading.apply_close,
        event_start=reading.event_start,
        event_end=reading.event_end,
        programme=reading.programme,
        name=reading.name,
        organiser=reading.organiser,
        issuer=reading.issuer or (source.name if official else None),
        place=reading.place,
        format=Format(reading.format) if reading.format else None,
        participants=reading.participants,
        credits=reading.credits,
        cost=reading.cost,
        audience=reading.audience,
        specialties=reading.specialties,
        eligibility=reading.eligibility,
        apply_url=reading.apply_url,
        contacts=reading.contacts,
        source=source.id,
        source_url=post.url if post.url.startswith(("http://", "https://")) else None,
        fetched=today,
        show=source.show,
        cancelled=reading.cancelled,
        evidence=reading.evidence,
        inferred=reading.inferred,
        review=reading.review,
        body=article.kept(reading.paragraphs),
    )


def published_on(source: Publisher, post: Post, today: date) -> date | None:
    """The platform's date in the source's zone; one that lies ahead is not believed."""
    if not post.published:
        return None
    evening = datetime.combine(today, time(23, 59), tzinfo=source.zone)
    read_as = stamp(post.published, now=evening)
    if isinstance(read_as, datetime):
        read_as = (read_as.astimezone(source.zone) if read_as.tzinfo else read_as).date()
    return read_as if read_as and (read_as - today).days <= FUTURE else None


def opening(reading: Reading) -> str | None:
    """The first words of a text that has no headline, as far as a headline may run."""
    if not reading.paragraphs:
        return None
    first = sentences(reading.paragraphs[0])[0].rstrip(".")
    if len(first) <= HEADLINE:
        return first
    return first[:HEADLINE].rpartition(" ")[0].rstrip(" ,;:–—-(«") + "…"


def _identity(source: Publisher, post: Post) -> str:
    """What makes two publications one: the canonical address, or the source's own name for it."""
    if post.url.startswith(("http://", "https://")):
        return canonical(post.url)
    return f"{source.id} {post.url}"


def stem(day: date, title: str, identity: str) -> str:
    """The file's stem, minted once: day, words of the title, six hex digits of its identity."""
    digest = hashlib.sha256(identity.encode("utf-8", "replace")).hexdigest()[:6]
    return f"{day.isoformat()}-{slugify(title)}-{digest}"
