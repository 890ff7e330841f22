"""Headings of an editor's page: the text's first level follows the page's own title."""

from __future__ import annotations

import re

from markupsafe import Markup

from builder.texts.prose import markdown

HEADING = re.compile(r"(</?h)([3-6])(?=>)")


def page_text(text: str) -> Markup:
    """Markdown made safe; its highest headings become h2, those below keep their distance."""
    html = str(markdown(text))
    levels = [int(match[2]) for match in HEADING.finditer(html)]
    up = min(levels, default=2) - 2
    return Markup(HEADING.sub(lambda match: f"{match[1]}{int(match[2]) - up}", html))
