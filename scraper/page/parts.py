"""An article as a handful of plain types: paragraphs, headings, lists, quotes, tables.

What they cannot say (scripts, handlers, styles, frames, strange schemes) no writer can pass on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

SILENT = re.compile(
    "[\u200b-\u200d\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]"
)
"""Characters that show nothing: zero widths, soft hyphens, controls."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How words look: the clean address they link to, and whether they stand out."""

    link: str | None = None
    strong: bool = False
    em: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Text with its mark. ``image`` is the address of a picture, ``text`` then describes it."""

    text: str
    mark: Mark = Mark()
    image: str | None = None


Line = tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``level`` is that of a heading, 2 to 6, or 0. Lines are parted by forced breaks."""

    lines: tuple[Line, ...]
    level: int = 0


@dataclass(frozen=True, slots=True)
class Items:
    """A list; ``first`` is the number of its first item, ``None`` if it is not numbered."""

    items: tuple[tuple[Part, ...], ...]
    first: int | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of another, set off."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of equal length; the first is the head."""

    rows: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across."""


Part = Paragraph | Items | Quote | Table | Rule


def lines_of(parts: Iterable[Part]) -> Iterator[Line]:
    """All lines in order, whatever holds them."""
    for part in parts:
        match part:
            case Paragraph():
                yield from part.lines
            case Items():
                for item in part.items:
                    yield from lines_of(item)
            case Quote():
                yield from lines_of(part.parts)
            case Table():
                yield from (cell for row in part.rows for cell in row if cell)


def text_of(line: Line) -> str:
    """What a reader sees of a line: its words without marks, without pictures."""
    return " ".join("".join(words.text for words in line if not words.image).split())
