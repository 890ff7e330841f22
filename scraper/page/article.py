"""Which blocks of a page are the article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scraper.facts.layout.published import is_date_line
from scraper.page import links
from scraper.page.blocks import Block, Outline
from scraper.page.dateline import is_dateline
from scraper.page.extent import Extent
from scraper.page.weight import PROSE, ends_sentence, linked
from scraper.page.words import has, sections

LONG_WORD = re.compile(r"[^\W\d_]{3,}")
LONGEST_SERVICE = 60
LONGEST_CAPTION = 40
LEAD = 18
"""Words that make a line beside a picture more than its caption."""


def article(
    outline: Outline,
    weights: Sequence[float],
    marked: Sequence[bool],
    title: int | None,
    base: str,
) -> tuple[int, ...]:
    """Choose the blocks of the article: the text that follows the title, without insets."""
    return tuple(_Chooser(Extent(outline, weights, marked, title), marked, title, base).kept())


class _Chooser:
    def __init__(
        self, extent: Extent, marked: Sequence[bool], title: int | None, base: str
    ) -> None:
        self.extent, self.marked, self.title, self.base = extent, marked, title, base
        self.blocks, self.weights = extent.blocks, extent.weights

    def kept(self) -> list[int]:
        kept: list[int] = []
        seen = {self.blocks[self.title].folded} if self.title is not None else set()
        among_links = False
        for index in range(self.extent.start, self.extent.end):
            block = self.blocks[index]
            among_links = among_links and (block.linked > 2 or is_date_line(block.text))
            if block.words < 16 and block.opens("related"):
                among_links = not block.linked
                continue
            words = block.folded
            again = block.words > 5 and words in seen and not self.is_item(block)
            if among_links or again or not self.belongs(block):
                continue
            seen.add(words)
            kept.append(index)
        while kept and self.is_label(kept[0]):
            del kept[0]
        while kept and self.is_label(kept[-1]):
            del kept[-1]
        if len(kept) > 1 and self.is_repeated(kept[0], kept[1:3]):
            del kept[0]
        return kept

    def is_item(self, block: Block) -> bool:
        """Items and cells may say the same as others."""
        return block.node.tag == "li" or self.extent.columns.in_table[block.index]

    def is_label(self, index: int) -> bool:
        """A date or a section's name, above or below the text."""
        block = self.blocks[index]
        if self.weights[index] > 0 or self.is_item(block):
            return False
        few = block.words < 6 and len(LONG_WORD.findall(block.text)) < 2
        if few and any(map(str.isdecimal, block.text)):
            return not block.opens("contacts")  # «28 марта», «15:40»
        return is_dateline(block) or block.folded in sections()

    def is_repeated(self, lead: int, following: Sequence[int]) -> bool:
        """Agencies open with a lead that their first paragraph says once more."""
        runs = _runs(self.blocks[lead])
        again = set().union(*(_runs(self.blocks[index]) for index in following))
        return len(runs) > 5 and len(runs & again) >= 0.9 * len(runs)

    def belongs(self, block: Block) -> bool:
        index = block.index
        if self.marked[index] or not block.words or self.is_service(block):
            return False
        if linked(block) > 0.6 and not self.is_own_link(block):
            return False
        if self.is_caption(block):
            return False
        if self.extent.in_main(index):
            return True
        return self.weights[index] > (0 if index < self.extent.top[0] else 12)

    def is_service(self, block: Block) -> bool:
        return block.words < LONGEST_SERVICE and block.opens("service")

    def is_own_link(self, block: Block) -> bool:
        """A line of links that is the text's own: to a form, a file, a letter, or in a sentence."""
        if not self.extent.in_main(block.index):
            return False
        if block.words - block.linked > 2 and ends_sentence(block.text):
            return True
        away = all(links.leads_away(self.base, href) for href in block.hrefs)
        return away and not has(block.folded, "channels")

    def is_caption(self, block: Block) -> bool:
        """A line that shares a box of its own with a picture, or names its author."""
        node = block.node
        while node.parent and node.parent.end - node.parent.start <= 2:
            if id(node.parent) in self.extent.main:
                break
            node = node.parent
        beside = node.images > 0 and node.end - node.start <= 2
        in_main = self.extent.in_main(block.index)
        if has(block.folded, "pictures") and (beside or not in_main):
            return block.words < LONGEST_CAPTION
        sentence = block.words > PROSE and ends_sentence(block.text)
        return beside and not in_main and not sentence and block.words < LEAD


def _runs(block: Block) -> set[tuple[str, ...]]:
    words = block.folded.split()
    return {tuple(words[at : at + 3]) for at in range(len(words) - 2)}
