"""Phrases for people in a sentence: where they stand, and their labels in the nominative plural.

«В Орле обучили 30 участковых врачей области» gives «участковые врачи». Says nothing of whether
they are meant: :mod:`scraper.facts.audience` weighs that.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from scraper.facts.language.count import numeric
from scraper.facts.language.nominative import nominative
from scraper.facts.language.phrase import (
    NAMED_AFTER,
    Word,
    agree,
    belongs,
    genitive,
    joined,
    left_edge,
    traits,
)
from scraper.facts.language.table import fold, listed, table
from scraper.facts.language.words import parses
from scraper.facts.persons.complement import left_out, reach, tail
from scraper.facts.persons.person import person
from scraper.facts.persons.schooling import mid_level, under_contract

EXACT = 2
"""Words after «специалисты» that make it say who they are."""


class Personnel(NamedTuple):
    """People named: ``run[first]`` to ``head``, their tail to ``end``, with its place to ``reach``.

    ``narrow``: 0 for «участники», 1 for «врачи», 2 for «участковые врачи», «педиатры».
    """

    labels: tuple[str, ...]
    narrow: int
    first: int
    head: int
    end: int
    reach: int


def personnel(sentence: str, run: Sequence[Word], at: int) -> Personnel:
    """Return the phrase whose head is a word that :func:`is_people`."""
    if schooled := mid_level(run, at) or under_contract(run, at):
        label, last = schooled
        end = run[last].end
        return Personnel((label,), 2, _first(run, at), at, end, end)
    first, whole = _first(run, at), tail(run, at)
    end = run[at].end if _anywhere(run, at, whole) else whole
    length = len(sentence[run[at].end : end].split())
    label = _label(sentence, run, first, at, end)
    shared = _shared(sentence, run, first, at, end)
    narrow = _narrow(run[first : at + 1], length)
    first -= 2 * len(shared)
    return Personnel((*shared, label), narrow, first, at, end, reach(run, at, whole))


def _anywhere(run: Sequence[Word], at: int, end: int) -> bool:
    """Whether a tail says only that they work in hospitals, as all of their trade do."""
    phrase = run[left_edge(run, at) : at + 1]
    led = any(belongs(w.low, "audience", "by_employer", "vague") for w in phrase)
    ruled = run[at].low.startswith(table("audience")["ruling"])
    if end == run[at].end or led or ruled:
        return False
    after = [w for w in run[at + 1 :] if w.end <= end and w.low != "и"]
    nouns = [w for w in after if w.traits.noun and not w.traits.adjective]
    return bool(nouns) and all(belongs(w.low, "audience", "employer") for w in nouns)


def _shared(sentence: str, run: Sequence[Word], first: int, at: int, end: int) -> tuple[str, ...]:
    """Return the label that shares its noun with this one («палатные и процедурные сёстры»)."""
    if first < 2 or first == at or run[first - 1].low not in ("и", "или"):
        return ()
    word = run[first - 2]
    alike = word.traits.adjective and agree(word, run[at]) and not left_out(word)
    if not alike or person(word.low) or not (joined(run[first]) and joined(run[first - 1])):
        return ()
    phrase = (word, run[at])
    head = nominative(phrase, 1, plural=True)
    return (" ".join((head + sentence[run[at].end : end]).split()),)


def is_people(run: Sequence[Word], at: int) -> bool:
    """Whether a word names people in general: several, or one who stands for all."""
    return may_be_people(run[at].low) and _people(run, at)


@lru_cache(maxsize=20_000)
def may_be_people(low: str) -> bool:
    """Whether a word form may mean people at all, whatever stands beside it."""
    lemmas = traits(low).lemmas
    return bool(person(low)) or bool(lemmas & listed("audience", "group", "mass"))


def _people(run: Sequence[Word], at: int) -> bool:
    word = run[at]
    if at and run[at - 1].low in NAMED_AFTER:
        return False
    if belongs(word.low, "audience", "group"):
        plural = any(number == "plur" for _, number in word.traits.noun)
        return (plural and ("gent", "sing") not in word.traits.noun) or _stands_for_all(run, at)
    if belongs(word.low, "audience", "mass") and at > 0 and word.traits.noun:
        return True
    sorts = person(word.low)
    if not sorts or sorts & {"outsider", "winner"} or not _complete(run, at):
        return False
    if word.before == ", " and _participle_of(run, at):
        return False
    if any(number == "plur" for _, number in word.traits.noun or word.traits.adjective):
        return not _one(run, at)
    if _counted(run, left_edge(run, at)):
        return True
    follows = run[at + 1] if at + 1 < len(run) else None
    one_for_all = follows is not None and follows.before == ", " and follows.low.startswith("котор")
    return one_for_all or _stands_for_all(run, at)


def _participle_of(run: Sequence[Word], at: int) -> bool:
    """Whether a participle tells more of the people before it («студентам, учащимся в вузах»).

    One with a genitive of its own is a noun: «ждут ординаторов вузов, учащихся колледжей».
    """
    stem = run[at].low.startswith(table("audience")["participle"])
    if not stem or at == 0 or (at + 1 < len(run) and genitive(run[at + 1])):
        return False
    return bool(person(run[at - 1].low)) and agree(run[at], run[at - 1])


def _one(run: Sequence[Word], at: int) -> bool:
    """Whether the adjective before says that one is meant («рекомендация старшей сестры»)."""
    if left_edge(run, at) == at:
        return False
    before = run[at - 1].traits.adjective
    counted = ("gent", "sing") in run[at].traits.noun and ("gent", "plur") in before
    return not counted and all(number != "plur" for _, number in before)


def _complete(run: Sequence[Word], at: int) -> bool:
    """Whether a word that needs its complement to mean these people («организаторы …») has it."""
    if not belongs(run[at].low, "audience", "with_tail"):
        return True
    follows = run[at + 1].traits.lemmas if at + 1 < len(run) else frozenset()
    return bool(follows & listed("audience", "tail"))


def _counted(run: Sequence[Word], first: int) -> bool:
    return first > 0 and joined(run[first]) and numeric(run[first - 1].low)


def _stands_for_all(run: Sequence[Word], at: int) -> bool:
    """Whether one stands for all: «каждый врач», «Лучший фельдшер», «на должность главврача»."""
    first = left_edge(run, at)
    beside = {w.low for w in (*run[max(0, first - 1) : first], *run[at + 1 : at + 2])}
    if beside & listed("audience", "entitled") and ("nomn", "sing") in run[at].traits.noun:
        return True
    before = run[first - 1].traits.lemmas if first > 0 and joined(run[first]) else frozenset()
    if before & {"или"} and first > 1 and may_be_people(run[first - 2].low):
        return _stands_for_all(run, first - 2)
    if before & listed("audience", "every", "sought") or _sought_after(run, at):
        return True
    begins = first == 0 or run[first].before.strip() in (":", ";", "—", ".")
    if begins and _of_any(run, at):
        return True
    inner = (w.traits.lemmas for w in run[first:at])
    return bool(before & listed("audience", "post")) or any(
        lemmas & listed("audience", "every", "best") for lemmas in inner
    )


def _of_any(run: Sequence[Word], at: int) -> bool:
    """Whether a rule is told of one («Абитуриент выбирает больницу», «Врач получит миллион»)."""
    if ("nomn", "sing") not in run[at].traits.noun or at + 1 >= len(run) or not joined(run[at + 1]):
        return False
    verb = next(iter(parses(run[at + 1].low)), None)
    return verb is not None and verb.pos == "VERB" and bool(verb.grammemes & {"pres", "futr"})


def _sought_after(run: Sequence[Word], at: int) -> bool:
    """Whether «нужен», «требуется» follows («терапевт нужен в Усть-Куте»)."""
    follows = run[at + 1] if at + 1 < len(run) and joined(run[at + 1]) else None
    return follows is not None and belongs(follows.low, "audience", "sought")


def _narrow(phrase: Sequence[Word], tail: int) -> int:
    lemmas = phrase[-1].traits.lemmas
    stem = phrase[-1].low.startswith(table("audience")["passing"])
    if lemmas & listed("audience", "trained") and tail:
        return 2
    if lemmas & listed("audience", "nobody") or (stem and not tail):
        return 0
    if any(belongs(w.low, "audience", "vague_front") for w in phrase):
        return 1
    if lemmas & listed("audience", "group"):
        return 2 if tail else 1
    if lemmas & listed("audience", "vague"):
        return 2 if tail >= EXACT and lemmas & listed("audience", "tailed") else 1
    if lemmas & listed("audience", "broad"):
        return 2 if len(phrase) > 1 or tail else 1
    return 1 if person(phrase[-1].low) & {"speaker"} else 2


def _first(run: Sequence[Word], at: int) -> int:
    """Return where the adjectives of a label begin; those of a place or a rank are left out."""
    first, left = at, left_edge(run, at)
    while first > left and not left_out(run[first - 1]):
        first -= 1
    return first


def _label(sentence: str, run: Sequence[Word], first: int, at: int, end: int) -> str:
    mass = belongs(run[at].low, "audience", "mass")
    head = nominative(run[first : at + 1], at - first, plural=not mass)
    label = " ".join((head + sentence[run[at].end : end]).split())
    label = label if label[1:2].isupper() else label[:1].lower() + label[1:]
    return _renamed().get(fold(label), label)


@lru_cache(maxsize=1)
def _renamed() -> dict[str, str]:
    """Labels that say too little on their own («сёстры»), with what they are called."""
    return dict(zip(table("audience")["short"], table("audience")["full"], strict=True))
