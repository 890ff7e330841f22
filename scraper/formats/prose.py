"""A publication's markup or text as plain paragraphs to read and Markdown paragraphs to keep.

The two run side by side, so that a paragraph that reading found to be page furniture is left out
of the body, and every quote is free of markup.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape as quote
from html import unescape

from scraper.page.markdown import to_markdown
from scraper.post import Post

LINK = re.compile(r"!?\[((?:[^\[\]\\]|\\.){0,500})\]\(([^()\s]{0,2000})(?: \"[^\"]{0,300}\")?\)")
EMPHASIS = re.compile(r"(?<![\\\w])([*_]{1,3})(?=\S)(.{1,2000}?)(?<=[^\s\\])\1(?!\w)", re.DOTALL)
BLOCK = re.compile(r"^(?:[#]{1,6} |> ?|[*+-] |\d{1,3}[.)] )", re.MULTILINE)
ROW = re.compile(r"^\|(.+)\|$", re.MULTILINE)
RULE = re.compile(r"^\|(?: ?:?-+:? ?\|)+\n?", re.MULTILINE)
ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")
SPECIAL = re.compile(r"([\\`*_\[\]|])")
OPENING = re.compile(r"^(\s*)(#{1,6}(?=\s)|[+-](?=\s)|\d{1,9}[.)](?=\s)|=+\s*$|-+\s*$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """``text`` is what is read; ``links`` are (words, url).

    ``blocks`` pairs each paragraph of markup as plain text with its Markdown; saved text has none.
    """

    text: str
    blocks: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()

    def kept(self, paragraphs: Sequence[str]) -> str:
        """The Markdown of those paragraphs that reading kept.

        A block that lost a line of furniture is kept without it, as plain text.
        """
        whole = set(paragraphs)
        out: list[str] = []
        known: set[str] = set()
        for plain, markdown in self.blocks:
            lines = {flat(line) for line in plain.splitlines() if line.strip()}
            if flat(plain) in whole or lines <= whole:
                out.append(markdown)
                known |= lines | {flat(plain)}
            elif part := [flat(line) for line in plain.splitlines() if flat(line) in whole]:
                out += map(escape, part)
                known.update(part)
        return "\n\n".join([*out, *(escape(one) for one in paragraphs if one not in known)])


def flat(text: str) -> str:
    return " ".join(text.split())


def prose(post: Post) -> Prose:
    """Markup is turned to Markdown and cleaned; saved text is taken as it is."""
    if not post.html:
        return Prose(text=post.text)
    markdown = to_markdown(post.html, post.url)
    blocks = [block.strip("\n") for block in re.split(r"\n{2,}", markdown) if block.strip()]
    plain = [unmark(block) for block in blocks]
    return Prose(
        text="\n\n".join(plain),
        blocks=tuple(zip(plain, blocks, strict=True)),
        links=tuple((unmark(words), url) for words, url in LINK.findall(markdown)),
    )


def unmark(markdown: str) -> str:
    """Markdown's text without its marks: what a reader of the page sees."""
    text = LINK.sub(lambda m: "" if m[0].startswith("!") else m[1], markdown)
    text = ROW.sub(lambda m: " ".join(m[1].split("|")), RULE.sub("", BLOCK.sub("", text)))
    for _ in range(2):
        text = EMPHASIS.sub(r"\2", text)
    return unescape(ESCAPE.sub(r"\1", text)).strip()


def escape(text: str) -> str:
    """Plain text as Markdown that shows exactly it."""
    text = SPECIAL.sub(r"\\\1", quote(text, quote=False))
    return OPENING.sub(lambda m: f"{m[1]}{m[2][:-1]}\\{m[2][-1]}", text)
