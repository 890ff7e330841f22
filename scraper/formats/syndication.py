"""Feeds as they are: RSS, Atom, JSON Feed, with the Yandex and turbo extensions.

Bytes are read by our own layer, dates are left in the feed's words. Never raises for any input:
what is no feed has no ``kind``.
"""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from scraper.canonical import absolute
from scraper.formats.markup import plain
from scraper.formats.payload import children, string

LIMIT = 3_000_000
"""Characters of a feed that are read."""
ENTRIES = 500

PROLOG = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
TAG = re.compile(r"<(?:[a-zA-Z/!])")
LIKE = re.compile(r"<(?:\w{1,20}:)?(?:rss|feed|rdf|channel|entry|item)[\s>]", re.IGNORECASE)
ROOT = re.compile(r"<((?:\w{1,20}:)?(?:rss|feed|rdf))[\s>]", re.IGNORECASE)
END = re.compile(r"</(?:\w{1,20}:)?(?:item|entry)\s*>", re.IGNORECASE)

STUMBLES = (TypeError, ValueError, LookupError, AttributeError, RecursionError, AssertionError)
"""What feedparser raises on some hostile feeds (a podcast chapter without its start, say)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """``url`` is empty where there is no web address. One of ``html`` and ``text`` is filled."""

    url: str
    title: str | None
    published: str | None
    html: str = ""
    text: str = ""
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Syndicated:
    """``kind`` is feedparser's version word, ``json`` or empty; ``language`` as declared."""

    kind: str
    entries: tuple[Entry, ...]
    language: str | None = None


def read_feed(text: str, url: str) -> Syndicated:
    """Read a feed that was fetched from ``url``."""
    text = text.lstrip("\ufeff \t\r\n")[:LIMIT]
    if text.startswith("{"):
        return _json_feed(text, url)
    return _xml_feed(text, url)


@cache
def _feedparser() -> Any:
    """Feedparser without its reading of authors: we do not use them, and its pattern for an
    address takes minutes for a hostile one.
    """
    import feedparser.api

    for parser in (feedparser.api.StrictFeedParser, feedparser.api.LooseFeedParser):
        parser._sync_author_detail = lambda self, key="author": None
    return feedparser


def _xml_feed(text: str, url: str) -> Syndicated:
    if not LIKE.search(text[:20_000]):
        return Syndicated(kind="", entries=())
    try:
        parsed = _feedparser().parse(
            io.BytesIO(_whole(PROLOG.sub("", text)).encode("utf-8", "replace")),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except STUMBLES:
        return Syndicated(kind="", entries=())
    home = absolute(url, parsed.feed.get("link")) or url
    entries = tuple(_entry(item, home) for item in parsed.entries[:ENTRIES])
    return Syndicated(
        kind=parsed.get("version") or "",
        entries=entries,
        language=parsed.feed.get("language") or None,
    )


def _whole(text: str) -> str:
    """A feed that breaks off, up to its last whole entry: half an entry would read as a change."""
    root = ROOT.search(text[:5000])
    if root is None or f"</{root[1]}" in text[root.end() :]:
        return text
    cut = max((end.end() for end in END.finditer(text)), default=0)
    open_channel = "<channel" in text[:cut] and "</channel" not in text[:cut]
    return f"{text[:cut]}{'</channel>' if open_channel else ''}</{root[1]}>" if cut else ""


def _entry(item: Mapping[str, Any], home: str) -> Entry:
    markup, text = _body(item)
    return Entry(
        url=absolute(home, item.get("link")) or "",
        title=plain(item.get("title")),
        published=item.get("published") or item.get("updated") or item.get("created") or None,
        html=markup,
        text=text,
        attachments=_enclosed(item.get("enclosures", ()), home),
    )


def _body(item: Mapping[str, Any]) -> tuple[str, str]:
    """The fullest body there is: content:encoded, turbo, Yandex's full text, description."""
    content = [c for c in item.get("content", ()) if c.get("value")]
    said = [
        *((c["value"], c.get("type")) for c in content),
        (item.get("turbo_content"), "text/html"),
        (item.get("yandex_full-text"), None),
        (item.get("summary"), (item.get("summary_detail") or {}).get("type")),
    ]
    for value, kind in said:
        if isinstance(value, str) and value.strip():
            return markup_or_text(value, kind)
    return "", ""


def markup_or_text(value: str, kind: str | None) -> tuple[str, str]:
    """Feeds call markup text and text markup; a tag decides."""
    if TAG.search(value):
        return value, ""
    if kind != "text/plain":
        value = html.unescape(value)
        if TAG.search(value):
            return value, ""
    return "", value


def _enclosed(rows: Iterable[Mapping[str, Any]], home: str) -> tuple[str, ...]:
    """Documents that come with an entry; pictures and sound are decoration."""
    found = (
        absolute(home, string(row, "href", "url"))
        for row in rows
        if not string(row, "type", "mime_type").startswith(("image", "audio"))
    )
    return tuple(dict.fromkeys(link for link in found if link))


def _json_feed(text: str, url: str) -> Syndicated:
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError):
        return Syndicated(kind="", entries=())
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        return Syndicated(kind="", entries=())
    home = absolute(url, string(feed, "home_page_url")) or url
    items = (item for item in feed["items"][:ENTRIES] if isinstance(item, dict))
    entries = tuple(_json_entry(item, home) for item in items)
    return Syndicated(kind="json", entries=entries, language=string(feed, "language") or None)


def _json_entry(item: Mapping[str, Any], home: str) -> Entry:
    markup = string(item, "content_html")
    text = string(item, "content_text", "summary")
    return Entry(
        url=absolute(home, string(item, "url", "id")) or "",
        title=plain(string(item, "title")),
        published=string(item, "date_published", "date_modified") or None,
        html=markup,
        text="" if markup else text,
        attachments=_enclosed(children(item, "attachments"), home),
    )
