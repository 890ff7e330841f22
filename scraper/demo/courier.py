"""A press site with an HTML listing: a pinned article on each page, and pages that never end.

Dates are «14.11.2026» in the listing and «14 ноября 2026» on the article; the page is full of other
dates that mean nothing.
"""

from __future__ import annotations

from html import escape

from scraper.demo.corpus import Item, items
from scraper.demo.reply import Ask, Reply, digits, page, paragraphs, robots, sheet, text, words

PER_PAGE = 5


def answer(ask: Ask) -> Reply:
    if ask.path == "/robots.txt":
        return robots("User-agent: *", "Disallow: /search", "Disallow: /reklama/")
    if ask.path in ("/", "/novosti/"):
        return _listing(ask)
    slug = ask.path.removeprefix("/novosti/").removesuffix(".html")
    for item in items("list"):
        if item.slug == slug:
            return _shell(item.title, _article(item))
    return _shell("Страница не найдена", "<h1>404</h1><p>Такой страницы нет.</p>", 404)


def _shell(title: str, content: str, status: int = 200) -> Reply:
    return text(page("list/frame.html", title=escape(title), content=content), status=status)


def _address(item: Item) -> str:
    return f"/novosti/{item.slug}.html"


def _listing(ask: Ask) -> Reply:
    pinned = [item for item in items("list") if item.pinned]
    rows = [item for item in items("list") if not item.pinned]
    last = -(-len(rows) // PER_PAGE)
    number = ask.number("PAGEN_1", 1)
    number = number if 1 <= number <= last else 1
    cards = [_card(item) for item in [*pinned, *sheet(rows, number, PER_PAGE)]]
    onward = f'<a class="pager__next" href="?PAGEN_1={number + 1}">Дальше</a>'
    content = page("list/listing.html", cards="\n".join(cards), number=number, onward=onward)
    return _shell("Новости", content)


def _card(item: Item) -> str:
    return page(
        "list/card.html",
        mark=" news-card_pinned" if item.pinned else "",
        date=digits(item.shown),
        link=_address(item),
        title=escape(item.title),
    )


def _article(item: Item) -> str:
    rows = items("list")
    place = rows.index(item)
    related, other = rows[place - 1], rows[place - 2]
    parts = item.paragraphs
    return page(
        "list/article.html",
        title=escape(item.title),
        slug=item.slug,
        date=words(item.shown),
        views=400 + item.number * 37,
        likes=item.number * 3,
        opening=paragraphs(parts[:1]),
        rest=paragraphs(parts[1:]),
        related_link=_address(related),
        related_title=escape(related.title),
        other_link=_address(other),
        other_title=escape(other.title),
        other_date=digits(other.shown),
    )
