"""Trying the ways in which a site might be read, and choosing by what they really gave."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from scraper.adapters import collect
from scraper.canonical import absolute, same_host
from scraper.discover.candidates import Table, of_address, of_blocks, of_page, of_sitemap
from scraper.formats.markup import page_of
from scraper.post import Post
from scraper.problem import FetchProblem, LayoutProblem
from scraper.response import Get
from scraper.source import Source

TRIED = 3
"""Publications that a way is judged by."""

FULL = 400
"""Letters of a text that is more than a lead."""

SITEMAP = re.compile(r"^\s*sitemap\s*:\s*(\S{1,2000})\s*$", re.IGNORECASE | re.MULTILINE)
MISSING = (404, 410)
NEWS_PATHS = ("news/", "novosti/", "press/news/", "presscenter/news/", "ru/news/")
"""Where a site's news usually are, tried when its front page shows nothing to read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way of reading, what it gave and, in Russian, why it gave no more."""

    table: Table
    posts: tuple[Post, ...] = ()
    problem: str = ""

    @property
    def score(self) -> float:
        """Publications with title, date and full text, as a share of those that were tried."""
        if not self.posts:
            return 0.0
        got = (bool(p.title) + bool(p.published) + min(letters(p), FULL) / FULL for p in self.posts)
        return sum(got) / (3 * len(self.posts)) * (0.8 + 0.2 * (len(self.posts) >= TRIED))


def letters(post: Post) -> int:
    return len(re.sub(r"<[^<>]*>|\s+", "", post.html or post.text))


def probe(
    url: str, get: Get, declared: dict[str, Any], path: Path, *, deeper: bool = True
) -> list[Way]:
    """Try all ways, the best first; the first that reads well ends the search.

    ``declared`` is what the source file says beside the way; ``path`` is that file. Raises
    :class:`FetchProblem` if the site does not answer at all.
    """
    ways: list[Way] = []
    for table in _tables(url, get, declared, path):
        ways += _tried(table, get, declared, path)
        if ways[-1].score >= 0.9:
            break
    ways.sort(key=lambda way: -way.score)
    if deeper and not (ways and ways[0].score > 0.5):
        for place in NEWS_PATHS:
            ways += _deeper(urljoin(url, place), get, declared, path)
            if ways and max(way.score for way in ways) > 0.5:
                break
    return sorted(ways, key=lambda way: -way.score)


def _deeper(url: str, get: Get, declared: dict[str, Any], path: Path) -> list[Way]:
    try:
        return probe(url, get, declared, path, deeper=False)
    except (FetchProblem, LayoutProblem):
        return []


def _tables(url: str, get: Get, declared: dict[str, Any], path: Path) -> Iterator[Table]:
    """Ways from the surest to the vaguest; a page is asked for only when the address is mute."""
    told = list(of_address(url))
    yield from told
    if told:
        return
    asking = _source({"url": url, "adapter": "feed"}, declared, path)
    try:
        page = page_of(asking, get(url))
    except FetchProblem as problem:
        if problem.status not in MISSING:
            raise
        yield from (of_sitemap(address) for address in _sitemaps(url, get))
        return
    if "<html" not in page.text[:5000].lower():
        yield {"url": url, "adapter": "feed"}
        yield of_sitemap(url)
        return
    yield from of_page(page)
    yield from of_blocks(page)
    yield from (of_sitemap(address) for address in _sitemaps(page.url, get))


def _sitemaps(url: str, get: Get) -> Sequence[str]:
    """The news sitemap that robots.txt names, else any, else the usual place."""
    try:
        text = get(urljoin(url, "/robots.txt")).data[:500_000].decode("utf-8", "replace")
    except FetchProblem:
        text = ""
    named = [absolute(url, place) for place in SITEMAP.findall(text)]
    found = [place for place in named if place and same_host(place, url)]
    news = sorted(found, key=lambda place: "news" not in place)[:2]
    return news or [urljoin(url, "/sitemap.xml")]


def _tried(table: Table, get: Get, declared: dict[str, Any], path: Path) -> list[Way]:
    """Try a way; where it gives leads only, also with the full texts of the articles' pages."""
    way = attempt(table, get, declared, path)
    if not way.posts or table["adapter"] not in ("feed", "wordpress"):
        return [way]
    if min(letters(post) for post in way.posts) >= FULL:
        return [way]
    whole = attempt({**table, "article": {}}, get, declared, path)
    return [way, whole] if whole.score > way.score else [whole, way]


def attempt(table: Table, get: Get, declared: dict[str, Any], path: Path) -> Way:
    posts: list[Post] = []
    try:
        source = _source(table, declared, path)
        posts.extend(islice(collect(source, get), TRIED))
    except (LayoutProblem, FetchProblem, ValueError) as problem:
        return Way(table=table, posts=tuple(posts), problem=str(problem).splitlines()[0])
    return Way(table=table, posts=tuple(posts))


def _source(table: Table, declared: dict[str, Any], path: Path) -> Source:
    said = {**declared, **table, "id": path.stem, "path": path}
    return Source.model_validate(said, context={"folder": path.parent})
