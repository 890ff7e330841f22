"""Atom feeds and the sitemap: the site for programs.

An entry's date is the announcement's own; nothing here names the day of the build, so unchanged
content gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from builder import words
from builder.card import Entry, audience, place, region_name
from builder.evidence import excerpt
from builder.page import Page
from builder.site import Site
from model.announcement import Announcement, day

LATEST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """``updated`` is RFC 3339; ``summary`` is plain text."""

    address: str
    title: str
    updated: str
    published: str
    category: str
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """Newest first. ``updated`` is the newest entry's, or a fixed day for an empty feed."""

    title: str
    address: str
    itself: str
    updated: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One line of the sitemap; ``changed`` is empty where the day is not known."""

    address: str
    changed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """Every address that a search engine should know."""

    places: tuple[Place, ...]


def changed(announcement: Announcement) -> date | None:
    """The last day on which the announcement is known to have moved."""
    return announcement.updated or announcement.published or announcement.fetched


def changed_on(entry: Entry) -> date | None:
    """The same, with what we saw move ourselves."""
    known = (changed(entry.announcement), *(change.day for change in entry.changes))
    return max(filter(None, known), default=None)


def feed(path: str, title: str, about: str, entries: Sequence[Entry], site: Site) -> Page:
    """Entries without any date stay out: Atom has no word for that."""
    dated = sorted(
        (e for e in entries if changed_on(e)),
        key=lambda e: (str(changed_on(e)), e.announcement.id),
        reverse=True,
    )
    items = tuple(_item(e, site) for e in dated[:LATEST])
    context = Feed(
        title=f"{site.name}: {title}",
        address=site.address(about),
        itself=site.address(path),
        updated=items[0].updated if items else moment(date(2025, 1, 1)),
        items=items,
    )
    return Page(path=path, template="feed.atom", context=context)


def _item(entry: Entry, site: Site) -> Item:
    a, told = entry.announcement, changed_on(entry)
    assert told is not None, "feed() leaves undated announcements out"
    return Item(
        address=site.address(f"a/{a.id}/"),
        title=f"Отменено: {a.title}" if a.cancelled else a.title,
        updated=moment(told),
        published=moment(a.published) if a.published else "",
        category=a.kind,
        summary=_summary(entry),
    )


def _summary(entry: Entry) -> str:
    a = entry.announcement
    deadline = f"Заявки до {words.full(day(a.apply_close))}" if a.apply_close else ""
    held = words.span(a.event_start, a.event_end)
    facts = [
        entry.card.moved,
        words.table()["kind"][a.kind]["one"],
        region_name(a.region) if a.region else "",
        ", ".join(audience(a)),
        f"Проходит: {held}" if held else "",
        place(a),
        deadline + (" (год выведен)" if deadline and "apply_close" in a.inferred else ""),
    ]
    return ". ".join(filter(None, facts)) + ".\n\n" + excerpt(a.body)


def moment(day: date) -> str:
    """A day as Atom writes it: its first minute in Moscow."""
    return f"{day.isoformat()}T00:00:00+03:00"


def sitemap(pages: Iterable[Page], changes: dict[str, date], site: Site) -> Page:
    places = tuple(
        Place(
            address=site.address(page.address),
            changed=changes[page.path].isoformat() if page.path in changes else "",
        )
        for page in pages
        if page.path.endswith("index.html")
    )
    return Page(path="sitemap.xml", template="sitemap.xml", context=Sitemap(places=places))
