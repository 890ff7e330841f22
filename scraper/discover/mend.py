"""What would read a changed page again: its repeated blocks, and lines ready for the source file.

Works on the page that a :class:`LayoutProblem` kept; proposes, changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from scraper.canonical import absolute, canonical
from scraper.discover.blocks import Block, blocks
from scraper.discover.toml import toml_table
from scraper.formats.markup import Page, page_of
from scraper.outcome import Item
from scraper.page import read_page
from scraper.problem import LayoutProblem
from scraper.response import Response
from scraper.settings import Article
from scraper.source import Source
from scraper.subscription import OFFERED

SHOWN = 3
EXAMPLES = 3


def mend(source: Source, problem: LayoutProblem, known: Sequence[Item]) -> str:
    """Lines for an engineer; empty if the page says nothing of use.

    ``known`` is what the listing held yesterday: the block that still has it comes first.
    """
    if not problem.markup.strip():
        return ""
    headers = {"content-type": "text/html; charset=utf-8"}
    data = problem.markup.encode("utf-8", "replace")
    answer = Response(url=problem.url, status=200, headers=headers, data=data)
    page = page_of(source.model_copy(update={"fetch": type(source.fetch)()}), answer)
    if source.html and canonical(problem.url) != canonical(source.url):
        if problem.selector != source.html.link:
            return _of_article(page, source.html)
    elif source.adapter == "feed":
        return _of_feed(page)
    return _of_listing(page, known) if source.adapter == "html" else ""


def _of_feed(page: Page) -> str:
    offered = page.soup.select_one(OFFERED)
    address = absolute(page.base, str(offered.get("href") or "")) if offered else None
    return f'the page says that its feed is here:\nurl = "{address}"' if address else ""


def _of_article(page: Page, selectors: Article) -> str:
    """What the general reader finds without the selector that fits no more."""
    read = read_page(page.text.encode("utf-8", "replace"), page.url)
    lines = []
    for name, value in (("title", read.title), ("date", read.published), ("body", read.body)):
        selector = getattr(selectors, name)
        if selector and value and not page.soup.select(selector):
            said = " ".join(str(value).split())[:80]
            lines.append(f'remove the line {name} = "{selector}": without it is read «{said}»')
    return "\n".join(lines)


def _of_listing(page: Page, known: Sequence[Item]) -> str:
    wanted = [canonical(item.url) for item in known]
    titles = {item.title for item in known if item.title}
    found = sorted(blocks(page, wanted), key=lambda block: -_kept(block, wanted, titles))[:SHOWN]
    return "\n\n".join(_told(block, _kept(block, wanted, titles), len(known)) for block in found)


def _kept(block: Block, wanted: Sequence[str], titles: set[str]) -> int:
    """Yesterday's publications that a block holds, by address or, where those moved, by title."""
    known = set(wanted)
    return sum(canonical(url) in known or title in titles for url, title in block.found)


def _told(block: Block, kept: int, of: int) -> str:
    again = f", {kept} of yesterday's {of}" if of else ""
    lines = [f"# {len(block.found)} links{again}:"]
    lines += [f"#   {title[:70]}  {url}" for url, title in block.found[:EXAMPLES]]
    return "\n".join([*lines, *toml_table(block.table)])
