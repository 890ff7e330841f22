"""Markup of an article to its parts."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby, islice

from scraper.page import links
from scraper.page.grid import Grid
from scraper.page.parts import (
    SILENT,
    Items,
    Line,
    Mark,
    Paragraph,
    Part,
    Quote,
    Rule,
    Table,
    Words,
    lines_of,
)
from scraper.page.tree import UNREAD, Element, is_hidden

DEEPEST = 6
"""Lists and quotes inside each other that are told apart."""

MOST = 50_000
"""Elements that are read: a bound on work, ten times what the longest announcement has."""

BREAKING = {
    "address", "article", "aside", "body", "caption", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "html",
    "legend", "li", "main", "menu", "nav", "noindex", "noscript", "ol", "p", "pre", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "blockquote",
}  # fmt: skip
HEADINGS = {"h1": 2, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
"""The first level belongs to the page's own title."""

STRUCTURES = {"ul", "ol", "blockquote", "table"}
SPACE = re.compile(r"\s+")
BREAK = Words("\n")


def fragment(element: Element, base_url: str, *, chosen: bool = False) -> tuple[Part, ...]:
    """Read an element's content. Relative links start from ``base_url``.

    ``chosen``: what is left of the element was chosen already, so that even hidden text counts,
    and pictures do not.
    """
    builder = _Builder(_Shared(base_url, chosen=chosen))
    builder.walk(element, Mark())
    return builder.end()


class _Shared:
    """What all builders of one fragment share."""

    def __init__(self, base: str, *, chosen: bool) -> None:
        self.base, self.chosen = base, chosen
        self.shown: set[str] = set()
        self.left = MOST

    def skips(self, element: Element) -> bool:
        return element.tag in UNREAD or (not self.chosen and is_hidden(element))


