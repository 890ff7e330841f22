"""The lines around an article that may say when it was published, and by whose they are not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain

from scraper.facts.language.table import listed
from scraper.facts.layout.published import DATE
from scraper.page.blocks import Block, Node, Outline
from scraper.page.dateline import is_dateline
from scraper.page.tree import Element
from scraper.page.weight import is_legal, linked
from scraper.page.words import has

BEFORE, AFTER = 6, 12
"""Lines above the title and below the article that belong to it."""

CARD = 4
"""Lines of a box that announces another text."""

LONG_WORD = re.compile(r"[^\W\d_]{4,}")
HEADINGS = ("h1", "h2", "h3", "h4")


class Surroundings:
    """``frame`` is the largest element around title and text with little else in it."""

    def __init__(self, outline: Outline, title: int | None, kept: Sequence[int]) -> None:
        self.blocks = outline.blocks
        self.title = title
        inner = [*([title] if title is not None else []), *kept]
        self.first, self.last, self.text = min(inner), max(inner), min(kept)
        node = outline.blocks[self.first].node
        while node.parent and not node.start <= self.first <= self.last < node.end:
            node = node.parent
        starts = [w.start for w in _around(node) if self.first - w.start <= BEFORE]
        ends = [w.end for w in _around(node) if w.end - self.last - 1 <= AFTER]
        self.start = min([max(node.start, self.first - BEFORE), *starts])
        self.end = max([min(node.end, self.last + 1 + AFTER), *ends])
        near = [w for w in _around(node) if w.start >= self.start and w.end <= self.end]
        self.frame = near[-1] if near else node

    def before(self) -> list[Block]:
        """Lines from above the title down to the text."""
        return [b for b in self.blocks[self.start : self.text] if self._is_own(b)]

    def after(self) -> list[Block]:
        """Lines below the text, up to where other texts or comments begin."""
        below = self.blocks[self.last + 1 : self.end]
        return [block for block in _until_others(below) if self._is_own(block)]

    def _is_own(self, block: Block) -> bool:
        """Not the title, the site's clock, or the date of another text beside its link."""
        if block.index == self.title or is_legal(block):
            return False
        if block.opens("clocks") and DATE.search(block.text.lower()) is not None:
            return False
        box = block.node.parent or block.node
        small = box.end - box.start <= CARD and not box.start <= self.first < box.end
        shared = self.blocks[box.start : box.end] if small else [block]
        return not any(map(_names_another, shared))

    def times(self) -> Iterator[str]:
        """What ``<time>`` and ``itemprop`` say in and beside these lines."""
        for block in chain(self.before(), self.after()):
            if has(block.folded, "events") or not _others().isdisjoint(block.folded.split()):
                continue
            for element, _ in block.slots:
                yield from _machine_time(element, block.node.element)


@cache
def _others() -> frozenset[str]:
    """Words that make a date another than that of publication."""
    return listed("chrome", "unpublished")


def _around(node: Node) -> Iterator[Node]:
    """An element and those around it, without the page itself."""
    step: Node | None = node
    while step is not None and step.tag not in ("body", "html"):
        yield step
        step = step.parent


def _machine_time(element: Element, top: Element) -> Iterator[str]:
    step: Element | None = element
    while step is not None:
        if step.get("itemprop") == "dateModified":
            return
        if step.tag == "time" or step.get("itemprop") == "datePublished":
            yield step.get("datetime") or step.get("content") or ""
        if step is top:
            return
        step = step.getparent()


def _names_another(block: Block) -> bool:
    """A link with words enough for the title of another text."""
    return block.linked > 2 and len(LONG_WORD.findall(block.text)) > 2


def _until_others(blocks: Sequence[Block]) -> list[Block]:
    """Lines up to comments, a heading or a link to another text, which takes its date along."""
    found: list[Block] = []
    for block in blocks:
        if block.node.tag in HEADINGS or block.opens("comments"):
            break
        if block.opens("related"):
            if block.linked:
                continue
            break
        if linked(block) > 0.6 and _names_another(block) and not block.opens("service"):
            if found and is_dateline(found[-1]):
                found.pop()
            break
        found.append(block)
    return found
