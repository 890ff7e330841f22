"""The news interface of mos.ru: articles and, at its other address, events («afisha»)."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from scraper.canonical import absolute
from scraper.formats.markup import attachments, plain, settle, soup_of
from scraper.formats.payload import (
    Row,
    children,
    days,
    not_empty,
    payload_of,
    rows_of,
    string,
    with_query,
)  # fmt: skip
from scraper.formats.syndication import markup_or_text
from scraper.post import Post
from scraper.problem import LayoutProblem
from scraper.response import Get, Response
from scraper.source import Source

FIELDS = (
    "id,title,label,date,published_at,date_timestamp,full_text,preview_text,spheres,sphere,"
    "date_from,date_to,occurrences,place"
)
JSON = {"Accept": "application/json"}
HUMAN = {"articles": "/news/item/{id}/", "afisha": "/afisha/event/{id}/"}
"""The page of an item, by the last part of the list's address."""


def collect(source: Source, get: Get) -> Iterator[Post]:
    """Read page after page up to the count in ``_meta``, the cap, or a page of known items."""
    seen: set[str] = set()
    for number in range(1, source.mosru.pages + 1):
        response = get(_list(source, number), headers=JSON)
        rows = rows_of(source, response, "items")
        if number == 1:
            not_empty(source, response, rows)
        fresh = [row for row in rows if string(row, "id") and string(row, "id") not in seen]
        if rows and not fresh and number == 1:
            raise LayoutProblem(source.id, response.url, "items[].id", "у записей нет номеров")
        seen.update(string(row, "id") for row in fresh)
        yield from (_post(source, get, row) for row in fresh if _wanted(source, row))
        if not fresh or number >= _last(source, response):
            return


def _list(source: Source, page: int) -> str:
    more = {"fields": FIELDS, "expand": "spheres", "page": str(page),
            "per-page": str(source.mosru.per_page)}  # fmt: skip
    if _collection(source) == "articles":
        more["sort"] = "-date"
    return with_query(source.url, more)


def _collection(source: Source) -> str:
    return urlsplit(source.url).path.rstrip("/").rpartition("/")[2]


def _last(source: Source, response: Response) -> int:
    payload = payload_of(source, response)
    meta = children(payload, "_meta") if isinstance(payload, dict) else []
    count = string(meta[0], "pageCount") if meta else ""
    return int(count) if count.isdecimal() else source.mosru.pages


def _wanted(source: Source, row: Row) -> bool:
    """Say whether an item is of the topic that the source file names, if it names one."""
    if source.mosru.sphere is None:
        return True
    topics = (*children(row, "spheres"), *children(row, "sphere"))
    return any(source.mosru.sphere.lower() in string(topic, "title").lower() for topic in topics)


def _post(source: Source, get: Get, row: Row) -> Post:
    number = string(row, "id")
    if not string(row, "full_text"):
        row = {**row, **_whole(source, get, number)}
    human = HUMAN.get(_collection(source), "/news/item/{id}/").format(id=number)
    url = absolute(source.url, human) or source.url
    markup, text = markup_or_text(string(row, "full_text", "preview_text"), None)
    when = _when(row)
    body = soup_of(when + (markup or (f"<p>{text}</p>" if when else "")))
    settle(body, url)
    html = str(body) if markup or when else ""
    return Post(
        source=source.id,
        url=url,
        title=plain(string(row, "title", "label")),
        published=string(row, "published_at", "date", "date_timestamp") or None,
        html=html,
        text="" if html else text,
        language=source.language or "ru",
        attachments=attachments(body, url),
    )


def _whole(source: Source, get: Get, number: str) -> Row:
    """The item alone: lists may leave the text out."""
    parts = urlsplit(source.url)
    address = parts._replace(path=f"{parts.path.rstrip('/')}/{number}", query="").geturl()
    payload = payload_of(source, get(with_query(address, {"fields": FIELDS}), headers=JSON))
    return payload if isinstance(payload, dict) else {}


def _when(row: Row) -> str:
    """An event's days, which its text need not repeat."""
    spans = [(string(o, "date_from"), string(o, "date_to")) for o in children(row, "occurrences")]
    spans = spans or [(string(row, "date_from"), string(row, "date_to"))]
    return "".join(days(start, end) for start, end in spans[:20])
