"""Four regional platforms that serve plain HTML: NetCat (Gosweb), mosreg, tatarstan, cap.

Each has its own addresses, classes and way of writing dates; what they share is told once.
"""

from __future__ import annotations

from html import escape
from itertools import groupby

from scraper.demo.corpus import Item, items
from scraper.demo.reply import (
    MONTHS,
    Ask,
    Reply,
    digits,
    page,
    paragraphs,
    robots,
    sheet,
    text,
    words,
)

PER_PAGE = 2
"""Cards a page of those platforms that page at all."""


def netcat(ask: Ask) -> Reply:
    """Paging by offset; an article is the section's address with two numbers."""
    rows = list(items("netcat"))
    if ask.path == "/novosti/":
        start = ask.number("curPos", 0)
        return _listing(ask, "netcat", rows[start : start + PER_PAGE])
    return _article(ask, "netcat", rows)


def mosreg(ask: Ask) -> Reply:
    """Absolute links; «5 марта 2023 г., 14:07»."""
    rows = list(items("mosreg"))
    if ask.path == "/sobytiya/novosti-ministerstva":
        return _listing(ask, "mosreg", sheet(rows, ask.number("page", 1), PER_PAGE))
    return _article(ask, "mosreg", rows)


def tatarstan(ask: Ask) -> Reply:
    """One date, in two pieces and without its year, over all articles of a day."""
    rows = list(items("tatarstan"))
    if ask.path != "/index.htm/news":
        return _article(ask, "tatarstan", rows)
    days = [
        page(
            "tatarstan/day.html",
            day=day.day,
            month=MONTHS[day.month - 1],
            cards="\n".join(_card(ask, "tatarstan", item) for item in group),
        )
        for day, group in groupby(rows, key=lambda item: item.shown.date())
    ]
    return _frame("tatarstan", "Новости", '<div class="list">' + "\n".join(days) + "</div>")


def cap(ask: Ask) -> Reply:
    """News and announcements are two listings under one path."""
    rows = list(items("cap"))
    if ask.path == "/news":
        section = ask.query.get("type", "news")
        found = [item for item in rows if item.section == section]
        return _listing(ask, "cap", sheet(found, ask.number("page", 1), PER_PAGE))
    return _article(ask, "cap", rows)


def _address(site: str, item: Item) -> str:
    return {
        "netcat": f"/novosti/novosti-193_{280 + item.number}.html",
        "mosreg": f"/sobytiya/novosti-ministerstva/{item.slug}",
        "tatarstan": f"/index.htm/news/{2_410_000 + item.number}.htm",
        "cap": f"/news/{item.shown:%Y/%m/%d}/{item.slug}",
    }[site]


def _date(site: str, item: Item) -> str:
    in_words = site in ("mosreg", "tatarstan")
    return words(item.shown) if in_words else digits(item.shown)


def _listing(ask: Ask, site: str, rows: list[Item]) -> Reply:
    cards = "\n".join(_card(ask, site, item) for item in rows)
    return _frame(site, "Новости", f"<h1>Новости</h1>\n{cards}")


def _card(ask: Ask, site: str, item: Item) -> str:
    return page(
        f"{site}/card.html",
        origin=ask.origin,
        number=item.number,
        link=_address(site, item),
        title=escape(item.title),
        date=_date(site, item),
        time=f"{item.shown:%H:%M}",
        lead=escape(item.paragraphs[0]),
    )


def _article(ask: Ask, site: str, rows: list[Item]) -> Reply:
    if ask.path == "/robots.txt":
        return robots("User-agent: *", "Disallow: /admin/")
    for item in rows:
        if ask.path == _address(site, item):
            content = page(
                f"{site}/article.html",
                number=item.number,
                title=escape(item.title),
                date=_date(site, item),
                time=f"{item.shown:%H:%M}",
                body=paragraphs(item.paragraphs),
            )
            return _frame(site, item.title, content)
    return _frame(site, "Страница не найдена", "<h1>Страница не найдена</h1>", 404)


def _frame(site: str, title: str, content: str, status: int = 200) -> Reply:
    filled = page(f"{site}/frame.html", title=escape(title), content=content)
    return text(filled, status=status)
