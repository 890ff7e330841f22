"""CSS selectors for elements that stand alike on a page, each tried before it is offered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

from bs4 import Tag

from scraper.canonical import canonical
from scraper.facts.layout.stamp import stamp
from scraper.formats.markup import Page, words

STABLE = re.compile(r"[A-Za-z](?:[\w-]*[A-Za-z_])?\d?")
"""A class that was given by a person: no counters, no digests."""

DATE_LETTERS = 40
SHARE = 0.6
"""Of the cards that must have a date in the same place."""

NOW = datetime(2100, 1, 1, tzinfo=UTC)
"""Only asks whether words are a date; which one is another's business."""


def classes(tag: Tag) -> list[str]:
    said = tag.get("class") or ""
    tokens = said.split() if isinstance(said, str) else list(said)
    return [token for token in tokens if STABLE.fullmatch(token) and len(token) < 60]


def selector_of(page: Page, group: list[Tag], cards: list[Tag]) -> str | None:
    """The simplest selector that leads to exactly the group's articles."""
    wanted = {canonical(page.link(link) or "") for link in group}
    for selector in _candidates(page, group, cards):
        if len(selector) < 200 and _reads(page, selector) == wanted:
            return selector
    return None


def _reads(page: Page, selector: str) -> set[str]:
    urls = (page.link(element) for element in page.soup.select(selector))
    return {canonical(url) for url in urls if url}


def _candidates(page: Page, group: list[Tag], cards: list[Tag]) -> Iterator[str]:
    yield from (f"a.{name}" for name in _shared(group))
    parents = [link.parent for link in group if link.parent]
    yield from (f".{name} > a" for name in _shared(parents))
    yield from (f".{name} a" for name in _shared(cards))
    for above in _containers(group[0]):
        tags = [tag.name for tag in reversed(list(group[0].parents)) if above in tag.parents]
        yield f"{_named(above)} {' > '.join([*tags, 'a'])}"
        yield f"{_named(above)} a"
    yield from _by_address(page, group)


def _shared(tags: list[Tag]) -> list[str]:
    """Classes that all have, in the order of the first."""
    common = set.intersection(*(set(classes(tag)) for tag in tags)) if tags else set()
    return [name for name in classes(tags[0]) if name in common] if tags else []


def _containers(link: Tag) -> Iterator[Tag]:
    """Elements above a link that have a name of their own, the nearest first."""
    for tag in link.parents:
        if tag.name in ("body", "html", "[document]"):
            return
        if classes(tag) or STABLE.fullmatch(str(tag.get("id") or "")):
            yield tag


def _named(tag: Tag) -> str:
    names = classes(tag)
    return f".{names[0]}" if names else f"#{tag['id']}"


def _by_address(page: Page, group: list[Tag]) -> Iterator[str]:
    """By what all the addresses begin with, up to a slash."""
    hrefs = [str(link["href"]) for link in group]
    common = hrefs[0]
    for href in hrefs:
        while not href.startswith(common):
            common = common[:-1]
    common = common[: common.rfind("/") + 1]
    if len(common) > 2 and not re.search(r"[\"'\\\s]", common):
        yield f'a[href^="{common}"]'


def date_selector(
    page: Page, group: list[Tag], cards: list[Tag]
) -> tuple[str | None, str | None, float]:
    """The card's selector, that of the date in it, and the share of cards that have one."""
    places = Counter(place for card in cards for place in set(_dates(card)))
    names = _shared(cards)
    item = f".{names[0]}" if names else _card_by_tag(cards)
    if not places or item is None:
        return item, None, 0.0
    place, count = max(places.items(), key=lambda row: (row[1], row[0] == "time[datetime]"))
    share = count / len(cards)
    return item, place if share >= SHARE else None, share


def _card_by_tag(cards: list[Tag]) -> str | None:
    """A list's or a table's own cards; anything else is too vague."""
    name = cards[0].name
    return name if name in ("li", "tr", "article", "dd") else None


def _dates(card: Tag) -> Iterator[str]:
    """Selectors of the elements in a card whose words are a date and nothing else."""
    for element in card.find_all(True, limit=60):
        if element.name == "time" and element.get("datetime"):
            yield "time[datetime]"
        text = words(element)
        if 4 < len(text) <= DATE_LETTERS and any(map(str.isdigit, text)) and _is_date(text):
            names = classes(element)
            if names or element.name in ("time", "span", "small", "i", "em", "b", "p", "div"):
                yield f".{names[0]}" if names else element.name


def _is_date(text: str) -> bool:
    return stamp(text, now=NOW) is not None
