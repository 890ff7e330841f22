"""The title of a page: the block that shows it, and its words without the site's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from scraper.facts.layout.published import is_date_line
from scraper.page.blocks import Block, Outline
from scraper.page.metadata import Metadata
from scraper.page.parts import SILENT
from scraper.page.weight import linked
from scraper.page.words import folded, names, sections

LEVELS = {"h1": 0.6, "h2": 0.5, "h3": 0.4, "h4": 0.3}
ENOUGH = 0.75
"""Score of a line that is taken for the title before the text is known."""

LONGEST = 300
ABOVE = 8
"""Lines above a text where its title may stand."""

HOME = re.compile(r"\s*(?:(?:https?:)?//[^/?#]{1,300})?/?\s*")
LONG_WORD = re.compile(r"[^\W\d_]{3,}")
SEPARATOR = re.compile(r"\s+[|—–•·/\\»›:-]{1,3}\s+|\s?(?:\||::)\s?")


def title_block(
    outline: Outline, weights: Sequence[float], marked: Sequence[bool], head: Metadata
) -> int | None:
    """Find the block that shows the title. ``None`` if none does for certain."""
    known = [(folded(t), frozenset(map(folded, SEPARATOR.split(t)))) for t in head.titles]
    site = folded(head.site or "")
    sums = [0.0, *accumulate(max(weight, 0.0) for weight in weights)]
    best, best_score = None, ENOUGH
    for block in outline.blocks:
        text = block.folded
        if not text or len(block.text) > LONGEST or text == site or _leads_home(block):
            continue
        match, look = _match(text, known), _look(block)
        column = block.node.parent or block.node
        inside = sums[block.index] > sums[column.start]  # a heading with text above it
        if not match and (look <= 0 or inside):
            continue
        score = match + look - (0.4 if marked[block.index] else 0) + _place(block.index, weights)
        if score > best_score and text not in sections():
            best, best_score = block.index, score
    return best


def _leads_home(block: Block) -> bool:
    return linked(block) == 1 and all(map(HOME.fullmatch, block.hrefs))


def _match(text: str, known: Sequence[tuple[str, frozenset[str]]]) -> float:
    """How well a line agrees with what the head says: a title and its parts."""
    return max((_agreement(text, title, parts) for title, parts in known), default=0.0)


def _agreement(text: str, title: str, parts: frozenset[str]) -> float:
    if text == title:
        return 1.0
    if text in parts:
        return 0.8
    if 4 * len(text) >= len(title) and (title.startswith(f"{text} ") or title.endswith(f" {text}")):
        return 0.8
    return 0.7 if len(title) > 25 and text.startswith(title) else 0.0


def _look(block: Block) -> float:
    """How much a line looks like a title, whatever it says."""
    look = LEVELS.get(block.node.tag, 0.0)
    element = block.node.element
    if element.get("itemprop") in ("headline", "name"):
        look += 0.5
    if look < 0.6 and names(element, "titles"):
        look += 0.25
    return look - 0.5 if linked(block) > 0.5 else look


def _place(index: int, weights: Sequence[float]) -> float:
    """Text soon after a line makes it likelier a title."""
    following = weights[index + 1 : index + 31]
    near = sum(max(w, 0.0) / (1 + at / 10) for at, w in enumerate(following))
    return min(near, 100.0) / 150


def title_above(
    outline: Outline, weights: Sequence[float], kept: Sequence[int], head: Metadata
) -> int | None:
    """Find the title by its place over a text: a heading, a line in bold, at last any short line.

    Posts of channels have nothing but a first line in bold; old pages and pages without classes
    have not even that. A plain line counts only where the head has no title of its own.
    """
    first = next((index for index in kept if weights[index] > 0), None)
    if first is None:
        return None
    plain = 0.3 if _names_no_text(outline, head) else 0.0
    best, best_score = None, 0.0
    for index in range(first - 1, max(-1, first - ABOVE), -1):
        block = outline.blocks[index]
        look = _look(block)
        if look <= 0.2:
            look = 0.3 if _is_bold(block) else plain
        score = look - 0.02 * (first - index)
        if score > best_score and _may_be_title(block):
            best, best_score = index, score
    return best


def _is_bold(block: Block) -> bool:
    """Emoji before the words do not count; a whole sentence in bold is a lead."""
    return 1 < block.bold == block.words


def _may_be_title(block: Block) -> bool:
    if len(LONG_WORD.findall(block.text)) < 2 or is_date_line(block.text):
        return False
    if block.words > 40 or linked(block) > 0.2 or block.text.endswith((".", ":", ",")):
        return False
    if block.node.tag in ("li", "td", "th", "option", "legend") and not _is_bold(block):
        return False
    if block.opens("related", "comments", "service", "clocks"):
        return False
    return block.folded not in sections() and "©" not in block.text


def _names_no_text(outline: Outline, head: Metadata) -> bool:
    """Say whether the head names but a section or the site."""
    return all(_is_site_s(outline, folded(title)) for title in head.titles)


def _is_site_s(outline: Outline, name: str) -> bool:
    """Say whether a name is the site's or a section's, as its links and its ``©`` show."""
    if name in sections():
        return True
    shown = (block for block in outline.blocks if linked(block) == 1 or "©" in block.text)
    return any(name in block.folded for block in shown)


def title_text(outline: Outline, title: int | None, head: Metadata) -> str | None:
    """The title as the page shows it, else as its head says it, without the site's name."""
    if title is not None:
        return SILENT.sub("", _shown(outline.blocks[title], head)) or None
    for said in head.titles:
        words = SILENT.sub("", _without_site(outline, said, head.site))
        if words:
            return words
    return None


def _shown(block: Block, head: Metadata) -> str:
    """The line, without what is set beside the title in it («Комментарии: 45»)."""
    for said in head.titles:
        for words in (said, *SEPARATOR.split(said)):
            same = words.replace(" ", "") == block.text.replace(" ", "")
            if same or (len(words) > 25 and block.text.startswith(f"{words} ")):
                return words
    return block.text


def _without_site(outline: Outline, title: str, site: str | None) -> str:
    """Cut names of site and section off both ends; of two unknown parts the first is the title."""
    parts = SEPARATOR.split(title)
    marks = SEPARATOR.findall(title)
    names = {folded(site or "")}
    while parts and (folded(parts[-1]) in names or _is_site_s(outline, folded(parts[-1]))):
        parts.pop()
    while parts and (folded(parts[0]) in names or _is_site_s(outline, folded(parts[0]))):
        del parts[0], marks[:1]
    if len(parts) > 1 and len(parts) == len(marks) + 1 and parts[-1][:1].isupper():
        parts.pop()
    joined = [f"{part}{mark}" for part, mark in zip(parts, [*marks, ""], strict=False)]
    return "".join([*joined[:-1], *parts[-1:]]).strip()
