"""JSON files: JSON Feed 1.1 and lists of records."""

from __future__ import annotations

import json
from typing import Any

from builder.forms.dataset import Dataset
from builder.forms.feed import Feed, Item


def write_feed(feed: Feed) -> str:
    return _text(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed.title,
            "home_page_url": feed.address,
            "feed_url": feed.itself,
            "language": "ru",
            "items": [_item(one) for one in feed.items],
        }
    )


def _item(one: Item) -> dict[str, Any]:
    told = {
        "id": one.address,
        "url": one.address,
        "title": one.title,
        "content_text": one.summary,
        "date_published": one.published,
        "date_modified": one.updated,
        "tags": [one.category],
    }
    return {name: value for name, value in told.items() if value}


def write_dataset(data: Dataset) -> str:
    """A line a record: two versions of the file are compared line by line."""
    head = {"schema": data.schema, "title": data.title, "page": data.page}
    lines = ",\n".join(data.announcements)
    told = json.dumps(head, ensure_ascii=False)[:-1]
    return f'{told}, "announcements": [\n{lines}\n]}}\n'


def write_schema(schema: dict[str, Any]) -> str:
    return _text(schema)


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
