"""JSON of an interface, with nothing taken for granted about its shape."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from scraper.formats.markup import text_of
from scraper.problem import EmptyProblem, LayoutProblem
from scraper.response import Response
from scraper.source import Source

Row = Mapping[str, Any]
DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d).*", re.DOTALL)


def rows_of(source: Source, response: Response, *envelopes: str) -> list[Row]:
    """Return the objects of a bare list, or of the first envelope key that holds one.

    Raises :class:`LayoutProblem` for anything else, HTML above all.
    """
    payload = payload_of(source, response)
    if isinstance(payload, dict):
        payload = next((payload[k] for k in envelopes if isinstance(payload.get(k), list)), payload)
    if not isinstance(payload, list):
        found = f"вместо списка {_shape(payload)}"
        raise LayoutProblem(source.id, response.url, " | ".join(("[]", *envelopes)), found)
    return [row for row in payload if isinstance(row, dict)]


def payload_of(source: Source, response: Response) -> Any:
    text = text_of(source, response)
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        head = " ".join(text.split())[:80]
        found = f"это не JSON: «{head}»" if head else "пустой ответ"
        raise LayoutProblem(source.id, response.url, "JSON", found, markup=text) from None


def not_empty(source: Source, response: Response, rows: list[Row]) -> list[Row]:
    """Return the rows of a first page. Raises :class:`EmptyProblem` if there are none."""
    if not rows:
        raise EmptyProblem(source.id, response.url, "[]", "список есть, записей в нём нет")
    return rows


def string(row: Row, *names: str) -> str:
    """Return the first of these fields that is text or a number, as text."""
    for name in names:
        value: Any = row.get(name)
        if isinstance(value, dict):
            value = value.get("rendered")
        if isinstance(value, str) and value.strip():
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
    return ""


def children(row: Row, name: str) -> list[Row]:
    """Return the objects of a list field; a single object counts as a list of one."""
    value = row.get(name)
    if isinstance(value, dict):
        return [value]
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def days(start: str, end: str) -> str:
    """Say the days of an event that an interface gives as ISO, as people write them."""
    first, last = (DAY.sub(r"\3.\2.\1", one) if DAY.match(one) else "" for one in (start, end))
    if not first:
        return ""
    when = f"с {first} по {last}" if last and last != first else first
    return f"<p>Дата проведения: {when}</p>"


def _shape(payload: object) -> str:
    if isinstance(payload, dict):
        return "объект с полями " + ", ".join(list(payload)[:8]) if payload else "пустой объект"
    return f"«{str(payload)[:60]}»"


def with_query(url: str, more: Mapping[str, str]) -> str:
    """Return an address with these parameters too; those that it has already stay."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    return urlunsplit(parts._replace(query=urlencode({**more, **query}, safe=":,-")))
