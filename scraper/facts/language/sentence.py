"""A paragraph as sentences: initials, abbreviations, names in quotes and direct speech survive.

Every sentence is a literal piece of the paragraph.
"""

from __future__ import annotations

import re
from functools import lru_cache

from scraper.facts.language.table import listed

END = re.compile(r"(?<![.!?…])[.!?…]++[»\"”’)\]]*+\s++(?=[^\w\s.,;:!?…»)\]]{0,4}\s?[^\W_])")
LAST_WORD = re.compile(r"[^\s«»\"“”„()\[\],;:—–]+$")
QUOTES = re.compile(r"«[^«»]{0,400}»")
NEXT = re.compile(r"[^\w\s.,;:!?…»)\]]{0,4}\s?([^\W_])")
INITIALS = re.compile(r"(?:[^\W\d_]\. ?)*[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]")
ETC = re.compile(r"\bт\. ?[дп]$", re.IGNORECASE)

TOWN = re.compile(r"[^\d\s]\s?г$", re.IGNORECASE)
"""«(г. Тверь)», «из г. Твери»: what is no year is a town."""

SPEECH = 160
"""A quotation longer than this is speech, split inside; a shorter one is a name or a remark."""

LONGEST = 1500
"""Characters; what runs on longer is no sentence, and is cut at a space."""

WORDS_BEFORE = 5
"""A sentence does not end at «2025 г.» or «500 тыс.» before it has said something."""


@lru_cache(maxsize=64)
def sentences(paragraph: str) -> tuple[str, ...]:
    """Split a paragraph; nothing but the white space between sentences is lost."""
    names = [m.span() for m in QUOTES.finditer(paragraph) if m.end() - m.start() < SPEECH]
    found: list[str] = []
    start = at = 0
    for end in END.finditer(paragraph):
        while at < len(names) and names[at][1] <= end.start():
            at += 1
        inside = at < len(names) and names[at][0] < end.start() and end.end() < names[at][1]
        if not inside and _ends(paragraph, start, end):
            found.append(paragraph[start : end.end()].rstrip())
            start = end.end()
    rest = paragraph[start:].strip()
    return tuple([piece for one in [*found, rest] if one for piece in _pieces(one)])


def _pieces(sentence: str) -> list[str]:
    pieces = []
    while len(sentence) > LONGEST:
        cut = sentence.rfind(" ", 1, LONGEST)
        cut = cut if cut > 0 else LONGEST
        pieces.append(sentence[:cut].rstrip())
        sentence = sentence[cut:].lstrip()
    return [*pieces, sentence] if sentence else pieces


def _ends(paragraph: str, start: int, end: re.Match[str]) -> bool:
    following = NEXT.match(paragraph, end.end())
    letter = following.group(1) if following else ""
    if letter.islower():
        return False
    mark = end.group()
    if not mark.startswith(".") or mark.startswith(".."):
        return not (mark.strip()[-1:] in '»"”' and paragraph[end.end()] in "—–-")
    if mark.strip() != ".":
        return True
    before = LAST_WORD.search(paragraph, max(start, end.start() - 40), end.start())
    word = before.group() if before else ""
    if INITIALS.fullmatch(word):
        return False
    if word.lower() == "г" and TOWN.search(paragraph, max(start, end.start() - 3), end.start()):
        return False
    etc = ETC.search(paragraph, max(start, end.start() - 6), end.start())
    if etc or word.lower() in listed("sentence", "sometimes"):
        return letter.isupper() and paragraph.count(" ", start, end.start()) >= WORDS_BEFORE
    numbers = word.isdigit() and letter.isdigit()
    return not (numbers or word.lower() in listed("sentence", "never"))
