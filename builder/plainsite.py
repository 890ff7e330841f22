"""The plain profile: articles, three kinds of lists, a feed and a sitemap, and no more.

The pages that other generators make in our benchmarks, by the same cache, planner and writer as
ours; also what a newcomer may read first to see how a site comes about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from builder.entries import entry_of
from builder.language import words
from builder.page import Later, Link, Page
from builder.parts.card import Entry, per_entry, region_name
from builder.parts.evidence import excerpt
from builder.site import Site
from model.announcement import Announcement, Kind, day
from model.content import Catalogue

SHEET = 20
LATEST = 50
LEAD = 240
"""Letters of a row's summary, where none is given."""


class Row(NamedTuple):
    """An announcement in a list and in the feed. ``iso`` and ``day`` are of publication."""

    path: str
    title: str
    iso: str
    day: str
    region: str
    kind: str
    summary: str


class Article(NamedTuple):
    """``body`` is Markdown."""

    title: str
    summary: str
    iso: str
    day: str
    region: Link | None
    kind: Link
    deadline: str
    tags: tuple[str, ...]
    source: str
    body: str


class List(NamedTuple):
    """One sheet of a list. ``number`` counts from the oldest, so that full sheets stay."""

    title: str
    summary: str
    rows: tuple[Row, ...]
    number: int
    newer: str
    older: str


class Place(NamedTuple):
    """A line of the sitemap, which is written as that of the whole site."""

    address: str
    changed: str = ""


class Sitemap(NamedTuple):
    """All pages for readers."""

    places: tuple[Place, ...]


def plain_entries(catalogue: Catalogue, today: date) -> list[Entry]:
    """All that may be shown, oldest first, and by id, as they stand in the catalogue."""
    marks = catalogue.digests
    shown = [a for a in catalogue.announcements if not (a.draft or a.hidden)]
    shown.sort(key=lambda a: a.published.toordinal() if a.published else 0)
    return [entry_of(a, today, (), (), marks) for a in shown]


def lists(entries: Sequence[Entry], found: Iterable[Page], site: Site) -> list[Page]:
    """All pages but articles, which were ``found``; ``entries`` are oldest first."""
    listed = list(_lists(entries))
    feed = Later(_feed, tuple(entries[: -LATEST - 1 : -1]))
    places = Later(_places, site.base_url, tuple(page.path for page in (*found, *listed)))
    return [
        *listed,
        Page(path="index.xml", template="plain/feed.xml", context=feed),
        Page(path="sitemap.xml", template="sitemap.xml", context=places),
    ]


def _places(base: str, paths: Iterable[str]) -> Sitemap:
    return Sitemap(places=tuple(Place(base + path) for path in paths))


def _path(one: Announcement) -> str:
    return f"{_folder(one.published)}/{one.id}.html"


@cache
def _folder(published: date | None) -> str:
    return str(published)[:7].replace("-", "/") if published else "bez-daty"


def articles(entries: Iterable[Entry], *, searched: bool = False) -> list[Page]:
    """``searched``: they are to be found by the search."""
    if searched:
        from builder.searched import document
    return [
        Page(
            _path(one.announcement),
            "plain/article.html",
            Later(_context, one),
            document(one) if searched else None,
        )
        for one in entries
    ]


def _context(one: Entry) -> Article:
    a, row = one.announcement, _row(one)
    return Article(
        title=a.title,
        summary=row.summary,
        iso=row.iso,
        day=row.day,
        region=_region(a.region) if a.region else None,
        kind=_kind(a.kind),
        deadline=_numbers(day(a.apply_close)) if a.apply_close else "",
        tags=a.specialties,
        source=a.source_url or "",
        body=a.body,
    )


@per_entry
def _row(one: Entry) -> Row:
    a = one.announcement
    return Row(
        path=_path(a),
        title=a.title,
        iso=a.published.isoformat() if a.published else "1970-01-01",
        day=_numbers(a.published) if a.published else "",
        region=_region(a.region).title if a.region else "",
        kind=_kind(a.kind).title,
        summary=a.eligibility or excerpt(a.body, LEAD),
    )


@lru_cache(4096)
def _numbers(day: date) -> str:
    return f"{day:%d.%m.%Y}"


@cache
def _region(code: str) -> Link:
    return Link(title=region_name(code), path=f"region/{code.lower()}.html")


@cache
def _kind(kind: Kind) -> Link:
    return Link(title=words.table()["kind"][kind]["one"], path=f"kind/{kind}.html")


def _feed(latest: Iterable[Entry]) -> list[Row]:
    return [_row(one) for one in latest]


def _lists(entries: Sequence[Entry]) -> Iterator[Page]:
    """The whole, the regions and the kinds, each oldest first."""
    by_region: dict[str, list[Entry]] = defaultdict(list)
    by_kind: dict[str, list[Entry]] = defaultdict(list)
    for one in entries:
        by_kind[one.announcement.kind.value].append(one)
        if one.announcement.region:
            by_region[one.announcement.region].append(one)
    yield from _sheets("index", "Все объявления", entries)
    for code, own in sorted(by_region.items()):
        yield from _sheets(f"region/{code.lower()}", region_name(code), own)
    for kind, own in sorted(by_kind.items()):
        yield from _sheets(f"kind/{kind}", words.table()["kind"][kind]["many"], own)


def _sheets(path: str, title: str, entries: Sequence[Entry]) -> Iterator[Page]:
    """The newest sheet lies at the list's own address and is the only one that grows."""
    last = max(0, (len(entries) - 1) // SHEET)
    for number in range(last + 1):
        own = tuple(entries[number * SHEET : (number + 1) * SHEET][::-1])
        newer = _sheet(path, number + 1, last) if number < last else ""
        older = _sheet(path, number - 1, last) if number else ""
        context = Later(_list, title, own, number + 1, newer, older)
        name = _sheet(path, number, last)
        yield Page(path=name, template="plain/list.html", context=context)


def _sheet(path: str, number: int, last: int) -> str:
    return f"{path}.html" if number == last else f"{path}/page/{number + 1}.html"


def _list(title: str, own: Iterable[Entry], number: int, newer: str, older: str) -> List:
    rows = tuple(_row(one) for one in own)
    return List(title=title, summary=title, rows=rows, number=number, newer=newer, older=older)
