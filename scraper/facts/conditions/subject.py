"""Those whom a condition is said of, where they are its sentence's subject.

«Участвовать вправе врачи до 45 лет» is told whole; «врачу, чей стаж …» leaves the doctor out.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from scraper.facts.language.count import numeric
from scraper.facts.language.phrase import Word, agree, genitive, joined, left_edge, words
from scraper.facts.language.table import listed
from scraper.facts.persons.person import person

BETWEEN = 5
"""Words that people may have of their own before the condition on them."""
AND = ("и", "или")
WITH = ("с", "со", "без")
NARROW, LONGEST = 2, 12
"""Words after people that make them some and not all of them: fewer say nothing."""


def whom(sentence: str, start: int) -> int:
    """Return where those begin whom the condition at ``start`` binds; ``start`` if not told."""
    run = words(sentence)
    at = next((n for n, word in enumerate(run) if word.start >= start), 0)
    head = _head(run, at)
    return start if head is None else run[first_of_list(run, head)].start


def narrowed(sentence: str, run: Sequence[Word], at: int) -> str | None:
    """Read people named last, by where they are from: «могут студенты вузов округа»."""
    if not subject(run[at]):
        return None
    after = list(takewhile(_goes_on, run[at + 1 : at + 1 + LONGEST]))
    last = at + len(after)
    ends = last + 1 == len(run) or not joined(run[last + 1])
    verb = any(word.traits.acts for word in run[:at])
    if not (verb and ends and len(after) >= NARROW):
        return None
    return sentence[run[first_of_list(run, at)].start : run[last].end]


def subject(word: Word) -> bool:
    """Whether a word names people who may be let in, in the nominative."""
    return may_be_let_in(word) and "nomn" in _cases(word)


def may_be_let_in(word: Word) -> bool:
    sorts = person(word.low)
    return bool(sorts) and not sorts & {"outsider", "winner", "speaker"}


def _cases(word: Word) -> set[str | None]:
    return {case for case, _ in word.traits.noun}


def _goes_on(word: Word) -> bool:
    return of_their_own(word) or (joined(word) and word.low == "и")


def of_their_own(word: Word) -> bool:
    """Whether a word may go on from people: a genitive, a number, a range («9–11 классов»)."""
    ranged = word.before in ("–", "-", "—") and word.text.isdigit()
    return ranged or (joined(word) and (genitive(word) or numeric(word.low)))


def _head(run: Sequence[Word], at: int) -> int | None:
    """Return the people right before a condition, or before the comma of their clause."""
    if not at:
        return None
    clause = run[at].before == ", "
    if not (joined(run[at]) or (clause and _of_people(run[at]))):
        return None
    for place in range(at - 1, max(at - 2 - BETWEEN, -1), -1):
        word = run[place]
        if subject(word):
            return place if not clause or agree(run[at], word) else None
        near = word.low in AND or (place == at - 1 and word.low in WITH)
        if not (joined(word) and (near or genitive(word))):
            return None
    return None


def _of_people(word: Word) -> bool:
    """Whether a word begins a clause on people: a participle, «который»."""
    return word.traits.top == "PRTF" or word.low in listed("eligibility", "whoever")


def first_of_list(run: Sequence[Word], head: int) -> int:
    """Return where a list of people begins («студенты, ординаторы и врачи»)."""
    first, cases = left_edge(run, head), _cases(run[head])
    while first > 1:
        comma = run[first].before == ", "
        before = first - 1 if comma else first - 2 if run[first - 1].low in AND else -1
        while before >= 0 and not (may_be_let_in(run[before]) and cases & _cases(run[before])):
            before = before - 1 if of_their_own(run[before]) else -1
        if before < 0:
            break
        first = left_edge(run, before)
    return first
