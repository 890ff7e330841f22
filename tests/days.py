"""Days of announcements in tables: sentences parted by two strokes, days by two stops."""

from __future__ import annotations

from datetime import date

from scraper.facts.document import Document
from scraper.facts.periods import Periods, periods


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
