"""What stands in quotation marks, outermost marks only."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

OPEN = {"«": "»", "“": "”", "„": "“"}
OPENING = re.compile('[«“„"]')
CLOSE = {"»", "”"}
SAID = re.compile(r"\s*,?\s*[—–-]\s")
SPEECH = 60
"""Characters from which a quotation that a dash follows is what somebody said."""
LONGEST = 400
"""Characters in one pair of marks; a longer stretch means that a closing mark is missing."""


class Quotation(NamedTuple):
    """``text[start:end]`` with its marks; ``inner`` without."""

    start: int
    end: int
    inner: str


@lru_cache(maxsize=1024)
def quotations(text: str) -> tuple[Quotation, ...]:
    """Return the outermost quotations of a text, in order.

    Russian typing often closes two open marks with one («Центр «Сириус»), so an outer mark that
    nothing closes ends at the first closing mark.
    """
    found: list[Quotation] = []
    covered = 0
    for mark in OPENING.finditer(text):
        end = _end(text, mark.start()) if mark.start() >= covered else None
        if end is not None:
            found.append(Quotation(mark.start(), end, text[mark.start() + 1 : end - 1].strip()))
            covered = end
    return tuple(found)


def is_speech(text: str, quotation: Quotation) -> bool:
    """Whether a quotation is somebody's words («…», — сказал он), and no name."""
    words = quotation.end - quotation.start > SPEECH
    return words and SAID.match(text, quotation.end) is not None


def _end(text: str, start: int) -> int | None:
    if text[start] == '"':
        close = text.find('"', start + 1, start + LONGEST)
        return close + 1 if close > start + 1 else None
    return _balanced(text, start)


def _balanced(text: str, start: int) -> int | None:
    depth, first = 0, None
    for at in range(start, min(len(text), start + LONGEST)):
        char = text[at]
        if char in CLOSE or (char == "“" and depth and text[start] == "„"):
            depth, first = depth - 1, first or at
        elif char in OPEN:
            depth += 1
        if depth == 0:
            return at + 1
    return None if first is None else first + 1
