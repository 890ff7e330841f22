"""Text of a page to an lxml tree, bounded in size and depth.

libxml2 builds in linear time what html5ever builds in quadratic time out of hostile markup
(200,000 open ``<div>``: 3 ms against 130 s), so everything else works on its trees.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TypeAlias, cast

from lxml import etree

Element: TypeAlias = etree._Element

LIMIT = 5_000_000
"""Characters of a page that are read; the rest is ignored."""

TAGS = 100_000
"""Tags of a page that are read: a bound on work, five times what the largest real pages have."""

DEPTH = 120
"""Elements inside each other; what is nested deeper is flattened, its text stays."""

DEEPEST = etree.XPath("/*" * (DEPTH + 1))
TAG = re.compile(r"<(/?)([a-zA-Z][^\s<>/]*)[^<>]*>")
VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "li", "dt", "dd", "p", "option", "tr", "td", "th", "thead", "tbody", "tfoot",
}  # fmt: skip
"""Void elements, and those that a sibling closes: they do not nest by themselves."""

UNREAD = {
    "applet", "area", "audio", "base", "button", "canvas", "embed", "frame", "frameset", "head",
    "iframe", "input", "link", "map", "math", "meta", "object", "option", "script", "select",
    "source", "style", "svg", "template", "textarea", "title", "track", "video",
}  # fmt: skip
"""Elements without text of the page."""

HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.IGNORECASE)


def parse(text: str) -> Element:
    """Parse a page or a fragment. The result is ``<html>`` with a body, whatever was given."""
    text = _cut(text[:LIMIT])
    root = _parsed(text)
    if DEEPEST(root):
        root = _parsed(TAG.sub(_Flattener(), text))
        for element in cast("list[Element]", DEEPEST(root)):
            whole = "".join(cast("list[str]", list(element.itertext())))
            element[:] = []
            element.text = whole
    return root


def is_hidden(element: Element) -> bool:
    """Say whether the markup itself hides an element; what style sheets do is not known."""
    style = element.get("style")
    return bool(style and HIDDEN.search(style)) or element.get("hidden") is not None


def _cut(text: str) -> str:
    if text.count("<") <= TAGS:
        return text
    return text[: next(islice(re.finditer("<", text), TAGS, None)).start()]


def _parsed(text: str) -> Element:
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    data = text.replace("\0", "\ufffd").encode("utf-8", "replace").strip() or b"<p></p>"
    # Of nothing but a comment libxml2 makes no tree at all.
    root = etree.fromstring(data, parser)
    return etree.fromstring(b"<p></p>", parser) if root is None else root


class _Flattener:
    """Drops the tags that open deeper than half of ``DEPTH`` and those that close them."""

    def __init__(self) -> None:
        self.depth = self.dropped = 0

    def __call__(self, tag: re.Match[str]) -> str:
        if tag[2].lower() in VOID:
            return tag[0]
        if not tag[1]:
            if self.depth >= DEPTH // 2:
                self.dropped += 1
                return " "
            self.depth += 1
        elif self.dropped:
            self.dropped -= 1
            return " "
        elif self.depth:
            self.depth -= 1
        return tag[0]
