"""A fetched page to look things up in, strictly: a selector that fits nothing is a told problem."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag

from scraper.canonical import absolute
from scraper.formats.encoding import decode, unpack
from scraper.formats.pruned import pruned
from scraper.problem import LayoutProblem
from scraper.response import Response
from scraper.source import Source

LIMIT = 3_000_000
"""Characters of a page that are parsed."""

TITLE_LIMIT = 5_000
DOCUMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|rtf|zip|rar|7z)$", re.IGNORECASE)
PROLOG = re.compile(r"^\s*(?:<\?xml[^>]{0,200}\?>\s*)+", re.IGNORECASE)
LAZY = ("data-src", "data-lazy-src", "data-original")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """``base`` is what its relative links start from."""

    source: str
    url: str
    base: str
    text: str
    soup: BeautifulSoup

    def some(self, selector: str, within: Tag | None = None) -> list[Tag]:
        """Return all that fits, at least one. Raises :class:`LayoutProblem`."""
        found = list((within or self.soup).select(selector))
        if not found:
            raise self.problem(selector, "не найдено ничего")
        return found

    def one(self, selector: str, within: Tag | None = None) -> Tag:
        """Return the one element that fits; repetitions of the same words count as one."""
        found = self.some(selector, within)
        if len({words(element) for element in found}) > 1:
            raise self.problem(selector, f"ожидали одно место, найдено {len(found)}")
        return found[0]

    def link(self, element: Tag) -> str | None:
        """Return where an element leads: itself, the link around it or the first one in it."""
        around = None if element.get("href") else element.find_parent("a", href=True)
        for holder in (element, around, element.find("a", href=True)):
            if isinstance(holder, Tag) and holder.get("href"):
                return absolute(self.base, str(holder["href"]))
        return None

    def problem(self, selector: str, found: str) -> LayoutProblem:
        return LayoutProblem(self.source, self.url, selector, found, markup=self.text)


def text_of(source: Source, response: Response) -> str:
    """Return an answer as text; a source may overrule the reading of its bytes."""
    if source.fetch.encoding:
        return unpack(response.data).decode(source.fetch.encoding, "replace")
    return decode(response.data, declared=response.charset).text


def page_of(source: Source, response: Response, only: Iterable[str | None] | None = None) -> Page:
    """Parse an answer. ``only``: selectors beside which nothing of the page's body is needed."""
    text = PROLOG.sub("", text_of(source, response))[:LIMIT]
    soup = soup_of((pruned(text, only) if only else None) or text)
    base = (soup.head or soup).find("base", href=True)
    start = response.url
    if isinstance(base, Tag):
        start = absolute(response.url, str(base["href"])) or start
    return Page(source=source.id, url=response.url, base=start, text=text, soup=soup)


def soup_of(markup: str) -> BeautifulSoup:
    """Parse markup that may as well be bare words. ``class`` stays one string: that is faster."""
    return BeautifulSoup(
        markup if "<" in markup else f"<p>{markup}</p>",
        "lxml",
        multi_valued_attributes=None,
        store_line_numbers=False,
    )


def words(element: Tag) -> str:
    return " ".join(element.get_text(" ").split())


def plain(markup: str | None) -> str | None:
    """Return a title without tags and entities, on one line; ``None`` if nothing is left.

    Feeds escape titles once too often, so what was unescaped may be markup again.
    """
    text = (markup or "")[:TITLE_LIMIT]
    for _ in range(3):
        if not re.search(r"<[A-Za-z/!?]|&[#\w]", text):
            break
        text = words(soup_of(PROLOG.sub("", text)))
    return " ".join(text.split()) or None


def stamp_of(element: Tag) -> str | None:
    """Return the date that an element states, in its own words."""
    for name in ("datetime", "content"):
        if value := str(element.get(name) or "").strip():
            return value
    return words(element) or None


def settle(element: Tag, base: str) -> None:
    """Make every link and picture below an element absolute, lazily loaded pictures too."""
    for holder in element.select("[href]"):
        _set(holder, "href", urljoin_or_nothing(base, str(holder["href"])))
    for holder in element.select("img"):
        lazy = next((str(holder[name]) for name in LAZY if holder.get(name)), "")
        _set(holder, "src", urljoin_or_nothing(base, lazy or str(holder.get("src") or "")))


def urljoin_or_nothing(base: str, link: str) -> str:
    try:
        return urljoin(base, link.strip())
    except ValueError:
        return ""


def _set(holder: Tag, name: str, value: str) -> None:
    if value:
        holder[name] = value
    elif holder.get(name) is not None:
        del holder[name]


def attachments(element: Tag, base: str) -> tuple[str, ...]:
    """Return the documents that an element links to, each once, in order."""
    found = (absolute(base, str(a["href"])) for a in element.select("a[href]"))
    return tuple(dict.fromkeys(u for u in found if u and DOCUMENT.search(u.partition("?")[0])))
