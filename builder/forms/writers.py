"""Forms that no template writes: which function makes their text or bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from builder.forms import feedxml, ical, jsonforms, table
from builder.found import picture
from builder.pages.digest import letter

WRITERS: Mapping[str, Callable[[Any], str | bytes]] = {
    "calendar.ics": ical.write,
    "list.csv": table.write,
    "feed.atom": feedxml.write_atom,
    "feed.rss": feedxml.write_rss,
    "feed.json": jsonforms.write_feed,
    "list.json": jsonforms.write_dataset,
    "schema.json": jsonforms.write_schema,
    "picture.png": picture.draw,
    "digest.txt": letter.write_text,
    "digest.eml": letter.write_letter,
}
"""By the name that stands for a template's in :class:`builder.page.Page`."""
