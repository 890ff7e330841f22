"""How many people took part or are expected, where the text states a number.

People only: not patients, vacancies, teams, talks. Speakers and judges are set aside; those who
follow online count only where nobody else is counted. Nothing is added up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scraper.facts.document import Document
from scraper.facts.fact import Fact
from scraper.facts.language.count import Count, count, numeric
from scraper.facts.language.phrase import Word, belongs, joined, sentences, words
from scraper.facts.language.table import fold, listed, pattern, table
from scraper.facts.persons.person import is_kazakh, kazakh_person, person

SET_ASIDE = {"outsider", "winner", "speaker"}
CLAUSE_END = re.compile(r"[,;:()«»]|\s[—–-]\s")
FEWEST = 2
FEW = 4
"""Fewer are believed only in the headline or the lead: elsewhere they are certain persons."""
MOST_BELIEVED = 300_000
"""A larger number in running text is statistics of a country, not of an event."""
MOST_ADJECTIVES, MOST_BETWEEN = 4, 6
FAR = 60
COORDINATION = re.compile(r"^[^.;:—–]*(?:,|\bи\b|\bмен\b|\bжәне\b)\s*(?:\w+\s+){0,2}$")
NEAR = 0.12
"""How far a headline's rounded number may lie from the body's exact one."""


class Group(NamedTuple):
    """A counted group of people: where it stands and whether it follows from afar."""

    value: int
    start: int
    end: int
    quote: str
    remote: bool
    beside: bool


def participants(document: Document) -> Fact[int] | None:
    """Return the headline's number, exact if the body has it so, else the body's first."""
    groups = [
        g
        for at, s in enumerate(sentences(document))
        for g in _groups(s)
        if g.value >= FEW or at == 0
    ]
    named = next(_groups(document.title or ""), None)
    found = (_nearest(groups, named.value) or named) if named else _first(groups)
    return Fact(found.value, found.quote) if found else None


def _first(groups: Sequence[Group]) -> Group | None:
    """Return the first of those present, or the total of groups that are counted apart."""
    present = [g for g in groups if not g.remote] or groups
    if not present or not present[0].beside:
        return next(iter(present), None)
    return _total(groups, present)


def _nearest(groups: Sequence[Group], value: int) -> Group | None:
    near = [g for g in groups if abs(g.value - value) <= NEAR * value]
    return min(near, key=lambda g: abs(g.value - value), default=None)


def _total(groups: Sequence[Group], present: Sequence[Group]) -> Group | None:
    """Return the group that holds all those counted apart at the beginning, if any does."""
    parts = 0
    for group in present:
        if not group.beside:
            break
        parts += group.value
    return next((g for g in groups if not g.beside and g.value >= parts), None)


def _groups(sentence: str) -> Iterator[Group]:
    run = words(sentence)
    numbers = [at for at, word in enumerate(run) if numeric(word.low)]
    if not numbers or pattern("people", "other_start").match(fold(sentence)):
        return
    kazakh = is_kazakh(sentence)
    found: list[Group] = []
    reach = -1
    for at in numbers:
        number = count(run, at) if at > reach else None
        if number is None:
            continue
        reach = number.last
        end = _end(run, number, kazakh)
        if end is not None and FEWEST <= number.value <= MOST_BELIEVED:
            start = run[number.first].start
            context = clause(sentence, start, end)
            if not _foreign(run, number, context):
                remote = bool(pattern("people", "remote").search(context))
                found.append(Group(number.value, start, end, sentence[start:end], remote, False))
    yield from _beside(sentence, found)


def _beside(sentence: str, groups: Sequence[Group]) -> Iterator[Group]:
    """Mark groups that are counted side by side («35 врачей и 40 медсестёр»)."""
    for at, group in enumerate(groups):
        twins = (at > 0 and _coordinated(sentence, groups[at - 1], group)) or (
            at + 1 < len(groups) and _coordinated(sentence, group, groups[at + 1])
        )
        yield group._replace(beside=bool(twins))


def _coordinated(sentence: str, left: Group, right: Group) -> bool:
    between = fold(sentence[left.end : right.start])
    tail = between.split()[-1:]
    if left.remote != right.remote or set(tail) & listed("people", "total"):
        return False
    return len(between) < FAR and COORDINATION.search(between) is not None


def _end(run: Sequence[Word], number: Count, kazakh: bool) -> int | None:
    """Return where the counted noun ends, if the number counts people or their places."""
    at, adjectives = number.last + 1, 0
    while at < len(run) and adjectives <= MOST_ADJECTIVES:
        word = run[at]
        if not _follows(run, at, listed_adjectives=bool(adjectives)):
            break
        if kazakh and word.low.startswith(table("people")["kazakh_unit"]):
            return None
        if _counted(word, kazakh) or _substantive(run, at):
            return word.end
        if not (word.traits.adjective or kazakh or word.low in ("и", "с", "лишним")):
            break
        at, adjectives = at + 1, adjectives + 1
    return _noun_before(run, number) or _of_them(run, number)


def _substantive(run: Sequence[Word], at: int) -> bool:
    """Whether an adjective stands for people itself («десять лучших»)."""
    follows = at + 1 < len(run) and joined(run[at + 1])
    alone = not (follows and (run[at + 1].traits.noun or run[at + 1].traits.adjective))
    return alone and belongs(run[at].low, "people", "substantive")


def _of_them(run: Sequence[Word], number: Count) -> int | None:
    """Read «окончили 44 из них»: a verb before says that they are people."""
    after = [w.low for w in run[number.last + 1 : number.last + 3]]
    verb = run[number.first - 1] if number.first else None
    if after != ["из", "них"] or verb is None or not belongs(verb.low, "people", "completed"):
        return None
    return run[number.last + 2].end


def _follows(run: Sequence[Word], at: int, *, listed_adjectives: bool) -> bool:
    """Whether a word goes on from the one before: «тыс. медиков», «врачебных, сестринских»."""
    shortened = run[at].before.strip() == "." and run[at - 1].low in listed("people", "shortened")
    return joined(run[at]) or shortened or (listed_adjectives and run[at].before == ", ")


def _counted(word: Word, kazakh: bool) -> bool:
    if kazakh and kazakh_person(word.low):
        return True
    sorts = person(word.low)
    seat = word.traits.noun and belongs(word.low, "people", "seat")
    return bool(seat) or (bool(sorts) and not sorts & SET_ASIDE)


def _noun_before(run: Sequence[Word], number: Count) -> int | None:
    """Read «мест 100», «участников — 120», «слушателей набралось 45»: the noun comes first."""
    follows = run[number.last + 1] if number.last + 1 < len(run) else None
    if (
        follows is not None
        and joined(follows)
        and (follows.traits.noun or follows.traits.adjective)
    ):
        return None
    at = number.first - 1
    if at >= 0 and _linked(run[at + 1]) and run[at].low in listed("people", "total"):
        return run[number.last].end
    dash = False
    while at >= 0 and number.first - at < MOST_BETWEEN and _linked(run[at + 1]):
        dash = dash or not joined(run[at + 1])
        plural = any(case == "gent" and n == "plur" for case, n in run[at].traits.noun)
        if plural and _counted(run[at], False):
            return run[number.last].end
        if not dash and run[at].low not in listed("people", "linking"):
            return None
        at -= 1
    return None


def _linked(word: Word) -> bool:
    return word.before.strip() in ("", "—", "–", "-", ":")


def clause(sentence: str, start: int, end: int) -> str:
    left = max((m.end() for m in CLAUSE_END.finditer(sentence, 0, start)), default=0)
    right = CLAUSE_END.search(sentence, end)
    return fold(sentence[left : right.start() if right else len(sentence)])


def _foreign(run: Sequence[Word], number: Count, clause: str) -> bool:
    """Whether the people counted are not those who take part."""
    before = number.first - 1
    while before >= 0 and run[before].low in listed("count", "about"):
        before -= 1
    if before >= 0 and run[before].low == "по":
        return True
    return any(pattern("people", key).search(clause) for key in ("elsewhere", "speaking", "past"))
