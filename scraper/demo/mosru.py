"""A city portal with the JSON interface of mos.ru: counted pages, topics, entities in the texts."""

from __future__ import annotations

from html import escape
from typing import Any

from scraper.demo.corpus import Item, items
from scraper.demo.reply import Ask, Reply, answer_json, page, paragraphs, robots, sheet, text, words

API = "/api/newsfeed/v4/frontend/json/ru"
FIRST_ID = 158_020_000
PER_PAGE, CAP = 20, 50
SPHERES = {"Здравоохранение": 18, "Транспорт": 2}
EXPANDED = "spheres"
"""Given only where ``expand`` asks for it."""


def answer(ask: Ask) -> Reply:
    if ask.path == "/robots.txt":
        return robots("User-agent: *", "Disallow: /search/")
    if ask.path == f"{API}/spheres":
        return answer_json({"items": [{"id": n, "title": name} for name, n in SPHERES.items()]})
    if ask.path == f"{API}/articles":
        return _articles(ask)
    number = ask.path.rstrip("/").rpartition("/")[2]
    for item in items("mosru"):
        if number == str(FIRST_ID + item.number):
            return answer_json(_row(ask, item)) if ask.path.startswith(API) else _human(item)
    return answer_json({"name": "Not Found", "message": "Страница не найдена", "status": 404}, 404)


def _articles(ask: Ask) -> Reply:
    size = min(max(ask.number("per-page", PER_PAGE), 1), CAP)
    rows = items("mosru")
    last = -(-len(rows) // size)
    number = min(max(ask.number("page", 1), 1), last)
    found = [_row(ask, item) for item in sheet(list(rows), number, size)]
    meta = {
        "totalCount": len(rows),
        "pageCount": last,
        "currentPage": number,
        "perPage": size,
    }
    return answer_json({"items": found, "_meta": meta})


def _row(ask: Ask, item: Item) -> dict[str, Any]:
    moment, topic = item.shown, item.section or "Здравоохранение"
    row: dict[str, Any] = {
        "id": FIRST_ID + item.number,
        "title": item.title,
        "label": None,
        "kind": "news",
        "date": f"{moment:%Y-%m-%d %H:%M:%S}",
        "date_timestamp": int(moment.timestamp()),
        "published_at": f"{moment:%Y-%m-%d %H:%M:%S}",
        "preview_text": escape(item.paragraphs[0]),
        "full_text": _named(paragraphs(item.paragraphs)),
        "tags": [{"title": topic.lower()}],
    }
    if EXPANDED in ask.query.get("expand", "").split(","):
        row[EXPANDED] = [{"id": SPHERES[topic], "title": topic}]
    fields = ask.query.get("fields", "")
    return {k: v for k, v in row.items() if k in fields.split(",")} if fields else row


def _named(markup: str) -> str:
    """The editor of the portal writes punctuation as named entities."""
    names = str.maketrans({"«": "&laquo;", "»": "&raquo;", "—": "&mdash;", "–": "&ndash;"})
    return markup.translate(names).replace(" &mdash;", "&nbsp;&mdash;")


def _human(item: Item) -> Reply:
    filled = page(
        "mosru/article.html",
        title=escape(item.title),
        iso=item.shown.isoformat(),
        words=words(item.shown),
        time=f"{item.shown:%H:%M}",
        body=paragraphs(item.paragraphs),
    )
    return text(filled)
