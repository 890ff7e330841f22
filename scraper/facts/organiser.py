"""Who holds the event, course or contest, and which state body's message it is.

An organiser is the body that the text says holds, prepares, orders or takes applications; not the
one that tells of it, pays, helps or lends the hall. Where none is named, the school whose own
course it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scraper.facts.bodies import reference
from scraper.facts.bodies.body import Body, beside, bodies, kazakh_bodies
from scraper.facts.bodies.deed import on_event, tells_of_own
from scraper.facts.bodies.host import hosts, is_host, verbs_but_links
from scraper.facts.bodies.predicate import (
    agrees,
    fixed,
    infinitive,
    own_deed,
    passive,
    verb_near,
    verbs_of_subject,
)
from scraper.facts.bodies.reference import Named, known
from scraper.facts.document import Document
from scraper.facts.fact import Fact
from scraper.facts.language.phrase import Word, belongs, joined, sentences, words
from scraper.facts.language.quotation import quotations
from scraper.facts.language.sought import Sought
from scraper.facts.language.table import fold, listed, pattern, table
from scraper.facts.persons.person import is_kazakh

HOST, AGENT, STATED, ORDERED, DEED, NEARLY, BASE, WEAK, ANNOUNCED, LAST = (
    10,
    9,
    8,
    7,
    6,
    5,
    4,
    3,
    2,
    1,
)
INSIDE = ("в", "во", "на", "у")
NEAR = 30
"""Characters between «организатор» and a name in quotes."""
AGENT_REACH = 5
TAKES = Sought("organiser", "takes")
ANNOUNCED_REACH = 4
"""Words after «сообщает» among which its own event is named."""


class Claim(NamedTuple):
    """A group of bodies named together and how surely they organise."""

    score: int
    names: tuple[str, ...]
    quote: str


def organiser(document: Document) -> Fact[str] | None:
    """Return the organising body, several joined with ``; ``.

    Inferred where the text names a school or a state body without saying that it organises.
    """
    claims = [c for s in sentences(document) for c in _claims(s)]
    claims += [c._replace(score=c.score - 1) for c in _claims(document.title or "") if c.score > 1]
    named = known(document)
    for best in sorted(claims, key=lambda c: (-c.score, c.quote.isalpha())):
        full = [
            f
            for name in best.names
            if (f := reference.full(Named(name, best.quote), named, document))
        ]
        if full:
            value = "; ".join(dict.fromkeys(f.name for f in full))
            return Fact(value, full[0].quote, inferred=best.score <= BASE)
    return None


def issuer(document: Document) -> Fact[str] | None:
    """Return the state body that the text gives as the one who tells."""
    named = known(document)
    for sentence in sentences(document):
        run = words(sentence)
        for body in bodies(sentence):
            if body.sort == "state" and _tells(sentence, run, body):
                said = Named(body.name, sentence[body.start : body.end], body.sort)
                full = reference.full(said, named, document)
                if full:
                    return Fact(full.name, full.quote)
    return None


def _claims(sentence: str) -> Iterator[Claim]:
    if is_kazakh(sentence):
        yield from _kazakh_claims(sentence)
        return
    run = words(sentence)
    found = bodies(sentence)
    at = 0
    while at < len(found):
        last = at
        while last + 1 < len(found) and beside(sentence, found[last], found[last + 1]):
            last += 1
        group = found[at : last + 1]
        several = len(group) > 1 or _with_another(sentence, group[0])
        score = max(_score(sentence, run, body, several) for body in group)
        if score > 0:
            yield Claim(
                score, tuple(b.name for b in group), sentence[group[0].start : group[-1].end]
            )
        at = last + 1
    yield from _quoted_hosts(sentence)


def _with_another(sentence: str, body: Body) -> bool:
    """Whether a body is named with one that is not known as a body («минздрав и «Сеченовка»»)."""
    return sentence.startswith(" и ", body.end) or sentence.endswith(" и ", 0, body.start)


def _quoted_hosts(sentence: str) -> Iterator[Claim]:
    """Read a host that is only a name: «организатором выступает «…»»."""
    named = hosts(sentence) if "«" in sentence else ()
    for quotation in quotations(sentence) if named else ():
        for host in named:
            near = 0 < quotation.start - host.end < NEAR and not any(
                host.end <= b.start < quotation.end for b in bodies(sentence)
            )
            if near and not verbs_but_links(sentence, host.end, quotation.start):
                quote = sentence[host.start : quotation.end]
                yield Claim(HOST, (quotation.inner,), quote)


def _score(sentence: str, run: Sequence[Word], body: Body, several: bool) -> int:
    claimed = _claimed(sentence, run, body, several)
    if claimed is not None:
        return claimed
    governing = _before(run, body)
    if governing is not None and governing.low == "при" and tells_of_own(run):
        return BASE
    inside = body.first > 0 and run[body.first - 1].low in INSIDE
    before = run[body.first - 2].low if inside and body.first > 1 else ""
    if before and belongs(before, "organiser", "learners"):
        return 0
    if before and belongs(before, "organiser", "own_study"):
        return BASE
    if inside and TAKES.search(sentence):
        return NEARLY
    if _of_event(run, body):
        return NEARLY + 1
    if body.sort == "school":
        return WEAK
    return LAST if body.sort == "state" and _acts_somehow(sentence, run, body) else 0


def _claimed(sentence: str, run: Sequence[Word], body: Body, several: bool) -> int | None:
    """Return the score of what the text says outright; ``None`` where it says nothing."""
    deed = own_deed(sentence, run, body)
    if deed is not None and deed.traits.lemmas & _acts(sentence):
        return STATED
    if _announces(sentence, run, body):
        return ANNOUNCED
    if fold(sentence).startswith(table("organiser")["based"], body.end):
        return BASE
    if _tells(sentence, run, body) or _aside(run, body):
        return 0
    if _helps(sentence, run, body) and not _subject(sentence, run, body, several):
        return 0
    if is_host(sentence, body):
        return HOST
    if _agent(run, body):
        return AGENT
    if _subject(sentence, run, body, several):
        return STATED
    if _ordered(sentence, body):
        return ORDERED
    return DEED if _does(sentence, run, body) else None


def _acts_somehow(sentence: str, run: Sequence[Word], body: Body) -> bool:
    """Whether a state body does something in its sentence other than tell, pay or help."""
    verb = verb_near(sentence, body)
    subject = any(case == "nomn" for case, _ in run[body.head].traits.noun)
    if verb is None or belongs(verb.low, "organiser", "attends"):
        return False
    return subject and agrees(verb, run[body.head], several=False)


def _before(run: Sequence[Word], body: Body) -> Word | None:
    return run[body.first - 1] if body.first > 0 and joined(run[body.first]) else None


def _announces(sentence: str, run: Sequence[Word], body: Body) -> bool:
    """Whether what the body tells of is an intake or event of its own («сообщает о наборе …»)."""
    verb = verb_near(sentence, body)
    if verb is None or verb.start < body.end or not belongs(verb.low, "organiser", "tells"):
        return False
    after = [w for w in run if w.start >= verb.end][:ANNOUNCED_REACH]
    about = bool(after) and after[0].low in ("о", "об")
    return about and any(belongs(w.low, "organiser", "announced") for w in after)


def _aside(run: Sequence[Word], body: Body) -> bool:
    """Whether the body only says whose («министр …», «при поддержке …», «студенты …»)."""
    word = _before(run, body)
    head = run[body.head]
    genitive = fixed(head) or any(case != "nomn" and case != "accs" for case, _ in head.traits.noun)
    return genitive and word is not None and belongs(word.low, "organiser", "aside")


def _of_event(run: Sequence[Word], body: Body) -> bool:
    """Whether the event is said to be the body's («конференция Ассоциации …»)."""
    word = _before(run, body)
    genitive = any(case == "gent" for case, _ in run[body.head].traits.noun)
    return (
        genitive
        and word is not None
        and (belongs(word.low, "format", "event") or belongs(word.low, "organiser", "own"))
    )


