"""One edition of the site: all that its pages may be made from, gathered once.

A family of pages is a function from an edition to pages; :mod:`builder.plan` lists the families.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from builder.forms.dataset import Records
    from builder.page import Page
    from builder.pages.programmes import Programme
    from builder.parts.card import Entry
    from builder.site import Site
    from builder.state.memory import Memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """``entries`` are oldest first; ``programmes`` those that have a page, by slug."""

    entries: tuple[Entry, ...]
    programmes: Mapping[str, Programme]
    records: Records
    memory: Memory
    site: Site
    today: date


Family = Callable[[Edition], "Iterable[Page]"]
