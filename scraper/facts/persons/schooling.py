"""People told by their schooling: «сотрудники со средним образованием», «170 мест в ординатуру»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scraper.facts.language.count import numeric
from scraper.facts.language.nominative import nominative
from scraper.facts.language.phrase import Word, belongs, joined, traits, words
from scraper.facts.language.sieve import Sieve
from scraper.facts.language.table import listed, pattern, table
from scraper.facts.persons.mention import NAMED, PART, Mention

NEAR = 4
"""Words after people that tell of their schooling."""
CLAUSE = 8
"""Words of a clause on people («закончивших целевое обучение») that are read."""

BEFORE, AFTER = 7, 3
"""Words before and after a kind of study among which its places or payments are counted."""


def _is_study(low: str) -> bool:
    return bool(traits(low).lemmas & listed("audience", "study"))


STUDY = Sieve(_is_study)


def learners(sentence: str) -> Iterator[Mention]:
    """Yield those who are taken into a kind of study or paid in it («ординатуре — 20 тысяч»)."""
    run = words(sentence) if STUDY.places(sentence) else ()
    for at in STUDY.places(sentence):
        weight = _taken_into(run, at) or _paid_in(run, at)
        if weight:
            yield Mention(_called(run[at]), 2, weight, run[at].text)


def _taken_into(run: Sequence[Word], at: int) -> float:
    """Weigh a kind of study into which people are counted («170 заявок в ординатуру»)."""
    into = at - 2 if at > 1 and run[at - 1].low == "и" else at
    after = into > 0 and run[into - 1].low in ("в", "на") and joined(run[into])
    if not after or ("accs", "sing") not in run[at].traits.noun:
        return 0.0
    beside = (*run[max(0, into - BEFORE) : into], *run[at + 1 : at + 1 + AFTER])
    return NAMED + PART if any(numeric(word.low) for word in beside) else 0.0


def _paid_in(run: Sequence[Word], at: int) -> float:
    """Weigh a kind of study that is given a sum («колледжу — 10 тысяч»)."""
    given = any(case == "datv" for case, _ in run[at].traits.noun)
    alone = at == 0 or run[at - 1].traits.top != "PREP"
    summed = any(numeric(word.low) for word in run[at + 1 : at + 1 + AFTER])
    return NAMED if given and alone and summed else 0.0


def _called(word: Word) -> str:
    names = dict(zip(table("audience")["study"], table("audience")["learner_of"], strict=True))
    return next(names[lemma] for lemma in word.traits.lemmas if lemma in names)


def mid_level(run: Sequence[Word], at: int) -> tuple[str, int] | None:
    """Return the label and last word of «сотрудники со средним медицинским образованием»."""
    if not belongs(run[at].low, "audience", "broad"):
        return None
    said = " ".join(word.low for word in run[at + 1 : at + 1 + NEAR])
    found = pattern("audience", "schooled").match(said)
    if found is None:
        return None
    return table("audience")["mid_level"][0], at + len(found.group().split())


def under_contract(run: Sequence[Word], at: int) -> tuple[str, int] | None:
    """Return «студенты-целевики» and the last word for «студентам, учащимся по целевому …»."""
    if not belongs(run[at].low, "audience", "contracted") or not _clause_begins(run, at + 1):
        return None
    for last in range(at + 1, min(at + 1 + CLAUSE, len(run))):
        if last > at + 1 and not joined(run[last]):
            return None
        if run[last].low.startswith(table("audience")["contract"]):
            head = nominative(run[at : at + 1], 0, plural=True)
            return f"{head.partition('-')[0].lower()}-{table('audience')['by_contract'][0]}", last
    return None


def _clause_begins(run: Sequence[Word], at: int) -> bool:
    """Whether a participle, «которые» or «по» goes on from people."""
    if at >= len(run):
        return False
    word = run[at]
    if joined(word):
        return word.low == "по" or word.low.startswith(table("audience")["contract"])
    clause = word.low.startswith("котор") or word.traits.top == "PRTF"
    return word.before == ", " and clause
