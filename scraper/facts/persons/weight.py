"""How surely a sentence says that a thing is for certain people.

Who is counted, invited, taught or gathered weighs for; who speaks, judges, is short or is asked
weighs against.
"""

from __future__ import annotations

from collections.abc import Sequence

from scraper.facts.language.count import count
from scraper.facts.language.phrase import Word, belongs, joined
from scraper.facts.language.table import listed
from scraper.facts.persons.person import person
from scraper.facts.persons.personnel import Personnel

SPEAKER = 3.0
"""What is taken from people who usually speak."""
ADMITTED = 4
"""What it weighs to be told that these people are let in."""
RANGE = 5
APPLIES = 4
"""Words after «могут» among which the verb of applying is sought."""
NEAREST = 25
"""Words between people and a verb that can be theirs."""


def weight(run: Sequence[Word], people: Personnel) -> float:
    said = _governed(run, people) + _acting(run, people)
    return said - SPEAKER * ("speaker" in person(run[people.head].low))


def _governed(run: Sequence[Word], people: Personnel) -> int:
    """Weigh what stands right before: a number, «для», «съезд …», «с …»."""
    at = people.first - 1
    while at >= 0 and joined(run[at + 1]) and _attribute(run[at]) and count(run, at) is None:
        if belongs(run[at].low, "audience", "every", "best"):
            return 3
        at -= 1
    if at < 0 or not joined(run[at + 1]):
        return 0
    word = run[at]
    if count(run, at) is not None or belongs(word.low, "count", "thousand"):
        return 0 if belongs(run[people.head].low, "audience", "group") else 3
    if word.low in listed("audience", "meant") or _ranged(run, people):
        return 3
    if word.low == "на" and at > 0 and belongs(run[at - 1].low, "audience", "meant_verbs"):
        return 3
    if belongs(word.low, "audience", "of", "post"):
        return 0 if _become(run, at) or _beside(word, run[people.head]) else 2
    if belongs(word.low, "organiser", "state", "other"):
        return -3
    return -3 if word.low in listed("audience", "besides") else 0


def _become(run: Sequence[Word], at: int) -> bool:
    """Whether it is what learners are to become («по программе подготовки сестёр милосердия»)."""
    before = run[at - 1].low if at and joined(run[at]) else ""
    return belongs(run[at].low, "audience", "makes") and belongs(before, "audience", "programme")


def _beside(event: Word, people: Word) -> bool:
    """Whether it is what congresses hold beside («завершит его конкурс молодых учёных»)."""
    contest = belongs(event.low, "audience", "contest")
    return contest and belongs(people.low, "audience", "scholar")


def _ranged(run: Sequence[Word], people: Personnel) -> bool:
    """Whether these are the ends of a range («от спасателей до травматологов»)."""
    near = [w.low for w in run[max(0, people.first - RANGE) : people.head + RANGE]]
    before = run[people.first - 1].low
    return before in ("от", "до") and "от" in near and "до" in near[near.index("от") :]


def _attribute(word: Word) -> bool:
    return bool(word.traits.adjective) and not word.low.startswith("котор")


def _acting(run: Sequence[Word], people: Personnel) -> int:
    """Weigh the verb that the people belong to: the nearest in their clause."""
    first, at = people.first, people.head
    verb = _nearest_verb(run, first, at)
    if verb is None:
        return 0
    cases = {case for case, _ in run[at].traits.noun}
    if "nomn" not in cases and belongs(verb.low, "audience", "asks"):
        return -3
    if "datv" in cases and belongs(verb.low, "audience", "gives"):
        return 2
    if cases == {"ablt"} and belongs(verb.low, "audience", "becomes"):
        return -3
    subject = "nomn" in cases
    if subject and belongs(verb.low, "audience", "speaks"):
        return -3
    if subject and (_permitted(run, first) or _may_apply(run, people)):
        return ADMITTED
    if belongs(verb.low, "audience", "admits"):
        return ADMITTED
    return 2 if _learns(verb) else 0


def _permitted(run: Sequence[Word], first: int) -> bool:
    """Whether the words right before say who may («Занять их могут …», «Участником может стать …»).

    What Russian puts last in a sentence is what it tells: here, for whom.
    """
    at = first - 1
    if at >= 0 and joined(run[first]) and belongs(run[at].low, "audience", "becomes"):
        first, at = at, at - 1
    return at >= 0 and joined(run[first]) and belongs(run[at].low, "audience", "permits")


def _may_apply(run: Sequence[Word], people: Personnel) -> bool:
    """Whether the words right after say that these may apply («Выпускники успеют подать …»)."""
    at = people.head + 1
    while at < len(run) and run[at].start < people.reach:
        at += 1
    if at >= len(run) or not (joined(run[at]) and belongs(run[at].low, "audience", "permits")):
        return False
    return any(belongs(word.low, "audience", "applies") for word in run[at + 1 : at + 1 + APPLIES])


def _learns(verb: Word) -> bool:
    """Whether a verb says that people are taught or invited, passive («приглашаются») or not."""
    learns = listed("audience", "learns")
    return any({lemma, lemma.removesuffix("ся")} & learns for lemma in verb.traits.lemmas)


def _nearest_verb(run: Sequence[Word], first: int, at: int) -> Word | None:
    for reach in range(1, NEAREST):
        for place in (first - reach, at + reach):
            if 0 <= place < len(run) and run[place].traits.acts:
                return run[place]
    return None
