"""Lines that name but a body: «Министерство здравоохранения области» above its own news."""

from __future__ import annotations

import re
from functools import lru_cache

from scraper.facts.language.table import table
from scraper.facts.language.words import parses, tokens

LONGEST = 16
"""Words; a longer name of a body is a sentence about it."""
ACTS = {"VERB", "PRTS", "INFN", "PRED"}
ATTRIBUTE = {"ADJF", "PRTF"}
MARKS = re.compile(r"[:?!;—–]")
"""A body that does or asks something: «Минздрав: набор продлён»."""


@lru_cache(maxsize=4096)
def is_masthead(line: str) -> bool:
    """Whether a line is a body's name and no more: adjectives, the body, whose it is; no verb."""
    low = line.lower()
    if low.endswith(table("chrome")["kazakh_body"]):
        return len(low.split()) <= LONGEST and not MARKS.search(line)
    if not any(stem in low for stem in table("chrome")["body"]) or MARKS.search(line):
        return False
    run = tokens(line)
    if not run or len(run) > LONGEST or not run[0].text[:1].isalpha():
        return False
    at = next((n for n, word in enumerate(run) if _is_body(word.text)), None)
    if at is None or not all(_top(word.text) in ATTRIBUTE for word in run[:at]):
        return False
    return not any(_top(word.text) in ACTS for word in run)


def _is_body(word: str) -> bool:
    return word.lower().startswith(table("chrome")["body"])


def _top(word: str) -> str | None:
    readings = parses(word)
    return readings[0].pos if readings else None
