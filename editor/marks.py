"""The text of an announcement with the words marked that facts were read from, by number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from builder.parts.evidence import plain

SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of text; ``numbers`` are those of the facts it proves, empty for plain text."""

    text: str
    numbers: tuple[int, ...] = ()


def paragraphs(body: str, quotes: Sequence[str]) -> list[list[Piece]]:
    """The body's paragraphs in pieces. ``quotes`` are numbered from 1; an empty one marks nothing,
    and one that does not stand in the text is left out."""
    text = plain(body)
    spans: list[tuple[int, int, int]] = []
    for number, quote in enumerate(quotes, 1):
        if found := find(text, quote):
            spans.append((*found, number))
    cuts = sorted({0, len(text), *(at for one in spans for at in one[:2])})
    out: list[list[Piece]] = [[]]
    for start, end in pairwise(cuts):
        numbers = tuple(n for low, high, n in spans if low <= start and end <= high)
        for order, part in enumerate(re.split(r"\n\s*\n", text[start:end])):
            if order:
                out.append([])
            if part.strip():
                out[-1].append(Piece(text=part, numbers=numbers))
    return [pieces for pieces in out if pieces]


def find(text: str, quote: str) -> tuple[int, int] | None:
    """Where a quote stands, whatever the white space between its words."""
    told = SPACE.split(plain(quote).strip())
    if not told[0]:
        return None
    match = re.search(r"\s+".join(map(re.escape, told)), text)
    return match.span() if match else None
