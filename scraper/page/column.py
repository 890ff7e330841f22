"""Which element each block's text runs in: the column, not the paragraph, item or cell."""

from __future__ import annotations

from collections import Counter

from scraper.page.blocks import Block, Node, Outline

FLOWING = {
    "p", "li", "ul", "ol", "dl", "dt", "dd", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6",
    "pre", "center",
}  # fmt: skip
"""Elements that lie in the stream of a text rather than hold it."""

CELL = 25
LARGEST_CELL = 150
"""Words in a table of data: in a cell on the mean, and at most. More is a column of the page."""


class Columns:
    """``hosts`` has the column of each block, ``in_table`` whether it is a cell of data."""

    def __init__(self, outline: Outline) -> None:
        self.blocks = outline.blocks
        self.data: dict[int, bool] = {}
        self.lines: dict[int, Counter[tuple[str, str]]] = {}
        self.hosts: list[Node] = []
        self.in_table: list[bool] = []
        for block in outline.blocks:
            node, celled = self._host(block.node)
            self.hosts.append(node)
            self.in_table.append(celled)

    def _host(self, node: Node) -> tuple[Node, bool]:
        celled = False
        while node.parent:
            if node.tag in FLOWING or self._is_paragraph(node):
                node = node.parent
                continue
            table = _table(node)
            if table is None or table.parent is None or not self._is_data(table):
                break
            node, celled = table.parent, True
        return node, celled

    def _is_paragraph(self, node: Node) -> bool:
        """A box with one line among others like it: how some editors write ``<p>``."""
        if node.tag != "div" or node.parent is None or not _is_line(node):
            return False
        key = id(node.parent)
        if key not in self.lines:
            self.lines[key] = Counter(kind_of(n) for n in node.parent.nodes if _is_line(n))
        return self.lines[key][kind_of(node)] > 1

    def _is_data(self, table: Node) -> bool:
        if id(table) not in self.data:
            self.data[id(table)] = self._looks_like_data(table)
        return self.data[id(table)]

    def _looks_like_data(self, table: Node) -> bool:
        rows = [row for part in (table, *table.nodes) for row in part.nodes if row.tag == "tr"]
        filled = [[cell for cell in row.nodes if cell.end > cell.start] for row in rows]
        cells = [self.blocks[cell.start : cell.end] for row in filled for cell in row]
        sizes = [_words(cell) for cell in cells]
        if sum(len(row) > 1 for row in filled) < 2 or not sum(sizes):
            return False
        if sum(sizes) > CELL * len(sizes) or max(sizes) > LARGEST_CELL:
            return False
        if any(_holds_table(cell) for row in filled for cell in row):
            return False
        return sum(block.linked for cell in cells for block in cell) * 2 < sum(sizes)


def _table(node: Node) -> Node | None:
    """The table that a cell, or what lies in one, belongs to."""
    for _ in range(8):
        if node.tag == "table":
            return node
        if node.parent is None or node.tag in ("body", "html"):
            return None
        node = node.parent
    return None


def kind_of(node: Node) -> tuple[str, str]:
    """What boxes made by one template share."""
    return node.tag, node.element.get("class") or ""


def _is_line(node: Node) -> bool:
    return not node.nodes and node.end - node.start == 1


def _words(blocks: list[Block]) -> int:
    return sum(block.words for block in blocks)


def _holds_table(node: Node) -> bool:
    return any(inner.tag == "table" or _holds_table(inner) for inner in node.nodes)
