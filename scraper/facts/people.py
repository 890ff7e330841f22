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
from scraper.facts.language.phrase import Word, belongs, sentences, words
from scraper.facts.language.sieve import Sieve
from scraper.facts.language.sought import Sought
from scraper.facts.language.table import fold, listed, pattern
from scraper.facts.persons.counted import end_of_people
from scraper.facts.persons.person import is_kazakh, person

CLAUSE_END = re.compile(r"[,;:()«»]|\s[—–-]\s")
FEWEST = 2
FEW = 4
"""Fewer are believed only in the headline or the lead: elsewhere they are certain persons."""
MOST_BELIEVED = 300_000
"""A larger number in running text is statistics of a country, not of an event."""
FAR, SEATS = 60, 20
COORDINATION = re.compile(r"^[^.;:—–]*(?:,|\bи\b|\bмен\b|\bжәне\b)\s*(?:\w+\s+){0,2}$")
SHARE = 10
"""«Семь из десяти» is a share, «девять из сорока» a count."""
NEAR = 0.12
"""How far a headline's rounded number may lie from the body's exact one."""
NUMBERS = Sieve(numeric)
REMOTE = Sought("people", "remote")


class Group(NamedTuple):
    """A counted group of people: where it stands and whether it follows from afar.

    ``beside``: counted side by side with another; ``aside``: in brackets.
    """

    value: int
    start: int
    end: int
    quote: str
    remote: bool
    beside: bool = False
    aside: bool = False


def participants(document: Document) -> Fact[int] | None:
    """Return the headline's number, exact if the body has it so, else the body's first."""
    groups = [
        g
        for at, s in enumerate(sentences(document))
        for g in _groups(s)
        if g.value >= FEW or at == 0
    ]
    named = next(_groups(document.title or ""), None)
    found = (
        (_nearest(groups, named.value) or named) if named else _first(groups, document.title or "")
    )
    return Fact(found.value, found.quote) if found else None


def _first(groups: Sequence[Group], title: str) -> Group | None:
    """Return the first of those present, or of groups counted apart the total or the one meant."""
    present = [g for g in groups if not (g.remote or g.aside)]
    present = present or [g for g in groups if not g.remote] or list(groups)
    if not present or not present[0].beside:
        return next(iter(present), None)
    return _total(groups, present) or _of_title(present, title)


def _of_title(parts: Sequence[Group], title: str) -> Group | None:
    """Return the group counted apart whose people the headline names, if it names only one."""
    named = _people(title)
    found = [g for g in parts if g.beside and _people(g.quote) & named]
    return found[0] if len(found) == 1 else None


def _people(text: str) -> frozenset[str]:
    """Return the dictionary forms of the words of a text that mean certain people."""
    meant = (w.traits.lemmas for w in words(text) if person(w.low) - {"generic"})
    return frozenset().union(*meant)


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
    numbers = NUMBERS.places(sentence)
    if not numbers or pattern("people", "other_start").match(_without_recent(fold(sentence))):
        return
    run, kazakh = words(sentence), is_kazakh(sentence)
    found: list[Group] = []
    reach = -1
    for at in numbers:
        number = count(run, at) if at > reach else None
        if number is None:
            continue
        reach = number.last
        end = end_of_people(run, number, kazakh)
        if end is not None and FEWEST <= number.value <= MOST_BELIEVED:
            start = run[number.first].start
            context = clause(sentence, start, end)
            if not _foreign(run, number, context):
                remote = _is_remote(sentence, start, end, context)
                quote = sentence[start:end]
                aside = _in_brackets(sentence, start, end)
                found.append(Group(number.value, start, end, quote, remote, aside=aside))
    yield from _beside(sentence, found)


def _is_remote(sentence: str, start: int, end: int, context: str) -> bool:
    """Whether people follow from afar, as their clause says, or its verb after more places."""
    if not REMOTE.may_stand(sentence):
        return False
    remote = pattern("people", "remote")
    if remote.search(context) or remote.search(fold(sentence), end) is None:
        return bool(remote.search(context))
    left = end
    while not any(word.traits.acts for word in words(context)):
        mark = CLAUSE_END.search(sentence, left)
        if mark is None or mark.group() != ",":
            return False
        left = mark.end()
        context = clause(sentence, left, left)
    return bool(remote.search(context))


def _beside(sentence: str, groups: Sequence[Group]) -> Iterator[Group]:
    """Mark groups that are counted side by side («35 врачей и 40 медсестёр»)."""
    for at, group in enumerate(groups):
        twins = (at > 0 and _coordinated(sentence, groups[at - 1], group)) or (
            at + 1 < len(groups) and _coordinated(sentence, group, groups[at + 1])
        )
        yield group._replace(beside=True) if twins else group


def _of_seats(text: str) -> bool:
    """Whether places or applications are counted: beside people they are no part of a whole."""
    return any(w.traits.noun and belongs(w.low, "people", "seat") for w in words(text))


def _in_brackets(sentence: str, start: int, end: int) -> bool:
    opened = sentence.rfind("(", 0, start)
    return opened > sentence.rfind(")", 0, start) and sentence.find(")", end) > 0


def _coordinated(sentence: str, left: Group, right: Group) -> bool:
    between = fold(sentence[left.end : right.start])
    tail = between.split()[-1:]
    if left.remote != right.remote or set(tail) & listed("people", "total"):
        return False
    if _of_seats(sentence[max(0, left.start - SEATS) : right.end]):
        return False
    if len(between) >= FAR or COORDINATION.search(between) is None:
        return False
    return not any(word.traits.top == "VERB" for word in words(between))


def clause(sentence: str, start: int, end: int) -> str:
    left = max((m.end() for m in CLAUSE_END.finditer(sentence, 0, start)), default=0)
    right = CLAUSE_END.search(sentence, end)
    return fold(sentence[left : right.start() if right else len(sentence)])


def _without_recent(low: str) -> str:
    """Return the text without «на прошлой неделе», which is the event's own time."""
    return pattern("people", "recent").sub("", low) if "прошл" in low else low


def _is_team(word: Word) -> bool:
    """Whether several teams are told of, whose size is not all («команды до 8 человек»)."""
    return any(form == ("nomn", "plur") for form in word.traits.noun) and belongs(
        word.low, "people", "team"
    )


def _foreign(run: Sequence[Word], number: Count, clause: str) -> bool:
    """Whether the people counted are not those who take part."""
    before = number.first - 1
    while before >= 0 and run[before].low in listed("count", "about"):
        before -= 1
    if before >= 0 and run[before].low == "по":
        return True
    team = before - (before > 0 and run[before].low in ("из", "до"))
    if before >= 0 and _is_team(run[team]):
        return True
    share = before > 0 and run[before].low == "из" and numeric(run[before - 1].low)
    if share and number.value <= SHARE:
        return True
    past = _without_recent(clause)
    foreign = pattern("people", "elsewhere", "speaking").search(clause)
    return bool(foreign or pattern("people", "past").search(past))
