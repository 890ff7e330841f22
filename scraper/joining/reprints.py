"""One announcement from several outlets is one card: who leads, and who reprints it.

Each publication keeps its own file; ``reprint_of`` names the leader. An editor splits or joins by
changing that field, and the merge keeps it so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from model.announcement import Announcement
from scraper.formats.prose import unmark
from scraper.joining.duplicates import clusters
from scraper.joining.traits import Record
from scraper.normalise import STATE_BODIES
from scraper.storage.store import Store, Stored

WINDOW = timedelta(days=45)
"""Older announcements are not looked at again."""


def relate(store: Store, roles: Mapping[str, str], today: date) -> list[Stored]:
    """Join what was scraped lately; ``roles`` gives each source's role. Returns what changed."""
    leaders = _leaders(store.recent(today - WINDOW), roles)
    told = (store.relate(stem, lead) for stem, lead in leaders.items())
    return [stored for stored in told if stored]


def _leaders(
    announcements: Iterable[Announcement], roles: Mapping[str, str]
) -> dict[str, str | None]:
    """Map each id to its leader's, ``None`` for those who lead or stand alone."""
    known = {one.id: one for one in announcements}
    groups: dict[str, list[Announcement]] = defaultdict(list)
    for stem, cluster in clusters(map(_record, known.values())).items():
        groups[cluster].append(known[stem])
    return {
        one.id: None if one is lead else lead.id
        for group in groups.values()
        for lead in [min(group, key=lambda a: _rank(a, roles))]
        for one in group
    }


def _rank(announcement: Announcement, roles: Mapping[str, str]) -> tuple[bool, int, str]:
    """A state body's own text leads, its latest word first; among the press whoever was first."""
    press = roles.get(announcement.source or "") not in STATE_BODIES
    day = (announcement.published or date.max).toordinal()
    return press, day if press else -day, announcement.id


def _record(announcement: Announcement) -> Record:
    return Record(
        id=announcement.id,
        title=announcement.title,
        text=unmark(announcement.body),
        published=announcement.published,
    )
