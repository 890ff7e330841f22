"""Markup to Markdown that shows the same words: in Python-Markdown and in CommonMark alike.

Own, since markdownify was measured: two breaks, bold or a link around paragraphs, tables inside
tables and lists inside cells come out broken, 300 nested elements are a RecursionError, and an
ordered list of 8,000 items takes 5 seconds (a sibling count for each).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from scraper.page.fragment import fragment
from scraper.page.parts import Items, Line, Paragraph, Part, Quote, Rule, Table, Words
from scraper.page.tree import parse

LIMIT = 200_000
"""Characters of Markdown; longer texts are cut between paragraphs."""

READ = 1_000_000
"""Characters of markup that are looked at."""

INDENT = "    "
"""Python-Markdown nests by four; CommonMark takes four after any bullet too."""

SPECIAL = re.compile(r"[\\`*\[\]]|(?<!\w)_|_(?!\w)")
TAG_OPENS = re.compile(r"<(?=[A-Za-z/!?])")
ENTITY = re.compile(r"&(?=#|\w{1,31};)")
OPENS_BLOCK = re.compile(r"^(#|>|[+-](?=\s|$)|\d{1,9}(?=[.)](?:\s|$)))")
RULE = re.compile(r"[\s=_*~-]{3,}")


def to_markdown(html: str, base_url: str) -> str:
    """Turn a publication's markup into Markdown. Relative links start from ``base_url``."""
    return markdown(fragment(parse(html[:READ]), base_url))


def markdown(parts: Iterable[Part]) -> str:
    """Write parts down, up to ``LIMIT``."""
    blocks: list[str] = []
    left = LIMIT
    for part in parts:
        block = _block(part)
        if block == "---" and (not blocks or blocks[-1] == "---"):
            continue
        if len(block) > left:
            block, left = _cut(block, left, whole_lines=bool(blocks)), 0
        if block:
            blocks.append(block)
        left -= len(block) + 2
        if left < 0:
            break
    if blocks and blocks[-1] == "---":
        blocks.pop()
    return "\n\n".join(blocks)


def _cut(block: str, at: int, *, whole_lines: bool) -> str:
    """What of a long block fits: its first lines, or words if it is all there is."""
    end = block.rfind("\n", 0, at)
    if end < 0 and not whole_lines:
        end = block.rfind(" ", 0, at)
    return block[: max(end, 0)]


def _block(part: Part) -> str:
    match part:
        case Paragraph(level=0):
            return _paragraph(part.lines)
        case Paragraph():
            return f"{'#' * part.level} {' '.join(map(_line, part.lines))}"
        case Items():
            return _items(part)
        case Quote():
            return "\n".join(f"> {line}".rstrip() for line in markdown(part.parts).split("\n"))
        case Table():
            return _table(part)
        case Rule():
            return "---"


def _paragraph(lines: Sequence[Line]) -> str:
    shown = [_opening(_line(line)) for line in lines]
    shown = [line for line in shown if line]
    if all(RULE.fullmatch(line.replace("\\", "")) for line in shown):
        return "---" if shown else ""
    return "  \n".join(line for line in shown if not RULE.fullmatch(line.replace("\\", "")))


def _items(part: Items) -> str:
    loose = any(sum(isinstance(p, Paragraph) for p in item) > 1 for item in part.items)
    gap = "\n\n" if loose else "\n"
    texts = [gap.join(block for block in map(_block, item) if block) for item in part.items]
    shown = []
    for at, text in enumerate(filter(None, texts)):
        bullet = "- " if part.first is None else f"{part.first + at}. "
        lines = text.split("\n")
        shown.append("\n".join([bullet + lines[0], *(INDENT + x if x else x for x in lines[1:])]))
    return gap.join(shown)


def _table(part: Table) -> str:
    rows = [[_line(cell).replace("|", "\\|") for cell in row] for row in part.rows]
    rows.insert(1, ["---"] * len(rows[0]))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _line(line: Line) -> str:
    """Words with their marks; neighbours that look alike share one pair of them."""
    shown = []
    for link, linked in groupby(line, key=lambda words: words.mark.link):
        text = "".join(
            _stressed("**", "".join(_emphasised(bold))) if strong else "".join(_emphasised(bold))
            for strong, bold in groupby(linked, key=lambda words: words.mark.strong)
        )
        shown.append(_around("[", text, f"]({link})") if link else text)
    return "".join(shown)


def _emphasised(line: Iterable[Words]) -> Iterable[str]:
    for em, run in groupby(line, key=lambda words: words.mark.em):
        text = "".join(map(_words, run))
        yield _stressed("*", text) if em else text


def _words(words: Words) -> str:
    text = ENTITY.sub("&amp;", SPECIAL.sub(r"\\\g<0>", words.text))
    text = TAG_OPENS.sub("&lt;", text)
    return f"![{text}]({words.image})" if words.image else text


def _stressed(mark: str, text: str) -> str:
    return _around(mark, text, mark)


def _around(before: str, text: str, after: str) -> str:
    """Put marks around a text, its outer spaces left outside."""
    core = text.strip(" ")
    if not core:
        return text
    at = text.index(core)
    return f"{text[:at]}{before}{core}{after}{text[at + len(core) :]}"


def _opening(line: str) -> str:
    """Escape what would make a line a heading, a quote or an item of a list."""
    found = OPENS_BLOCK.match(line)
    if not found:
        return line
    if found[0][0].isdecimal():
        return f"{found[0]}\\{line[found.end() :]}"
    return f"\\{line}"
