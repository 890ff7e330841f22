"""Tables: which hold data and which only lay out a page, and their cells as an even grid."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.page.parts import Line, text_of
from scraper.page.tree import Element

WIDEST = 30
TALLEST = 2000
"""Columns and rows that are kept."""

LONG_CELL = 600
"""Characters; a cell that holds more, in several paragraphs, is a column of the page."""


class Grid:
    """The cells of a table, without those of tables inside it."""

    def __init__(self, table: Element) -> None:
        self.table = table
        self.cells = [list(row.iterchildren("td", "th"))[:WIDEST] for row in _rows(table)][:TALLEST]

    def is_data(self, lines: list[list[list[Line]]]) -> bool:
        """``lines`` are those of each cell."""
        filled = [[cell for cell in row if any(map(text_of, cell))] for row in lines]
        if sum(bool(row) for row in filled) < 2 or max(map(len, filled)) < 2:
            return False
        if self.table.find(".//table") is not None:
            return False
        return not any(
            len(cell) > 2 and sum(len(text_of(line)) for line in cell) > LONG_CELL
            for row in filled
            for cell in row
        )

    def squared(self, rows: Sequence[Sequence[Line]]) -> tuple[tuple[Line, ...], ...]:
        """Rows of equal length: a cell that spans several leaves the others empty."""
        taken: dict[tuple[int, int], bool] = {}
        placed: list[list[Line]] = []
        for y, (elements, row) in enumerate(zip(self.cells, rows, strict=True)):
            out: list[Line] = []
            for element, line in zip(elements, row, strict=True):
                while taken.get((y, len(out))):
                    out.append(())
                out.append(line)
                across, down = _span(element, "colspan"), _span(element, "rowspan")
                for below in range(1, min(down, len(rows) - y)):
                    taken |= {(y + below, len(out) - 1 + x): True for x in range(across)}
                out.extend([()] * (across - 1))
            placed.append(out[:WIDEST])
        width = max(map(len, placed), default=0)
        even = [(*row, *[()] * (width - len(row))) for row in placed if any(row)]
        used = [x for x in range(width) if any(row[x] for row in even)]
        return tuple(tuple(row[x] for x in used) for row in even)


def _rows(table: Element) -> list[Element]:
    found: list[Element] = []
    for child in table:
        if child.tag == "tr":
            found.append(child)
        elif child.tag in ("thead", "tbody", "tfoot"):
            found.extend(child.iterchildren("tr"))
    return found


def _span(element: Element, name: str) -> int:
    said = element.get(name) or "1"
    return max(1, min(WIDEST, int(said))) if said.isdecimal() and len(said) < 5 else 1
