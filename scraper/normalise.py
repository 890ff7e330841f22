"""A publication to an announcement, or to the reason why it is none. Pure.

Joins what the platform said (title, date, address) with what the text says; cleans markup;
mints the file's stem. Reads no clock: ``today`` is the day of the run.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from model.region import regions

from model.announcement import Announcement, Format, Kind, Stage
from model.slug import slugify
from scraper.facts.read import Reading, read
from scraper.facts.stamp import stamp
from scraper.post import Post
from scraper.prose import Prose, prose
from scraper.source import Source

FUTURE = 2
"""Days that a publication may lie ahead of today (time zones, wrong clocks) and be believed."""

STATE_BODIES = ("ministry", "government", "institution")


class Reason(StrEnum):
    """Why a publication is no announcement of ours."""

    OTHER = "other"
    NO_TEXT = "no_text"
    NO_TITLE = "no_title"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A publication left out, with the reason and why we think so."""

    url: str
    title: str | None
    reason: Reason
    why: str = ""


def normalise(source: Source, post: Post, today: date) -> Announcement | Rejected:
    """Read one publication as an announcement."""
    article = prose(post)
    if not article.text.strip():
        return Rejected(url=post.url, title=post.title, reason=Reason.NO_TEXT)
    reading = read(
        article.text,
        title=post.title,
        published=_published(source, post, today),
        source_region=source.region,
        links=article.links,
    )
    title = reading.title or post.title
    if not reading.relevant:
        return Rejected(
            url=post.url, title=title, reason=Reason.OTHER, why=reading.why.get("kind", "")
        )
    if not title:
        return Rejected(url=post.url, title=None, reason=Reason.NO_TITLE)
    return _announcement(source, post, reading, article, title, today)


def _announcement(
    source: Source, post: Post, reading: Reading, article: Prose, title: str, today: date
) -> Announcement:
    assert reading.stage is not None
    official = source.role in STATE_BODIES
    return Announcement(
        id=stem(reading.published or today, title, post.url),
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
        evidence=reading.evidence,
        inferred=reading.inferred,
        review=reading.review,
        body=article.kept(reading.paragraphs),
    )


def _published(source: Source, post: Post, today: date) -> date | None:
    """The platform's date in the source's zone; one that lies ahead is not believed."""
    if not post.published:
        return None
    zone = ZoneInfo(regions()[source.region].tz if source.region else "Europe/Moscow")
    noon = datetime.combine(today, time(23, 59), tzinfo=zone)
    read_as = stamp(post.published, now=noon)
    if isinstance(read_as, datetime):
        read_as = (read_as.astimezone(zone) if read_as.tzinfo else read_as).date()
    return read_as if read_as and (read_as - today).days <= FUTURE else None


def stem(day: date, title: str, address: str) -> str:
    """The file's stem, minted once: day, words of the title, six hex digits of the address."""
    digest = hashlib.sha256(address.encode()).hexdigest()[:6]
    return f"{day.isoformat()}-{slugify(title)}-{digest}"
