"""What a reader's browser needs to mark results of the search: which are new, whom each is for.

Lists carry the same on their rows; the search's rows come from its index, which knows no days.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from builder.edition import Edition
from builder.page import Page
from builder.parts.card import Entry

PATH = "static/marks.json"
REMEMBERED = timedelta(days=60)
"""A reader who comes back after longer finds new everything that is still open or ahead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarksFile:
    """By id: the day on which it came or last moved, and whom it is for while that matters."""

    marks: dict[str, tuple[str, str | None]]


def marks_file(edition: Edition) -> Iterator[Page]:
    known = {e.announcement.id: _marks(e) for e in edition.entries if _kept(e, edition.today)}
    yield Page(path=PATH, template="marks.json", context=MarksFile(marks=known))


def _kept(entry: Entry, today: date) -> bool:
    return _living(entry) or entry.card.news[:10] > (today - REMEMBERED).isoformat()


def _living(entry: Entry) -> bool:
    return entry.state.group in ("open", "ahead")


def _marks(entry: Entry) -> tuple[str, str | None]:
    return entry.card.news, entry.card.suit if _living(entry) else None
