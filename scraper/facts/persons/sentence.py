"""People named in a sentence; those listed together weigh alike.

Which of them make the audience, :mod:`scraper.facts.audience` decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scraper.facts.language.count import numeric
from scraper.facts.language.phrase import (
    Word,
    belongs,
    is_abbreviation,
    joined,
    left_edge,
    words,
)
from scraper.facts.language.quotation import quotations
from scraper.facts.language.sieve import Sieve
from scraper.facts.language.sought import Sought
from scraper.facts.language.table import fold, listed, pattern
from scraper.facts.people import clause
from scraper.facts.persons.kazakh import kazakh_groups
from scraper.facts.persons.mention import NAMED, PART, Mention
from scraper.facts.persons.person import is_kazakh, person
from scraper.facts.persons.personnel import Personnel, is_people, may_be_people, personnel
from scraper.facts.persons.schooling import learners
from scraper.facts.persons.weight import weight

LIST, LONG = 2.0, 3
"""What a list of people weighs more, and from how many it is one."""
OTHER_TIME, QUOTED = 4.0, 2.0
"""What is taken from people of another event, within a quotation."""
PARTED = re.compile(r"\s*[—–:-]\s*$")
APPOSED = {":", "—", "–", "-"}
PEOPLE = Sieve(may_be_people)
ASIDE = Sought("audience", "lacking", "earlier")
LISTED = APPOSED | {
    "с", "со", ",", "и", ", и", ", а также", "а также", "или", "да", ", а", "а", ", или", ", да",
}  # fmt: skip


Group = tuple[Mention, ...]
"""People that are listed together: what is said of one is said of all."""


def mentions(sentence: str) -> Iterator[Mention]:
    """Yield the people of a sentence."""
    for group in groups(sentence):
        yield from group


def groups(sentence: str) -> Iterator[Group]:
    """Yield the people of a sentence, those listed together as one group."""
    if not is_kazakh(sentence):
        yield from _russian_groups(sentence)
        yield from ((mention,) for mention in learners(sentence))
        return
    for group in filter(None, kazakh_groups(sentence)):
        start = sentence.find(group[0].quote)
        less = OTHER_TIME * (_elsewhere(sentence) + _aside(sentence, start, start + 1))
        yield tuple(m._replace(weight=m.weight - less) for m in group)


def _russian_groups(sentence: str) -> Iterator[Group]:
    candidates = PEOPLE.places(sentence)
    if not candidates:
        return
    run = words(sentence)
    said = PART * bool(pattern("audience", "addressed").match(fold(sentence)))
    said -= OTHER_TIME * _elsewhere(sentence)
    cluster: list[Mention] = []
    aside, reach, last = 0.0, 0, 0
    for at in candidates:
        known = run[at].start >= reach and (is_people(run, at) or _one_more(run, at, last, cluster))
        if not known:
            continue
        last = at
        people = personnel(sentence, run, at)
        between = _between(sentence[reach : run[people.first].start]) if cluster else ""
        if between in APPOSED and cluster and people.narrow:
            people = _apposed(cluster, people)
        if between not in LISTED or ("speaker" in person(run[at].low) and not _sure(cluster)):
            yield _levelled(cluster)
            cluster = []
        if not cluster:
            aside = OTHER_TIME * _aside(sentence, run[people.first].start, people.end)
        cluster.extend(_weighed(sentence, run, people, said - aside))
        reach = people.reach
    yield _levelled(cluster)


def _apposed(cluster: list[Mention], people: Personnel) -> Personnel:
    """Take the vaguer of two names for the same people as nobody's («педиатры — 60 врачей»)."""
    broad = belongs(fold(cluster[-1].label), "audience", "broad")
    if people.narrow == 1 and cluster[-1].narrow > 1 and not broad:
        return people._replace(narrow=0)
    cluster[-1] = cluster[-1]._replace(narrow=0)
    return people


