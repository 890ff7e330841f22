"""Which lines of a saved page are its furniture; the wording lives in chrome.toml.

Judges one line at a time. What a line means beside its neighbours is document.py's work.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import lru_cache
from unicodedata import category

from scraper.facts.language.table import fold, listed, table

PROSE_WORDS = 4
"""A line that ends as a sentence and has so many words is a paragraph."""
LONG_WORDS = 16
"""A line of so many words is a paragraph even without a full stop."""
FURNITURE_WORDS = 30
"""Longer lines are furniture only when they begin with words that no article begins with."""
EARLIER_WORDS = 16
HEADING = 80
"""Characters of the longest heading over comments."""

SENTENCE = re.compile(r"[.!?…:;][»\"”)\]]*\W*$")
ENDING = 12
"""Characters in which a line's last mark stands, with what closes it."""
WORDS = re.compile(r"[^\W\d_][\w-]*")
STEMS = re.compile(r"([^\W\d_][\w-]{3,4})[\w-]*")
"""The beginnings of the longer words."""
SEPARATOR = re.compile(r"\s*[|•·›→¦]\s*|\s+/\s+")
NUMBERED = re.compile(r"^\W*\d{1,3}[.)]\s*")
LINK = re.compile(r"https?://|www\.|\w@\w")
TAG = re.compile(r"#\w")
GLUED = re.compile(r"^(?:Домой|Главная|Басты бет)(?=[А-ЯЁӘҒҚҢӨҰҮҺІA-Z«])")
PICTURES = ("Фото", "Иллюстрация", "Сурет")
CREDIT = re.compile(
    rf"(?:^|\s)\(?(?:{'|'.join(PICTURES)}|Фотографии)\s?(?::|©|/|из архива)[^\n]{{0,160}}$"
)
PHONE = re.compile(r"(?:\d[\s()–-]{0,3}){7,}")
COUNTER = re.compile(r"[\s:(]*\d+$")
DIGITS = re.compile(r"\d+")
LABELLED = re.compile(r"\W{0,3}[А-ЯЁӘҒҚҢӨҰҮҺІ][^.!?:]{1,50}?(?::|\s[—–-])\s")
"""«Запись на цикл — …»: a row of a timetable, if a day follows."""
BEFORE_DAY = r"(?:[а-я]{1,3}\.?,?\s+|[а-я]{4,},\s+|\d{1,2}\s*(?:[-–—и,]|по)\s*){0,6}"
"""«с», «до», «пн», «вторник,», the first of several days."""


class Mark(Enum):
    """What a line looks like by itself."""

    PROSE = auto()
    FACT = auto()  # a labelled line: «Место: …», a telephone, a link
    ITEM = auto()  # a line of a list
    SHORT = auto()  # a heading, a caption, a byline: its place decides
    FURNITURE = auto()
    STORIES = auto()  # the heading over other stories
    END = auto()  # the comment form, the footer


@lru_cache(maxsize=16)
def starts(*keys: str) -> tuple[str, ...]:
    """Return the phrases of some lists, for ``str.startswith``."""
    return tuple(phrase for key in keys for phrase in table("chrome")[key])


@lru_cache(maxsize=1)
def pointers() -> tuple[str, ...]:
    """Return how a single line that leads to another story begins: «Читайте также: …»."""
    return tuple(phrase + mark for phrase in starts("stories") for mark in (":", " —", " -", " »"))


@lru_cache(maxsize=4096)
def mark(line: str) -> Mark:
    """Judge one line, white space already normalised."""
    low = fold(line)
    bare = _bare(low)
    words = len(line.split())
    prose = words >= LONG_WORDS or (words >= PROSE_WORDS and _is_sentence(line))
    if len(bare) < HEADING and COUNTER.sub("", bare) in listed("chrome", "ends"):
        return Mark.END
    if bare in listed("chrome", "stories"):
        return Mark.STORIES
    if _is_furniture(line, low, bare, words, prose=prose):
        return Mark.FURNITURE
    if words < LONG_WORDS and _is_item(line, prose=prose):
        return Mark.ITEM
    if prose:
        return Mark.PROSE
    return Mark.FACT if _is_fact(line, bare) else Mark.SHORT


