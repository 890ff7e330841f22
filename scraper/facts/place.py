"""Where the event is, as the text states it: the town and the building, in the nominative."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scraper.facts.attendance.present import (
    hosts,
    is_building,
    is_present,
    located,
    tells_of_event,
)
from scraper.facts.bodies.body import bodies, is_institution
from scraper.facts.document import Document
from scraper.facts.fact import Fact
from scraper.facts.language.nominative import nominative
from scraper.facts.language.phrase import Word, belongs, left_edge, right_edge, sentences, words
from scraper.facts.language.quotation import quotations
from scraper.facts.language.sieve import Sieve
from scraper.facts.language.table import fold
from scraper.facts.persons.person import is_kazakh
from scraper.facts.places.placenames import Hit, Paragraph, hits, paragraph

INSIDE = re.compile(r"\b[Вв]о?\s+[А-ЯЁ]")
TOWNS = {"capital", "town", "settlement"}
SMALL = {"на", "де", "ла"}
BUILDINGS = Sieve(lambda text: is_building(fold(text)) or is_institution(text), folded=False)
MOST = 2
"""Towns and buildings of one event: more are an itinerary."""


def place(document: Document) -> Fact[str] | None:
    """Return the town and the building of the sentences that put the event somewhere."""
    towns: dict[str, str] = {}
    buildings: dict[str, str] = {}
    pieces = [*sentences(document), *([document.title] if document.title else [])]
    for sentence in pieces:
        if is_kazakh(sentence) or not tells_of_event(sentence):
            continue
        towns = towns or dict.fromkeys(_towns(sentence), sentence)
        if sentence is not document.title and is_present(sentence, True):
            buildings = buildings or dict.fromkeys(_buildings(sentence, words(sentence)), sentence)
        if towns and buildings:
            break
    found = {**dict(list(towns.items())[:MOST]), **dict(list(buildings.items())[:MOST])}
    return Fact(", ".join(found), next(iter(found.values()))) if found else None


def _towns(sentence: str) -> Iterator[str]:
    """Yield the towns that something is in or that take it in; «в Тульской области» is none."""
    host = {word.start for word in hosts(sentence)}
    if not host and INSIDE.search(sentence) is None:
        return
    text = paragraph(sentence)
    for hit in hits(text):
        start = text.words[hit.first].start
        inside = hit.first > 0 and text.plain(hit.first - 1) in ("в", "во")
        if (inside or start in host) and _is_town(text, hit, sentence):
            yield " ".join(_capitals(part) for part in hit.place.name.split())


def _is_town(text: Paragraph, hit: Hit, sentence: str) -> bool:
    start = text.words[hit.first].start
    quoted = any(q.start < start < q.end for q in quotations(sentence))
    goes_on = text.gap(hit.last) == " " and text.capital(hit.last + 1)
    return hit.place.sort in TOWNS and not (hit.adjective or quoted or goes_on)


def _capitals(name: str) -> str:
    return "-".join(p if p in SMALL else p[:1].upper() + p[1:] for p in name.split("-"))


def _buildings(sentence: str, run: Sequence[Word]) -> Iterator[str]:
    covered = 0
    for at in BUILDINGS.places(sentence):
        word = run[at]
        if word.start < covered or not at or not located(run, at):
            continue
        covered = right_edge(sentence, run, at)
        name = _host_of(sentence, word, covered) or _building(sentence, run, at, covered)
        if name and (" " in name or is_institution(word.text)):
            yield name


def _host_of(sentence: str, word: Word, end: int) -> str | None:
    """Return whose base it is: «на базе Псковской больницы» is in the hospital itself."""
    if not belongs(word.low, "format", "base"):
        return None
    return next((b.name for b in bodies(sentence) if word.end < b.start < end), None)


def _building(sentence: str, run: Sequence[Word], at: int, end: int) -> str | None:
    """Return a building's name; several, unnamed («в больницах»), are no place."""
    plural = all(number == "plur" for case, number in run[at].traits.noun if case == "loct")
    if plural and not is_institution(run[at].text):
        return None
    first = left_edge(run, at)
    head = nominative(run[first : at + 1], at - first, plural=False)
    return " ".join((head + sentence[run[at].end : end]).split())
