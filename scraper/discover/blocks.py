"""The repeated blocks of a page: groups of links that look like a listing, best first.

Knows shapes only: links under like elements, with headlines for words and a date in the same card.
Gives selectors that have been tried on the page itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from bs4 import Tag

from scraper.canonical import canonical, same_host
from scraper.discover.selectors import classes, date_selector, selector_of
from scraper.formats.markup import Page, words

LINKS = 3_000
"""Links of a page that are looked at."""

FEWEST = 3
LEVELS = 5
HEADLINE = 15
"""Letters from which a link's words may be a headline."""

FURNITURE = ("nav", "footer", "aside", "header")
FURNITURE_WORDS = ("menu", "footer", "sidebar", "related", "popular", "breadcrumb", "share", "tag")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """``found`` are the addresses and headlines that ``link`` reads, in the page's order."""

    link: str
    item: str | None
    item_date: str | None
    found: tuple[tuple[str, str], ...]
    score: float

    @property
    def table(self) -> dict[str, str]:
        """What [html] needs to say."""
        said = {"item": self.item if self.item_date else None, "link": self.link}
        said |= {"item_date": self.item_date}
        return {name: value for name, value in said.items() if value}


def blocks(page: Page, known: Sequence[str] = ()) -> list[Block]:
    """Return a page's likely listings. ``known``: canonical addresses that one should hold."""
    wanted = frozenset(known)
    found = [block for group in _groups(page) if (block := _block(page, group, wanted))]
    best: dict[frozenset[str], Block] = {}
    for block in sorted(found, key=lambda block: -block.score):
        best.setdefault(frozenset(url for url, _ in block.found), block)
    return list(best.values())


def _groups(page: Page) -> list[list[Tag]]:
    """Links with headlines, by the kind of place that they stand in."""
    groups: dict[tuple[str, ...], list[Tag]] = defaultdict(list)
    for link in page.soup.select("a[href]", limit=LINKS):
        url = page.link(link)
        if url and same_host(url, page.url) and canonical(url) != canonical(page.url):
            groups[_place(link)].append(link)
    return [group for group in groups.values() if _is_listing(page, group)]


def _place(link: Tag) -> tuple[str, ...]:
    """The elements above a link, each with its first class: like places are the same."""
    chain = [link, *list(link.parents)[:LEVELS]]
    return tuple(f"{tag.name}.{next(iter(classes(tag)), '')}" for tag in chain)


def _is_listing(page: Page, group: list[Tag]) -> bool:
    urls = {page.link(link) for link in group}
    headlines = [words(link) for link in group]
    long = [line for line in headlines if len(line) >= HEADLINE and " " in line]
    return len(urls) >= FEWEST and len(long) >= 0.6 * len(group)


def _block(page: Page, group: list[Tag], wanted: frozenset[str]) -> Block | None:
    cards = _cards(page, group)
    link = selector_of(page, group, cards)
    if link is None:
        return None
    found = _found(page, link)
    item, item_date, dated = date_selector(page, group, cards)
    score = min(len(found), 20) / 10 + 3 * dated + _prose(found) + _place_score(group[0])
    if wanted:
        score += 10 * len(wanted & {canonical(url) for url, _ in found}) / len(wanted)
    return Block(link=link, item=item, item_date=item_date, found=found, score=round(score, 2))


def _found(page: Page, link: str) -> tuple[tuple[str, str], ...]:
    rows: dict[str, tuple[str, str]] = {}
    for element in page.soup.select(link):
        if url := page.link(element):
            rows.setdefault(canonical(url), (url, words(element)[:200]))
    return tuple(rows.values())


def _cards(page: Page, group: list[Tag]) -> list[Tag]:
    """For each link the largest element around it that holds no other article of the group."""
    owners: dict[int, set[str]] = defaultdict(set)
    for link in group:
        url = canonical(page.link(link) or "")
        for parent in list(link.parents)[:LEVELS]:
            owners[id(parent)].add(url)
    cards = []
    for link in group:
        card = link
        for parent in list(link.parents)[:LEVELS]:
            if len(owners[id(parent)]) > 1 or parent.name in ("body", "html", "[document]"):
                break
            card = parent
        cards.append(card)
    return cards


def _prose(found: tuple[tuple[str, str], ...]) -> float:
    """Headlines are long, menus are short."""
    letters = sum(len(title) for _, title in found) / max(len(found), 1)
    return min(letters, 60) / 30


def _place_score(link: Tag) -> float:
    for parent in link.parents:
        named = f"{parent.get('class') or ''} {parent.get('id') or ''}".lower()
        if parent.name in FURNITURE or any(word in named for word in FURNITURE_WORDS):
            return -3.0
    return 0.0
