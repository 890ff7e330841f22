"""How much each block looks like running text."""

from __future__ import annotations

import re

from scraper.facts.published import is_date_line
from scraper.page.blocks import Block
from scraper.page.words import opens

SENTENCE = re.compile(r"[.!?…][\"»”’')\]]{0,3}(?=\s|$)")
PAUSE = re.compile(r"[,;]|[:.!?…](?=\s|$)")
PROSE = 8
"""Words outside links that a block of running text has at least."""

SHORT = 4
"""Words that make a sentence, if it ends like one."""

DATE_LINE = 16
"""Words of a line that may still be nothing but a date with its label."""

ENOUGH = 150
"""Words after which a block does not count for more: one long comment is no article."""


def weight(block: Block) -> float:
    """Above zero for running text, by its words; below for links and other short lines."""
    if not block.words:
        return -0.5
    share = linked(block)
    plain = block.words - block.linked
    if share > 0.6:
        return -2 - min(block.linked, 12) * 0.3
    if block.words < DATE_LINE and is_date_line(block.text):
        return -1.0
    if opens(block.folded, "contacts"):
        return 0.0
    if SHORT <= plain < PROSE and ends_sentence(block.text) and not share:
        return -1.0 if opens(block.folded, "clocks") else plain / 2
    if plain >= PROSE and (ends_sentence(block.text) or len(PAUSE.findall(block.text)) > 1):
        return min(plain, ENOUGH) * (1 - share) ** 2
    return -1.0


def linked(block: Block) -> float:
    """Share of the words that are links."""
    return block.linked / block.words if block.words else 0.0


def ends_sentence(text: str) -> bool:
    return SENTENCE.search(text[-4:]) is not None
