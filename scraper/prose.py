"""A publication's markup or text as plain paragraphs to read and Markdown paragraphs to keep.

The two run side by side, so that a paragraph that reading found to be page furniture is left out
of the body, and every quote is free of markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape as quote
from html import unescape

from scraper.page.markdown import to_markdown
from scraper.post import Post

LINK = re.compile(r"!?\[((?:[^\[\]\\]|\\.){0,500})\]\(([^()\s]{0,2000})(?: \"[^\"]{0,300}\")?\)")
EMPHASIS = re.compile(r"(?<![\\\w])([*_]{1,3})(?=\S)(.{1,2000}?)(?<=[^\s\\])\1(?!\w)", re.DOTALL)
BLOCK = re.compile(r"^(?:[#]{1,6} |> ?|[*+-] |\d{1,3}[.)] |\|)", re.MULTILINE)
ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")
SPECIAL = re.compile(r"([\\`*_\[\]])")
OPENING = re.compile(r"^(\s*)(#{1,6}(?=\s)|[+-](?=\s)|\d{1,9}[.)](?=\s)|=+\s*$|-+\s*$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """``plain`` and ``markdown`` have the same paragraphs, in order; ``links`` are (words, url)."""

    plain: tuple[str, ...]
    markdown: tuple[str, ...]
    links: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        return "\n\n".join(self.plain)

    def kept(self, paragraphs: Iterable[str]) -> str:
        """The Markdown of those paragraphs that reading kept.

        A paragraph that lost a line of furniture is kept without it, as escaped plain text.
        """
        wanted = list(paragraphs)
        whole = set(wanted)
        out: list[str] = []
        known: set[str] = set()
        for plain, markdown in zip(self.plain, self.markdown, strict=True):
            lines = [line for raw in plain.splitlines() if (line := " ".join(raw.split()))]
            if all(line in whole for line in lines) or " ".join(plain.split()) in whole:
                out.append(markdown)
                known.update(lines, [" ".join(plain.split())])
            elif part := [line for line in lines if line in whole]:
                out.append("\n\n".join(escape(line) for line in part))
                known.update(part)
        lost = [escape(one) for one in wanted if one not in known]
        return "\n\n".join([*out, *lost])


def prose(post: Post) -> Prose:
    """Markup is turned to Markdown and cleaned; saved text is kept line by line."""
    if not post.html:
        lines = [" ".join(line.split()) for line in post.text.splitlines()]
        plain = tuple(line for line in lines if line)
        return Prose(plain=plain, markdown=tuple(map(escape, plain)), links=())
    markdown = to_markdown(post.html, post.url)
    blocks = tuple(block.strip("\n") for block in re.split(r"\n{2,}", markdown) if block.strip())
    links = tuple((unmark(words), url) for words, url in LINK.findall(markdown))
    return Prose(plain=tuple(map(unmark, blocks)), markdown=blocks, links=links)


def unmark(markdown: str) -> str:
    """Markdown's text without its marks: what a reader of the page sees."""
    text = LINK.sub(lambda m: "" if m[0].startswith("!") else m[1], markdown)
    text = BLOCK.sub("", text)
    for _ in range(2):
        text = EMPHASIS.sub(r"\2", text)
    return unescape(ESCAPE.sub(r"\1", text)).strip()


def escape(text: str) -> str:
    """Plain text as Markdown that shows exactly it."""
    text = SPECIAL.sub(r"\\\1", quote(text, quote=False))
    return OPENING.sub(lambda m: f"{m[1]}{m[2][:-1]}\\{m[2][-1]}", text)
