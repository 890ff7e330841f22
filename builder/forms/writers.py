"""Forms that no template writes: which function makes their text or bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import Any

Writer = Callable[[Any], str | bytes]

WRITERS: Mapping[str, tuple[str, str]] = {
    "calendar.ics": ("builder.forms.ical", "write"),
    "list.csv": ("builder.forms.table", "write"),
    "feed.atom": ("builder.forms.feedxml", "write_atom"),
    "feed.rss": ("builder.forms.feedxml", "write_rss"),
    "feed.json": ("builder.forms.jsonforms", "write_feed"),
    "list.json": ("builder.forms.jsonforms", "write_dataset"),
    "schema.json": ("builder.forms.jsonforms", "write_schema"),
    "sitemap.xml": ("builder.found.mapxml", "write"),
    "picture.png": ("builder.found.picture", "draw"),
    "digest.txt": ("builder.pages.digest.letter", "write_text"),
    "digest.eml": ("builder.pages.digest.letter", "write_letter"),
}
"""By the name that stands for a template's in :class:`builder.page.Page`: module and function."""


@cache
def writer(template: str) -> Writer | None:
    """Only what is written needs its libraries."""
    if template not in WRITERS:
        return None
    module, function = WRITERS[template]
    made: Writer = getattr(import_module(module), function)
    return made
