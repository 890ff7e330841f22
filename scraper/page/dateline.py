"""Lines of a page that say when something was published, changed or seen, cut into single dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from scraper.facts.language.table import listed
from scraper.facts.layout.published import DATE, is_date_line
from scraper.page.blocks import Block
from scraper.page.words import folded, has

DASHED_TIME = re.compile(r"\s[–—-]\s(?=\d{1,2}:\d{2})")
"""«02/04/2026 - 09:33» is no range."""

LONGEST = 300
MOST_WORDS = 24


def dated_lines(blocks: Sequence[Block]) -> list[str]:
    """Lines that may state the date of publication; those of events are left out."""
    found = (piece for block in blocks for piece in _pieces(block.text))
    return [piece for piece in found if not has(folded(piece), "events")]


def is_dateline(block: Block) -> bool:
    """Say whether a line holds nothing but dates with their labels: it is none of the text."""
    if block.words > MOST_WORDS or not any(map(str.isdecimal, block.text)):
        return False
    pieces = _pieces(block.text)
    return is_date_line(block.text) or (len(pieces) > 1 and any(map(is_date_line, pieces)))


def _pieces(text: str) -> list[str]:
    """«Опубликовано 14.05.2025 | Изменено 16.07.2025» as two lines."""
    pieces = []
    for part in DASHED_TIME.sub(" ", text[:LONGEST]).split("|"):
        dates = list(DATE.finditer(part.lower()))
        between = part[dates[0].end() : dates[1].start()] if len(dates) == 2 else ""
        if not _labels().isdisjoint(folded(between).split()):
            pieces += [part[: dates[0].end()], part[dates[0].end() :]]
        else:
            pieces.append(part)
    return [piece.strip() for piece in pieces if piece.strip()]


@cache
def _labels() -> frozenset[str]:
    """«Изменено», «опубликовано»: words between two dates that part them; «по» makes a range."""
    return frozenset(word for word in listed("chrome", "published", "unpublished") if len(word) > 4)
