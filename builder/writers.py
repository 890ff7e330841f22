"""Forms that no template writes: which function makes their text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from builder import ical, jsonforms, table

WRITERS: Mapping[str, Callable[[Any], str]] = {
    "calendar.ics": ical.write,
    "list.csv": table.write,
    "feed.json": jsonforms.write_feed,
    "list.json": jsonforms.write_dataset,
    "schema.json": jsonforms.write_schema,
}
"""By the name that stands for a template's in :class:`builder.page.Page`."""
