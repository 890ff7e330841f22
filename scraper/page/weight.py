"""How much each block looks like running text."""

from __future__ import annotations

import re

from scraper.page.blocks import Block
from scraper.page.dateline import is_dateline
from scraper.page.words import has

SENTENCE = re.compile(r"[.!?…][\"»”’')\]]{0,3}(?=\s|$)")
PAUSE = re.compile(r"[,;]|[:.!?…](?=\s|$)")
PROSE = 8
"""Words outside links that a block of running text has at least."""

SHORT = 4
"""Words that make a sentence, if it ends like one."""

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
    if is_dateline(block):
        return -1.0
    if is_legal(block):
        return -2.0
    if block.opens("contacts"):
        return 0.0
    if SHORT <= plain < PROSE and ends_sentence(block.text) and not share:
        return -1.0 if block.opens("clocks") else plain / 2
    if plain >= PROSE and (ends_sentence(block.text) or len(PAUSE.findall(block.text)) > 1):
        return min(plain, ENOUGH) * (1 - share) ** 2
    return -1.0


def is_legal(block: Block) -> bool:
    """A line of the site about itself: rights, cookies."""
    return "©" in block.text or has(block.folded, "legal")


def linked(block: Block) -> float:
    """Share of the words that are links."""
    return block.linked / block.words if block.words else 0.0


def ends_sentence(text: str) -> bool:
    return SENTENCE.search(text[-4:]) is not None
