"""JSON files: JSON Feed 1.1 and lists of records."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from builder.forms.compact import compact
from builder.forms.dataset import Dataset
from builder.forms.feed import Feed, Item


def write_feed(feed: Feed) -> str:
    head = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.address,
        "feed_url": feed.itself,
        "language": feed.site.language,
    }
    return _listed(head, "items", [_item(one) for one in feed.items])


def _item(one: Item) -> str:
    told = {
        "id": one.address,
        "url": one.address,
        "title": one.title,
        "content_text": one.summary,
        "date_published": one.published,
        "date_modified": one.updated,
        "tags": [one.category],
    }
    return compact({name: value for name, value in told.items() if value})


def write_dataset(data: Dataset) -> str:
    """A line a record, as in a feed: two versions of a file are compared line by line."""
    head = {"schema": data.schema, "title": data.title, "page": data.page}
    return _listed(head, "announcements", data.announcements)


def _listed(head: dict[str, str], name: str, lines: Iterable[str]) -> str:
    told = ",\n".join(lines)
    return f'{compact(head)[:-1]},"{name}":[\n{told}\n]}}\n'


def write_schema(schema: dict[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
