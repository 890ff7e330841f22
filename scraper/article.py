"""Article pages behind a listing: each fetched, read by the source's selectors, made a post.

A page that is missing or reads wrongly is left out and counted; when they are many, or when a
declared date stands on none, the source's layout has changed and that is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from scraper.canonical import absolute, canonical, same_host
from scraper.formats.markup import Page, attachments, page_of, settle, stamp_of, text_of, words
from scraper.page import PageReading, read_page
from scraper.post import Post
from scraper.problem import FetchProblem, LayoutProblem
from scraper.response import Get, Response
from scraper.settings import Article
from scraper.source import Source

TOLERATED = 0.3
"""Share of a listing's pages that may fail before its layout counts as changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """What a listing says of an article; all but the address may be unsaid."""

    url: str
    title: str | None = None
    published: str | None = None
    language: str | None = None
    attachments: tuple[str, ...] = ()


@dataclass(slots=True)
class _Tally:
    """How the article pages of one listing went."""

    read: int = 0
    dated: int = 0
    undated: Response | None = None
    missed: list[LayoutProblem | FetchProblem] = field(default_factory=list)

    def judge(self, source: Source, selectors: Article) -> None:
        """Raise the first problem if it was not an exception among its kind."""
        total = self.read + len(self.missed)
        if self.missed and len(self.missed) > TOLERATED * total:
            first = self.missed[0]
            said = f"не прочитано страниц: {len(self.missed)} из {total}; первая: "
            if isinstance(first, FetchProblem):
                raise FetchProblem(first.state, first.url, said + first.reason, status=first.status)
            raise LayoutProblem(
                source.id, first.url, first.selector, said + first.found, markup=first.markup
            )
        if self.read and selectors.date and not self.dated:
            found = f"даты нет ни на одной из {self.read} страниц"
            url = self.undated.url if self.undated else source.url
            markup = text_of(source, self.undated) if self.undated else ""
            raise LayoutProblem(source.id, url, selectors.date, found, markup=markup)


def articles(source: Source, get: Get, leads: Iterable[Lead], selectors: Article) -> Iterator[Post]:
    """Fetch and read what a listing leads to, each article once."""
    tally, seen = _Tally(), set[str]()
    for lead in leads:
        if canonical(lead.url) in seen:
            continue
        seen.add(canonical(lead.url))
        try:
            answer = get(lead.url)
            post = reading(source, answer, lead, selectors)
        except LayoutProblem as problem:
            tally.missed.append(problem)
            continue
        except FetchProblem as problem:
            if _is_the_sites(problem, lead.url, source.url):
                raise
            tally.missed.append(problem)
            continue
        tally.read += 1
        tally.dated += post.published is not None
        tally.undated = answer if post.published is None else tally.undated
        if canonical(post.url) == canonical(source.url):
            post = replace(post, url=lead.url)  # a site that calls every article its listing
        if canonical(post.url) == canonical(lead.url) or canonical(post.url) not in seen:
            seen.add(canonical(post.url))
            yield post
    tally.judge(source, selectors)


def _is_the_sites(problem: FetchProblem, url: str, site: str) -> bool:
    """Say whether the whole site is gone, and not one page of it."""
    return problem.state in ("unreachable", "challenge", "tls") and same_host(url, site)


def reading(source: Source, response: Response, lead: Lead, selectors: Article) -> Post:
    """Read one page as a post. Raises :class:`LayoutProblem` where it does not fit.

    Selectors go first, then what the listing says, then the general reader of pages.
    """
    needed = (selectors.title, selectors.date, selectors.body)
    page = page_of(source, response, needed)
    title = words(page.one(selectors.title)) if selectors.title else lead.title
    published = _stated_date(page, selectors) or lead.published
    language = lead.language or source.language
    general = None
    if selectors.body is None or title is None:
        general = read_page(page.text.encode("utf-8", "replace"), page.url)
        title = title or general.title
        if published is None and general.published:
            published = general.published.isoformat()
        language = language or general.language
    html, documents = _body(page, selectors, general)
    return Post(
        source=source.id,
        url=_address(page, lead.url),
        title=title,
        published=published,
        html=html,
        language=language,
        attachments=tuple(dict.fromkeys((*lead.attachments, *documents))),
    )


def _stated_date(page: Page, selectors: Article) -> str | None:
    found = page.soup.select(selectors.date, limit=5) if selectors.date else ()
    return next(filter(None, map(stamp_of, found)), None)


def _body(
    page: Page, selectors: Article, general: PageReading | None
) -> tuple[str, tuple[str, ...]]:
    """The declared places of the body, in order, with absolute links; and what they attach."""
    if selectors.body is None:
        if general is None or not general.body_html.strip():
            raise page.problem("body", "текст статьи на странице не нашёлся")
        return general.body_html, general.attachments
    places = page.some(selectors.body)
    outer = [p for p in places if not any(q is not p and q in p.parents for q in places)]
    for place in outer:
        for selector in selectors.remove:
            for unwanted in place.select(selector):
                unwanted.decompose()
        settle(place, page.base)
    if not any(words(place) for place in outer):
        raise page.problem(selectors.body, "место есть, текста в нём нет")
    documents = (link for place in outer for link in attachments(place, page.base))
    return "\n".join(map(str, outer)), tuple(documents)


def _address(page: Page, asked: str) -> str:
    """The article's own canonical address, unless it plainly names another page.

    Some sites set it to their front page on every article.
    """
    holder = (page.soup.head or page.soup).select_one("link[rel~=canonical][href]")
    stated = absolute(page.base, str(holder["href"])) if holder else None
    if not stated or urlsplit(stated).path == "/":
        return asked
    saved = not page.url.startswith("http")
    return stated if saved or same_host(stated, page.url) else asked
