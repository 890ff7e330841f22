"""Related announcements of a page: a few older ones, planned for all pages in one pass.

Only older ones: a new announcement must not change the pages of all that came before it.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping

from builder.pages.archive import by_age
from builder.pages.facets.facet import subjects
from builder.pages.listing import Link
from builder.parts.card import Entry

BESIDE = 4
"""Related announcements of a page."""

Key = tuple[str, ...]


def neighbours(entries: Iterable[Entry]) -> Mapping[str, tuple[Link, ...]]:
    """By id: the same programme first, then the region's on the same speciality, then the region's
    of the same kind; in each the newest first.
    """
    last: defaultdict[Key, deque[Entry]] = defaultdict(lambda: deque(maxlen=BESIDE))
    found = {}
    for entry in by_age(entries):
        keys = list(_keys(entry))
        told = (older for key in keys for older in reversed(last[key]))
        links = dict.fromkeys(map(_link, told))
        found[entry.announcement.id] = tuple(links)[:BESIDE]
        for key in keys:
            last[key].append(entry)
    return found


def _keys(entry: Entry) -> Iterator[Key]:
    """What it may share with others, the closest first."""
    a = entry.announcement
    if a.programme:
        yield ("programme", a.programme)
    if not a.region:
        return
    for subject in dict.fromkeys(slug for line in a.specialties for slug in subjects(line)):
        yield ("specialty", a.region, subject)
    yield ("kind", a.region, a.kind)


def _link(entry: Entry) -> Link:
    return Link(title=entry.announcement.title, path=entry.path)
