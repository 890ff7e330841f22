"""Bodies that a sentence names: ministries, universities, hospitals, societies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple

from scraper.facts.language.nominative import front, nominative
from scraper.facts.language.phrase import (
    ABBREVIATION,
    Word,
    belongs,
    is_abbreviation,
    joined,
    left_edge,
    right_edge,
    traits,
    words,
)
from scraper.facts.language.quotation import CLOSE, is_speech, quotations
from scraper.facts.language.sieve import Sieve
from scraper.facts.language.table import fold, listed, table

SORTS = ("state", "school", "other")
HEALTH = re.compile(r"((?:[а-я]+-?)?(?:здрав|медпром))(?:а|у|ом|е)?")
"""«Минздрав», «облздрав», «крайздрав» and whatever is coined next."""
COINED = re.compile(r".{2,}(?:ск|цк)(?:ий|ая|ое|ого|ой|ому|им|ую|ом)")
"""An adjective of a place that the dictionary does not know."""
WITH = {"с", "со", "участии"}
"""After these the second of two bodies has a case of its own."""
KAZAKH_WORDS = 5
"""Words that a Kazakh body's name may run to the left of its noun."""


class Body(NamedTuple):
    """A body in its sentence: ``run[first]`` to ``end``; ``head`` is its noun."""

    first: int
    head: int
    start: int
    end: int
    sort: str
    name: str


@lru_cache(maxsize=1024)
def bodies(sentence: str) -> tuple[Body, ...]:
    return tuple(_bodies(sentence, words(sentence)))


def _bodies(sentence: str, run: Sequence[Word]) -> Iterator[Body]:
    nouns = [
        (at, run[at], sort)
        for at in NOUNS.places(sentence)
        if (sort := _sort(run[at].text) or _higher(run, at))
    ]
    covered = 0
    named = [q for q in quotations(sentence) if not is_speech(sentence, q)] if nouns else []
    for at, word, sort in nouns:
        quoted = any(q.start < word.start < q.end for q in named)
        if quoted or word.start < covered:
            continue
        first = max(_first(run, at), _index_after(run, covered))
        about = sort == "state" or belongs(word.low, "organiser", "about")
        end = right_edge(sentence, run, at, about=about)
        if fold(word.text) in listed("organiser", "legal") and sentence[end - 1] not in CLOSE:
            continue
        if end == word.end and sort != "state" and _called(run, at + 1):
            end = run[at + 1].end
        covered = end
        sort = "school" if _teaches(run[first : at + 1]) else sort
        yield Body(first, at, run[first].start, end, sort, _name(sentence, run, first, at, end))


def _higher(run: Sequence[Word], at: int) -> str | None:
    """Return the sort of «Высшая школа …», which is no event."""
    if at == 0 or not run[at - 1].low.startswith("высш"):
        return None
    return "school" if joined(run[at]) and belongs(run[at].low, "organiser", "higher") else None


def _called(run: Sequence[Word], at: int) -> bool:
    """Whether a word is the bare name of a body, in no case of its own («Клиника Мэйо»)."""
    if at >= len(run) or not joined(run[at]):
        return False
    word = run[at]
    mixed = word.text[:1].isupper() and word.text[1:].islower()
    return mixed and word.traits.top == "NOUN" and not word.traits.acts and not word.traits.named


def _first(run: Sequence[Word], head: int) -> int:
    """Return where the adjectives begin; any that has a capital goes with an abbreviation."""
    before = run[head - 1] if head > 0 and joined(run[head]) else None
    if before and before.text[0].isupper():
        coined = COINED.fullmatch(before.low) and not before.traits.adjective
        if is_institution(run[head].text) and before.traits.adjective:
            return head - 1
        if coined and before.start > 0:
            return head - 1
    return left_edge(run, head)


def _gender(abbreviation: str) -> str:
    """Return what an abbreviation most likely is: «ГМА» an academy, the others masculine."""
    return "femn" if abbreviation.endswith("А") else "masc"


def _teaches(phrase: Sequence[Word]) -> bool:
    """Whether a centre is one for teaching («кадровый центр», «симуляционный центр»)."""
    fronts = (belongs(w.low, "organiser", "school_centre") for w in phrase[:-1])
    return "центр" in phrase[-1].traits.lemmas and any(fronts)


