"""Articles for the tests of facts: paragraphs as given, with no guessing of a page's parts."""

from __future__ import annotations

from scraper.facts.document import Document
from scraper.facts.language.sentence import sentences


def article(*paragraphs: str, title: str | None = None) -> Document:
    return Document(
        title=title,
        paragraphs=paragraphs,
        sentences=tuple(s for p in paragraphs for s in sentences(p)),
        chrome=(),
        published=None,
        published_quote=None,
    )
