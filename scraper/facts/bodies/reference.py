"""What a bare noun refers to: «министерство», «вуз», «центр» after the full name.

The longer name of the same body stands elsewhere in the text, or else at the head of the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scraper.facts.bodies.body import HEALTH, bodies
from scraper.facts.document import Document
from scraper.facts.language.phrase import sentences
from scraper.facts.language.table import fold, listed, table

HEAD = 4
"""Lines at the head of a page among which its owner is named."""


class Named(NamedTuple):
    """A body's name in the nominative, the words of the text that give it, and its sort."""

    name: str
    quote: str
    sort: str = ""


def known(document: Document) -> list[Named]:
    """Return the bodies that an article names, in order."""
    return [
        Named(body.name, sentence[body.start : body.end], body.sort)
        for sentence in sentences(document)
        for body in bodies(sentence)
    ]


def full(found: Named, named: Sequence[Named], document: Document) -> Named | None:
    """Return the longer name of the same body if this one is a bare noun («министерство»)."""
    noun = fold(found.name)
    if " " in noun or noun not in listed("organiser", "state", "school", "other"):
        return found
    same = next((n for n in named if _is_called(n, noun)), None)
    if same or HEALTH.fullmatch(noun):
        return same or found
    owner = next((n for n in _at_head(document) if _is_called(n, noun)), None)
    return Named(owner.name, found.quote) if owner else None


def _at_head(document: Document) -> Iterator[Named]:
    """Yield the bodies of the title and of the first lines of the page."""
    for line in (document.title or "", *document.chrome[:HEAD]):
        for body in bodies(line):
            yield Named(body.name, line[body.start : body.end], body.sort)


def _is_called(named: Named, noun: str) -> bool:
    """Whether a noun can refer to a body by name: by its own noun, by that of a compound
    («медуниверситет»), by the last letter of an abbreviation («ВГМУ»), or by its sort («вуз»).
    """
    whole = fold(named.name).split()
    if len(whole) > 1 and noun in whole:
        return True
    said = table("organiser")
    if named.sort == "school" and noun in said["any_school"] and whole != [noun]:
        return True
    if named.sort == "state" and noun in said["any_state"] and whole != [noun]:
        return True
    head = next((word for word in whole if word.endswith(noun) and word != noun), None)
    last = named.name.split()[-1]
    short = last.isupper() and len(last) > 1 and last[-1] == noun[0].upper()
    return head is not None or (short and noun in said["by_letter"])
