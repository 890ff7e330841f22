"""Conditions to get in: age, experience, post, employer, papers, in the text's own words.

What a condition is about stands in the nominative («стаж от года» of «врачей со стажем …»).

What is owed afterwards is no condition, nor is what a speaker or winner happens to be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.facts.bodies.predicate import passive
from scraper.facts.conditions.admitted import admitted, lets_in
from scraper.facts.conditions.measure import measure
from scraper.facts.conditions.subject import whom
from scraper.facts.document import Document
from scraper.facts.fact import Fact
from scraper.facts.language.nominative import nominative
from scraper.facts.language.phrase import Word, belongs, joined, left_edge, sentences, words
from scraper.facts.language.quotation import quotations
from scraper.facts.language.sought import Sought
from scraper.facts.language.table import fold, pattern
from scraper.facts.persons.person import person

CUT = re.compile(r",\s+|;\s*|\s[—–-]\s|[()]|:\s+")
MOST = 6
"""Pieces in one answer: a longer list is a whole regulation, to be read at the source."""
LONGEST = 400
KNOWN = Sought("eligibility", "years", "header", "status")
ASIDE = Sought("eligibility", "aside")
ADMITS = Sought("eligibility", "admits")
PAPERS, SENT = Sought("eligibility", "papers"), Sought("eligibility", "sent")


def eligibility(document: Document) -> Fact[str] | None:
    """Return the conditions, pieces joined with ``; ``."""
    found = [(piece, sentence) for sentence in sentences(document) for piece in _pieces(sentence)]
    if not found:
        return None
    pieces = list(dict.fromkeys(piece for piece, _ in found))[:MOST]
    return Fact("; ".join(pieces)[:LONGEST], found[0][1])


def _pieces(sentence: str) -> Iterator[str]:
    """Yield the conditions of a sentence: bounded and known ones, else clauses on those let in."""
    found = list(_known(sentence))
    if not found and ASIDE.search(sentence) is None:
        found = [_trimmed(piece) for piece in admitted(sentence)]
    yield from found


def _known(sentence: str) -> Iterator[str]:
    if not KNOWN.search(sentence):
        return
    rest = _after_header(sentence, fold(sentence))
    if rest is not None:
        yield rest
        return
    admits = lets_in(sentence) or ADMITS.search(sentence) is not None
    aside = ASIDE.search(sentence) is not None or _is_sent(sentence)
    before, measured, taken = "", False, False
    for piece in filter(None, CUT.split(sentence)):
        bounded, status = measure(piece, before, after=measured), _status(piece)
        if bounded and _tells(piece, before) and not admits:
            bounded = None
        follows = bool(status and _relative(piece, before))
        follows = follows or (admits and taken and _of_person(piece, before))
        if bounded or follows or (status and admits and not aside):
            found = piece if _whose(piece) else _spanned(piece, bounded, status)
            whole = bounded and not status and not taken and _leans_on(before, piece)
            told = _joined(sentence, before, found) if whole else found
            yield _with_subject(sentence, told) if admits and not taken else _trimmed(told)
            taken = True
            measured = measured or bounded is not None
        elif taken and _goes_on(piece, before, measured):
            yield _trimmed(piece)
        else:
            taken = False
        before = piece


def _goes_on(piece: str, before: str, measured: bool) -> bool:
    """Whether a piece says more of the condition before it («направление, подписанное …»)."""
    if any(passive(word.low) for word in words(piece)[:1]):
        return True
    in_place = measured and fold(piece).startswith("в ")
    return in_place and measure(before, "", after=True) is not None


def _spanned(piece: str, *spans: tuple[int, int] | None) -> str:
    """Return the words from the first condition of a piece to the last."""
    said = [span for span in spans if span]
    return piece[min(start for start, _ in said) : max(end for _, end in said)]


def _with_subject(sentence: str, found: str) -> str:
    """Return a condition with those it binds, if they stand before it as the subject."""
    at = sentence.find(found)
    start = whom(sentence, at)
    return _trimmed(sentence[start : at + len(found)] if start < at else found)


def _leans_on(before: str, piece: str) -> bool:
    """Whether only the words before say what a number bounds («стаж — от пяти лет»)."""
    named = pattern("eligibility", "experience", "age")
    return measure(piece, "", after=False) is None and bool(named.search(fold(before)))


def _joined(sentence: str, before: str, found: str) -> str:
    """Return the words from what a number bounds to the number («возраст — до 35 лет»)."""
    start = sentence.find(before)
    return sentence[start : sentence.find(found, start) + len(found)]


def _relative(piece: str, before: str) -> bool:
    """Whether a piece says which people are given something («медикам, которые подписали …»)."""
    given = any(
        person(w.low) and any(case == "datv" for case, _ in w.traits.noun) for w in words(before)
    )
    return given and fold(piece).startswith("котор")


def _whose(piece: str) -> bool:
    """Whether a piece is a clause about those let in («у кого нет …», «которые вели …»)."""
    return pattern("eligibility", "whose").match(fold(piece)) is not None


def _of_person(piece: str, before: str) -> bool:
    """Whether a relative clause goes on about those let in, and not about their employer."""
    last = words(before)[-1:]
    named = any(person(word.low) for word in last)
    return _whose(piece) and (named or not fold(piece).startswith("котор"))


def _after_header(sentence: str, low: str) -> str | None:
    """Return what follows «требования — …», «потребуются …» up to the end of the sentence."""
    head = pattern("eligibility", "header").search(low)
    if head is None or pattern("eligibility", "no_header").search(low):
        return None
    copula = pattern("eligibility", "copula").match(low, min(head.end() + 1, len(low)))
    rest = sentence[copula.end() if copula else head.end() :]
    listed = re.match(r"[^.;,]{0,40}?\s*[—–:-]\s+", rest)
    said = low[: head.end() + listed.end()] if listed else low
    if pattern("eligibility", "aside").search(said):
        return None
    if listed:
        return _trimmed(rest[listed.end() :])
    piece = _trimmed(rest)
    if not piece:
        return None
    demands = pattern("eligibility", "demands").match(low) is not None
    known = _status(piece) or measure(piece, "", after=False)
    return piece if known and not (demands and _names_people(piece)) else None


def _names_people(piece: str) -> bool:
    """Whether what is demanded are people themselves («нужен терапевт …»)."""
    first = next((w for w in words(piece) if w.traits.noun and not w.traits.adjective), None)
    return first is not None and bool(person(first.low))


def _tells(piece: str, before: str) -> bool:
    """Whether a piece says how long somebody does work, and of nobody that he must."""
    works = any(
        w.traits.top == "VERB" and pattern("eligibility", "experience").fullmatch(w.low)
        for w in words(piece)
    )
    return works and not _whose(piece) and not pattern("eligibility", "whose").search(fold(before))


def _trimmed(piece: str) -> str:
    """Return a piece without the words that only join it to what goes before."""
    bare = re.sub(r"^(?:и|а|но|также|причем|причём)\s+", "", piece.strip(" .,;:—–-«»")).strip()
    link = pattern("eligibility", "links").match(fold(bare))
    return _named(bare[link.end() :].strip() if link else bare)


def _named(piece: str) -> str:
    """Return a piece as it is told alone: «стаж от года» of «врачей со стажем от года»."""
    run = words(piece)
    head = next((n for n, w in enumerate(run) if w.traits.noun and not w.traits.adjective), None)
    if head is None or left_edge(run, head) or not all(map(joined, run[1 : head + 1])):
        return piece
    if not belongs(run[head].low, "eligibility", "nominal") or _is_named(run[head]):
        return piece
    if any(_listed_with(run[head], word) for word in run[head + 1 :]):
        return piece
    plural = all(number == "plur" for _, number in run[head].traits.noun)
    return nominative(run[: head + 1], head, plural=plural) + piece[run[head].end :]


def _listed_with(head: Word, word: Word) -> bool:
    """Whether a noun may stand beside the head («опытом от года и крепким здоровьем»)."""
    alike = ("ablt", "sing") in head.traits.noun and ("ablt", "sing") in word.traits.noun
    return alike and word.traits.top == "NOUN"


def _is_named(word: Word) -> bool:
    return any(case in ("nomn", None) for case, _ in word.traits.noun)


def _is_sent(sentence: str) -> bool:
    """Whether a sentence tells which papers all applicants are to send, and not who may."""
    if lets_in(sentence):
        return False
    return PAPERS.search(sentence) is not None and SENT.search(sentence) is not None


def _status(piece: str) -> tuple[int, int] | None:
    found = pattern("eligibility", "status").search(fold(piece))
    if found is None or any(q.start < found.start() < q.end for q in quotations(piece)):
        return None
    return _front(piece, found.start()), len(piece)


def _front(piece: str, start: int) -> int:
    """Return where the adjectives before a condition begin («первой или высшей категорией»)."""
    run = words(piece)
    at = next((n for n, word in enumerate(run) if word.start == start), None)
    return start if at is None else run[left_edge(run, at)].start
