"""People named in a sentence, and how surely it says that the thing is for them.

Who is counted, invited, taught or gathered weighs for; who speaks, judges, is short or is asked
weighs against. Which of them make the audience, :mod:`scraper.facts.audience` decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scraper.facts.language.count import count, numeric
from scraper.facts.language.phrase import Word, belongs, joined, left_edge, words
from scraper.facts.language.quotation import quotations
from scraper.facts.language.sieve import Sieve
from scraper.facts.language.sought import Sought
from scraper.facts.language.table import fold, listed, pattern, table
from scraper.facts.people import clause
from scraper.facts.persons.person import is_kazakh, kazakh_ending, kazakh_person, person
from scraper.facts.persons.personnel import Personnel, is_people, may_be_people, personnel

LIST, LONG = 2.0, 3
"""What a list of people weighs more, and from how many it is one."""
OTHER_TIME, QUOTED, SPEAKER = 4.0, 2.0, 3.0
"""What is taken from people of another event, within a quotation, who usually speak."""
PART = 3.0
"""What is given to a group counted after a dash («врачи — 40»), to those named after «Кому:»."""
PARTED = re.compile(r"\s*[—–:-]\s*$")
ADMITTED = 4
"""What it weighs to be told that these people are let in."""
NAMED = 2.0
RANGE = 5
NEAREST = 25
"""Words between people and a verb that can be theirs."""
KAZAKH_ENDING, KAZAKH_FRONT = 3, 2
KAZAKH_COUNTED = 3
"""Words after a number within which Kazakh counts people."""
APPOSED = {":", "—", "–", "-"}
PEOPLE = Sieve(may_be_people)
LACKING = Sought("audience", "lacking")
LISTED = APPOSED | {
    "с", "со", ",", "и", ", и", ", а также", "а также", "или", "да", ", а", "а", ", или", ", да",
}  # fmt: skip


class Mention(NamedTuple):
    """People named at one place: label, how narrow it is (0–2) and how surely they are meant."""

    label: str
    narrow: int
    weight: float
    quote: str


def mentions(sentence: str) -> Iterator[Mention]:
    """Yield the people of a sentence; those listed together weigh alike."""
    if is_kazakh(sentence):
        yield from _kazakh_mentions(sentence)
        return
    candidates = PEOPLE.places(sentence)
    if not candidates:
        return
    run = words(sentence)
    other = OTHER_TIME * bool(pattern("audience", "elsewhere").match(fold(sentence)))
    told = PART * bool(pattern("audience", "addressed").match(fold(sentence)))
    cluster: list[Mention] = []
    reach = last = 0
    for at in candidates:
        known = run[at].start >= reach and (is_people(run, at) or _one_more(run, at, last, cluster))
        if not known:
            continue
        last = at
        people = personnel(sentence, run, at)
        start = run[people.first].start
        between = _between(sentence[reach:start]) if cluster else ""
        if between in APPOSED and cluster and people.narrow:
            cluster[-1] = cluster[-1]._replace(narrow=0)
        if between not in LISTED or ("speaker" in person(run[at].low) and not _sure(cluster)):
            yield from _levelled(cluster)
            cluster = []
        weight = _weight(run, people) - other - _quoted(sentence, start)
        weight -= OTHER_TIME * _lacking(sentence, start, people.end)
        part = _is_part(sentence, run, people)
        narrow = 2 if part and people.narrow else people.narrow
        quote = sentence[start : people.end]
        for label in people.labels:
            cluster.append(Mention(label, narrow, weight + PART * part + told, quote))
        reach = people.reach
    yield from _levelled(cluster)


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
    joins = joins or (alike and first == last + 1 and run[first].before == ", ")
    follows = run[at + 1] if at + 1 < len(run) and joined(run[at + 1]) else None
    named = follows is not None and follows.text[0].isupper()
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


def _lacking(sentence: str, start: int, end: int) -> bool:
    """Whether the clause says that these people are short."""
    if not LACKING.may_stand(sentence):
        return False
    return pattern("audience", "lacking").search(clause(sentence, start, end)) is not None


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
    if word.low in listed("audience", "meant") or _ranged(run, people):
        return 3
    if word.low == "на" and at > 0 and belongs(run[at - 1].low, "audience", "meant_verbs"):
        return 3
    if belongs(word.low, "audience", "of", "post"):
        return 2
    if belongs(word.low, "organiser", "state", "other"):
        return -3
    return -3 if word.low in listed("audience", "besides") else 0


def _ranged(run: Sequence[Word], people: Personnel) -> bool:
    """Whether these are the ends of a range («от спасателей до травматологов»)."""
    near = [w.low for w in run[max(0, people.first - RANGE) : people.head + RANGE]]
    before = run[people.first - 1].low
    return before in ("от", "до") and "от" in near and "до" in near[near.index("от") :]


def _attribute(word: Word) -> bool:
    return bool(word.traits.adjective) and not word.low.startswith("котор")


def _acting(run: Sequence[Word], first: int, at: int) -> int:
    """Weigh the verb that the people belong to: the nearest in their clause."""
    verb = _nearest_verb(run, first, at)
    if verb is None:
        return 0
    cases = {case for case, _ in run[at].traits.noun}
    if "nomn" not in cases and belongs(verb.low, "audience", "asks"):
        return -3
    if "datv" in cases and belongs(verb.low, "audience", "gives"):
        return 2
    if cases == {"ablt"} and belongs(verb.low, "audience", "becomes"):
        return -3
    subject = "nomn" in cases
    if subject and belongs(verb.low, "audience", "speaks"):
        return -3
    if belongs(verb.low, "audience", "admits"):
        return ADMITTED
    return 2 if _learns(verb) else 0


def _learns(verb: Word) -> bool:
    """Whether a verb says that people are taught or invited, passive («приглашаются») or not."""
    learns = listed("audience", "learns")
    return any({lemma, lemma.removesuffix("ся")} & learns for lemma in verb.traits.lemmas)


def _nearest_verb(run: Sequence[Word], first: int, at: int) -> Word | None:
    for reach in range(1, NEAREST):
        for place in (first - reach, at + reach):
            if 0 <= place < len(run) and run[place].traits.acts:
                return run[place]
    return None


def _kazakh_mentions(sentence: str) -> Iterator[Mention]:
    run = words(sentence)
    counted = 0
    for at, word in enumerate(run):
        if numeric(word.low):
            counted = KAZAKH_COUNTED
        plural = _kazakh_plural(word.low, counted > 0) if kazakh_person(word.low) else None
        if plural is None:
            counted -= word.low not in listed("audience", "kazakh_and")
            continue
        stem = plural[:-KAZAKH_ENDING]
        if owned := _kazakh_compound(run, at, len(stem)):
            weight = NAMED + PART * (counted > 0)
            quote = sentence[run[at - owned].start : word.end]
            ending = "ы" if plural.endswith("ар") else "і"
            front = " ".join(w.low for w in run[at - owned : at])
            yield Mention(f"{front} {plural}{ending}", 2, weight, quote)
            continue
        young = "жас " if at and run[at - 1].low == "жас" else ""
        alone = stem in listed("audience", "broad") and not young
        narrow = 0 if stem in listed("audience", "nobody") else 1 if alone else 2
        weight = NAMED + PART * (counted > 0)
        yield Mention(young + plural, narrow, weight, sentence[word.start : word.end])


def _kazakh_compound(run: Sequence[Word], at: int, stem: int) -> int:
    """Return how many words before say whose these people are («ауыл фельдшерлері»: 1).

    The possessive ending tells that there are some; a word in the genitive is a place.
    """
    rest = run[at].low[stem:]
    plural = next((e for e in table("audience")["kazakh_plural"] if rest.startswith(e)), "")
    if not rest[len(plural) :].startswith(("і", "ы", "сі", "сы")):
        return 0
    taken = 0
    while taken < KAZAKH_FRONT and at - taken > 0 and joined(run[at - taken]):
        before = run[at - taken - 1]
        begins = before.start == 0 and before.low in listed("audience", "kazakh_front")
        proper = before.text[0].isupper() and not begins
        if proper or before.low.endswith(table("audience")["kazakh_of"]):
            break
        if numeric(before.low) or (taken and before.low not in listed("audience", "kazakh_front")):
            break
        taken += 1
    return taken


def _kazakh_plural(low: str, counted: bool) -> str | None:
    """Return stem and plural ending without what follows («дәрігерлер» of «дәрігерлердің»).

    After a number Kazakh has the singular, which is given the ending that harmony asks for.
    """
    front, hyphen, last = low.rpartition("-")
    if hyphen and kazakh_person(last):
        plural = _kazakh_plural(last, counted)
        return plural and f"{front}-{plural}"
    stem = next((k for k in table("people")["kazakh"] if low.startswith(k)), low)
    endings = table("audience")["kazakh_plural"]
    found = next((e for e in endings if low.startswith(e, len(stem))), None)
    if found is None and not counted:
        return None
    bare = stem[:-1] if stem.endswith("ст") else stem
    return stem + found if found else bare + kazakh_ending(bare + "т" * (bare != stem))
