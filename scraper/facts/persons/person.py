"""Which words mean people, and of what sort: staff, learners, speakers, patients."""

from __future__ import annotations

import re
from functools import lru_cache

from scraper.facts.language.phrase import traits
from scraper.facts.language.table import listed, table

KAZAKH = re.compile(r"[әғқңөұүһі]", re.IGNORECASE)
SHARE = 40
"""One Kazakh letter in so many characters makes a sentence Kazakh."""
FRONT, BACK = "әеіөүэи", "аоұыуяё"
"""Kazakh vowels by harmony."""
SORTS = ("outsider", "winner", "generic", "medical", "learner", "skilled", "speaker")


@lru_cache(maxsize=20_000)
def person(low: str) -> frozenset[str]:
    """Return the sorts of people that a lower-case word form may mean; empty for other words."""
    known = traits(low)
    if low.startswith(table("audience")["participle"]) and known.adjective:
        return frozenset(
            {"medical"} if low.startswith(table("audience")["ruling"]) else {"generic"}
        )
    if not known.noun and "-" not in low:
        return frozenset()
    lemmas = {
        last
        for lemma in known.lemmas
        for last in (lemma, lemma.rpartition("-")[2], lemma.partition("-")[0])
    }
    if lemmas & listed("people", "thing"):
        return frozenset()
    sorts = {sort for sort in SORTS if lemmas & listed("people", sort)}
    if not sorts and any(map(_ends_as_doctor, lemmas)):
        sorts.add("medical")
    if not sorts and any(lemma.endswith(table("people")["ending_learner"]) for lemma in lemmas):
        sorts.add("learner")
    return frozenset(sorts)


def _ends_as_doctor(lemma: str) -> bool:
    known = lemma.endswith(table("people")["ending"])
    return known and lemma not in listed("people", "not_ending")


@lru_cache(maxsize=20_000)
def kazakh_person(low: str) -> bool:
    return low.startswith(table("people")["kazakh"])


@lru_cache(maxsize=1024)
def is_kazakh(sentence: str) -> bool:
    """Whether a sentence is Kazakh: its own letters are frequent there, rare in Russian names."""
    return KAZAKH.search(sentence) is not None and len(KAZAKH.findall(sentence)) * SHARE > len(
        sentence
    )


def kazakh_ending(stem: str) -> str:
    """Return the plural ending that vowel harmony and the last letter ask for."""
    vowels = [char for char in stem if char in FRONT + BACK]
    front = bool(vowels) and vowels[-1] in FRONT
    first = "л" if stem[-1:] in FRONT + BACK + "рйу" else "д" if stem[-1:] in "лмнңзж" else "т"
    return first + ("ер" if front else "ар")
