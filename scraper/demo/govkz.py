"""A government portal with the interface of gov.kz.

Russian and Kazakh versions of an item have one number; the language is chosen by a header, and the
two languages come in two envelopes. Any other address answers with the empty page of an app.
"""

from __future__ import annotations

from typing import Any

from scraper.demo.corpus import Item, items
from scraper.demo.reply import Ask, Reply, answer_json, page, paragraphs, robots, sheet, text

API = "/api/v1/public/content-manager/news"
PROJECT = "zhambyl-med-demo"
FIRST_ID = 880_100
SIZE = 10


def answer(ask: Ask) -> Reply:
    if ask.path == "/robots.txt":
        return robots("User-agent: *", "Disallow: /admin/")
    language = "kk" if ask.headers.get("accept-language", "ru").startswith("kk") else "ru"
    rows = [item for item in items("govkz") if item.lang == language]
    if ask.path == API:
        return _news(ask, rows, language)
    if ask.path.startswith(f"{API}/"):
        for item in rows:
            if ask.path == f"{API}/{FIRST_ID + item.number}":
                return answer_json(_row(item))
        return answer_json({"status": 404, "error": "Not Found"}, 404)
    return text(page("govkz/shell.html"))


def _news(ask: Ask, rows: list[Item], language: str) -> Reply:
    project = ask.query.get("projects", "").rpartition(":")[2]
    found = rows if project == PROJECT else []
    page_rows = sheet(found, max(ask.number("page", 1), 1), max(ask.number("size", SIZE), 1))
    listed = [_row(item) for item in page_rows]
    if language == "kk":
        return answer_json({"content": listed, "totalElements": len(found)})
    return answer_json(listed)


def _row(item: Item) -> dict[str, Any]:
    picture = f'<p><img src="/uploads/2026/11/{item.slug}.jpeg" alt=""></p>\n'
    return {
        "id": FIRST_ID + item.number,
        "title": item.title,
        "slug": item.slug,
        "created_date": f"{item.shown:%Y-%m-%dT%H:%M:%S}.000{item.shown:%z}",
        "short_description": item.paragraphs[0],
        "body": picture + paragraphs(item.paragraphs),
        "heropic": {"url": f"/uploads/2026/11/{item.slug}.jpeg"},
    }
