"""Who a course, event or contest is for: the people that it teaches, invites or rewards.

Everybody named is weighed by what the text says of them: who is counted, invited, taught or
gathered counts for, who speaks, judges or is treated counts against. Labels are the text's own
words in the nominative plural, or what :mod:`scraper.facts.persons.schooling` calls those in them;
vocabulary terms are read from those labels. The headline supports what the text tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from model.vocabulary import roles_in, specialties_in
from scraper.facts.document import Document
from scraper.facts.fact import Fact
from scraper.facts.language.phrase import belongs, sentences, traits, words
from scraper.facts.language.quotation import quotations
from scraper.facts.language.table import fold, listed, table
from scraper.facts.names import JOINING, name
from scraper.facts.persons.mention import NAMED, Mention
from scraper.facts.persons.person import person
from scraper.facts.persons.personnel import personnel
from scraper.facts.persons.sentence import Group, groups, mentions

MARGIN = 2.0
"""How far a mention may weigh below the best one and still belong to the audience."""
AHEAD = 4.5
"""By how much a broad label («медики») must outweigh the narrow ones («педиатры»)."""
CALLED = 2.5
"""What those weigh after whom a contest or programme is named."""
LEAD, FADING = 1.0, 0.4
"""What the first sentence gives to a mention's weight, and each further one takes."""
NEVER = -99.0
MOST = 8
"""Labels in one audience; a longer list is an enumeration of everything."""
SURE = 1.0
"""From what weight a fuller name for the same people is believed."""
WEIGHED = 60
"""Mentions that are compared; what stands further down never wins."""


@lru_cache(maxsize=8)
def audience(document: Document) -> Fact[tuple[str, ...]] | None:
    """Return the labels, in the order of the text."""
    headline = (m._replace(weight=min(m.weight, NAMED)) for m in mentions(document.title or ""))
    titled = [*headline, *_of_name(document)]
    told = [
        m._replace(weight=m.weight + LEAD - FADING * at)
        for at, sentence in enumerate(sentences(document))
        for group in groups(sentence)
        for m in _lifted(group, titled)
    ]
    chosen = _chosen([*told[:WEIGHED], *titled[:WEIGHED]])
    if not chosen:
        return None
    labels = tuple(dict.fromkeys(_as_titled(m, titled) for m in chosen))
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
    """Yield the people that contests or courses are named after («Лучший фельдшер»)."""
    found = name(document)
    if found is None:
        return
    for called in (found.value, *_beside(document, found.quote)):
        run = words(called)
        if any(belongs(word.low, "audience", "ours") for word in run[:1]):
            continue
        for at, word in enumerate(run):
            singular = ("nomn", "sing") in word.traits.noun
            if singular and person(word.low) - {"outsider", "winner", "generic"}:
                people = personnel(called, run, at)
                yield Mention(people.labels[-1], people.narrow, CALLED, found.quote)


def _beside(document: Document, quote: str) -> Iterator[str]:
    """Yield the names that go on from one («премии «Фельдшер года» и «Медсестра года»»)."""
    for sentence in sentences(document):
        named = quotations(sentence) if quote in sentence else ()
        for before, after in pairwise(named):
            between = sentence[before.end : after.start].strip()
            if before.inner in quote and between in JOINING:
                yield after.inner
                quote = after.inner
        if named:
            return


def _lifted(group: Group, titled: Sequence[Mention]) -> Iterator[Mention]:
    """Weigh more whoever the headline names too, and those listed with them."""
    named = any(_stems(m.label) & _stems(t.label) for m in group for t in titled)
    for mention in group:
        yield mention._replace(weight=mention.weight + LEAD * named)


@lru_cache(maxsize=5_000)
def _stems(label: str) -> frozenset[str]:
    low = fold(label)
    short = frozenset(word.lower() for word in label.split() if word.isupper())
    for said, same in zip(table("audience")["said"], table("audience")["same"], strict=True):
        low = low.replace(said, same)
    return short | {
        word[:-1] if word.endswith(table("audience")["kazakh_owned"]) else word
        for word in low.replace("-", " ").split()
        if len(word) > 3
    }