class _Builder:
    """Collects words into paragraphs; lists, quotes and cells get a builder of their own."""

    def __init__(self, shared: _Shared, depth: int = 0) -> None:
        self.shared, self.depth = shared, depth
        self.parts: list[Part] = []
        self.words: list[Words] = []

    def end(self) -> tuple[Part, ...]:
        self.flush()
        return tuple(self.parts)

    def read(self, element: Element, mark: Mark) -> tuple[Part, ...]:
        inner = _Builder(self.shared, self.depth + 1)
        inner.content(element, mark)
        return inner.end()

    def walk(self, element: Element, mark: Mark) -> None:
        tag = str(element.tag)
        self.shared.left -= 1
        if self.shared.left < 0 or self.shared.skips(element):
            return
        if tag in ("br", "hr", "img") or (tag == "noscript" and not self.shared.chosen):
            self.single(element, mark)
        elif tag in HEADINGS:
            self.flush()
            self.content(element, mark)
            self.words = [replace(w, mark=replace(w.mark, strong=False)) for w in self.words]
            self.flush(HEADINGS[tag])
        elif tag in STRUCTURES and self.depth < DEEPEST:
            self.structure(element, mark)
        else:
            self.content(element, _marked(element, mark, self.shared.base), breaks=tag in BREAKING)

    def single(self, element: Element, mark: Mark) -> None:
        """An element that holds no words. Of ``<noscript>`` only pictures count."""
        if element.tag == "br":
            self.words.append(BREAK)
        elif element.tag == "hr":
            self.add(Rule())
        else:
            for img in element.iter("img"):
                self.picture(img, mark)

    def structure(self, element: Element, mark: Mark) -> None:
        if element.tag in ("ul", "ol"):
            self.add(self.items(element, mark))
        elif element.tag == "blockquote":
            parts = self.read(element, mark)
            self.add(Quote(parts) if parts else None)
        else:
            self.table(element, mark)

    def content(self, element: Element, mark: Mark, *, breaks: bool = False) -> None:
        if breaks:
            self.flush()
        self.say(element.text, mark, lines=element.tag == "pre")
        for child in element:
            self.walk(child, mark)
            self.say(child.tail, mark, lines=element.tag == "pre")
        if breaks:
            self.flush()

    def say(self, text: str | None, mark: Mark, *, lines: bool = False) -> None:
        text = SILENT.sub("", text or "")
        for at, line in enumerate(text.split("\n") if lines else [text]):
            if at:
                self.words.append(BREAK)
            if line:
                self.words.append(Words(SPACE.sub(" ", line), mark))

    def picture(self, element: Element, mark: Mark) -> None:
        url = None if self.shared.chosen else links.image(self.shared.base, element)
        if url and url not in self.shared.shown and element.get("width") not in ("0", "1"):
            self.shared.shown.add(url)
            alt = SPACE.sub(" ", SILENT.sub("", element.get("alt") or "")).strip()
            self.words.append(Words(alt[:300], replace(mark, strong=False, em=False), url))

    def items(self, element: Element, mark: Mark) -> Part | None:
        items: list[tuple[Part, ...]] = []
        for child in islice(element, max(0, self.shared.left)):
            if self.shared.skips(child):
                continue
            if child.tag not in ("ul", "ol"):
                items.append(self.read(child, mark))
            elif nested := _Builder(self.shared, self.depth + 1).items(child, mark):
                items.append((*(items.pop() if items else ()), nested))
        items = [item for item in items if item]
        start = element.get("start") or "1"
        first = int(start) if start.isdecimal() and len(start) < 6 else 1
        return Items(tuple(items), first if element.tag == "ol" else None) if items else None

    def table(self, element: Element, mark: Mark) -> None:
        """A table of data is kept; one that only lays out the page is read cell by cell."""
        self.flush()
        grid = Grid(element)
        cells = [[self.read(cell, mark) for cell in row] for row in grid.cells]
        caption = next(element.iterchildren("caption"), None)
        if caption is not None:
            self.content(caption, mark, breaks=True)
        if grid.is_data([[list(lines_of(parts)) for parts in row] for row in cells]):
            rows = [[_joined(parts) for parts in row] for row in cells]
            self.add(Table(grid.squared(rows)))
        else:
            for row in cells:
                for parts in row:
                    self.parts.extend(parts)

    def add(self, part: Part | None) -> None:
        self.flush()
        if part is not None:
            self.parts.append(part)

    def flush(self, level: int = 0) -> None:
        """End the paragraph; two breaks in a row part paragraphs too."""
        words, self.words = self.words, []
        lines: list[Line] = []
        for is_break, group in groupby(words, BREAK.__eq__):
            run = list(group)
            if not is_break:
                lines.append(_trimmed(run))
            elif len(run) > 1 and not level:
                lines.append(())
        paragraph: list[Line] = []
        for line in [*lines, ()]:
            if line:
                paragraph.append(line)
            elif paragraph:
                self.parts.append(Paragraph(tuple(paragraph), level))
                paragraph = []


def _marked(element: Element, mark: Mark, base: str) -> Mark:
    tag = element.tag
    if tag == "a":
        return replace(mark, link=links.link(base, element.get("href")) or mark.link)
    if tag in ("b", "strong", "dt"):
        return replace(mark, strong=True)
    if tag in ("i", "em"):
        return replace(mark, em=True)
    return mark


def _trimmed(words: list[Words]) -> Line:
    """One line without spaces at its ends and without double ones; empty if it says nothing."""
    out: list[Words] = []
    space = True
    for one in words:
        text = one.text
        if not one.image and space:
            text = text.lstrip(" ")
        if text or one.image:
            out.append(replace(one, text=text))
            space = text.endswith(" ") and not one.image
    while out and not out[-1].image and not (text := out[-1].text.rstrip(" ")):
        out.pop()
    if out and not out[-1].image:
        out[-1] = replace(out[-1], text=out[-1].text.rstrip(" "))
    return tuple(out)


def _joined(parts: tuple[Part, ...]) -> Line:
    """The lines of a cell as one."""
    joined: list[Words] = []
    for line in lines_of(parts):
        joined += [Words(" "), *line] if joined else line
    return tuple(joined)