def _tells(sentence: str, run: Sequence[Word], body: Body) -> bool:
    word = _before(run, body)
    if word is not None and belongs(word.low, "organiser", "telling"):
        return True
    verb = verb_near(sentence, body)
    return verb is not None and belongs(verb.low, "organiser", "tells")


def _helps(sentence: str, run: Sequence[Word], body: Body) -> bool:
    """Whether the body pays, buys or supports."""
    verb = verb_near(sentence, body)
    return verb is not None and belongs(verb.low, "organiser", "helps")


def _subject(sentence: str, run: Sequence[Word], body: Body, several: bool) -> bool:
    acts = _acts(sentence)
    return any(
        any(w.traits.lemmas & acts for w in (verb, *infinitive(run, verb)))
        for verb in _deeds(sentence, run, body, several)
    )


def _acts(sentence: str) -> frozenset[str]:
    """Return the deeds of an organiser; taking in is one if it is papers that are taken in."""
    takes = TAKES.search(sentence) is not None
    return listed("organiser", "acts", *(("receives",) if takes else ()))


def _does(sentence: str, run: Sequence[Word], body: Body) -> bool:
    """Whether the body does something to an event that is not known as holding it."""
    return any(on_event(run, verb) for verb in _deeds(sentence, run, body, False))


def _deeds(sentence: str, run: Sequence[Word], body: Body, several: bool) -> list[Word]:
    """Return the verbs that a body is the subject of; of what is done to it, it does nothing."""
    head = run[body.head]
    before = _before(run, body)
    if before is not None and before.traits.top == "PREP":
        return []
    if not any(case == "nomn" for case, _ in head.traits.noun) and not fixed(head):
        return []
    found = (v for v in verbs_of_subject(sentence, body) if agrees(v, head, several))
    return [v for v in found if v.traits.top != "PRTS" or not passive(v.low)]


def _agent(run: Sequence[Word], body: Body) -> bool:
    """Whether the body is the agent: «организован X-ом»."""
    head = run[body.head]
    if not fixed(head) and not any(case == "ablt" for case, _ in head.traits.noun):
        return False
    reach = run[max(0, body.first - AGENT_REACH) : body.first]
    return any(belongs(w.low, "organiser", "passive") or _passive(w) for w in reach)


def _ordered(sentence: str, body: Body) -> bool:
    """Whether the body stands behind it: «за которым стоит X», «по приказу X»."""
    before = fold(sentence[max(0, body.start - NEAR) : body.start]).rstrip()
    return before.endswith(table("organiser")["agent_phrases"])


def _passive(word: Word) -> bool:
    return passive(word.low) and belongs(word.low, "organiser", "acts")


def _kazakh_claims(sentence: str) -> Iterator[Claim]:
    low = fold(sentence)
    acts = pattern("organiser", "kazakh_acts").search(low) is not None
    for name, start, end in kazakh_bodies(sentence):
        yield Claim(STATED if acts else WEAK, (name,), sentence[start:end])
