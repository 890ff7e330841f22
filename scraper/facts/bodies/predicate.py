"""What a body is said to do: the verbs of its clause, of its participle, of its relative clause.

Knows agreement and clauses; which deeds make an organiser, :mod:`scraper.facts.organiser` knows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from scraper.facts.bodies.body import Body
from scraper.facts.language.phrase import Word, joined, words
from scraper.facts.language.words import parses

CLAUSE = re.compile(r"[;:()]|\s[—–]\s|, (?:что|котор|где|когда|а |но |чтобы|если|как )")
ASIDE = re.compile(r"\s*\([^()]{1,80}\)(?=,)")
RELATIVE = re.compile(r"(?:,|\s[—–])\s+(котор(?:ый|ая|ое)|она?|оно)\b")
GENDERS = {
    "который": "masc", "которая": "femn", "которое": "neut", "он": "masc", "она": "femn",
    "оно": "neut",
}  # fmt: skip
NEAR = 30
"""Characters between a verb and the infinitive that it governs."""


def clause(sentence: str, start: int, end: int) -> tuple[int, int]:
    left = 0
    for left_match in CLAUSE.finditer(sentence, 0, start):
        left = left_match.end()
    right = CLAUSE.search(sentence, end)
    return left, right.start() if right else len(sentence)


def verbs(sentence: str, left: int, right: int) -> list[Word]:
    """Return the finite verbs and short participles between two offsets."""
    return [w for w in _finite(sentence) if left <= w.start and w.end <= right]


@lru_cache(maxsize=1024)
def _finite(sentence: str) -> tuple[Word, ...]:
    run = words(sentence)
    return tuple(
        [w for at, w in enumerate(run) if w.traits.top in ("VERB", "PRTS") or _begins(run, at)]
    )


def _begins(run: Sequence[Word], at: int) -> bool:
    """Whether «начало» is a verb here: what follows is its object («начало отбор»)."""
    if run[at].low != "начало" or at + 1 >= len(run) or not joined(run[at + 1]):
        return False
    cases = {case for case, _ in run[at + 1].traits.noun | run[at + 1].traits.adjective}
    return run[at + 1].traits.top == "INFN" or ("accs" in cases and "gent" not in cases)


@lru_cache(maxsize=1024)
def verb_near(sentence: str, body: Body) -> Word | None:
    """Return the verb that a body most likely belongs to: the next one after it, else before."""
    left, right = clause(sentence, body.start, body.end)
    comma = sentence.find(",", body.end, right)
    after = verbs(sentence, body.end, right if comma < 0 else comma)
    before = verbs(sentence, left, body.start)
    return after[0] if after else before[-1] if before else None


def verbs_of_subject(sentence: str, body: Body) -> list[Word]:
    """Return the verbs near a body that agree with it as their subject may."""
    left, right = clause(sentence, body.start, body.end)
    comma = sentence.find(",", body.end, right)
    after = (
        verbs(sentence, body.end, right if comma < 0 else comma)
        or verbs(sentence, body.end, right)[:1]
    )
    return [*after, *_joined_last(sentence, verbs(sentence, left, body.start))]


def _joined_last(sentence: str, found: list[Word]) -> list[Word]:
    """Return the last verb, with the one that «и» joins to it («придумал и провёл колледж»)."""
    pair = found[-2:]
    joins = len(pair) > 1 and sentence[pair[0].end : pair[1].start].strip() == "и"
    return pair if joins else found[-1:]


def infinitive(run: Sequence[Word], verb: Word) -> list[Word]:
    """Return the infinitive that a verb governs («будет учить», «провести решил»)."""
    near = (w for w in run if verb.start - NEAR <= w.start <= verb.end + NEAR)
    found = [w for w in near if w.traits.top == "INFN"]
    return sorted(found, key=lambda w: w.start < verb.start)[:1]


def fixed(head: Word) -> bool:
    """Whether a body is an abbreviation, which neither declines nor agrees."""
    return head.text[1:].lower() != head.text[1:]


def agrees(verb: Word, head: Word, several: bool) -> bool:
    """Whether a verb may have the body as its subject; ``several``: it is one of a group."""
    return fixed(head) or _agree(verb.low, head.low, several)


@lru_cache(maxsize=20_000)
def _agree(verb: str, head: str, several: bool) -> bool:
    genders = {p.gender for p in parses(head) if p.pos == "NOUN" and p.case == "nomn"}
    for reading in parses(verb):
        if reading.pos not in ("VERB", "PRTS"):
            continue
        if reading.number == "plur":
            return several
        if reading.gender is None or reading.gender in genders:
            return True
    return False


def own_deed(sentence: str, run: Sequence[Word], body: Body) -> Word | None:
    """Return the verb of a clause that says only what this body does, right after its name.

    «Центр, затеявший учёбу», «общество, которое и созвало съезд».
    """
    aside = ASIDE.match(sentence, body.end)
    end = aside.end() if aside else body.end
    at = next((n for n in range(body.head, len(run)) if run[n].start >= end), len(run))
    if at == len(run) or not run[at].before.endswith((", ", " — ", " – ")):
        return None
    if _active(run[at].low):
        return run[at]
    relative = RELATIVE.match(sentence, end)
    if relative is None or not _of_gender(run[body.head], GENDERS[relative[1]]):
        return None
    _, right = clause(sentence, end, run[at].end)
    comma = sentence.find(",", run[at].end, right)
    return next(iter(verbs(sentence, run[at].end, comma if comma > 0 else right)), None)


def _of_gender(head: Word, gender: str) -> bool:
    """Whether a noun may be of a gender; what has no forms of its own may be of any."""
    genders = {g for _, number, g in head.traits.head if number == "sing"}
    return fixed(head) or not genders or gender in genders


@lru_cache(maxsize=20_000)
def _active(low: str) -> bool:
    """Whether a word is an active participle of one («организовавший», «проводящая»)."""
    readings = (p for p in parses(low) if p.pos == "PRTF" and p.number == "sing")
    return any("actv" in p.grammemes for p in readings)


@lru_cache(maxsize=20_000)
def passive(low: str) -> bool:
    """Whether a word is a passive participle, short or full («учреждён», «проводимая»)."""
    return any(p.pos in ("PRTS", "PRTF") and "pssv" in p.grammemes for p in parses(low))
