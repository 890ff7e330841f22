"""Whether a sentence puts an event in a place, or tells of people who came to one.

Knows buildings, towns and verbs of coming; what it says of the whole text,
:mod:`scraper.facts.format` decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from scraper.facts.bodies.body import bodies, is_institution
from scraper.facts.language.phrase import Word, agree, belongs, joined, traits, words
from scraper.facts.language.sieve import Sieve
from scraper.facts.language.sought import Sought
from scraper.facts.language.table import fold, listed, pattern, table
from scraper.facts.persons.person import is_kazakh, person

NOUNS = {"event", "study"}
VERBS = {"ceremony", "comes", "happens", "invites", "receives", "trained", "travels"}
LOCATIVE = {"loct", "loc2"}
COMING = 3
"""Words round a verb of coming among which what comes, or an infinitive, is sought."""
PRESENT, HANDS = Sought("format", "present"), Sought("format", "hands")
COMES_ASIDE = Sought("format", "comes_aside")


@lru_cache(maxsize=1024)
def is_present(sentence: str, event: bool) -> bool:
    """``event``: whether the article tells of an event at all, or only of study and schemes."""
    if is_kazakh(sentence):
        return pattern("format", "kazakh_present").search(fold(sentence)) is not None
    if said_present(sentence):
        return True
    run, said = words(sentence), says(sentence)
    if not event:
        held = "happens" in said and ("study" in said or "ceremony" in said)
        housed = "study" in said and _is_housed(sentence, run) and not _of_work(run)
        come = "trained" in said or ("comes" in said and _people_come(sentence, run))
        journey = "happens" in said and come and _called_to_town(run)
        return housed or journey or ((come or held) and is_placed(sentence)) or receives(sentence)
    if ("comes" in said and _people_come(sentence, run)) or receives(sentence):
        return True
    if "invites" in said and _called_to_town(run):
        return True
    if _is_housed(sentence, run):
        return "event" in said or not _of_work(run)
    return not said.isdisjoint(("happens", "event")) and is_placed(sentence)


def _is_housed(sentence: str, run: Sequence[Word]) -> bool:
    """Whether something is in a building."""
    return any(at and located(run, at) for at in BUILDINGS.places(sentence))


def said_present(sentence: str) -> bool:
    """Whether it is said outright («очно», «место проведения»)."""
    if PRESENT.search(sentence):
        return True
    return pattern("format", "headed").match(fold(sentence)) is not None


def _people_come(sentence: str, run: Sequence[Word]) -> bool:
    """Whether somebody comes, and no letter does; «собираются провести» is no coming."""
    if COMES_ASIDE.search(sentence):
        return False
    return any(
        word.traits.acts and belongs(word.low, "format", "comes") and not _other_coming(run, at)
        for at, word in enumerate(run)
    )


def _of_work(run: Sequence[Word]) -> bool:
    return any(w.traits.acts and belongs(w.low, "format", "works") for w in run)


def travels(sentence: str) -> bool:
    """Whether somebody makes a journey: so he does come, whoever else follows from afar."""
    return "travels" in says(sentence) and _people_come(sentence, words(sentence))


def _called_to_town(run: Sequence[Word]) -> bool:
    """Whether somebody is called to a town («приглашают в Казань»)."""
    return any(
        run[at - 1].low in ("в", "во")
        and _is_name(run[at])
        and any(case == "accs" for case, _ in run[at].traits.noun)
        and not belongs(run[at].low, "names", "titled", "event", "other")
        for at in range(1, len(run))
    )


def _other_coming(run: Sequence[Word], at: int) -> bool:
    """Whether a verb of coming is only a plan, or has something sent for its subject."""
    last = at
    while last + 1 < len(run) and last < at + COMING and joined(run[last + 1]):
        last += 1
    after = run[at + 1 : last + 1]
    if belongs(run[at].low, "format", "modal") and any(w.traits.top == "INFN" for w in after):
        return True
    first = at
    while first > 0 and first > at - COMING and joined(run[first]):
        first -= 1
    return any(belongs(w.low, "format", "sent") for w in (*run[first:at], *after) if w.traits.noun)


def tells_of_event(sentence: str) -> bool:
    """Whether something that can have a place is said to happen in the sentence."""
    return not says(sentence).isdisjoint(("happens", "event", "study"))


@lru_cache(maxsize=1024)
def says(sentence: str) -> frozenset[str]:
    """Return the lists of which a sentence has a noun or a verb."""
    places = SAYING.places(sentence)
    if not places:
        return frozenset()
    run = words(sentence)
    return frozenset().union(*(_lists(run[at].low) for at in places if not _of_study(run, at)))


def _of_study(run: Sequence[Word], at: int) -> bool:
    """Whether a word is no event here: «выпускники школ», «шестой курс», «за столом»."""
    low = run[at].low
    if not belongs(low, "format", "ambiguous"):
        return False
    before = run[at - 1].low if at else ""
    if belongs(low, "format", "round"):
        return not belongs(before, "format", "round_front")
    return bool(before) and (bool(person(before)) or belongs(before, "names", "ordinal"))


@lru_cache(maxsize=50_000)
def _lists(low: str) -> frozenset[str]:
    known = traits(low)
    verbal = known.acts or known.adjective
    verbs = {key for key in VERBS if verbal and belongs(low, "format", key)}
    forms = {low, low.rpartition("-")[2] or low} if known.noun else set()
    nouns = {key for key in NOUNS if any(belongs(form, "format", key) for form in forms)}
    return frozenset(verbs | nouns)


SAYING = Sieve(_lists)


def is_placed(sentence: str) -> bool:
    return any(at and located(words(sentence), at) for at in SITES.places(sentence))


def receives(sentence: str) -> bool:
    """Whether a town or a building takes the event in («Псков примет …»)."""
    if "receives" not in says(sentence):
        return False
    if "event" in says(sentence):
        return any(hosts(sentence))
    people = frozenset().union(*(person(w.low) for w in words(sentence)))
    houses = (belongs(w.low, "format", "building") for w in hosts(sentence))
    return bool(people) and any("generic" in people or not house for house in houses)


def hosts(sentence: str) -> Iterator[Word]:
    """Yield the towns and buildings that are the subject where something is taken in."""
    if "receives" not in says(sentence):
        return
    named = bodies(sentence)
    for word in words(sentence):
        if any(b.start <= word.start < b.end for b in named) and not _takes_in(sentence):
            continue
        subject = any(case == "nomn" for case, _ in word.traits.noun)
        if subject and (_is_name(word) or belongs(word.low, "format", "building")):
            yield word


def _takes_in(sentence: str) -> bool:
    """Whether a verb says that somebody lets others in, and not that he calls them together."""
    return any(w.traits.acts and belongs(w.low, "format", "takes_in") for w in words(sentence))


def located(run: Sequence[Word], at: int) -> bool:
    """Whether a word is a building or a town that something is «в» or «на»."""
    building = is_building(run[at].low)
    if not building and (not is_town(run[at]) or _goes_with_next(run, at)):
        return False
    first = at
    while first > 0 and run[first].before.isspace() and _counts_or_describes(run[first - 1]):
        first -= 1
        if belongs(run[first].low, "format", "virtual"):
            return False
    before = run[first - 1].low if first > 0 and joined(run[first]) else ""
    return before in ("в", "во") or (building and before == "на")


def _counts_or_describes(word: Word) -> bool:
    return bool(word.traits.adjective) or word.traits.top == "NUMR"


def _goes_with_next(run: Sequence[Word], at: int) -> bool:
    """Whether a capitalised adjective has its noun after it: «в Псковской области» is no town."""
    follows = run[at + 1] if at + 1 < len(run) and joined(run[at + 1]) else None
    return not run[at].traits.noun and follows is not None and agree(run[at], follows)


@lru_cache(maxsize=20_000)
def is_building(low: str) -> bool:
    known = traits(low)
    if low in listed("format", "building_fixed"):
        return True
    if not any(case in LOCATIVE for case, _ in known.noun):
        return False
    compound = any(lemma.endswith(table("format")["building_ending"]) for lemma in known.lemmas)
    listed_so = bool(known.lemmas & listed("format", "building", "locality"))
    return listed_so or (compound and not known.lemmas & listed("organiser", "not_ending"))


def is_town(word: Word) -> bool:
    return _may_be_town(word.text) and (_is_name(word) or is_institution(word.text))


@lru_cache(maxsize=20_000)
def _may_be_town(text: str) -> bool:
    known = traits(text.lower())
    locative = any(case in LOCATIVE for case, _ in known.noun or known.adjective)
    return text[0].isupper() and (locative or is_institution(text))


BUILDINGS = Sieve(is_building)
SITES = Sieve(lambda text: is_building(fold(text)) or _may_be_town(text), folded=False)
"""What something may be in or at."""


def _is_name(word: Word) -> bool:
    mixed = word.text[:1].isupper() and word.text[1:2].islower() and word.start > 0
    return mixed and not belongs(word.low, "format", "not_building")


def by_hand(sentence: str) -> bool:
    """Whether what is done cannot be done from afar («на тренажёре», «у операционного стола»)."""
    if HANDS.search(sentence) is None:
        return False
    practises = (belongs(w.low, "format", "practises") for w in words(sentence) if w.traits.acts)
    return tells_of_event(sentence) or any(practises)
