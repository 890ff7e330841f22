"""Markdown to HTML for plain texts, some thirty times as fast as :mod:`builder.texts.prose`.

Takes only what it surely renders byte for byte the same, which the tests hold it to: paragraphs,
headings, flat lists, quotations, bold, italics, links, pictures (left out), escaped marks.
"""

from __future__ import annotations

import re

from model.plainhead import ODD, UNUSUAL

BODY_LEVEL = 3
"""Headings of an announcement's text begin below the page's own."""

_OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_LABEL = r"(?!xn-)[a-z0-9]+(?:-[a-z0-9]+)*"
_HOST = rf"(?:(?:{_LABEL}\.)+[a-z]{{2,}}|{_OCTET}(?:\.{_OCTET}){{3}})(?::[1-5]?\d{{1,4}})?"
_URL = rf"https?://{_HOST}(?:/[A-Za-z0-9\-._~/?=&%+,:@#!$]*)?"
_WORDS = r"[^\s*_`\[\]\\<>&|!\xa0](?:[^\n*_`\[\]\\<>&|!\xa0]*[^\s*_`\[\]\\<>&|!\xa0])?"

MARK = re.compile(
    rf"""
    [*_`\[\]\\<>&|!\xa0{ODD}]
    (?: (?<=\*)\*(?P<strong>{_WORDS})\*\*(?!\*)
      | (?<=\*)(?<!\*\*)(?P<em>{_WORDS})\*(?!\*)
      | (?<=\[)(?P<text>{_WORDS})\]\((?P<url>{_URL})\)
      | (?<=\\)(?P<escaped>[\\`*_{{}}\[\]()>#+\-.!|])
      | (?<=&)(?P<amp>)(?=[\ \n]|$)
      | (?<=>)(?P<gt>)
      | (?<=\xa0)(?P<nbsp>)
      | (?<=!)(?P<lone>)(?!\[)
      | (?P<other>)
    )
    """,
    re.VERBOSE,
)
"""Begins with the letters that may mean something: the rest of a text is passed over at once."""

_LINE = r"(?![#>=\-+*_|:]|\d+\.)\S(?:.*\S)?"
LINES = re.compile(rf"{_LINE}(?:\n{_LINE})*")
HEADING = re.compile(r"(#{1,6}) ((?![#>=\-+*_|:]|\d+\.)[^\s#\\](?:[^\n#\\]*[^\s#\\])?)")
PICTURE = re.compile(rf"!\[(?:{_WORDS})?\]\({_URL}\)")
NUMBER = re.compile(r"(\d+)\. ")


class _NotPlain(Exception):
    """The text has something that only the whole of Markdown can judge."""


def plain(text: str) -> str | None:
    """HTML, or ``None`` where the text is not plain."""
    try:
        return _blocks(text)
    except _NotPlain:
        return None


def _blocks(text: str) -> str:
    told, before = [], _paragraph
    for block in text.split("\n\n"):
        kind = BLOCKS.get(block[:2], _paragraph)
        if kind is before is not _paragraph:
            raise _NotPlain  # neighbours of one kind may be one list or one quotation
        told.append(kind(block))
        before = kind
    return "\n".join(told)


def _paragraph(block: str) -> str:
    return f"<p>{_lines(block)}</p>"


def _heading(block: str) -> str:
    match = HEADING.fullmatch(block)
    if not match:
        raise _NotPlain
    level = min(6, len(match[1]) + BODY_LEVEL - 1)
    return f"<h{level}>{_inline(match[2])}</h{level}>"


def _bullets(block: str) -> str:
    return f"<ul>\n{_items(_after('- ', block))}\n</ul>"


def _numbers(block: str) -> str:
    lines = block.split("\n")
    if not all(NUMBER.match(line) for line in lines):
        raise _NotPlain
    return f"<ol>\n{_items([line.partition('. ')[2] for line in lines])}\n</ol>"


def _quotation(block: str) -> str:
    return f"<blockquote>\n<p>{_lines(chr(10).join(_after('> ', block)))}</p>\n</blockquote>"


def _picture(block: str) -> str:
    """No picture of a source is shown."""
    if UNUSUAL.search(block) or not PICTURE.fullmatch(block):
        raise _NotPlain
    return "<p></p>"


BLOCKS = {
    "- ": _bullets,
    "1.": _numbers,
    "> ": _quotation,
    "![": _picture,
    "# ": _heading,
    "##": _heading,
}
"""By how a block begins; others are paragraphs."""


def _after(mark: str, block: str) -> list[str]:
    lines = block.split("\n")
    if not all(line.startswith(mark) for line in lines):
        raise _NotPlain
    return [line[len(mark) :] for line in lines]


def _items(lines: list[str]) -> str:
    return f"<li>{_lines(chr(10).join(lines))}</li>".replace("\n", "</li>\n<li>")


def _lines(block: str) -> str:
    if not LINES.fullmatch(block):
        raise _NotPlain
    return _inline(block)


def _inline(text: str) -> str:
    return MARK.sub(_mark, text)


def _mark(match: re.Match[str]) -> str:
    if UNUSUAL.search(match[0]):
        raise _NotPlain
    match match.lastgroup:
        case "strong" | "em" as tag:
            return f"<{tag}>{match[tag]}</{tag}>"
        case "url":
            if ";" in match["url"]:
                raise _NotPlain
            href = match["url"].replace("&", "&amp;")
            return f'<a href="{href}" rel="noopener nofollow">{match["text"]}</a>'
        case "amp":
            return "&amp;"
        case "gt":
            return "&gt;"
        case "nbsp":
            return "&nbsp;"
        case "escaped":
            return "&gt;" if match["escaped"] == ">" else match["escaped"]
        case "lone":
            return "!"
    raise _NotPlain
