"""Which stretches of a sentence tell of another edition: days in them are not this event's."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from scraper.facts.language.table import raw

TURN = re.compile(r"[,;]\s+(?:однако|но|а|хотя|зато)\s")
"""Where a sentence turns to something else."""


def other_stories(sentence: str) -> list[tuple[int, int]]:
    """Where a sentence speaks of another edition: «…, однако в прошлом году группа закрылась»."""
    if _other().search(sentence) is None:
        return []
    edges = [0, *(match.start() for match in TURN.finditer(sentence)), len(sentence)]
    return [(at, to) for at, to in pairwise(edges) if _other().search(sentence, at, to)]


@cache
def _other() -> re.Pattern[str]:
    return re.compile("|".join(raw("periods")["sentences"]["other"]), re.IGNORECASE)
