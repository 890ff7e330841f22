"""Maps of the site for search engines: all pages with their true days, and the news of two days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from builder.edition import Edition
from builder.forms.feed import changed_on
from builder.page import Page
from builder.parts.card import Entry
from builder.site import Site

MOST = 50_000
"""Addresses of one file, by the protocol."""

NEWS = timedelta(days=2)
NEWS_MOST = 1000
MAP, NEWS_MAP = "sitemap.xml", "sitemap-news.xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One line of the sitemap; ``changed`` is empty where the day is not known."""

    address: str
    changed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """Every address that a search engine should know, or a part of them."""

    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One line of the news map; ``published`` is a day."""

    address: str
    title: str
    published: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsMap:
    """What was published of late, newest first."""

    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """``maps`` are paths."""

    maps: tuple[str, ...]


def map_pages(pages: Sequence[Page], edition: Edition) -> Iterator[Page]:
    """The sitemap, in parts where it is too long for one; the news map; robots.txt names both."""
    yield from sitemaps(pages, _days(edition.entries), edition.site)
    news = _news(edition)
    yield Page(path=NEWS_MAP, template=NEWS_MAP, context=news)
    # An empty map is an error to those who read it.
    maps = (MAP, NEWS_MAP) if news.stories else (MAP,)
    yield Page(path="robots.txt", template="robots.txt", context=Robots(maps=maps))


def sitemaps(
    pages: Iterable[Page], days: Mapping[str, date], site: Site, most: int = MOST
) -> Iterator[Page]:
    """``days`` are those of the last change, by path."""
    places = [
        Place(address=site.address(p.address), changed=_iso(days.get(p.path)))
        for p in pages
        if p.path.endswith("index.html")
    ]
    cuts = [places[at : at + most] for at in range(0, len(places), most)] or [[]]
    if len(cuts) == 1:
        yield Page(path=MAP, template=MAP, context=Sitemap(places=tuple(cuts[0])))
        return
    parts = [f"sitemap-{n}.xml" for n in range(1, len(cuts) + 1)]
    newest = [max(place.changed for place in cut) for cut in cuts]
    index = tuple(
        Place(address=site.address(part), changed=day)
        for part, day in zip(parts, newest, strict=True)
    )
    yield Page(path=MAP, template="sitemap-index.xml", context=Sitemap(places=index))
    for part, cut in zip(parts, cuts, strict=True):
        yield Page(path=part, template=MAP, context=Sitemap(places=tuple(cut)))


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _days(entries: Iterable[Entry]) -> dict[str, date]:
    told = ((f"{e.path}index.html", changed_on(e)) for e in entries)
    return {path: day for path, day in told if day}


def _news(edition: Edition) -> NewsMap:
    """Only what its source dates within two days: nobody else's day is news."""
    first = edition.today - NEWS
    fresh = [
        (a.published, a)
        for a in (entry.announcement for entry in edition.entries)
        if a.published and first <= a.published <= edition.today
    ]
    fresh.sort(key=lambda one: (one[0], one[1].id), reverse=True)
    return NewsMap(
        stories=tuple(
            Story(
                address=edition.site.address(f"a/{a.id}/"),
                title=a.title,
                published=published.isoformat(),
            )
            for published, a in fresh[:NEWS_MOST]
        )
    )
