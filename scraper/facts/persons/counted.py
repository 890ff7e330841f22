"""Whether a number in a sentence counts people, and where the words that say so end.

The people follow («47 фельдшеров»), stand before («мест в группе двадцать»), or are only meant:
«шестеро уехали», «зарегистрировались 96», «все сорок».
"""

from __future__ import annotations

from collections.abc import Sequence

from scraper.facts.language.count import Count, numeric
from scraper.facts.language.phrase import Word, agree, belongs, joined
from scraper.facts.language.table import listed, table
from scraper.facts.persons.person import kazakh_person, person

SET_ASIDE = {"outsider", "winner", "speaker"}
FEW = 9
"""«Все четыре» may be anything; «все тридцать» are people, if the clause says nothing else."""
MOST_ADJECTIVES, MOST_BETWEEN = 4, 7
PARTICIPIAL = 5
"""Words that a participle before its noun may have of its own («12 внесённых в список врачей»)."""
BARE = {"VERB", "INFN", "PRTS", "ADVB", "PRCL", "COMP", "PRED", "GRND"}
"""What may stand between people and their number, beside «в группе» and the like."""


def end_of_people(run: Sequence[Word], number: Count, kazakh: bool) -> int | None:
    """Return the offset where the counted people end; ``None``: the number counts no people."""
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
    if _in_figures(run, number):
        return None
    return (
        _after_participle(run, number.last + 1)
        or _people_before(run, number)
        or _meant(run, number)
    )


def _in_figures(run: Sequence[Word], number: Count) -> bool:
    """Whether a number is one of several figures: «14–18 декабря», «14.12», «10:30»."""
    before, after = number.first - 1, number.last + 1
    behind = after < len(run) and numeric(run[after].low) and not joined(run[after])
    ahead = before >= 0 and numeric(run[before].low) and not joined(run[number.first])
    return behind or ahead


def _after_participle(run: Sequence[Word], at: int) -> int | None:
    """Read «340 внесённым в списки врачам»: the noun comes after the participle's own words."""
    if at >= len(run) or not joined(run[at]) or not _participle(run[at]):
        return None
    for word in run[at + 1 : at + 1 + PARTICIPIAL]:
        if not joined(word):
            return None
        if _counted(word, False) and agree(run[at], word):
            return word.end
    return None


def _participle(word: Word) -> bool:
    """Whether a word is a full participle («записавшимся», «внесённых»)."""
    return bool(word.traits.adjective) and word.traits.top == "PRTF"


def _substantive(run: Sequence[Word], at: int) -> bool:
    """Whether an adjective stands for people itself («десять лучших»)."""
    return _alone(run, at) and belongs(run[at].low, "people", "substantive")


def _alone(run: Sequence[Word], at: int) -> bool:
    """Whether no noun that a number or an adjective could belong to follows it."""
    follows = at + 1 < len(run) and joined(run[at + 1])
    return not (follows and (run[at + 1].traits.noun or run[at + 1].traits.adjective))


def _meant(run: Sequence[Word], number: Count) -> int | None:
    """Read a number that means people without naming them."""
    end = run[number.last].end
    after = [w.low for w in run[number.last + 1 : number.last + 3]]
    of_them = after == ["из", "них"]
    if not (of_them or _alone(run, number.last)):
        return None
    before = _before(run, number)
    if belongs(run[number.first].low, "people", "collective") and number.first == number.last:
        does = before is not None and before.traits.top == "VERB" and _ends(run, number)
        return end if does or _acts_next(run, number.last) else None
    if before is not None and belongs(before.low, "people", "completed"):
        return run[number.last + 2].end if of_them else end if _ends(run, number) else None
    every = before is not None and before.low in listed("people", "every")
    return end if every and not of_them and number.value > FEW else None


def _before(run: Sequence[Word], number: Count) -> Word | None:
    """Return the word before a number, «почти» and «около» left out."""
    at = number.first
    while at > 0 and joined(run[at]):
        at -= 1
        if run[at].low not in listed("count", "about"):
            return run[at]
    return None


def _acts_next(run: Sequence[Word], at: int) -> bool:
    """Whether a verb follows («шестеро уехали»)."""
    return at + 1 < len(run) and joined(run[at + 1]) and run[at + 1].traits.top == "VERB"


def _ends(run: Sequence[Word], number: Count) -> bool:
    """Whether the clause ends after a number, or goes on with «из», «в» and the like."""
    at = number.last + 1
    return at == len(run) or not joined(run[at]) or run[at].traits.top in ("PREP", "CONJ")


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


def _people_before(run: Sequence[Word], number: Count) -> int | None:
    """Read «мест 100», «участников — 120», «нас было 47»: the people come first."""
    if not _alone(run, number.last):
        return None
    at = number.first - 1
    if at >= 0 and _linked(run[at + 1]) and run[at].low in listed("people", "total"):
        return run[number.last].end
    dash = bare = False
    while at >= 0 and number.first - at < MOST_BETWEEN and _linked(run[at + 1]):
        dash = dash or not joined(run[at + 1])
        if _of_many(run, at, bare):
            return run[number.last].end if not bare or _ends(run, number) else None
        if not dash and run[at].low not in listed("people", "linking"):
            if not _stands_between(run, at):
                return None
            bare = True
        at -= 1
    return None


def _of_many(run: Sequence[Word], at: int, bare: bool) -> bool:
    """Whether a word is the people themselves, in the genitive («слушателей», «нас»).

    ``bare``: more than «было» stands between, so that they must be free of any preposition.
    """
    word = run[at]
    free = at == 0 or not joined(word) or run[at - 1].traits.top != "PREP"
    if word.low in listed("people", "pronoun"):
        return free
    plural = any(case == "gent" and n == "plur" for case, n in word.traits.noun)
    return plural and _counted(word, False) and (free or not bare)


def _stands_between(run: Sequence[Word], at: int) -> bool:
    """Whether a word may part people from their number: a verb, an adverb, «в группе»."""
    word = run[at]
    if word.traits.top in BARE or word.traits.top == "PREP" or word.traits.top == "NPRO":
        return True
    return at > 0 and joined(word) and run[at - 1].traits.top == "PREP"


def _linked(word: Word) -> bool:
    return word.before.strip() in ("", "—", "–", "-", ":")
