"""A newspaper that can be followed only by its Google News sitemap: two days, titles, dates.

Its articles state themselves in JSON-LD and OpenGraph.
"""

from __future__ import annotations

import json
from html import escape

from scraper.demo.corpus import Item, items
from scraper.demo.reply import Ask, Reply, page, paragraphs, robots, text, words

XML = "application/xml; charset=utf-8"


def answer(ask: Ask) -> Reply:
    if ask.path == "/robots.txt":
        return robots("User-agent: *", "Disallow: /poisk/", f"Sitemap: {ask.origin}/sitemap.xml")
    if ask.path == "/sitemap.xml":
        return text(page("sitemap/index.xml", origin=ask.origin), XML)
    if ask.path == "/sitemap-news.xml":
        entries = [_entry(ask, item) for item in items("sitemap")]
        return text(page("sitemap/news.xml", entries="\n".join(entries)), XML)
    for item in items("sitemap"):
        if ask.path == _path(item):
            return text(_article(ask, item))
    return text("<h1>404</h1>", status=404)


def _path(item: Item) -> str:
    return f"/obshchestvo/{item.slug}/"


def _entry(ask: Ask, item: Item) -> str:
    return page(
        "sitemap/entry.xml",
        link=ask.origin + _path(item),
        iso=item.shown.isoformat(),
        title=escape(item.title),
    )


def _article(ask: Ask, item: Item) -> str:
    linked = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": item.title,
        "datePublished": item.shown.isoformat(),
        "publisher": {"@type": "Organization", "name": "Голос Придонья"},
    }
    return page(
        "sitemap/article.html",
        title=escape(item.title),
        link=ask.origin + _path(item),
        iso=item.shown.isoformat(),
        linked=json.dumps(linked, ensure_ascii=False).replace("<", "\\u003c"),
        words=words(item.shown),
        time=f"{item.shown:%H:%M}",
        body=paragraphs(item.paragraphs),
    )
