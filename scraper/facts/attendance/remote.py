"""Whether a sentence says that people take part from afar.

A link in a negation, a recording sent afterwards, a greeting on a screen, a form on the net are
no taking part; «подключатся» alone may mean anything.
"""

from __future__ import annotations

import re
from functools import lru_cache

from scraper.facts.language.phrase import belongs, words
from scraper.facts.language.table import fold, pattern

CLAUSE_END = re.compile(r"[,;:()«»]")
NOT = re.compile(r"(?:^|\W)(?:не|ни|без|вместо)\W+(?:\w+\W+)?$")
BEFORE = 30
"""Characters before a word among which what denies it stands."""


@lru_cache(maxsize=1024)
def is_remote(sentence: str) -> bool:
    """Whether a sentence has people follow from afar, all of them or some."""
    low = fold(sentence)
    if pattern("format", "not_online").search(low):
        return False
    spans = (m.span() for m in pattern("format", "online").finditer(low))
    return any(_takes_part(low, *span) for span in spans) or _connects(sentence, low)


@lru_cache(maxsize=1024)
def only_remote(sentence: str) -> bool:
    """Whether it is said outright that nobody need come."""
    low = fold(sentence)
    spans = (m.span() for m in pattern("format", "only_online").finditer(low))
    return any(not pattern("format", "online_aside").search(_clause(low, *s)) for s in spans)


def _takes_part(low: str, start: int, end: int) -> bool:
    if pattern("format", "online_aside", "online_denied").search(_clause(low, start, end)):
        return False
    return NOT.search(low, max(0, start - BEFORE), start) is None


def _clause(low: str, start: int, end: int) -> str:
    left = max((m.end() for m in CLAUSE_END.finditer(low, 0, start)), default=0)
    right = CLAUSE_END.search(low, end)
    return low[left : right.start() if right else len(low)]


def _connects(sentence: str, low: str) -> bool:
    """Whether people join an event, or it is said how many do or from where («подключились»)."""
    found = pattern("format", "connects").search(low)
    if found is None or pattern("format", "online_aside").search(_clause(low, *found.span())):
        return False
    return any(
        belongs(w.low, "format", "event") or w.text[0].isdigit() or w.low in ("из", "с")
        for w in words(sentence)
    )
