"""The proof beside a fact: the sentence it was read from, and a link that opens the source there.

Works on the announcement's own text; changes nothing in it.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import quote as percent
from urllib.parse import urlsplit

REACH = 180
"""Letters of context kept on either side of the deciding words."""

ENDS, WHOLE = 5, 120
"""Words at either end by which a browser finds a quote longer than so many letters."""

SENTENCE_END = re.compile(r"(?<=[^\W\d_]{3})[.!?…][»”\"')]{0,2}\s+|(?<=[)»”\d])[.!?…]\s+|\n")
LINKED = re.compile(r"!?\[([^\]\n]{0,300})\]\([^)\n]{0,2000}\)")
LEADING = re.compile(r"\n[ \t]{0,3}(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+|\d{1,3}[.)][ \t]+)")
STRONG = re.compile(r"\*\*|__|`")
LONE = re.compile(r"[*_](?:(?<!\w[*_])(?=\w)|(?<=[\w.,!?»][*_])(?!\w))")
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A sentence; ``marked`` are the words that decided, empty if it is all of them.

    ``href`` opens the source there, empty where it has no address.
    """

    before: str
    marked: str
    after: str
    href: str = ""


def plain(markdown: str) -> str:
    """The text without Markdown's signs, line for line."""
    text = LINKED.sub(r"\1", markdown) if "[" in markdown else markdown
    text = LEADING.sub("\n", f"\n{text}")[1:]
    if "*" in text or "_" in text or "`" in text:
        text = LONE.sub("", STRONG.sub("", text))
    return ESCAPED.sub(r"\1", text) if "\\" in text else text


def in_context(body: str, words: str) -> Quote:
    """``words`` in the sentence of ``body`` (plain text) around them; alone if not found there."""
    words = plain(words).strip()
    at = body.find(words)
    if at < 0 or not words:
        return Quote(before=_flat(words).strip(), marked="", after="")
    before = _flat(_before(body, at)).lstrip()
    after = "" if words[-1] in ".!?…" else _flat(_after(body, at + len(words))).rstrip(" ;")
    if not before and not after.strip(".!?…"):
        return Quote(before=_flat(words) + after, marked="", after="")
    return Quote(before=before, marked=_flat(words), after=after)


def _before(body: str, at: int) -> str:
    low = max(0, at - REACH)
    ends = [match.end() for match in SENTENCE_END.finditer(body, low, at)]
    if ends:
        return body[ends[-1] : at]
    return "… " + body[low:at].partition(" ")[2] if low else body[:at]


def _after(body: str, at: int) -> str:
    end = SENTENCE_END.search(body, at, at + REACH)
    if end:
        return body[at : end.end()]
    cut = body[at : at + REACH]
    return cut.rpartition(" ")[0] + " …" if len(body) > at + REACH else cut


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def at_words(url: str, words: str | None) -> str:
    """The address with a text fragment: browsers that know it scroll to the words."""
    shown = plain(words or "").strip()
    if not shown:
        return url
    joint = "" if "#" in url else "#"
    directive = _directive(shown.split(), one_line="\n" not in shown)
    return f"{url}{joint}:~:text={directive}"


def _directive(told: list[str], *, one_line: bool) -> str:
    """The words themselves; of a long quote, or one over several blocks, its first and last."""
    if one_line and (len(told) <= ENDS * 3 or len(" ".join(told)) <= WHOLE):
        return _encoded(told)
    ends = min(ENDS, len(told) // 2)
    if not ends:
        return _encoded(told)
    return f"{_encoded(told[:ends])},{_encoded(told[-ends:])}"


def _encoded(told: list[str]) -> str:
    """As the directive asks: its own signs, the comma, the hyphen and &, stand for themselves."""
    return percent(" ".join(told)[:WHOLE], safe="").replace("-", "%2D")


def host(url: str) -> str:
    """The site's name as people know it: Cyrillic names in Cyrillic, without «www.»."""
    name = urlsplit(url).hostname or url
    with suppress(UnicodeError):
        name = name.encode("ascii").decode("idna")
    return name.removeprefix("www.")


def excerpt(markdown: str, limit: int = 500) -> str:
    """The lead of a press text as plain paragraphs, cut at a sentence's end near ``limit``."""
    text = plain(markdown[: limit * 4]).strip()
    if len(text) <= limit:
        return text
    head = text[:limit]
    ends = [match.end() for match in SENTENCE_END.finditer(head)]
    cut = ends[-1] if ends and ends[-1] > limit // 3 else head.rfind(" ")
    return head[: cut if cut > 0 else limit].rstrip() + " …"
