"""Who a course, event or contest is for: the people that it teaches, invites or rewards.

Everybody named is weighed by what the text says of them: who is counted, invited, taught or
gathered counts for, who speaks, judges or is treated counts against. Labels are the text's own
words in the nominative plural; vocabulary terms are read from those labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from model.vocabulary import roles_in, specialties_in
from scraper.facts.count import count
from scraper.facts.document import Document
from scraper.facts.fact import Fact
from scraper.facts.names import name
from scraper.facts.people import clause
from scraper.facts.person import is_kazakh, kazakh_person, person
from scraper.facts.personnel import Personnel, is_people, personnel
from scraper.facts.phrase import Word, belongs, joined, sentences, words
from scraper.facts.quotation import quotations
from scraper.facts.table import fold, listed, pattern, table

MARGIN = 2.0
"""How far a mention may weigh below the best one and still belong to the audience."""
AHEAD = 4.5
"""By how much a broad label («медики») must outweigh the narrow ones («педиатры»)."""
LEAD, FADING = 1.0, 0.4
"""What the first sentence gives to a mention's weight, and each further one takes."""
LIST, LONG = 2.0, 3
"""What a list of people weighs more, and from how many it is one."""
OTHER_TIME, QUOTED, SPEAKER = 4.0, 2.0, 3.0
"""What is taken from people of another event, within a quotation, who usually speak."""
NAMED = 2.0
NEVER = -99.0
NEAREST = 25
"""Words between people and a verb that can be theirs."""
MOST = 8
"""Labels in one audience; a longer list is an enumeration of everything."""
WEIGHED = 60
"""Mentions that are compared; what stands further down never wins."""
KAZAKH_ENDING = 3
APPOSED = {":", "—", "–", "-"}
LISTED = APPOSED | {
    ",", "и", ", и", ", а также", "а также", "или", "да", ", а", "а", ", или", ", да",
}  # fmt: skip


class Mention(NamedTuple):
    """People named at one place: label, how narrow it is (0–2) and how surely they are meant."""

    label: str
    narrow: int
    weight: float
    quote: str


@lru_cache(maxsize=8)
def audience(document: Document) -> Fact[tuple[str, ...]] | None:
    """Return the labels, in the order of the text."""
    titled = [*_mentions(document.title or ""), *_of_name(document)]
    told = [
        _lifted(m, titled)._replace(weight=m.weight + LEAD - FADING * at)
        for at, sentence in enumerate(sentences(document))
        for m in _mentions(sentence)
    ]
    chosen = _chosen([*told[:WEIGHED], *titled[:WEIGHED]])
    if not chosen:
        return None
    labels = tuple(dict.fromkeys(m.label for m in chosen))
    return Fact(labels[:MOST], chosen[0].quote)


def specialties(document: Document) -> Fact[tuple[str, ...]] | None:
    """Return the labels of the specialities that the audience, or else the title, names."""
    meant = audience(document)
    if meant:
        terms = specialties_in("; ".join(meant.value))
        if terms:
            return Fact(tuple(term.label for term in terms), meant.quote)
    for text in (document.title, *sentences(document)[:1]):
        terms = specialties_in(text or "")
        if terms and text:
            return Fact(tuple(term.label for term in terms), text, inferred=True)
    return None


def roles(labels: Sequence[str]) -> tuple[str, ...]:
    """Return the slugs of the audience roles that labels belong to."""
    return tuple(term.slug for term in roles_in("; ".join(labels)))


def _of_name(document: Document) -> Iterator[Mention]:
    """Yield the people that a contest or course is named after («Лучший фельдшер»)."""
    found = name(document)
    if found is None:
        return
    run = words(found.value)
    for at, word in enumerate(run):
        singular = ("nomn", "sing") in word.traits.noun
        if singular and person(word.low) - {"outsider", "winner", "generic"}:
            people = personnel(found.value, run, at)
            yield Mention(people.label, people.narrow, NAMED, found.quote)


def _lifted(mention: Mention, titled: Sequence[Mention]) -> Mention:
    """Weigh more whoever the headline names too."""
    stems = _stems(mention.label)
    named = any(stems & _stems(t.label) for t in titled)
    return mention._replace(weight=mention.weight + LEAD) if named else mention


@lru_cache(maxsize=5_000)
def _stems(label: str) -> frozenset[str]:
    low = fold(label)
    for said, same in zip(table("audience")["said"], table("audience")["same"], strict=True):
        low = low.replace(said, same)
    return frozenset(word[:5] for word in low.split() if len(word) > 3)


