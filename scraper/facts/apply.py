"""The page to apply on, and whom to ask: links and the contacts of offices.

Only plain web links count; a private person's telephone or post is never passed on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from model.check import link
from scraper.facts.document import Document
from scraper.facts.fact import Fact
from scraper.facts.language.phrase import sentences
from scraper.facts.language.table import fold, pattern

MARKDOWN = re.compile(
    r"\[([^\]\n]{0,200})\]\(\s*<?([^)\s>]{1,2000})>?(?:\s+\"[^\"]{0,200}\")?\s*\)"
)
BARE = re.compile(r"https?://[^\s<>\"«»\[\]]{3,2000}", re.IGNORECASE)
TRAILING = ".,;:!?)»”’'*_"
LONGEST = 2000
MOST_LINKS, LONGEST_WORDS = 200, 200
"""Links of one page that are looked at, and characters of their words."""

EMAIL = re.compile(
    r"(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}"
)
PHONE = re.compile(
    r"(?<![\d+.,/-])(?:\+7|8)[\s(-]{0,2}\d{3,5}\)?(?:[\s-]{0,2}\d){5,7}(?!\d|\.\d)"
    r"(?:,?\s*\(?доб\.?\s*\d{1,5}\)?)?"
)
DIALLED = re.compile(r"\d[\d\s()-]{5}")
MOBILE = re.compile(r"(?:\+7|8)\D{0,2}[97]\d\d")
PATRONYMIC = re.compile(
    r"\b[А-ЯЁ][а-яё]+(?:ович|евич|ич|овна|евна|ична|инична)(?:у|а|ой|е|ем|ы|ей)?\b"
)
INITIALS = re.compile(r"\b[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]+|\b[А-ЯЁ][а-яё]+\s[А-ЯЁ]\.\s?[А-ЯЁ]\.")
MOST = 4


def apply_url(document: Document, links: Sequence[tuple[str, str]] = ()) -> Fact[str] | None:
    """Return the first link whose words, or else whose sentence, is about applying.

    ``links`` are words and addresses that plain text has lost; each is looked for where its words
    stand, so that the quote is always of the text.
    """
    nearby: Fact[str] | None = None
    known = _known(links)
    for sentence in sentences(document):
        if not known and "http" not in sentence and "](" not in sentence:
            continue
        about = _about(sentence)
        for text, url, quote in (*_links(sentence), *_standing(sentence, known)):
            if pattern("apply", "not_applies").search(fold(text)):
                continue
            if text and _about(text):
                return Fact(url, quote)
            if about and nearby is None:
                nearby = Fact(url, quote)
    return nearby


def _known(links: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the links that have words to be found by and an address on the web."""
    found = ((" ".join(text.split()), _web(url)) for text, url in links[:MOST_LINKS])
    return [(text, url) for text, url in found if url and 1 < len(text) <= LONGEST_WORDS]


def _standing(sentence: str, known: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Yield text, address and sentence of the links whose words stand in the sentence."""
    for text, url in known:
        at = sentence.find(text)
        end = at + len(text)
        inside = sentence[max(0, at - 1) : at].isalnum() or sentence[end : end + 1].isalnum()
        if at >= 0 and not inside:
            yield text, url, sentence


def _about(text: str) -> bool:
    return pattern("apply", "applies").search(fold(BARE.sub(" ", text))) is not None


def _links(sentence: str) -> Iterator[tuple[str, str, str]]:
    """Yield text, address and the words that hold them; what is no web address is left out."""
    spans = []
    for found in MARKDOWN.finditer(sentence):
        spans.append(found.span())
        url = _web(found[2])
        if url:
            yield found[1], url, found[0]
    for found in BARE.finditer(sentence):
        url = _web(found[0])
        if url and not any(start <= found.start() < end for start, end in spans):
            yield "", url, url


def _web(found: str) -> str | None:
    url = found.rstrip(TRAILING)
    if url.count("(") > url.count(")") and found.startswith(url + ")"):
        url += ")"
    try:
        return str(link.function(url)) if len(url) <= LONGEST else None
    except ValueError:
        return None


def contacts(document: Document) -> Fact[str] | None:
    """Return an office's e-mail addresses and telephones, joined with ``; ``."""
    found: dict[str, str] = {}
    for sentence in sentences(document):
        if "@" not in sentence and not DIALLED.search(sentence):
            continue
        for value in _office_contacts(sentence):
            found.setdefault(value, sentence)
    if not found:
        return None
    return Fact("; ".join(list(found)[:MOST]), next(iter(found.values())))


def _office_contacts(sentence: str) -> Iterator[str]:
    person = PATRONYMIC.search(sentence) or INITIALS.search(sentence)
    if person or pattern("apply", "office").search(fold(sentence)) is None:
        return
    yield from (m.group() for m in EMAIL.finditer(sentence))
    for phone in PHONE.finditer(sentence):
        digits = sum(c.isdigit() for c in phone.group().partition("доб")[0])
        if digits == 11 and not MOBILE.match(phone.group()):
            yield " ".join(phone.group().split())
