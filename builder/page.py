"""A page: one output file, its template and its complete context as plain data.

What a page shows follows from its context alone, so one digest of code, templates and context
tells whether it must be rendered again. No template reaches for anything else.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from functools import cache
from hashlib import blake2b
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Crumb:
    """``path`` is from the site's root, ``None`` for the page itself."""

    title: str
    path: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What every HTML page says of itself. ``feed`` is the Atom feed of the page's own list.

    ``built`` is set only where the page counts days, so that other pages stay as they are.
    ``forms`` is the folder in which the page's list lies in every form, ``None`` if it is no list.
    """

    title: str
    description: str
    section: str = ""
    crumbs: tuple[Crumb, ...] = ()
    feed: str = "feed.atom"
    built: str = ""
    forms: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """``path`` is the file's, from the site's root; ``searched`` pages go into the search index."""

    path: str
    template: str
    context: Any
    searched: bool = False

    @property
    def address(self) -> str:
        """The path as readers see it: without index.html."""
        return self.path.removesuffix("index.html")


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _plain(value: Any) -> list[Any]:
    return [getattr(value, name) for name in _names(value.__class__)]


def digest(page: Page, engine: str) -> str:
    """``engine`` stands for everything that all pages share: code, templates, the site's name."""
    said = json.dumps(
        [engine, page.path, page.template, page.context], default=_plain, ensure_ascii=False
    )
    return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
