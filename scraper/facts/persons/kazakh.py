"""People named in a Kazakh sentence, by stems and endings.

The verb stands last in Kazakh, so what is said of people stands after them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scraper.facts.language.count import numeric
from scraper.facts.language.phrase import Word, joined, words
from scraper.facts.language.table import listed, table
from scraper.facts.persons.mention import NAMED, PART, Mention
from scraper.facts.persons.person import kazakh_ending, kazakh_person

FRONT = 2
"""Words that may say whose the people are."""
COUNTED = 3
"""Words after a number within which Kazakh counts people."""
MEANT, TAUGHT, SPEAKS = 3.0, 2.0, -3.0
REACH = 14
"""Words after people among which their verb is sought."""
JOINS = {",", "", "–", "—"}


class People(NamedTuple):
    """``run[first]`` to ``run[last]``: label, how narrow it is (0–2), whether counted."""

    label: str
    narrow: int
    first: int
    last: int
    counted: bool


def kazakh_groups(sentence: str) -> Iterator[tuple[Mention, ...]]:
    """Yield the people of a sentence, those listed together as one group."""
    run = words(sentence)
    group: list[People] = []
    for people in _people(run):
        if group and not _goes_on(run, group[-1], people):
            yield _weighed(sentence, run, group)
            group = []
        group.append(people)
    yield _weighed(sentence, run, group)


def _people(run: Sequence[Word]) -> Iterator[People]:
    counted = 0
    for at, word in enumerate(run):
        if numeric(word.low) or word.low[0].isdecimal():
            counted = COUNTED
        plural = _plural(word.low, counted > 0) if kazakh_person(word.low) else None
        if plural is None:
            counted -= word.low not in listed("audience", "kazakh_and", "kazakh_about")
            continue
        stem = _stem(plural)
        known = stem in listed("audience", "broad")
        nobody = stem in listed("audience", "nobody")
        if owned := _compound(run, at, counted > 0):
            front = " ".join(w.low for w in run[at - owned : at])
            label = f"{front} {plural}{'ы' if plural.endswith('ар') else 'і'}"
            anyone = known and set(front.split()) <= listed("audience", "kazakh_anywhere")
            yield People(label, 1 if anyone else 2, at - owned, at, counted > 0)
            continue
        first = at - _attributes(run, at)
        label = " ".join([*(w.low for w in run[first:at]), plural])
        vague = stem in listed("audience", "vague") or (known and first == at)
        narrow = 0 if nobody else 1 if vague else 2
        yield People(label, narrow, first, at, counted > 0)


def _goes_on(run: Sequence[Word], last: People, people: People) -> bool:
    """Whether only a comma, a dash or «мен» stands between («терапевтер мен педиатрлар»)."""
    between = run[last.last + 1 : people.first]
    anded = all(w.low in listed("audience", "kazakh_and") for w in between)
    return anded and all(w.before.strip() in JOINS for w in (*between, run[people.first]))


def _weighed(sentence: str, run: Sequence[Word], group: Sequence[People]) -> tuple[Mention, ...]:
    if not group:
        return ()
    weight = NAMED + PART * any(p.counted for p in group) + _told(run, group[-1].last)
    return tuple(
        Mention(p.label, p.narrow, weight, sentence[run[p.first].start : run[p.last].end])
        for p in group
    )


def _told(run: Sequence[Word], at: int) -> float:
    """Weigh the first word after people that says what they do or that they are meant."""
    if any(w.low.startswith(table("audience")["kazakh_event"]) for w in run[at + 1 : at + 2]):
        return TAUGHT
    for word in run[at + 1 : at + 1 + REACH]:
        if kazakh_person(word.low):
            continue
        if word.low.startswith(table("audience")["kazakh_meant"]):
            return MEANT
        if word.low.startswith(table("audience")["kazakh_speaks"]):
            return SPEAKS
        if word.low.startswith(table("audience")["kazakh_learns"]):
            background = word.low.endswith(table("audience")["kazakh_perfect"])
            return 0.0 if background else TAUGHT
    return 0.0


def _attributes(run: Sequence[Word], at: int) -> int:
    """Return how many words before say of what sort people are («жалпы тәжірибелік»: 2)."""
    taken = 0
    while taken < FRONT and at - taken > 0 and joined(run[at - taken]):
        low = run[at - taken - 1].low
        sort = low.endswith(table("audience")["kazakh_attribute"])
        place = low in listed("audience", "kazakh_level")
        young = low == "жас" or (taken and low in listed("audience", "kazakh_front"))
        if not (young or (sort and not place)):
            break
        taken += 1
    return taken


def _compound(run: Sequence[Word], at: int, counted: bool) -> int:
    """Return how many words before say whose these people are («ауыл фельдшерлері»: 1).

    The possessive ending tells that there are some; a word in the genitive is a place.
    """
    stem = next((k for k in table("people")["kazakh"] if run[at].low.startswith(k)), "")
    rest = run[at].low[len(stem) :]
    plural = next((e for e in table("audience")["kazakh_plural"] if rest.startswith(e)), "")
    possessed = rest[len(plural) :].startswith(("і", "ы", "сі", "сы"))
    if not possessed or not (plural or counted):
        return 0
    taken = 0
    while taken < FRONT and at - taken > 0 and joined(run[at - taken]):
        before = run[at - taken - 1]
        begins = before.start == 0 and before.low in listed("audience", "kazakh_front")
        proper = before.text[0].isupper() and not begins
        if proper or before.low.endswith(table("audience")["kazakh_of"]):
            break
        if before.low in listed("audience", "kazakh_about", "kazakh_level"):
            break
        number = numeric(before.low) or before.low[0].isdecimal()
        if number or (taken and before.low not in listed("audience", "kazakh_front")):
            break
        taken += 1
    return taken


def _plural(low: str, counted: bool) -> str | None:
    """Return stem and plural ending without what follows («дәрігерлер» of «дәрігерлердің»).

    After a number Kazakh has the singular, which is given the ending that harmony asks for.
    """
    front, hyphen, last = low.rpartition("-")
    if hyphen and kazakh_person(last):
        plural = _plural(last, counted)
        return plural and f"{front}-{plural}"
    stem = next((k for k in table("people")["kazakh"] if low.startswith(k)), low)
    endings = table("audience")["kazakh_plural"]
    found = next((e for e in endings if low.startswith(e, len(stem))), None)
    if found is None and stem.endswith("т") and low.startswith(("ер", "ар"), len(stem)):
        return low[: len(stem) + 2]
    if found is None and not counted:
        return None
    bare = stem[:-1] if stem.endswith("ст") else stem
    return stem + found if found else bare + kazakh_ending(bare + "т" * (bare != stem))


def _stem(plural: str) -> str:
    """Return a plural without its ending."""
    return plural[: -len("лар")] if plural.endswith(table("audience")["kazakh_plural"]) else plural
