"""RSS, Atom and JSON Feed; with an [article] table, the full text from the article's page."""

from __future__ import annotations

from collections.abc import Iterator

from scraper.article import Lead, articles
from scraper.post import Post
from scraper.response import Get
from scraper.source import Source
from scraper.subscription import subscribed


def collect(source: Source, get: Get) -> Iterator[Post]:
    posts = subscribed(source, get(source.url))
    if source.article is None:
        yield from posts
        return
    leads = (
        Lead(
            url=post.url,
            title=post.title,
            published=post.published,
            language=post.language,
            attachments=post.attachments,
        )
        for post in posts
        if post.url
    )
    yield from articles(source, get, leads, source.article)
