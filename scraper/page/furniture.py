"""Which blocks of a page are its furniture: menus, comments, forms, what all its pages share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import accumulate, groupby, islice, takewhile

from scraper.facts.layout.published import is_date_line
from scraper.page.blocks import Block, Node, Outline
from scraper.page.column import kind_of
from scraper.page.tree import is_hidden
from scraper.page.weight import is_legal, linked
from scraper.page.words import names, words

ALWAYS = {"nav", "aside", "footer"}
LEFT = 20.0
"""Weight of text that must stay outside what a class calls furniture, else the class lies."""

COLUMNS = {"body", "html", "table", "tbody", "tr"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
CARDS = 3
"""Links to other texts that make a list of them, made alike and side by side."""

LONGEST_LABEL = 8
MOST_LISTS = 50
LARGEST_CARD = 7
"""Lines of one such link."""

SAME_PAGE = 0.8
"""Share of lines in common that makes two pages one."""

Line = tuple[str, ...]


class Furniture:
    """What is furniture of a page, given where its title stands."""

    def __init__(self, outline: Outline, weights: Sequence[float]) -> None:
        self.legal = [is_legal(block) for block in outline.blocks]
        self.sums = [0.0, *accumulate(max(weight, 0.0) for weight in weights)]
        boxes = [n for n in outline.nodes if n.tag not in COLUMNS and n.start < n.end]
        self.always = [n for n in boxes if n.tag in ALWAYS]
        self.named = [n for n in boxes if n.tag not in ALWAYS and _is_named(n)]
        self.doubtful = [n for n in boxes if names(n.element, "doubtful")]
        self.lists = [*islice(_headed(outline), MOST_LISTS), *_cards(outline)]

    def marked(self, title: int | None) -> list[bool]:
        """Mark blocks. What holds the title, or most of the text, is no furniture."""
        marked = list(self.legal)
        ranges = [
            *((n.start, n.end) for n in self.always if self._rest(n) > 0),
            *((n.start, n.end) for n in self.named if self._is_spare(n, title)),
            *((n.start, n.end) for n in self.doubtful if self._rest(n) * 2 > self.sums[-1]),
            *self.lists,
        ]
        for start, end in ranges:
            if title is None or not start <= title < end or self.sums[start] == self.sums[end]:
                marked[start:end] = [True] * (end - start)
        return marked

    def _rest(self, node: Node) -> float:
        return self.sums[-1] - self.sums[node.end] + self.sums[node.start]

    def _is_spare(self, node: Node, title: int | None) -> bool:
        rest = self._rest(node)
        return rest * 2 > self.sums[-1] or (title is not None and rest >= LEFT)


def _is_named(node: Node) -> bool:
    if node.tag == "form" or node.element.get("role") in words("roles"):
        return True
    return names(node.element, "furniture") or is_hidden(node.element)


def _headed(outline: Outline) -> Iterator[tuple[int, int]]:
    """What stands under «Комментарии», to the end of the box, or under «Последние новости»."""
    for node in outline.nodes:
        if node.tag not in HEADINGS or node.parent is None or node.start == node.end:
            continue
        block = outline.blocks[node.start]
        if block.words >= LONGEST_LABEL:
            continue
        if block.opens("comments"):
            yield node.start, node.parent.end
        elif block.opens("related"):
            below = (n for n in node.parent.nodes if n.start >= node.end and n.end > n.start)
            cards = list(takewhile(partial(_is_card, outline), below))
            yield node.start, cards[-1].end if cards else node.end


def _cards(outline: Outline) -> Iterator[tuple[int, int]]:
    """Runs of boxes made alike, each with a link to another text."""
    for node in outline.nodes:
        if len(node.nodes) < CARDS:
            continue
        for _, run in groupby(node.nodes, key=kind_of):
            cards = list(run)
            if len(cards) >= CARDS and all(_is_card(outline, card) for card in cards):
                yield cards[0].start, cards[-1].end


def _is_card(outline: Outline, node: Node) -> bool:
    """A link to another text, perhaps with its date above and a line about it below."""
    blocks = outline.blocks[node.start : min(node.end, node.start + LARGEST_CARD + 1)]
    named = next((block for block in blocks if not is_date_line(block.text)), None)
    if named is None or len(blocks) > LARGEST_CARD:
        return False
    return named.linked > 2 and linked(named) > 0.5


def repeated(outline: Outline, others: Sequence[Outline]) -> list[bool]:
    """Mark lines that stand in the same place of the site's other pages."""
    if not others:
        return [False] * len(outline.blocks)
    ours = [_line(block) for block in outline.blocks]
    known: set[Line] = set()
    for other in others:
        theirs = {_line(block) for block in other.blocks}
        if len(theirs.intersection(ours)) < SAME_PAGE * len(set(ours)):
            known |= theirs
    return [line in known for line in ours]


def _line(block: Block) -> Line:
    """A line's words and the elements around it: a teaser elsewhere is not the text itself."""
    line = [block.folded or block.text]
    node: Node | None = block.node
    for _ in range(3):
        if node is not None:
            line.append(f"{node.tag}.{node.element.get('class') or ''}")
            node = node.parent
    return tuple(line)
