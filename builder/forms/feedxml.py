"""Feeds as Atom and RSS files. An entry is a few joined strings: a site has tens of thousands."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import escape

if TYPE_CHECKING:
    from builder.forms.feed import Feed, Item

DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'


def write_atom(feed: Feed) -> str:
    head = (
        f'{DECLARATION}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{feed.site.language}">\n'
        f"  <title>{escape(feed.title)}</title>\n"
        f"  <id>{escape(feed.itself)}</id>\n"
        f'  <link rel="self" type="application/atom+xml" href="{escape(feed.itself)}"/>\n'
        f'  <link rel="alternate" type="text/html" href="{escape(feed.address)}"/>\n'
        f"  <updated>{feed.updated}</updated>\n"
        f"  <author><name>{escape(feed.site.name)}</name></author>\n"
    )
    return "".join([head, *map(_entry, feed.items), "</feed>\n"])


def _entry(item: Item) -> str:
    address = escape(item.address)
    published = f"    <published>{item.published}</published>\n" if item.published else ""
    return (
        "  <entry>\n"
        f"    <title>{escape(item.title)}</title>\n"
        f"    <id>{address}</id>\n"
        f'    <link rel="alternate" type="text/html" href="{address}"/>\n'
        f"    <updated>{item.updated}</updated>\n"
        f"{published}"
        f'    <category term="{escape(item.category)}"/>\n'
        f'    <summary type="text">{escape(item.summary)}</summary>\n'
        "  </entry>\n"
    )


def write_rss(feed: Feed) -> str:
    head = (
        f'{DECLARATION}<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">\n'
        "<channel>\n"
        f"  <title>{escape(feed.title)}</title>\n"
        f"  <link>{escape(feed.address)}</link>\n"
        f"  <description>{escape(feed.site.description)}</description>\n"
        f"  <language>{feed.site.language}</language>\n"
        f"  <lastBuildDate>{mail_date(feed.updated)}</lastBuildDate>\n"
        f'  <atom:link rel="self" type="application/rss+xml" href="{escape(feed.itself)}"/>\n'
    )
    return "".join([head, *map(_item, feed.items), "</channel>\n</rss>\n"])


def _item(item: Item) -> str:
    """A description is HTML inside XML, so plain text is escaped for both."""
    address = escape(item.address)
    return (
        "  <item>\n"
        f"    <title>{escape(item.title)}</title>\n"
        f"    <link>{address}</link>\n"
        f'    <guid isPermaLink="true">{address}</guid>\n'
        f"    <pubDate>{mail_date(item.published or item.updated)}</pubDate>\n"
        f"    <category>{escape(item.category)}</category>\n"
        f"    <description>{escape(str(escape(item.summary)))}</description>\n"
        "  </item>\n"
    )


@lru_cache(maxsize=4096)
def mail_date(iso: str) -> str:
    """A moment, with its zone, as RSS writes it."""
    return f"{datetime.fromisoformat(iso):%a, %d %b %Y %H:%M:%S %z}"
