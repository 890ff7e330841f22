"""How one takes part: in person, online or both.

In person is read from a place or from people who came; online from words for a link that people
take part through (a greeting by video or a form on the net is none). A payment or a scheme
without an event has no format.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from model.announcement import Format
from scraper.facts.bodies.body import is_institution
from scraper.facts.document import Document
from scraper.facts.fact import Fact
from scraper.facts.language.phrase import Word, agree, belongs, joined, sentences, traits, words
from scraper.facts.language.table import fold, listed, pattern
from scraper.facts.people import clause
from scraper.facts.persons.person import is_kazakh, person

NOUNS = {"event", "study"}
VERBS = {"ceremony", "comes", "happens", "receives"}
LOCATIVE = {"loct", "loc2"}
LEAD = 2
"""Sentences in which a text says what it is about."""


def format(document: Document) -> Fact[Format] | None:
    """Return the format with the words that say it."""
    pieces = sentences(document)
    remote = [s for s in pieces if pattern("format", "online", "only_online").search(fold(s))]
    only = next((s for s in remote if pattern("format", "only_online").search(fold(s))), None)
    online = next((s for s in remote if _online(s)), None)
    present = _present(document, frozenset(remote))
    if only and not _said_present(pieces):
        return Fact(Format.ONLINE, only)
    if online and present:
        return Fact(Format.HYBRID, online)
    if online:
        return Fact(Format.ONLINE, online)
    return Fact(Format.IN_PERSON, present) if present else None


def _online(sentence: str) -> bool:
    low = fold(sentence)
    if pattern("format", "not_online").search(low):
        return False
    for found in pattern("format", "online").finditer(low):
        if not pattern("format", "online_aside").search(clause(sentence, *found.span())):
            return True
    return False


def _said_present(pieces: Sequence[str]) -> bool:
    return any(pattern("format", "present").search(fold(s)) for s in pieces)


def _present(document: Document, remote: frozenset[str]) -> str | None:
    """Return the sentence that puts the event in a place or tells of people who came.

    ``remote`` are those that speak of taking part from afar: who «gathers» there comes nowhere.
    """
    pieces = [*sentences(document), *([document.title] if document.title else [])]
    if _is_scheme(document):
        return next((s for s in pieces if _held(s)), None)
    event = any("event" in _says(s) for s in pieces)
    plain = (s for s in pieces if is_present(s, event))
    found = next((s for s in plain if s not in remote or _stands_out(s)), None)
    return found or next((s for s in pieces if _by_hand(s)), None)


def _stands_out(sentence: str) -> bool:
    """Whether a sentence that also speaks of taking part from afar puts people in a place."""
    said = pattern("format", "present", "both").search(fold(sentence)) is not None
    return is_kazakh(sentence) or said or _placed(words(sentence)) or _receives(sentence)


def _is_scheme(document: Document) -> bool:
    """Whether the headline or lead is about payments, target places, a reserve: no event."""
    lead = fold(" ".join([document.title or "", *sentences(document)[:LEAD]]))
    if pattern("format", "scheme").search(lead) is None:
        return False
    pieces = [document.title or "", *sentences(document)[:LEAD]]
    return not any("event" in _says(piece) for piece in pieces)


def _held(sentence: str) -> bool:
    """Whether an event or ceremony is said to happen at a place."""
    said = _says(sentence)
    held = "event" in said and bool(said & {"happens", "comes"})
    placed = (held or "ceremony" in said) and _placed(words(sentence))
    return placed or _said_present((sentence,))


def _by_hand(sentence: str) -> bool:
    """Whether what is done cannot be done from afar («на тренажёре», «у операционного стола»)."""
    low = fold(sentence)
    return tells_of_event(sentence) and pattern("format", "hands").search(low) is not None


@lru_cache(maxsize=1024)
def is_present(sentence: str, event: bool) -> bool:
    """``event``: whether the article tells of an event at all, or only of study and schemes."""
    if is_kazakh(sentence):
        return pattern("format", "kazakh_present").search(fold(sentence)) is not None
    if pattern("format", "present").search(fold(sentence)):
        return True
    run, said = words(sentence), _says(sentence)
    if not event:
        held = "happens" in said and ("study" in said or "ceremony" in said)
        return (held and _placed(run)) or _receives(sentence)
    if "comes" in said and not pattern("format", "comes_aside").search(fold(sentence)):
        return True
    if any(is_building(run[at].low) and located(run, at) for at in range(1, len(run))):
        return True
    if _receives(sentence):
        return True
    return ("happens" in said or "event" in said) and _placed(run)


def tells_of_event(sentence: str) -> bool:
    """Whether something that can have a place is said to happen in the sentence."""
    return not _says(sentence).isdisjoint(("happens", "event", "study"))


@lru_cache(maxsize=1024)
def _says(sentence: str) -> frozenset[str]:
    """Return the lists of which a sentence has a noun or a verb."""
    found = {word.low for word in words(sentence)}
    return frozenset().union(*filter(None, map(_lists, found)))


@lru_cache(maxsize=50_000)
def _lists(low: str) -> frozenset[str]:
    known = traits(low)
    verbal = known.acts or known.adjective
    verbs = {key for key in VERBS if verbal and belongs(low, "format", key)}
    forms = {low, low.rpartition("-")[2] or low} if known.noun else set()
    nouns = {key for key in NOUNS if any(belongs(form, "format", key) for form in forms)}
    return frozenset(verbs | nouns)


def _placed(run: Sequence[Word]) -> bool:
    return any(located(run, at) for at in range(1, len(run)))


def _receives(sentence: str) -> bool:
    """Whether a town or a building takes the event in («Псков примет …»)."""
    if "receives" not in _says(sentence):
        return False
    guests = "event" in _says(sentence) or any(person(w.low) for w in words(sentence))
    return guests and any(hosts(sentence))


def hosts(sentence: str) -> Iterator[Word]:
    """Yield the towns and buildings that are the subject where something is taken in."""
    if "receives" not in _says(sentence):
        return
    for word in words(sentence):
        subject = any(case == "nomn" for case, _ in word.traits.noun)
        if subject and (_is_name(word) or belongs(word.low, "format", "building")):
            yield word


def located(run: Sequence[Word], at: int) -> bool:
    """Whether a word is a building or a town that something is «в» or «на»."""
    building = is_building(run[at].low)
    if not building and (not is_town(run[at]) or _goes_with_next(run, at)):
        return False
    first = at
    while first > 0 and run[first].before.isspace() and run[first - 1].traits.adjective:
        first -= 1
    before = run[first - 1].low if first > 0 and joined(run[first]) else ""
    return before in ("в", "во") or (building and before == "на")


def _goes_with_next(run: Sequence[Word], at: int) -> bool:
    """Whether a capitalised adjective has its noun after it: «в Псковской области» is no town."""
    follows = run[at + 1] if at + 1 < len(run) and joined(run[at + 1]) else None
    return not run[at].traits.noun and follows is not None and agree(run[at], follows)


@lru_cache(maxsize=20_000)
def is_building(low: str) -> bool:
    known = traits(low)
    if low in listed("format", "building_fixed"):
        return True
    locative = any(case in LOCATIVE for case, _ in known.noun)
    return locative and bool(known.lemmas & listed("format", "building", "locality"))


def is_town(word: Word) -> bool:
    if not word.text[0].isupper():
        return False
    forms = word.traits.noun or word.traits.adjective
    locative = any(case in LOCATIVE for case, _ in forms)
    return (locative and _is_name(word)) or is_institution(word.text)


def _is_name(word: Word) -> bool:
    mixed = word.text[:1].isupper() and word.text[1:2].islower() and word.start > 0
    return mixed and not belongs(word.low, "format", "not_building")
