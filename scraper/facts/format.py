"""How one takes part: in person, online or both.

In person is read from a place or from people who came; online from words for a link that people
take part through (a greeting by video or a form on the net is none). A payment or a scheme
without an event has no format. What a sentence says of either, ``attendance`` knows.
"""

from __future__ import annotations

from collections.abc import Sequence

from model.announcement import Format
from scraper.facts.attendance.present import (
    by_hand,
    is_placed,
    is_present,
    receives,
    said_present,
    says,
    travels,
)
from scraper.facts.attendance.remote import is_remote, only_remote
from scraper.facts.document import Document
from scraper.facts.fact import Fact
from scraper.facts.language.phrase import sentences
from scraper.facts.language.sought import Sought
from scraper.facts.language.table import fold, pattern
from scraper.facts.persons.person import is_kazakh

NEAR = 2
"""Sentences between one about an event and one that only names a building."""
LEAD = 2
"""Sentences in which a text says what it is about."""
SCHEME = Sought("format", "scheme")


def format(document: Document) -> Fact[Format] | None:
    """Return the format with the words that say it."""
    pieces = [s for s in sentences(document) if not _of_another(s)]
    only = next((s for s in pieces if only_remote(s)), None)
    remote = [s for s in pieces if is_remote(s)]
    online = next(iter(remote), None)
    present = _present(document, pieces, frozenset(remote))
    blended = next((s for s in remote if pattern("format", "blended").search(fold(s))), None)
    if blended:
        return Fact(Format.HYBRID, blended)
    if only and not any(said_present(s) for s in pieces):
        return Fact(Format.ONLINE, only)
    if online and present:
        return Fact(Format.HYBRID, online)
    if online:
        return Fact(Format.ONLINE, online)
    return Fact(Format.IN_PERSON, present) if present else None


def _of_another(sentence: str) -> bool:
    """Whether a sentence is about an earlier or a later event («Прошлый съезд прошёл в …»)."""
    return pattern("format", "other_event").match(fold(sentence)) is not None


def _present(document: Document, pieces: Sequence[str], remote: frozenset[str]) -> str | None:
    """Return the sentence that puts the event in a place or tells of people who came.

    ``remote`` are those that speak of taking part from afar: who «gathers» there comes nowhere.
    """
    pieces = [*pieces, *([document.title] if document.title else [])]
    if _is_scheme(document):
        return next((s for s in pieces if _held(s)), None)
    held = [at for at, s in enumerate(pieces) if "event" in says(s)]
    if document.title and held and held[-1] == len(pieces) - 1:
        held = [-1, *held]
    near = {at + step for at in held for step in range(-NEAR, NEAR + 1)}
    plain = (
        s for at, s in enumerate(pieces) if is_present(s, bool(held if says(s) else at in near))
    )
    found = next((s for s in plain if s not in remote or _stands_out(s)), None)
    return found or next((s for s in pieces if by_hand(s)), None)


def _stands_out(sentence: str) -> bool:
    """Whether a sentence that also speaks of taking part from afar puts people in a place."""
    said = pattern("format", "present", "both").search(fold(sentence)) is not None
    placed = is_placed(sentence) or receives(sentence) or travels(sentence)
    return is_kazakh(sentence) or said or placed


def _is_scheme(document: Document) -> bool:
    """Whether the headline or lead is about payments, target places, a reserve: no event."""
    pieces = [document.title or "", *sentences(document)[:LEAD]]
    if not any(SCHEME.may_stand(piece) for piece in pieces):
        return False
    if pattern("format", "scheme").search(fold(" ".join(pieces))) is None:
        return False
    return not any("event" in says(piece) for piece in pieces)


def _held(sentence: str) -> bool:
    """Whether an event or ceremony is said to happen at a place."""
    said = says(sentence)
    held = "event" in said and bool(said & {"happens", "comes"})
    placed = (held or "ceremony" in said) and is_placed(sentence)
    return placed or said_present(sentence)
