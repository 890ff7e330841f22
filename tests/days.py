"""Days of announcements in tables: sentences parted by two strokes, days by two stops."""

from __future__ import annotations

from datetime import date, datetime

from scraper.facts.dates import DateSpan
from scraper.facts.document import Document
from scraper.facts.periods import Periods, periods

WRITTEN = datetime(2026, 3, 18, 15, 0)  # noqa: DTZ001
"""The day of writing where a table names none: a Wednesday."""


def written(text: str, published: str | None) -> Periods:
    sentences = tuple(text.split(" // "))
    page = Document(
        title=None,
        paragraphs=(" ".join(sentences),),
        sentences=sentences,
        chrome=(),
        published=None,
        published_quote=None,
    )
    return periods(page, date.fromisoformat(published) if published else None)


def rows(text: str) -> list[list[str]]:
    return [line.split(" | ") for line in text.strip().splitlines()]


def told(*facts: object) -> str:
    return "..".join(str(getattr(fact, "value", "")) for fact in facts)


def stretch(span: DateSpan | None) -> str:
    """The first and the last day of a span, each empty where it has none."""
    return "" if span is None else f"{span.start or ''}..{span.end or ''}"