def _chosen(told_of: Sequence[Mention]) -> list[Mention]:
    """Return the best told and those near them: narrow labels, unless broad ones are far ahead."""
    narrow = [m for m in told_of if m.narrow > 1]
    broad = [m for m in told_of if m.narrow == 1]
    ahead = _best(broad) - _best(narrow) > AHEAD
    told = broad if ahead else narrow
    near = [m for m in told_of if m.weight >= _best(told) - MARGIN]
    doctors = any(_is_doctor(m.label) for m in narrow)
    chosen = [m for m in near if m in told or (_just_doctors(m.label) and not doctors)]
    exact = [m for m in chosen if not _vague(m.label, m.narrow)]
    return _distinct([_fuller(m, told_of) for m in exact or chosen])


def _fuller(mention: Mention, told_of: Sequence[Mention]) -> Mention:
    """Return the same people as another sentence names them more fully («старшие сёстры»)."""
    ours = _stems(mention.label)
    sure = [m for m in told_of if m.weight >= SURE]
    fuller = [
        m for m in sure if (ours < _stems(m.label) and _full(m)) or _in_full(mention.label, m.label)
    ]
    best = max(fuller, key=lambda m: m.weight, default=None)
    return mention if best is None else best._replace(weight=mention.weight)


def _in_full(label: str, other: str) -> bool:
    """Whether another label writes out the same («медицинские сёстры» of «медсёстры»)."""
    shorter = len(label) < len(other) and table("audience")["short"][0] in fold(other)
    return shorter and _nurses(label) == _nurses(other)


@lru_cache(maxsize=5_000)
def _nurses(label: str) -> frozenset[str]:
    """Return the stems, «сёстры» taken as «медсёстры»."""
    brief, whole = table("audience")["short"][0], table("audience")["full"][0]
    return frozenset(fold(whole) if stem == brief else stem for stem in _stems(label))


def _as_titled(mention: Mention, titled: Sequence[Mention]) -> str:
    """Return the label by which the headline names the same people more fully."""
    ours = _stems(mention.label)
    fuller = (t.label for t in titled if ours < _stems(t.label) and t.narrow > 1)
    return next(fuller, mention.label)


def _full(mention: Mention) -> bool:
    """Whether a label says more of what people do, and not only that they are young."""
    words_of = fold(mention.label).split()
    return mention.narrow > 1 and not belongs(words_of[0], "audience", "some")


def _just_doctors(label: str) -> bool:
    return fold(label) in listed("audience", "doctors")


@lru_cache(maxsize=5_000)
def _is_doctor(label: str) -> bool:
    """Whether a label names doctors by their trade, so that «врачи» says no more."""
    low = [word for part in fold(label).split() for word in part.split("-")]
    lemmas = frozenset().union(*(traits(word).lemmas for word in low))
    return any(lemma.endswith(table("audience")["doctor"]) for lemma in lemmas)


@lru_cache(maxsize=5_000)
def _vague(label: str, narrow: int) -> bool:
    """Whether a label is one word that says only that they are staff («медики», «сотрудники»).

    Among others listed learners are some of their own («ординаторы и выпускники»).
    """
    if " " in label or not belongs(fold(label), "audience", "vaguest"):
        return False
    return narrow < 2 or "learner" not in person(fold(label))


def _best(found: Sequence[Mention]) -> float:
    return max((m.weight for m in found), default=NEVER)


def _distinct(found: Sequence[Mention]) -> list[Mention]:
    """Leave out a label that another one says as well, or says better."""
    return [
        mention
        for at, mention in enumerate(found)
        if not any(
            _outdone(mention, other, earlier=place < at)
            for place, other in enumerate(found)
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
