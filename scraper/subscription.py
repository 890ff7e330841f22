"""A source's feed as posts: what is no feed, or a feed without entries or links, is told."""

from __future__ import annotations

from collections.abc import Iterator

from scraper.canonical import absolute, canonical
from scraper.formats.markup import page_of, text_of
from scraper.formats.syndication import Entry, Syndicated, read_feed
from scraper.post import Post
from scraper.problem import EmptyProblem, LayoutProblem
from scraper.response import Response
from scraper.source import Source

HTML = ("<!doctype html", "<html", "<head", "<body")
OFFERED = "link[rel~=alternate][type*=rss], link[rel~=alternate][type*=atom]"


def subscribed(source: Source, response: Response) -> tuple[Post, ...]:
    """Read a feed's entries, each address once. A post without an address has an empty one."""
    feed = _feed(source, response)
    posts = tuple(_posts(source, feed))
    if feed.entries and not any(entry.url for entry in feed.entries):
        raise LayoutProblem(source.id, response.url, "link", "ни у одной записи нет ссылки")
    return posts


def _feed(source: Source, response: Response) -> Syndicated:
    text = text_of(source, response)
    feed = read_feed(text, response.url)
    if feed.entries:
        return feed
    if text.lstrip("\ufeff \r\n\t")[:20].lower().startswith(HTML) or not feed.kind:
        raise LayoutProblem(
            source.id, response.url, "rss, feed", _instead(source, response, text), markup=text
        )
    raise EmptyProblem(source.id, response.url, "item, entry", "лента есть, записей в ней нет")


def _instead(source: Source, response: Response, text: str) -> str:
    """Say what stands where a feed was expected, and where the page itself says its feed is."""
    head = " ".join(text.split())[:80]
    if "<html" not in text[:2000].lower():
        return f"это не лента: «{head}»" if head else "пустой ответ"
    page = page_of(source, response)
    offered = page.soup.select_one(OFFERED)
    address = absolute(page.base, str(offered.get("href") or "")) if offered else None
    title = " ".join(page.soup.title.get_text().split())[:80] if page.soup.title else ""
    return f"страница HTML «{title}»" + (
        f"; лента, по её словам, тут: {address}" if address else ""
    )


def _posts(source: Source, feed: Syndicated) -> Iterator[Post]:
    seen: set[str] = set()
    for entry in feed.entries:
        if entry.url and (canonical(entry.url) in seen or not source.covers(entry.url)):
            continue
        seen.add(canonical(entry.url))
        yield _post(source, entry, feed.language)


def _post(source: Source, entry: Entry, language: str | None) -> Post:
    return Post(
        source=source.id,
        url=entry.url,
        title=entry.title,
        published=entry.published,
        html=entry.html,
        text=entry.text,
        language=source.language or (language or "")[:2].lower() or None,
        attachments=entry.attachments,
    )
