"""A sitemap, an index of sitemaps or a Google News sitemap; the articles lie on their pages."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from scraper.article import Lead, articles
from scraper.canonical import absolute
from scraper.formats.markup import PROLOG, text_of
from scraper.post import Post
from scraper.problem import FetchProblem, LayoutProblem
from scraper.response import Get, Response
from scraper.settings import Article
from scraper.source import Source

CHILDREN = 20
"""Sitemaps of an index that are read, the latest changed first."""
ENTRIES = 50_000
GONE = (404, 410)
"""An index often names sitemaps that are no more; the others are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """``changed`` orders, it does not date: a page changes for many reasons."""

    url: str
    changed: str
    title: str | None
    published: str | None


def collect(source: Source, get: Get) -> Iterator[Post]:
    places = itertools.islice(_places(source, get), source.sitemap.posts)
    leads = (Lead(url=p.url, title=p.title, published=p.published) for p in places)
    return articles(source, get, leads, source.article or Article())


def _places(source: Source, get: Get) -> Iterator[_Place]:
    """The articles' addresses, the latest changed first, of a sitemap or of those in an index."""
    kind, places = _read(source, get(source.url))
    if kind != "sitemapindex":
        yield from _covered(source, places)
        return
    gone: FetchProblem | None = None
    sound = 0
    for child in places[:CHILDREN]:
        try:
            _, inner = _read(source, get(child.url))
        except FetchProblem as problem:
            if problem.status not in GONE:
                raise
            gone = problem
            continue
        sound += 1
        yield from _covered(source, inner)
    if gone and not sound:
        raise gone


def _covered(source: Source, places: list[_Place]) -> Iterator[_Place]:
    return (place for place in places if source.covers(place.url))


def _read(source: Source, response: Response) -> tuple[str, list[_Place]]:
    """A sitemap's kind and places. A sound one may be empty: news sitemaps hold two days."""
    text = PROLOG.sub("", text_of(source, response))
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    kind = _name(root) if root is not None else ""
    if root is None or kind not in ("urlset", "sitemapindex"):
        found = f"вместо карты сайта «{kind or ' '.join(text.split())[:80]}»"
        raise LayoutProblem(source.id, response.url, "urlset, sitemapindex", found, markup=text)
    rows = (_place(row, response.url) for row in itertools.islice(root, ENTRIES))
    places = [place for place in rows if place]
    if len(root) and not places:
        raise LayoutProblem(source.id, response.url, "loc", "ни у одной записи нет адреса")
    return kind, sorted(places, key=lambda place: place.changed, reverse=True)


def _place(row: etree._Element, base: str) -> _Place | None:
    """An entry: its own fields and those of its news, not those of its pictures."""
    fields = [*row, *(inner for part in row if _name(part) == "news" for inner in part)]
    said = {_name(field): " ".join((field.text or "").split()) for field in reversed(fields)}
    url = absolute(base, said.get("loc"))
    if url is None:
        return None
    published = said.get("publication_date") or None
    return _Place(
        url=url,
        changed=published or said.get("lastmod") or "",
        title=said.get("title") or None,
        published=published,
    )


def _name(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
