"""Ways in which a site might be read, the better ones first: tables for a source file.

Knows the marks that platforms leave on a page; whether a way works is tried by others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import Tag

from scraper.canonical import absolute
from scraper.discover.blocks import blocks
from scraper.formats.markup import Page, words
from scraper.settings import presets
from scraper.subscription import OFFERED

Table = dict[str, Any]
"""``url``, ``adapter`` and the adapter's table."""

FEEDS = 3
BLOCKS = 4
COMMENTS = re.compile(r"comment|коммент", re.IGNORECASE)
WORDPRESS = ('link[rel="https://api.w.org/"]', 'meta[name=generator][content^="WordPress"]',
             'script[src*="/wp-content/"]', 'link[href*="/wp-content/"]',
             'img[src*="/wp-content/"]')  # fmt: skip
BITRIX = ("link[href*='/bitrix/']", "script[src*='/bitrix/']", "img[src*='/upload/iblock/']")
ENTITY = re.compile(r"/memleket/entities/([\w-]+)")
NEXT = re.compile(r"(?:далее|дальше|вперед|вперёд|след|следующая|next|older|›|»|>|→)\W*", re.I)
NUMBER = re.compile(r"[?&]((?:PAGEN_\d+|page|p|curPos|start|offset))=(\d+)", re.IGNORECASE)


def of_address(url: str) -> Iterator[Table]:
    """Ways that an address itself gives away."""
    parts = urlsplit(url)
    if re.fullmatch(r"(?:www\.)?(?:t|telegram)\.me", parts.hostname or ""):
        channel = parts.path.strip("/").removeprefix("s/").partition("/")[0]
        yield {"url": f"https://t.me/s/{channel}", "adapter": "telegram"}
    elif re.match(r"/s/\w+", parts.path):
        yield {"url": url, "adapter": "telegram"}
    if entity := ENTITY.search(parts.path):
        news = f"/api/v1/public/content-manager/news?projects=eq:{entity[1]}"
        yield {"url": urljoin(url, news), "adapter": "govkz"}
    elif "/content-manager/" in parts.path and "projects=" in parts.query:
        yield {"url": url, "adapter": "govkz"}
    if "/api/newsfeed/" in parts.path:
        yield {"url": url, "adapter": "mosru"}
    elif re.fullmatch(r"(?:www\.)?mos\.ru", parts.hostname or ""):
        api = "/api/newsfeed/v4/frontend/json/ru/articles"
        yield {"url": urljoin(url, api), "adapter": "mosru", "mosru": {"sphere": "здрав"}}


def of_page(page: Page) -> Iterator[Table]:
    """Ways that a page shows: its engine, its feed, a platform's markup."""
    if any(page.soup.select_one(mark) for mark in WORDPRESS):
        root = page.soup.select_one(WORDPRESS[0])
        api = absolute(page.base, str(root.get("href"))) if root else None
        site = api.partition("wp-json")[0].partition("?")[0] if api else urljoin(page.url, "/")
        yield {"url": site, "adapter": "wordpress"}
    for link in _feeds(page):
        yield {"url": link, "adapter": "feed"}
    if any(page.soup.select_one(mark) for mark in BITRIX):
        yield {"url": urljoin(page.url.partition("?")[0].rstrip("/") + "/", "rss/"),
               "adapter": "feed"}  # fmt: skip
    for name, preset in presets().items():
        if len(page.soup.select(preset["link"], limit=2)) > 1:
            table = {"preset": name, **_paging(page, preset)}
            yield {"url": page.url, "adapter": "html", "html": table}


def of_sitemap(url: str) -> Table:
    return {"url": url, "adapter": "sitemap"}


def of_blocks(page: Page) -> Iterator[Table]:
    """Ways through the page's repeated blocks, where nothing better was found."""
    for block in blocks(page)[:BLOCKS]:
        table = {**block.table, **_paging(page, {})}
        yield {"url": page.url, "adapter": "html", "html": table}


def _feeds(page: Page) -> list[str]:
    """The page's feeds, not those of its comments, the most particular first."""
    links = page.soup.select(OFFERED)
    kept = [link for link in links if not COMMENTS.search(f"{link.get('href')}{link.get('title')}")]
    found = (absolute(page.base, str(link.get("href") or "")) for link in kept)
    return list(dict.fromkeys(url for url in found if url))[:FEEDS]


def _paging(page: Page, preset: Mapping[str, Any]) -> dict[str, str]:
    """How the listing goes on: its «next» link, else the parameter that its page numbers use."""
    if "next" in preset or "page_param" in preset:
        return {}
    links = page.soup.select("a[href]")
    for link in links:
        said = NEXT.fullmatch(words(link)) or "next" in str(link.get("rel") or "")
        if said and (selector := _own(link)) and len(page.soup.select(selector)) == 1:
            return {"next": selector}
    for link in links:
        number = NUMBER.search(str(link["href"]))
        if number and number[2] == "2" and words(link) == "2":
            return {"page_param": number[1]}
    return {}


def _own(link: Tag) -> str | None:
    """A selector for one link, by its relation, its class or that of its parent."""
    if "next" in str(link.get("rel") or ""):
        return 'a[rel~="next"]'
    for tag, form in ((link, "a.{}"), (link.parent, ".{} > a")):
        names = str(tag.get("class") or "").split() if tag else []
        if names and re.fullmatch(r"[A-Za-z][\w-]*", names[0]):
            return form.format(names[-1] if tag is link else names[0])
    return None
