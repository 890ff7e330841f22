"""A page cut down to what a few selectors lead to, before it becomes a tree that is slow to build.

What is cut stands beside the way to the places that fit: head, places and all around them stay.
Understands tags, classes, ids, attributes, descent and lists; anything finer means no cutting.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import cast

from lxml import etree

PART = re.compile(
    r"(?P<tag>[a-zA-Z][\w-]*|\*)?"
    r"(?P<rest>(?:\.[A-Za-z_][\w-]*|\#[A-Za-z_][\w-]*|\[[A-Za-z][\w-]*\])*)"
)
PIECE = re.compile(r"([.#\[])([\w-]+)")
BLANKS = " \t\r\n"


def pruned(text: str, selectors: Iterable[str | None]) -> str | None:
    """The page with no more than is needed for these selectors; ``None`` if it cannot be cut."""
    paths = [xpath(selector) for selector in selectors if selector]
    if not all(paths):
        return None
    parser = etree.HTMLParser(encoding="utf-8")
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
        if root is None:
            return None
        found = [cast("list[etree._Element]", path(root)) for path in paths if path]
        places = {place for one in found for place in one}
    except (etree.XMLSyntaxError, etree.XPathError, ValueError):
        return None
    ways = {above for place in places for above in place.iterancestors()}
    _cut(root, places, ways)
    return etree.tostring(root, method="html", encoding="unicode")


def _cut(root: etree._Element, places: set[etree._Element], ways: set[etree._Element]) -> None:
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if element in places:
            continue
        for child in list(element):
            if child in ways or child in places:
                waiting.append(child)
            elif child.tag not in ("head", "body"):
                element.remove(child)


@cache
def xpath(selector: str) -> etree.XPath | None:
    """The selector as XPath; ``None`` for one that this module does not understand."""
    branches = [_branch(branch.strip(BLANKS)) for branch in selector.split(",")]
    if not all(branches):
        return None
    return etree.XPath(" | ".join(filter(None, branches)))


def _branch(selector: str) -> str | None:
    path, axis = "", "//"
    for part in re.sub(r"\s*>\s*", " > ", selector).split():
        if part == ">":
            if axis == "/" or not path:
                return None
            axis = "/"
            continue
        match = PART.fullmatch(part)
        if match is None:
            return None
        path += axis + _step(match)
        axis = "//"
    return path if path and axis == "//" else None


def _step(match: re.Match[str]) -> str:
    tests = [_test(kind, name) for kind, name in PIECE.findall(match["rest"])]
    return (match["tag"] or "*").lower() + "".join(f"[{test}]" for test in tests)


def _test(kind: str, name: str) -> str:
    if kind == ".":
        return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"
    return f"@id='{name}'" if kind == "#" else f"@{name.lower()}"
