"""Where the event is, as the text states it: the town and the building, in the nominative."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scraper.facts.body import is_institution
from scraper.facts.document import Document
from scraper.facts.fact import Fact
from scraper.facts.format import is_building, is_present, located
from scraper.facts.nominative import nominative
from scraper.facts.person import is_kazakh
from scraper.facts.phrase import Word, left_edge, right_edge, sentences, words
from scraper.facts.placenames import hits, paragraph

MOST = 3
"""Places named together: towns first, then buildings."""
TOWNS = {"capital", "town", "settlement"}
SMALL = {"на", "де", "ла"}


def place(document: Document) -> Fact[str] | None:
    """Return the places of the first sentence that puts the event somewhere."""
    for sentence in sentences(document):
        if is_kazakh(sentence) or not is_present(sentence, True):
            continue
        found = [*_towns(sentence), *_buildings(sentence, words(sentence))]
        if found:
            return Fact(", ".join(dict.fromkeys(found[:MOST])), sentence)
    return None


def _towns(sentence: str) -> Iterator[str]:
    """Yield the towns that something is in; «в Тульской области» is none."""
    text = paragraph(sentence)
    for hit in hits(text):
        inside = hit.first > 0 and text.plain(hit.first - 1) in ("в", "во")
        if inside and hit.place.sort in TOWNS and not hit.adjective:
            yield " ".join(_capitals(part) for part in hit.place.name.split())


def _capitals(name: str) -> str:
    return "-".join(p if p in SMALL else p[:1].upper() + p[1:] for p in name.split("-"))


def _buildings(sentence: str, run: Sequence[Word]) -> Iterator[str]:
    covered = 0
    for at in range(1, len(run)):
        word = run[at]
        if word.start < covered or not (is_building(word.low) or is_institution(word.text)):
            continue
        if not located(run, at):
            continue
        first = left_edge(run, at)
        covered = right_edge(sentence, run, at)
        plural = all(number == "plur" for case, number in word.traits.noun if case == "loct")
        head = nominative(
            run[first : at + 1], at - first, plural=plural and not is_institution(word.text)
        )
        name = " ".join((head + sentence[word.end : covered]).split())
        if " " in name or is_institution(word.text):
            yield name
