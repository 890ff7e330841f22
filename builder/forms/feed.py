"""Feeds: the newest of a list, in brief; :mod:`builder.forms.feedxml` writes the files.

An entry's date is the announcement's own; nothing here names the day of the build, so unchanged
content gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nlargest

from builder.language import words
from builder.language.speech import say
from builder.page import Later, Page
from builder.parts.card import Entry, audience, per_entry, place, region_name
from builder.parts.evidence import excerpt
from builder.site import Site
from model.announcement import Announcement, day

LATEST = 30
"""Entries of a feed: readers come by daily, and each list has three feeds."""

LEAD = 300
"""Letters of an entry's text."""


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

    site: Site

    title: str
    address: str
    itself: str
    updated: str
    items: tuple[Item, ...]


def changed(announcement: Announcement) -> date | None:
    """The last day on which the announcement is known to have moved."""
    return announcement.updated or announcement.published or announcement.fetched


def changed_on(entry: Entry) -> date | None:
    """The same, with what we saw move ourselves."""
    known = (changed(entry.announcement), *(change.day for change in entry.changes))
    return max(filter(None, known), default=None)


def feed(path: str, title: str, about: str, entries: Sequence[Entry], site: Site) -> Page:
    """Entries without any date stay out: Atom has no word for that."""
    return Page(
        path=path,
        template="feed.atom",
        context=Later(feed_context, path, title, about, latest(entries), site),
    )


def latest(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Those that a feed tells of, the last moved first."""
    dated = ((str(day), e.announcement.id, e) for e in entries if (day := changed_on(e)))
    found = nlargest(LATEST, dated, key=lambda one: one[:2])
    return tuple(entry for _, _, entry in found)


def feed_context(
    path: str, title: str, about: str, entries: tuple[Entry, ...], site: Site
) -> Feed:  # fmt: skip
    items = tuple(_item(e, site) for e in entries)
    return Feed(
        site=site,
        title=f"{site.name}: {title}",
        address=site.address(about),
        itself=site.address(path),
        updated=items[0].updated if items else moment(date(2025, 1, 1)),
        items=items,
    )


@per_entry
def _item(entry: Entry, site: Site) -> Item:
    a, told = entry.announcement, changed_on(entry)
    assert told is not None, "feed() leaves undated announcements out"
    return Item(
        address=site.address(f"a/{a.id}/"),
        title=say("Отменено: {title}", title=a.title) if a.cancelled else a.title,
        updated=moment(told),
        published=moment(a.published) if a.published else "",
        category=a.kind,
        summary=_summary(entry),
    )


def _summary(entry: Entry) -> str:
    a = entry.announcement
    deadline = say("Заявки до {day}", day=words.full(day(a.apply_close))) if a.apply_close else ""
    held = words.span(a.event_start, a.event_end)
    facts = [
        entry.card.moved,
        words.table()["kind"][a.kind]["one"],
        region_name(a.region) if a.region else "",
        ", ".join(audience(a)),
        say("Проходит: {dates}", dates=held) if held else "",
        place(a),
        deadline + (say(" (год выведен)") if deadline and "apply_close" in a.inferred else ""),
    ]
    return ". ".join(filter(None, facts)) + ".\n\n" + excerpt(a.body, LEAD)


def moment(day: date) -> str:
    """A day as Atom writes it: its first minute in Moscow."""
    return f"{day.isoformat()}T00:00:00+03:00"
