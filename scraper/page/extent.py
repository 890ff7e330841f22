"""From where to where an article goes, and which columns of the page carry it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from scraper.page.blocks import Node, Outline
from scraper.page.column import FLOWING, Columns, kind_of

STRONG = 0.3
"""Share of the main column's weight that makes another column part of the article."""

FADING = 40
"""Blocks of furniture after the title that halve the weight of what follows."""

GAP = 6
"""Blocks of something else between two columns of one article, at most."""

INSET = 3
"""Lines of something else inside a column, at most."""


class Extent:
    """``start`` to ``end`` are the article's blocks with its insets; empty if nothing is one.

    ``weights`` are those of the page corrected by place. ``top`` are the main column's paragraphs.
    """

    def __init__(
        self,
        outline: Outline,
        weights: Sequence[float],
        marked: Sequence[bool],
        title: int | None,
    ) -> None:
        self.blocks = outline.blocks
        self.columns = Columns(outline)
        self.marked = marked
        self.weights = self._placed(weights, marked, title)
        box = _widened(self._box(outline.nodes))
        self.start = box.start if title is None else title + 1
        limit = self._with_alike(box)
        sizes = self._sizes(self.start, limit)
        most = max(sizes.values(), default=0.0)
        self.main = {key for key, size in sizes.items() if size >= STRONG * most}
        self.top = [
            index
            for index in range(self.start, limit)
            if self.weights[index] > 0 and sizes[self._key(index)] == most
        ]
        self.top_set = frozenset(self.top)
        self.end = self._end(limit) if self.top else self.start

    def in_main(self, index: int) -> bool:
        return self._key(index) in self.main

    def _key(self, index: int) -> int:
        return id(self.columns.hosts[index])

    def _placed(
        self, weights: Sequence[float], marked: Sequence[bool], title: int | None
    ) -> list[float]:
        """None before the title or in furniture; less, the farther below the title."""
        placed, junk = [], 0
        for index, weight in enumerate(weights):
            if title is not None and index <= title:
                placed.append(0.0)
            elif marked[index]:
                placed.append(min(weight, -1.0))
            elif weight > 0:
                placed.append(weight / (1 + junk / FADING))
            else:
                placed.append(0.0 if self.columns.in_table[index] else weight)
            junk += title is not None and index > title and weight <= 0
        return placed

    def _box(self, nodes: Sequence[Node]) -> Node:
        """The element with the most text for the least furniture, the smallest such."""
        sums = [0.0, *accumulate(self.weights)]
        return max(nodes, key=lambda n: (sums[n.end] - sums[n.start], n.start - n.end))

    def _with_alike(self, box: Node) -> int:
        """The end of the box, or of columns after it that are made the same way."""
        kinds = {
            kind_of(self.columns.hosts[i]) for i in self._prose(max(self.start, box.start), box.end)
        }
        limit = box.end
        for index in self._prose(box.end, len(self.blocks)):
            if index - limit > GAP:
                break
            if kind_of(self.columns.hosts[index]) in kinds:
                limit = index + 1
        return limit

    def _prose(self, start: int, end: int) -> list[int]:
        return [index for index in range(start, end) if self.weights[index] > 0]

    def _sizes(self, start: int, end: int) -> dict[int, float]:
        sizes: dict[int, float] = {}
        for index in self._prose(start, end):
            key = self._key(index)
            sizes[key] = sizes.get(key, 0.0) + self.weights[index]
        return sizes

    def _end(self, limit: int) -> int:
        """Where the last column ends, or where comments begin."""
        end = 1 + max(i for i in self._prose(self.start, limit) if self.in_main(i))
        end = self._with_lines_below(end)
        half = sum(self.weights[i] for i in self.top) / 2
        before = 0.0
        for index in range(self.top[0], end):
            block = self.blocks[index]
            if before > half and block.words < 14 and block.opens("comments"):
                return index
            before += self.weights[index] if index in self.top_set else 0.0
        return end

    def _with_lines_below(self, end: int) -> int:
        """Short lines of the same column too: a list, an address, past a picture's caption."""
        at = end
        while at < len(self.blocks) and at - end < INSET and not self.marked[at]:
            at += 1
            if self.in_main(at - 1):
                end = at
        return end


def _widened(node: Node) -> Node:
    """The column of a text, when only one paragraph of it was prose."""
    while node.parent and node.tag in FLOWING:
        node = node.parent
    return node
