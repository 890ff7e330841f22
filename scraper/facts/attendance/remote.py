"""Whether a sentence says that people take part from afar.

A link in a negation, a recording sent afterwards, a greeting on a screen, a form on the net are
no taking part; «подключатся» alone may mean anything.
"""

from __future__ import annotations

import re
from functools import lru_cache

from scraper.facts.language.phrase import belongs, words
from scraper.facts.language.sought import Sought
from scraper.facts.language.table import fold, pattern

CLAUSE_END = re.compile(r"[,;:()«»]")
NOT = re.compile(r"(?:^|\W)(?:не|ни|без|вместо)\W+(?:\w+\W+)?$")
BEFORE = 30
"""Characters before a word among which what denies it stands."""
NOT_ONLINE, ONLINE = Sought("format", "not_online"), Sought("format", "online")
ONLY_ONLINE, CONNECTS = Sought("format", "only_online"), Sought("format", "connects")


@lru_cache(maxsize=1024)
def is_remote(sentence: str) -> bool:
    """Whether a sentence has people follow from afar, all of them or some."""
    if NOT_ONLINE.search(sentence):
        return False
    low = fold(sentence)
    found = any(_takes_part(low, *match.span()) for match in ONLINE.every(sentence))
    return found or _connects(sentence, low)


@lru_cache(maxsize=1024)
def only_remote(sentence: str) -> bool:
    """Whether it is said outright that nobody need come."""
    low = fold(sentence)
    spans = (match.span() for match in ONLY_ONLINE.every(sentence))
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
    found = CONNECTS.search(sentence)
    if found is None or pattern("format", "online_aside").search(_clause(low, *found.span())):
        return False
    return any(
        belongs(w.low, "format", "event") or w.text[0].isdigit() or w.low in ("из", "с")
        for w in words(sentence)
    )
