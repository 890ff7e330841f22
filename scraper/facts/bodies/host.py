"""Bodies that a text calls the host: «организатор — …», «учредителем стал …»."""

from __future__ import annotations

from functools import lru_cache

from scraper.facts.bodies.body import Body
from scraper.facts.bodies.predicate import verbs
from scraper.facts.language.phrase import Word, belongs, words
from scraper.facts.language.table import fold, pattern

MOST_BETWEEN = 60
"""Characters between «организатор» and the body that is one."""
AFTER_HEADING = 30
"""Characters between «кто проводит:» and the body."""
LINKS = frozenset({"стать", "выступить", "выступать", "быть", "являться"})


@lru_cache(maxsize=1024)
def hosts(sentence: str) -> tuple[Word, ...]:
    """Return the words of a sentence that mean a host, whoever it is."""
    return tuple([w for w in words(sentence) if belongs(w.low, "organiser", "host")])


def is_host(sentence: str, body: Body) -> bool:
    """Whether such a word stands by the body in its sentence, or a heading before it."""
    heading = pattern("organiser", "heading").match(fold(sentence))
    if heading and 0 <= body.start - heading.end() < AFTER_HEADING:
        return True
    for host in hosts(sentence):
        low, high = (host.end, body.start) if host.end <= body.start else (body.end, host.start)
        if high - low < MOST_BETWEEN and not verbs_but_links(sentence, low, high):
            return True
    return False


def verbs_but_links(sentence: str, left: int, right: int) -> bool:
    """Whether anything but «стал», «выступает» is said between two offsets."""
    return any(not verb.traits.lemmas & LINKS for verb in verbs(sentence, left, right))