def _weighed(
    sentence: str, run: Sequence[Word], people: Personnel, said: float
) -> Iterator[Mention]:
    """Yield the people of one phrase; ``said`` is what the whole sentence gives them."""
    start = run[people.first].start
    part = _is_part(sentence, run, people)
    sure = said + weight(run, people) - _quoted(sentence, start) + PART * part
    narrow = 2 if part and people.narrow else people.narrow
    for label in people.labels:
        yield Mention(label, narrow, sure, sentence[start : people.end])


def _sure(cluster: Sequence[Mention]) -> bool:
    """Whether those listed so far are counted or invited, and so is whoever follows."""
    return max((m.weight for m in cluster), default=0.0) > NAMED


def _one_more(run: Sequence[Word], at: int, last: int, cluster: Sequence[Mention]) -> bool:
    """Whether one person goes on a list («три врача и начальник отдела», «врача, сестру»)."""
    forms = run[at].traits.noun
    if not cluster or not person(run[at].low) or all(number != "sing" for _, number in forms):
        return False
    first = left_edge(run, at)
    alike = any(form in run[last].traits.noun and form[1] == "sing" for form in forms)
    joins = first > 0 and run[first - 1].low in ("и", "или") and joined(run[first])
    joins = joins and (alike or ("nomn", "sing") in forms)
    follows = run[at + 1] if at + 1 < len(run) and joined(run[at + 1]) else None
    goes_on = ("nomn", "sing") in forms and (follows is None or follows.low == "и")
    joins = joins or ((alike or goes_on) and first == last + 1 and run[first].before == ", ")
    named = follows is not None and follows.text[0].isupper() and not is_abbreviation(follows)
    return joins and not named and not person(run[at].low) & {"outsider", "winner", "speaker"}


def _is_part(sentence: str, run: Sequence[Word], people: Personnel) -> bool:
    """Whether a dash parts these people from their number («врачи — 40», «остальные — врачи»)."""
    after = people.head + 1
    while after < len(run) and run[after].start < people.end:
        after += 1
    if after < len(run) and PARTED.match(run[after].before) and numeric(run[after].low):
        return True
    if people.first == 0 or not PARTED.match(run[people.first].before):
        return False
    before = run[people.first - 1].low
    return numeric(before) or before in listed("audience", "rest")


def _elsewhere(sentence: str) -> bool:
    """Whether a sentence begins by saying that it tells of another time or event."""
    return pattern("audience", "elsewhere", "earlier").match(fold(sentence)) is not None


def _aside(sentence: str, start: int, end: int) -> bool:
    """Whether the clause says that these people are short, or tells of an earlier round."""
    if not ASIDE.may_stand(sentence):
        return False
    said = clause(sentence, start, end)
    return pattern("audience", "lacking", "earlier").search(said) is not None


def _quoted(sentence: str, start: int) -> float:
    """Return what people in a quotation weigh less; those of a nomination are but some of them."""
    inside = next((q for q in quotations(sentence) if q.start < start < q.end), None)
    if inside is None:
        return 0.0
    before = words(sentence[: inside.start])[-1:]
    best = any(belongs(w.low, "audience", "best") for w in words(inside.inner)[:1])
    named = any(belongs(w.low, "names", "event", "honour") for w in before)
    part = (best and not named) or any(belongs(w.low, "audience", "nomination") for w in before)
    return QUOTED + OTHER_TIME * part


def _between(text: str) -> str:
    """Return what stands between two mentions, numbers and the like left out."""
    parts = re.findall(r"[^\W\d_]+|[^\w\s]", fold(text))
    filler = listed("audience", "filler")
    return " ".join(p for p in parts if p not in filler and not numeric(p)).replace(" ,", ",")


def _levelled(cluster: Sequence[Mention]) -> Group:
    """Weigh those listed together alike: what is said of one is said of all."""
    sure = max((m.weight for m in cluster), default=0.0) + LIST * (len(cluster) >= LONG)
    narrow = max((m.narrow for m in cluster), default=0)
    return tuple(m._replace(weight=sure, narrow=narrow if m.narrow else 0) for m in cluster)
