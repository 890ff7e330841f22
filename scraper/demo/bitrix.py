"""A regional ministry on 1C-Bitrix, in windows-1251, which no HTTP header says.

As the engine's own templates have it: paging past the end shows page 1, a session remembers the
page visited last, the feed has no guid, and an element without a date is dated «now» in it.
"""

from __future__ import annotations

import re
from datetime import timedelta
from email.utils import format_datetime
from html import escape

from scraper.demo.corpus import Item, items
from scraper.demo.reply import Ask, Reply, digits, page, robots, sheet

PER_PAGE = 6
FIRST_ID = 4100
LEAD = 220
"""Characters of the preview that an editor types in beside the full text."""

ROBOTS = (
    "User-Agent: *",
    "Disallow: /bitrix/",
    "Disallow: /search/",
    "Disallow: /*?print=",
    "Disallow: /*SHOWALL_",
    "Host: minzdrav.example",
)


def answer(ask: Ask) -> Reply:
    if ask.path == "/robots.txt":
        return robots(*ROBOTS)
    if ask.path in ("/news/rss/", "/bitrix/rss.php"):
        return _windows(_feed(ask), "text/xml")
    if ask.path in ("/", "/news/"):
        return _listing(ask)
    if found := re.fullmatch(r"/news/(\d+)/", ask.path):
        for item in items("bitrix"):
            if item.number + FIRST_ID == int(found[1]):
                return _windows(_shell(item.title, _article(item)))
    lost = "<p><font class='errortext'>Элемент не найден.</font></p>"
    return _windows(_shell("Страница не найдена", lost), status=404)


def _windows(body: str, kind: str = "text/html", status: int = 200) -> Reply:
    data = body.encode("windows-1251", "xmlcharrefreplace")
    headers = {"Content-Type": kind, "X-Powered-CMS": "Bitrix Site Manager"}
    return Reply(body=data, status=status, headers=headers)


def _shell(title: str, content: str) -> str:
    return page("bitrix/frame.html", title=escape(title), content=content)


def _address(item: Item) -> str:
    return f"/news/{item.number + FIRST_ID}/"


def _listing(ask: Ask) -> Reply:
    rows = list(items("bitrix"))
    last = -(-len(rows) // PER_PAGE)
    remembered = re.search(r"PHPSESSID=page(\d+)", ask.headers.get("cookie", ""))
    number = ask.number("PAGEN_1", int(remembered[1]) if remembered else 1)
    number = number if 1 <= number <= last else 1
    cards = "\n".join(_card(item) for item in sheet(rows, number, PER_PAGE))
    content = f'<h1>Новости</h1>\n<div class="news-list">\n{cards}\n{_pager(number, last)}</div>'
    reply = _windows(_shell("Новости", content))
    headers = {**reply.headers, "Set-Cookie": f"PHPSESSID=page{number}; path=/; HttpOnly"}
    return Reply(body=reply.body, headers=headers)


def _card(item: Item) -> str:
    """A paragraph with a block inside, which every parser takes apart in its own way."""
    day = f'<span class="news-date-time">{digits(item.published)}</span> ' if item.published else ""
    return (
        f'<p class="news-item" id="bx_3218110189_{item.number + FIRST_ID}">{day}'
        f'<a href="{_address(item)}"><b>{escape(item.title)}</b></a><br />\n'
        f'{escape(_lead(item))}<div style="clear:both"></div></p>'
    )


def _lead(item: Item) -> str:
    first = item.paragraphs[0]
    return first if len(first) <= LEAD else first[:LEAD].rpartition(" ")[0] + "…"


def _pager(number: int, last: int) -> str:
    links = "\n".join(
        f'<span class="nav-current-page">{n}</span>'
        if n == number
        else f'<a href="/news/?PAGEN_1={n}">{n}</a>'
        for n in range(1, last + 1)
    )
    onward = (
        f'<a class="modern-page-next" href="/news/?PAGEN_1={number + 1}">След.</a>'
        if number < last
        else ""
    )
    everything = '<a class="modern-page-dots" href="/news/?SHOWALL_1=1">Все</a>'
    return f'<div class="modern-page-navigation">{links}\n{onward}\n{everything}</div>'


def _article(item: Item) -> str:
    day = f'<span class="news-date-time">{digits(item.published)}</span>' if item.published else ""
    body = "<br />\n<br />\n".join(escape(part, quote=False) for part in item.paragraphs)
    return page("bitrix/article.html", day=day, title=escape(item.title), body=body)


def _feed(ask: Ask) -> str:
    entries = "\n".join(_entry(item, ask) for item in items("bitrix"))
    return page("bitrix/feed.xml", origin=ask.origin, entries=entries)


def _entry(item: Item, ask: Ask) -> str:
    """An element without a date is given the moment of asking, another one each time."""
    moment = item.published or ask.moment + timedelta(seconds=item.number)
    return page(
        "bitrix/entry.xml",
        title=escape(item.title),
        link=ask.origin + _address(item),
        lead=escape(f"<p>{escape(_lead(item))}</p>"),
        full=escape("\n\n".join(item.paragraphs), quote=False),
        date=format_datetime(moment),
    )
