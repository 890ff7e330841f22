"""A listing of links and the article pages behind them, both described by CSS selectors."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import soupsieve
from bs4 import Tag

from scraper.article import Lead, articles
from scraper.canonical import canonical
from scraper.formats.markup import Page, page_of, words
from scraper.post import Post
from scraper.problem import FetchProblem
from scraper.response import Get
from scraper.settings import Html
from scraper.source import Source

PAST_THE_END = (400, 404, 410)


def collect(source: Source, get: Get) -> Iterator[Post]:
    assert source.html is not None
    return articles(source, get, _listing(source, source.html, get), source.html)


def _listing(source: Source, html: Html, get: Get) -> Iterator[Lead]:
    """Follow the listing's pages until one brings nothing new.

    Bitrix answers 200 with its first page, or one that it remembers, once pages run out; so an
    end is a page without an unseen link, never a status.
    """
    seen: set[str] = set()
    url: str | None = source.url
    for number in range(html.pages):
        if url is None:
            return
        try:
            page = page_of(source, get(url))
        except FetchProblem as problem:
            if number and problem.status in PAST_THE_END:
                return
            raise
        if number and not page.soup.select(html.link):
            return
        fresh = [lead for lead in leads(source, html, page) if canonical(lead.url) not in seen]
        if not fresh:
            return
        seen.update(canonical(lead.url) for lead in fresh)
        yield from fresh
        url = _next(html, page, source.url, number)


def leads(source: Source, html: Html, page: Page) -> list[Lead]:
    """The listing's articles; several links to one (picture, headline) are one."""
    found: dict[str, Lead] = {}
    linked = 0
    for element in page.some(html.link):
        url = page.link(element)
        if url is None:
            continue
        linked += 1
        if not source.covers(url):
            continue
        before = found.get(canonical(url))
        title = before.title if before and before.title else words(element) or None
        date = before.published if before and before.published else _date(html, element)
        found[canonical(url)] = Lead(url=before.url if before else url, title=title, published=date)
    if not linked:
        raise page.problem(html.link, "есть, но ни одна не ведёт на страницу")
    return list(found.values())


def _date(html: Html, link: Tag) -> str | None:
    """The date beside a link: in its card, else the one over its group."""
    if html.item_date is None:
        return None
    card = soupsieve.closest(html.item, link) if html.item else None
    block = soupsieve.closest(html.group, link) if html.group else None
    own = card.select(html.item_date) if card else []
    shared = block.select(html.item_date) if block and not own else []
    return _joined(own or [p for p in shared if not (html.item and _within(html.item, p))])


def _within(selector: str, element: Tag) -> bool:
    return soupsieve.closest(selector, element) is not None


def _joined(parts: list[Tag]) -> str | None:
    """One date of its parts: day and month may stand apart; ``datetime`` says it all."""
    for part in parts:
        if exact := str(part.get("datetime") or "").strip():
            return exact
    outer = [p for p in parts if not any(q is not p and q in p.parents for q in parts)]
    return " ".join(filter(None, map(words, outer))) or None


def _next(html: Html, page: Page, start: str, number: int) -> str | None:
    """The next page's address, from its link or by counting."""
    if html.next:
        link = page.soup.select_one(html.next)
        return page.link(link) if link else None
    if html.page_param is None:
        return None
    parts = urlsplit(start)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    query[html.page_param] = str(html.page_from + number * html.page_step)
    return urlunsplit(parts._replace(query=urlencode(query)))
