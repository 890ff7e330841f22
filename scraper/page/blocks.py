"""A page as a list of blocks in reading order: what the eye takes as one line or paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from scraper.page.tree import Element
from scraper.page.words import LETTERS, folded, label, opens

BREAKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "html", "legend", "li", "main", "menu", "nav",
    "noindex", "noscript", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot",
    "th", "thead", "tr", "ul",
}  # fmt: skip
"""Elements that begin and end a line."""

LIMIT = 20_000
"""Blocks read of one page: a bound on work, ten times what the longest real page has."""

STUCK = re.compile(r"([a-zа-яё\d.,:])\0(?=[A-ZА-ЯЁ])")
"""Labels that only a style sheet keeps apart: ``<span>10:15</span><span>Просмотров</span>``."""

Slot = tuple[Element, str]
"""A place of text in the tree: the element, and whether it is its ``text`` or its ``tail``."""


@dataclass(slots=True)
class Block:
    """A line of the page. ``slots`` are the places in the tree its words stand in.

    ``folded`` is the text as words are compared, ``label`` what stands before its colon.
    """

    index: int
    node: Node
    text: str
    folded: str
    label: str
    slots: list[Slot]
    words: int = 0
    linked: int = 0
    bold: int = 0
    hrefs: list[str] = field(default_factory=list)

    def opens(self, *lists: str) -> bool:
        """Say whether the line begins as one of the lists of words.toml says."""
        return any(opens(self.folded, self.label, name) for name in lists)

    def blank(self) -> None:
        """Take the words out of the tree."""
        _blank(self.slots)


@dataclass(slots=True)
class Node:
    """An element that breaks lines; its blocks are those from ``start`` up to ``end``."""

    element: Element
    tag: str
    parent: Node | None
    start: int
    end: int = 0
    nodes: list[Node] = field(default_factory=list)
    images: int = 0


@dataclass(slots=True)
class Outline:
    """``blocks`` and ``nodes`` are in the order of the page; the first node is the root."""

    blocks: list[Block]
    nodes: list[Node]


def _blank(slots: list[Slot]) -> None:
    for element, place in slots:
        setattr(element, place, None)


def outline(root: Element) -> Outline:
    """Read the lines of a tree."""
    reader = _Reader()
    reader.walk(root, reader.open(root, None), link=None, bold=False)
    return reader.outline


Part = tuple[Element, str, str, str | None, bool]
"""A piece of text: where it stands, the text itself, what it links to, whether it is bold."""


class _Reader:
    def __init__(self) -> None:
        self.outline = Outline([], [])
        self.parts: list[Part] = []

    def walk(self, element: Element, node: Node, *, link: str | None, bold: bool) -> None:
        """Read an element's content into lines of ``node``."""
        self.say(element, "text", element.text, link, bold)
        for child in element:
            tag = child.tag
            if self.parts and (tag in BREAKS or tag in ("br", "hr")):
                self.flush(node)
            if tag in BREAKS:
                inner = self.open(child, node)
                self.walk(child, inner, link=link, bold=bold)
                self.close(inner, node)
            elif tag == "img":
                node.images += 1
            elif tag not in ("br", "hr"):
                inner_link = child.get("href", link) if tag == "a" else link
                self.walk(child, node, link=inner_link, bold=bold or tag in ("b", "strong"))
            self.say(child, "tail", child.tail, link, bold)
        if node.parent is None and node.element is element:
            self.close(node, None)

    def say(
        self, element: Element, place: str, text: str | None, link: str | None, bold: bool
    ) -> None:
        """Add text to the line; white space alone begins none."""
        if text and (self.parts or not text.isspace()):
            self.parts.append((element, place, text, link, bold))

    def open(self, element: Element, parent: Node | None) -> Node:
        node = Node(element, str(element.tag), parent, len(self.outline.blocks))
        self.outline.nodes.append(node)
        if parent:
            parent.nodes.append(node)
        return node

    def close(self, node: Node, parent: Node | None) -> None:
        self.flush(node)
        node.end = len(self.outline.blocks)
        if parent:
            parent.images += node.images

    def flush(self, node: Node) -> None:
        """End a line. What lies beyond the bound is taken out of the tree at once."""
        if not self.parts:
            return
        parts, self.parts = self.parts, []
        slots = [(part[0], part[1]) for part in parts]
        if len(self.outline.blocks) >= LIMIT:
            _blank(slots)
            return
        text = parts[0][2]
        if len(parts) > 1:
            text = STUCK.sub(r"\1 ", "\0".join([part[2] for part in parts])).replace("\0", "")
        text = " ".join(text.split())
        block = Block(len(self.outline.blocks), node, text, folded(text), label(text), slots)
        block.words = len(block.folded.split())
        for _, _, words, link, bold in parts:
            if link is None and not bold:
                continue
            count = block.words if len(parts) == 1 else len(LETTERS.findall(words))
            block.bold += count if bold else 0
            if link is not None and count:
                block.linked += count
                block.hrefs.append(link)
        self.outline.blocks.append(block)
