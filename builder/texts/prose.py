"""An announcement's text as HTML: Markdown made safe.

The only HTML let through is what Markdown makes, and only the tags and link schemes listed here.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from builder.texts.plainprose import plain

if TYPE_CHECKING:
    from markdown import Markdown

TAGS = {
    "a", "blockquote", "br", "code", "del", "div", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol",
    "p", "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title"},
    "div": {"class", "tabindex", "role", "aria-label"},
    "ol": {"start"},
}
SCHEMES = {"http", "https", "mailto"}
"""Python-Markdown itself lets ``[x](javascript:…)`` through."""

NOWHERE = re.compile(r"<a(?: title=\"[^\"]*\")? rel=\"noopener nofollow\">([^<]*)</a>")
"""A link whose address was no good: its words stay."""

LONG = 60_000
BRACKETS = 1000
"""A text beyond either is no prose: Python-Markdown is quadratic in brackets (400 s for 50,000)."""


def markdown(text: str) -> Markup:
    """Safe HTML of any text."""
    if len(text) > LONG or text.count("[") > BRACKETS:
        return _paragraphs(text)
    quick = plain(text)
    return whole(text) if quick is None else Markup(quick)


def whole(text: str) -> Markup:
    """By Python-Markdown, then sanitised: takes any text, slowly."""
    import nh3

    try:
        html = _parser().reset().convert(text)
    except RecursionError:  # lists nested hundreds deep
        _parser.cache_clear()
        return _paragraphs(text)
    clean = nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener nofollow"
    )
    return Markup(NOWHERE.sub(r"\1", clean))


def _paragraphs(text: str) -> Markup:
    """Text that is no prose, as it stands."""
    return Markup("\n").join(Markup("<p>{}</p>").format(part) for part in text.split("\n\n"))


@cache
def _parser() -> Markdown:
    from builder.texts.dialect import parser

    return parser()
