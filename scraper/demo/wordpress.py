"""A newspaper on WordPress with a magazine theme: REST API, feed, and pages full of furniture.

``date`` is the site's own wall clock without a zone, ``date_gmt`` the same moment in UTC, which
may be another day. Titles come with numeric entities, bodies with what plugins append to them.
"""

from __future__ import annotations

from datetime import UTC
from email.utils import format_datetime
from html import escape
from typing import Any

from scraper.demo.corpus import Item, items
from scraper.demo.reply import (
    Ask,
    Reply,
    answer_json,
    page,
    paragraphs,
    robots,
    sheet,
    text,
    words,
)

FIRST_ID = 20480
PER_PAGE = 10
CATEGORIES = {"ru": 5, "kk": 7}
ROUTES = {
    "/wp/v2/posts": {"methods": ["GET"]},
    "/wp/v2/posts/(?P<id>[\\d]+)": {"methods": ["GET"]},
}


def answer(ask: Ask) -> Reply:
    if ask.path == "/robots.txt":
        return robots(
            "User-agent: *", "Disallow: /wp-admin/", "Allow: /wp-admin/admin-ajax.php", "",
            f"Sitemap: {ask.origin}/wp-sitemap.xml",
        )  # fmt: skip
    if ask.path == "/" and "rest_route" in ask.query:
        return _rest(ask, ask.query["rest_route"])
    if ask.path.startswith("/wp-json"):
        return _rest(ask, ask.path.removeprefix("/wp-json"))
    if ask.path == "/feed/":
        return _feed(ask)
    if ask.path == "/":
        return _home(ask)
    for item in _rows():
        if ask.path == _path(item):
            return _shell(ask, item.title, _article(item))
    return _shell(ask, "Страница не найдена", "<h1>Упс! 404</h1>", 404)


def _rows() -> list[Item]:
    return list(items("wordpress"))


def _path(item: Item) -> str:
    return f"/{item.shown:%Y/%m/%d}/{item.slug}/"


def _rest(ask: Ask, route: str) -> Reply:
    if route in ("", "/"):
        about = {"name": "Дала таңы", "url": ask.origin, "namespaces": ["wp/v2"], "routes": ROUTES}
        return answer_json(about)
    if route.rstrip("/") == "/wp/v2/posts":
        return _posts(ask)
    number = route.removeprefix("/wp/v2/posts/")
    for item in _rows():
        if number == str(FIRST_ID + item.number):
            return answer_json(_post(ask, item))
    return _refusal(404, "rest_no_route", "Подходящий маршрут для URL и метода запроса не найден.")


def _posts(ask: Ask) -> Reply:
    size, number = ask.number("per_page", PER_PAGE), ask.number("page", 1)
    if not 1 <= size <= 100:
        return _refusal(400, "rest_invalid_param", "Неверный параметр: per_page")
    rows = [item for item in _rows() if _asked_for(ask, item)]
    last = -(-len(rows) // size)
    if number < 1 or (number > last and number > 1):
        message = "Номер страницы больше, чем доступное число страниц."
        return _refusal(400, "rest_post_invalid_page_number", message)
    posts = [_post(ask, item) for item in sheet(rows, number, size)]
    return answer_json(posts, X_WP_Total=str(len(rows)), X_WP_TotalPages=str(last))


def _asked_for(ask: Ask, item: Item) -> bool:
    local = f"{item.shown:%Y-%m-%dT%H:%M:%S}"
    categories = ask.query.get("categories", "")
    return (
        ask.query.get("after", "") < local < ask.query.get("before", "9")
        and (not categories or str(CATEGORIES[item.lang]) in categories.split(","))
        and ask.query.get("search", "").lower() in f"{item.title} {item.text}".lower()
    )


def _refusal(status: int, code: str, message: str) -> Reply:
    body = {"code": code, "message": message, "data": {"status": status}}
    return answer_json(body, status)


def _post(ask: Ask, item: Item) -> dict[str, Any]:
    moment = item.shown
    lead = f"<p>{escape(item.paragraphs[0][:160])} [&hellip;]</p>\n"
    post: dict[str, Any] = {
        "id": FIRST_ID + item.number,
        "date": f"{moment:%Y-%m-%dT%H:%M:%S}",
        "date_gmt": f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}",
        "guid": {"rendered": f"{ask.origin}/?p={FIRST_ID + item.number}"},
        "modified": f"{moment:%Y-%m-%dT%H:%M:%S}",
        "slug": item.slug,
        "status": "publish",
        "type": "post",
        "link": ask.origin + _path(item),
        "title": {"rendered": _texturized(item.title)},
        "content": {"rendered": _body(item), "protected": False},
        "excerpt": {"rendered": lead, "protected": False},
        "featured_media": 0,
        "categories": [CATEGORIES[item.lang]],
        "tags": [],
    }
    fields = ask.query.get("_fields", "")
    return {k: v for k, v in post.items() if k in fields.split(",")} if fields else post


def _texturized(title: str) -> str:
    entities = str.maketrans({"«": "&#171;", "»": "&#187;", "—": "&#8212;", "–": "&#8211;"})
    return escape(title, quote=False).translate(entities)


def _body(item: Item) -> str:
    return page("wordpress/body.html", body=paragraphs(item.paragraphs), slug=item.slug)


def _shell(ask: Ask, title: str, content: str, status: int = 200) -> Reply:
    filled = page("wordpress/frame.html", title=escape(title), origin=ask.origin, content=content)
    reply = text(filled, status=status)
    link = f'<{ask.origin}/wp-json/>; rel="https://api.w.org/"'
    return Reply(body=reply.body, status=status, headers={**reply.headers, "Link": link})


def _home(ask: Ask) -> Reply:
    modules = "\n".join(
        f'<div class="td-module"><h3><a href="{_path(item)}">{escape(item.title)}</a></h3>'
        f"<time>{words(item.shown)}</time></div>"
        for item in _rows()
    )
    return _shell(ask, "Главная", modules)


def _article(item: Item) -> str:
    rows = _rows()
    return page(
        "wordpress/article.html",
        title=escape(item.title),
        iso=item.shown.isoformat(),
        date=words(item.shown),
        views=100 + item.number * 53,
        body=_body(item),
        related=escape(rows[rows.index(item) - 1].title),
    )


def _feed(ask: Ask) -> Reply:
    entries = "\n".join(
        page(
            "wordpress/entry.xml",
            title=escape(item.title),
            link=ask.origin + _path(item),
            guid=f"{ask.origin}/?p={FIRST_ID + item.number}",
            date=format_datetime(item.shown.astimezone(UTC)),
            lead=escape(item.paragraphs[0]),
            body=f"<![CDATA[{_body(item)}]]>",
        )
        for item in _rows()[:PER_PAGE]
    )
    filled = page("wordpress/feed.xml", origin=ask.origin, entries=entries)
    return text(filled, "application/rss+xml; charset=UTF-8")
