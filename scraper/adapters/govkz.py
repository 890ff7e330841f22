"""The content interface of gov.kz: one item in Russian and Kazakh is one post."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

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
from scraper.post import Post
from scraper.problem import FetchProblem, LayoutProblem
from scraper.response import Get, Response
from scraper.source import Source

ENVELOPES = ("content", "items", "data")
TOKEN = "интерфейс gov.kz требует ключа ({status}); радар ключей не добывает"
KAZAKH = re.compile(r"[әғқңөұүһӘҒҚҢӨҰҮҺ]")
PLACES = {"news": "press/news", "events": "press/events", "documents": "documents"}


def collect(source: Source, get: Get) -> Iterator[Post]:
    """Yield each item in the first of the source's languages that it has a title in."""
    seen: set[str] = set()
    for language in source.govkz.languages:
        for row in _rows(source, get, language):
            number = string(row, "id")
            if number in seen or not string(row, "title", "name"):
                continue
            seen.add(number)
            yield _post(source, get, row, language)


def _rows(source: Source, get: Get, language: str) -> Iterator[Row]:
    """Read page after page until one is short or brings nothing new."""
    seen: set[str] = set()
    for page in range(1, source.govkz.pages + 1):
        more = {"sort-by": "created_date:DESC", "page": str(page), "size": str(source.govkz.size)}
        response = _ask(source, get, with_query(source.url, more), language)
        rows = rows_of(source, response, *ENVELOPES)
        if page == 1 and language == source.govkz.languages[0]:
            not_empty(source, response, rows)
        fresh = [row for row in rows if string(row, "id") and string(row, "id") not in seen]
        if rows and not fresh and page == 1:
            raise LayoutProblem(source.id, response.url, "id", "у записей нет номеров")
        seen.update(string(row, "id") for row in fresh)
        yield from fresh
        if len(fresh) < source.govkz.size:
            return


def _ask(source: Source, get: Get, url: str, language: str) -> Response:
    """Ask in a language. A demand for a token is a state of its own, in a status or in the body."""
    try:
        response = get(url, headers={"Accept": "application/json", "Accept-Language": language})
    except FetchProblem as problem:
        if problem.status in (401, 403) and problem.state != "challenge":
            said = TOKEN.format(status=problem.status)
            raise FetchProblem("needs_token", url, said, status=problem.status) from problem
        raise
    payload = payload_of(source, response)
    if isinstance(payload, dict) and (status := string(payload, "status", "code")) in (
        "401",
        "403",
    ):
        raise FetchProblem("needs_token", url, TOKEN.format(status=status), status=int(status))
    return response


def _post(source: Source, get: Get, row: Row, language: str) -> Post:
    url = _human(source, string(row, "id"), language)
    if not string(row, "body"):
        row = {**row, **_whole(source, get, string(row, "id"), language)}
    when = days(string(row, "event_date"), string(row, "event_date_end"))
    body = soup_of(when + string(row, "body", "short_description"))
    settle(body, url)
    title = plain(string(row, "title", "name"))
    return Post(
        source=source.id,
        url=url,
        title=title,
        published=string(row, "created_date", "createdDate", "publishedDate") or None,
        html=str(body),
        # The interface answers in Kazakh where it has no Russian, whatever it was asked for.
        language="kk" if KAZAKH.search(title or "") else language,
        attachments=attachments(body, url),
    )


def _whole(source: Source, get: Get, number: str, language: str) -> Row:
    """The item alone: lists may leave the text out."""
    parts = urlsplit(source.url)
    url = parts._replace(path=f"{parts.path.rstrip('/')}/{number}", query="").geturl()
    payload = payload_of(source, _ask(source, get, url, language))
    return payload if isinstance(payload, dict) else next(iter(children({"x": payload}, "x")), {})


def _human(source: Source, number: str, language: str) -> str:
    """The item's page; the interface's own address is of no use to a reader."""
    parts = urlsplit(source.url)
    collection = parts.path.rstrip("/").rpartition("/")[2]
    project = parse_qs(parts.query)["projects"][0].rpartition(":")[2]
    place = PLACES.get(collection, f"press/{collection}")
    path = f"/memleket/entities/{project}/{place}/details/{number}?lang={language}"
    return absolute(source.url, path) or source.url