def _is_item(line: str, *, prose: bool) -> bool:
    """A line of a list; one that a long dash opens and a full stop ends is speech."""
    if line[0] in "—–":
        return not prose or line.endswith(";")
    return line[0] in "-•*" or NUMBERED.match(line) is not None


def _bare(low: str) -> str:
    """Return a line without the bullets, arrows, emoji and stops at its ends."""
    start, end = 0, len(low)
    while start < end and not low[start].isalnum():
        start += 1
    while end > start and not low[end - 1].isalnum():
        end -= 1
    return low[start:end]


def _is_sentence(line: str) -> bool:
    return SENTENCE.search(line, max(0, len(line) - ENDING)) is not None


def _is_furniture(line: str, low: str, bare: str, words: int, *, prose: bool) -> bool:
    if low.startswith(starts("always")) and words <= 2 * FURNITURE_WORDS:
        return True
    if low.startswith(pointers()) or _is_earlier(line, bare, words):
        return True
    if prose and words >= LONG_WORDS:
        return False
    if bare in listed("chrome", "whole") and not line.endswith(":"):
        return True
    if low.startswith(starts("starts")) or bare.startswith(starts("starts")) or GLUED.match(line):
        return True
    if prose:
        return False
    if _is_empty(line, bare) or any(p in low for p in starts("contains")):
        return True
    if bare.startswith(starts("offices")) and PHONE.search(line):
        return True
    return _is_menu(line, bare)


def _is_earlier(line: str, bare: str, words: int) -> bool:
    """«Ранее …» alone on its line leads to another story; a longer one tells this one's past."""
    if bare.startswith(starts("earlier")):
        return True
    return bare.startswith("ранее ") and words <= EARLIER_WORDS and line.count(". ") == 0


def _is_empty(line: str, bare: str) -> bool:
    """Counters, clocks, temperatures, age marks: no word of three letters, and no telephone."""
    if LINK.search(line) or PHONE.search(line):
        return False
    return all(len(w) < 3 for w in WORDS.findall(bare)) and len(bare) < 40


def _is_menu(line: str, bare: str) -> bool:
    if all(word in listed("chrome", "whole") for word in bare.split()):
        return True
    tags = len(TAG.findall(line))
    if tags and 2 * tags >= len(line.split()) - 2:
        return True
    parts = [p for p in SEPARATOR.split(line) if p]
    if len(parts) < 2 or any(p.startswith(starts("labels")) for p in SEPARATOR.split(bare)):
        return False
    return all(len(p.split()) <= 5 for p in parts)


def _is_fact(line: str, bare: str) -> bool:
    if LINK.search(line) or PHONE.search(line) or _is_pictured(line):
        return True
    if bare.startswith(starts("labels")) and (":" in line or DIGITS.search(line) is not None):
        return True
    return is_row(line)


def _is_pictured(line: str) -> bool:
    """«📍 ул. Больничная, 1»: a messenger's way of putting a label."""
    return category(line[0]) == "So" and WORDS.search(line) is not None


def is_row(line: str) -> bool:
    """A row of a timetable: «Теория (по видеосвязи) — 17 сентября»."""
    return LABELLED.match(line) is not None and _day().search(fold(line)) is not None


def is_timed(line: str) -> bool:
    """A row whose day stands first («Закрытие: 5 мая»), as no headline with a colon has it."""
    label = LABELLED.match(line)
    return label is not None and _day(before=BEFORE_DAY).match(fold(line), label.end()) is not None


@lru_cache(maxsize=2)
def _day(*, before: str = "") -> re.Pattern[str]:
    """Return how a day of the year is written, in words or in figures; ``before`` may precede."""
    months = "|".join(start for starts in table("chrome")["months"] for start in starts.split())
    return re.compile(
        rf"{before}\b\d{{1,2}}(?:-?[а-я]{{1,3}})?(?:\s+(?:{months})|\.(?:0\d|1[0-2])\b)"
    )


@lru_cache(maxsize=4096)
def without_credit(line: str) -> tuple[str, str | None]:
    """Cut a photograph's credit off the end of a line."""
    found = CREDIT.search(line) if any(word in line for word in PICTURES) else None
    if not found:
        return line, None
    return line[: found.start()].rstrip(), line[found.start() :].strip()


def stems(text: str) -> set[str]:
    """Crude stems of the longer words, to tell whether two lines speak of the same thing."""
    return set(STEMS.findall(fold(text)))
