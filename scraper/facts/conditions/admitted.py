"""Clauses about those who are let in: «допускаются ординаторы, у которых нет долгов».

The people stand in the nominative with their clause, or the clause stands for them («тех, кто …»).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scraper.facts.conditions.subject import (
    first_of_list,
    may_be_let_in,
    narrowed,
    of_their_own,
    subject,
)
from scraper.facts.language.phrase import Word, agree, belongs, joined, words
from scraper.facts.language.sought import Sought
from scraper.facts.language.table import fold, listed, pattern

END = re.compile(r"[,;:.()]|\s[—–-]\s")
RELATIVE = re.compile(
    r"(?:(?:у|для|от|с|из|за|к)\s+)?(?:котор\w+|кого|кто|чей|чья|чье|чьи|чьего)\b"
)
ACTIVE = re.compile(r"(?:[уюая]щ|вш)(?:ий|ая|ее|ие|их|им|ими|ую|ей|его|ему)(?:ся)?$")
LONGEST = 6
"""Words that people may have before their clause begins."""
FROM, MOST = 1, 20
"""Words of a clause: fewer say nothing, more are a story."""
LETS_IN = Sought("eligibility", "lets_in")
ABLE, ENTRY = Sought("eligibility", "able"), Sought("eligibility", "entry")


def admitted(sentence: str) -> Iterator[str]:
    """Yield what a sentence that lets people in says of them, in its own words."""
    if not lets_in(sentence):
        return
    run = words(sentence)
    for at in range(len(run) - 1):
        if run[at].low in listed("eligibility", "only"):
            yield from _only(sentence, run, at)
        elif _may_be_let_in(run[at]):
            clauses = list(_with_clause(sentence, run, at))
            told = narrowed(sentence, run, at) if not clauses else None
            yield from [told] if told else clauses


def lets_in(sentence: str) -> bool:
    """Whether a sentence lets in: «берут», «вправе», or «могут» with what they may do."""
    if LETS_IN.search(sentence):
        return True
    return ABLE.search(sentence) is not None and ENTRY.search(sentence) is not None


def _may_be_let_in(word: Word) -> bool:
    return word.low in listed("eligibility", "those") or may_be_let_in(word)


def _with_clause(sentence: str, run: Sequence[Word], at: int) -> Iterator[str]:
    after = _after_phrase(run, at)
    if after is None or after.before != ", ":
        return
    start = after.start
    end = _end(sentence, start)
    clause = words(sentence[start:end])
    told = any(belongs(w.low, "audience", "speaks") for w in clause if w.traits.acts)
    if not FROM < len(clause) <= MOST or told:
        return
    relative = RELATIVE.match(fold(sentence[start:end])) is not None
    if relative and len(clause) <= FROM + 1:
        return
    if not relative and not _participle(run[at], clause):
        return
    named = run[at].low not in listed("eligibility", "those")
    whole = named and (subject(run[at]) or _reached(sentence, run, at))
    yield sentence[run[first_of_list(run, at)].start if whole else start : end]


def _reached(sentence: str, run: Sequence[Word], at: int) -> bool:
    """Whether people are whom a rule is for («распространяется на фельдшеров, которые …»)."""
    return pattern("eligibility", "reaches").search(fold(sentence), 0, run[at].start) is not None


def _after_phrase(run: Sequence[Word], at: int) -> Word | None:
    """Return the word after people and what goes with them («работники всех больниц»)."""
    for word in run[at + 1 : at + 2 + LONGEST]:
        if not joined(word) and not of_their_own(word):
            return word
        if word.traits.acts:
            return None
    return None


def _participle(people: Word, clause: Sequence[Word]) -> bool:
    """Whether a clause begins with a participle that agrees with the people."""
    first = clause[1] if clause[0].low == "не" else clause[0]
    active = first.traits.top == "PRTF" or ACTIVE.search(first.low) is not None
    return active and agree(first, people)


def _only(sentence: str, run: Sequence[Word], at: int) -> Iterator[str]:
    """Read «только члены профсоюза», «лишь для работников больниц»."""
    place = at + 1
    if run[place].low in ("для", "из", "от", "среди"):
        place += 1
    while place < len(run) and joined(run[place]) and run[place].traits.adjective:
        place += 1
    if place < len(run) and joined(run[place]) and _may_be_let_in(run[place]):
        end = _end(sentence, run[place].end)
        if end > run[place].end and run[place].low not in listed("eligibility", "those"):
            yield sentence[run[at].start : end]


def _end(sentence: str, start: int) -> int:
    found = END.search(sentence, start)
    return found.start() if found else len(sentence)