def _index_after(run: Sequence[Word], offset: int) -> int:
    return next((at for at, word in enumerate(run) if word.start >= offset), 0)


def _name(sentence: str, run: Sequence[Word], first: int, head: int, end: int) -> str:
    tail = sentence[run[head].end : end]
    health = HEALTH.fullmatch(run[head].low)
    if health:
        fronts = [front(w, "masc") for w in run[first:head]]
        return " ".join([*fronts, run[head].text[: len(health[1])]]) + tail
    if is_abbreviation(run[head]) and run[head].text[1:2].isupper():
        fronts = [front(w, _gender(run[head].text)) for w in run[first:head]]
        return " ".join([*fronts, sentence[run[head].start : end]])
    return nominative(run[first : head + 1], head - first, plural=False) + tail


@lru_cache(maxsize=20_000)
def _sort(text: str) -> str | None:
    low = fold(text)
    noun = traits(text.lower()).noun or ABBREVIATION.fullmatch(text)
    if low in listed("organiser", "legal"):
        return "other"
    found = _sort_of_form(low) if noun else None
    if found or not is_institution(text):
        return found
    return "other" if low.endswith(table("organiser")["no_school"]) else "school"


NOUNS = Sieve(lambda text: _sort(text) or belongs(fold(text), "organiser", "higher"), folded=False)


def is_institution(text: str) -> bool:
    """Whether an abbreviation is a school, centre or hospital («СамГМУ»), and not «НМО»."""
    low = fold(text)
    known = ABBREVIATION.fullmatch(text) and low.endswith(table("organiser")["abbreviation"])
    return bool(known) and low not in listed("organiser", "not_abbreviation")


def _sort_of_form(low: str) -> str | None:
    if HEALTH.fullmatch(low):
        return "state"
    if low.startswith(table("organiser")["no_body"]):
        return None
    known = traits(low)
    if all(number == "plur" for _, number in known.noun) and known.noun:
        return None
    lemmas = {part for lemma in known.lemmas for part in (lemma, lemma.rpartition("-")[2])}
    found = next((sort for sort in SORTS if lemmas & listed("organiser", sort)), None)
    return found or _compound(lemmas - listed("organiser", "not_ending"))


def _compound(lemmas: AbstractSet[str]) -> str | None:
    """Return the sort of a compound by its last part («кожвендиспансер»)."""
    for sort in ("school", "other"):
        if any(lemma.endswith(table("organiser")[f"{sort}_ending"]) for lemma in lemmas):
            return sort
    return None


def kazakh_bodies(sentence: str) -> Iterator[tuple[str, int, int]]:
    """Yield name, start and end of the bodies of a Kazakh sentence: words up to the body's noun."""
    run = words(sentence)
    for at, word in enumerate(run):
        if word.low not in listed("organiser", "kazakh_body"):
            continue
        quoted = next((q for q in quotations(sentence) if q.start < word.start <= q.end + 1), None)
        if quoted and word.end < quoted.end:
            continue
        start = quoted.start if quoted else run[_kazakh_first(run, at)].start
        yield sentence[start : word.end], start, word.end


def _kazakh_first(run: Sequence[Word], at: int) -> int:
    first = at
    while first > 0 and at - first < KAZAKH_WORDS and joined(run[first]):
        first -= 1
        if run[first].text[0].isupper() and not _capital_before(run, first):
            return first
    return first


def _capital_before(run: Sequence[Word], at: int) -> bool:
    return at > 0 and joined(run[at]) and run[at - 1].text[0].isupper()


def beside(sentence: str, left: Body, right: Body) -> bool:
    """Whether two bodies are named together («А и Б», «А совместно с Б»)."""
    between = fold(sentence[left.end : right.start]).strip()
    if between not in listed("organiser", "together"):
        return False
    run = words(sentence)
    return between.split()[-1] in WITH or _alike(run[left.head], run[right.head])


def _alike(left: Word, right: Word) -> bool:
    """Whether two nouns may stand in one case, as what «и» joins does."""
    if is_abbreviation(left) or is_abbreviation(right):
        return True
    cases = [{case for case, _ in word.traits.noun} for word in (left, right)]
    return not all(cases) or bool(cases[0] & cases[1])
