"""The parts of an article as clean HTML: a dozen elements, no attribute but an address."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import nh3

from scraper.page.parts import Items, Line, Paragraph, Part, Quote, Rule, Table, Words

TAGS = {
    "a", "blockquote", "br", "em", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p",
    "strong", "table", "td", "th", "tr", "tbody", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "ol": {"start"}}


def html(parts: Iterable[Part]) -> str:
    """Write parts down. What we wrote is washed once more, as if it were a stranger's."""
    return nh3.clean(
        "\n".join(map(_block, parts)),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )


def _block(part: Part) -> str:
    match part:
        case Paragraph():
            tag = f"h{part.level}" if part.level else "p"
            return f"<{tag}>{'<br>'.join(map(_line, part.lines))}</{tag}>"
        case Items():
            items = "".join(f"<li>{''.join(map(_block, item))}</li>" for item in part.items)
            return f"<ul>{items}</ul>" if part.first is None else f"{_ol(part.first)}{items}</ol>"
        case Quote():
            return f"<blockquote>{''.join(map(_block, part.parts))}</blockquote>"
        case Table():
            head, *rows = part.rows
            return f"<table>{_row(head, 'th')}{''.join(_row(row, 'td') for row in rows)}</table>"
        case Rule():
            return "<hr>"


def _ol(first: int) -> str:
    return "<ol>" if first == 1 else f'<ol start="{first}">'


def _row(cells: Iterable[Line], tag: str) -> str:
    return f"<tr>{''.join(f'<{tag}>{_line(cell)}</{tag}>' for cell in cells)}</tr>"


def _line(line: Line) -> str:
    return "".join(map(_words, line))


def _words(words: Words) -> str:
    text = escape(words.text)
    if words.image:
        text = f'<img src="{escape(words.image)}" alt="{text}">'
    if words.mark.em:
        text = f"<em>{text}</em>"
    if words.mark.strong:
        text = f"<strong>{text}</strong>"
    return f'<a href="{escape(words.mark.link)}">{text}</a>' if words.mark.link else text