def _chosen(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the best told and those near them: narrow labels, unless broad ones are far ahead."""
    narrow = [m for m in mentions if m.narrow > 1]
    broad = [m for m in mentions if m.narrow == 1]
    ahead = _best(broad) - _best(narrow) > AHEAD
    told = broad if ahead else narrow
    return _distinct([m for m in told if m.weight >= _best(told) - MARGIN])


def _best(mentions: Sequence[Mention]) -> float:
    return max((m.weight for m in mentions), default=NEVER)


def _distinct(mentions: Sequence[Mention]) -> list[Mention]:
    """Leave out a label that another one says as well, or says better."""
    return [
        mention
        for at, mention in enumerate(mentions)
        if not any(
            _outdone(mention, other, earlier=place < at)
            for place, other in enumerate(mentions)
            if place != at
        )
    ]


def _outdone(mention: Mention, other: Mention, *, earlier: bool) -> bool:
    ours, theirs = _stems(mention.label), _stems(other.label)
    if ours == theirs:
        return earlier
    if ours < theirs:
        return other.weight >= mention.weight - 1
    return ours > theirs and other.weight > mention.weight + 1


def _mentions(sentence: str) -> Iterator[Mention]:
    if is_kazakh(sentence):
        yield from _kazakh_mentions(sentence)
        return
    run = words(sentence)
    other = OTHER_TIME * bool(pattern("audience", "elsewhere").match(fold(sentence)))
    cluster: list[Mention] = []
    reach = 0
    for at, word in enumerate(run):
        if word.start < reach or not is_people(run, at):
            continue
        people = personnel(sentence, run, at)
        start = run[people.first].start
        between = _between(sentence[reach:start]) if cluster else ""
        if between in APPOSED and cluster:
            cluster[-1] = cluster[-1]._replace(narrow=0)
        if between not in LISTED or "speaker" in person(word.low):
            yield from _levelled(cluster)
            cluster = []
        weight = _weight(run, people) - other - QUOTED * _inside(sentence, start)
        weight -= OTHER_TIME * _lacking(sentence, start, people.end)
        cluster.append(Mention(people.label, people.narrow, weight, sentence[start : people.end]))
        reach = people.reach
    yield from _levelled(cluster)


def _lacking(sentence: str, start: int, end: int) -> bool:
    """Whether the clause says that these people are short."""
    if not pattern("audience", "lacking").search(fold(sentence)):
        return False
    return pattern("audience", "lacking").search(clause(sentence, start, end)) is not None


def _inside(sentence: str, start: int) -> bool:
    return any(q.start < start < q.end for q in quotations(sentence))


def _between(text: str) -> str:
    """Return what stands between two mentions, numbers and the like left out."""
    parts = re.findall(r"[^\W\d_]+|[^\w\s]", fold(text))
    return " ".join(p for p in parts if p not in listed("audience", "filler")).replace(" ,", ",")


def _levelled(cluster: Sequence[Mention]) -> Iterator[Mention]:
    """Weigh those listed together alike: what is said of one is said of all."""
    weight = max((m.weight for m in cluster), default=0.0) + LIST * (len(cluster) >= LONG)
    narrow = max((m.narrow for m in cluster), default=0)
    for mention in cluster:
        yield mention._replace(weight=weight, narrow=narrow if mention.narrow else 0)


def _weight(run: Sequence[Word], people: Personnel) -> float:
    said = _governed(run, people) + _acting(run, people.first, people.head)
    return said - SPEAKER * ("speaker" in person(run[people.head].low))


def _governed(run: Sequence[Word], people: Personnel) -> int:
    """Weigh what stands right before: a number, «для», «съезд …», «с …»."""
    at = people.first - 1
    while at >= 0 and joined(run[at + 1]) and _attribute(run[at]) and count(run, at) is None:
        if belongs(run[at].low, "audience", "every", "best"):
            return 3
        at -= 1
    if at < 0 or not joined(run[at + 1]):
        return 0
    word = run[at]
    if count(run, at) is not None or belongs(word.low, "count", "thousand"):
        return 0 if belongs(run[people.head].low, "audience", "group") else 3
    if word.low in listed("audience", "meant"):
        return 3
    if word.low == "на" and at > 0 and belongs(run[at - 1].low, "audience", "meant_verbs"):
        return 3
    if belongs(word.low, "audience", "of", "post"):
        return 2
    return -3 if word.low in listed("audience", "besides") else 0


def _attribute(word: Word) -> bool:
    return bool(word.traits.adjective) and not word.low.startswith("котор")


def _acting(run: Sequence[Word], first: int, at: int) -> int:
    """Weigh the verb that the people belong to: the nearest in their clause."""
    verb = _nearest_verb(run, first, at)
    if verb is None:
        return 0
    cases = {case for case, _ in run[at].traits.noun}
    if "datv" in cases and belongs(verb.low, "audience", "gives"):
        return 2
    if cases == {"ablt"} and belongs(verb.low, "audience", "becomes"):
        return -3
    subject = "nomn" in cases
    if subject and belongs(verb.low, "audience", "speaks"):
        return -3
    return 2 if belongs(verb.low, "audience", "learns") else 0


def _nearest_verb(run: Sequence[Word], first: int, at: int) -> Word | None:
    for reach in range(1, NEAREST):
        for place in (first - reach, at + reach):
            if 0 <= place < len(run) and run[place].traits.acts:
                return run[place]
    return None


def _kazakh_mentions(sentence: str) -> Iterator[Mention]:
    run = words(sentence)
    for at, word in enumerate(run):
        plural = _kazakh_plural(word.low) if kazakh_person(word.low) else None
        if plural is None:
            continue
        young = "жас " if at and run[at - 1].low == "жас" else ""
        stem = plural[:-KAZAKH_ENDING]
        alone = stem in listed("audience", "broad") and not young
        narrow = 0 if stem in listed("audience", "nobody") else 1 if alone else 2
        yield Mention(young + plural, narrow, NAMED, sentence[word.start : word.end])


def _kazakh_plural(low: str) -> str | None:
    """Return stem and plural ending without what follows («дәрігерлер» of «дәрігерлердің»)."""
    stem = next((k for k in table("people")["kazakh"] if low.startswith(k)), low)
    endings = table("audience")["kazakh_plural"]
    found = next((e for e in endings if low.startswith(e, len(stem))), None)
    return None if found is None else stem + found
