"""Conditions to get in: age, experience, post, employer, papers, in the text's own words.

What is owed afterwards is no condition, nor is what a speaker or winner happens to be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.facts.bodies.predicate import passive
from scraper.facts.document import Document
from scraper.facts.fact import Fact
from scraper.facts.language.count import count
from scraper.facts.language.phrase import Word, sentences, words
from scraper.facts.language.table import fold, listed, pattern
from scraper.facts.persons.person import is_kazakh, kazakh_person, person

CUT = re.compile(r",\s+|;\s*|\s[—–-]\s|[()]|:\s+")
MOST = 6
"""Pieces in one answer: a longer list is a whole regulation, to be read at the source."""
LONGEST = 400
WHOM = 3
"""Words before a condition among which those it binds are named."""
BOUND_REACH = 16
"""Characters between «не менее» and its number."""


def eligibility(document: Document) -> Fact[str] | None:
    """Return the conditions, pieces joined with ``; ``."""
    found = [(piece, sentence) for sentence in sentences(document) for piece in _pieces(sentence)]
    if not found:
        return None
    pieces = list(dict.fromkeys(piece for piece, _ in found))[:MOST]
    return Fact("; ".join(pieces)[:LONGEST], found[0][1])


def _pieces(sentence: str) -> Iterator[str]:
    low = fold(sentence)
    if not pattern("eligibility", "years", "header", "status").search(low):
        return
    rest = _after_header(sentence, low)
    if rest is not None:
        yield rest
        return
    admits = pattern("eligibility", "admits").search(low) is not None
    aside = pattern("eligibility", "aside").search(low) is not None
    before, measured, taken = "", False, False
    for piece in filter(None, CUT.split(sentence)):
        measure, status = _measure(piece, before, after=measured), _status(piece)
        follows = bool(status and _relative(piece, before))
        follows = follows or (admits and taken and _of_person(piece, before))
        if measure or follows or (status and admits and not aside):
            found = piece if _whose(piece) else _spanned(piece, measure, status)
            whole = measure and not status and not taken and _leans_on(before, piece)
            taken = True
            measured = measured or measure is not None
            yield _trimmed(_joined(sentence, before, found) if whole else found)
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
    return in_place and _measure(before, "", after=True) is not None


def _spanned(piece: str, *spans: tuple[int, int] | None) -> str:
    """Return the words from the first condition of a piece to the last, with whom it binds."""
    said = [span for span in spans if span]
    start, end = min(s for s, _ in said), max(e for _, e in said)
    bound = [w for w in words(piece) if w.end <= start][-WHOM:]
    whom = next((at for at, w in enumerate(bound) if _may_apply(w)), None)
    if whom is not None and not any(w.traits.acts for w in bound[whom:]):
        start = bound[whom].start
    return piece[start:end]


def _may_apply(word: Word) -> bool:
    """Whether a word names one who applies («выпускник не старше 35 лет»)."""
    return ("nomn", "sing") in word.traits.noun and bool(person(word.low) - {"outsider"})


def _leans_on(before: str, piece: str) -> bool:
    """Whether only the words before say what a number bounds («стаж — от пяти лет»)."""
    named = pattern("eligibility", "experience", "age")
    return _measure(piece, "", after=False) is None and bool(named.search(fold(before)))


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
    rest = sentence[head.end() :]
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
    return piece if demands or _status(piece) else None


def _trimmed(piece: str) -> str:
    """Return a piece without the words that only join it to what goes before."""
    bare = re.sub(r"^(?:и|а|но|также|причем|причём)\s+", "", piece.strip(" .,;:—–-«»")).strip()
    link = pattern("eligibility", "links").match(fold(bare))
    return bare[link.end() :].strip() if link else bare


def _measure(piece: str, before: str, *, after: bool) -> tuple[int, int] | None:
    """Return where a piece bounds years of work or of age.

    ``before`` may name what is bounded («возраст участников — …»). ``after``: it follows such a
    piece, so that the years need not be said again («не меньше трёх — в селе»).
    """
    low, named = fold(piece), fold(before)
    bound = pattern("eligibility", "bound").search(low)
    aged = pattern("eligibility", "age").search(low)
    if pattern("eligibility", "aside").search(low) or not (bound or aged):
        return None
    if after and bound and _numbers(piece):
        return bound.start(), len(piece)
    found = next(filter(None, (_years(low, span) for span in _numbers(piece))), None)
    if found is None:
        return None
    worked = pattern("eligibility", "experience").search(low)
    end = _until_verb(piece, max(worked.end() if worked else 0, found[1]))
    if bound and (worked or pattern("eligibility", "experience", "age").search(named)):
        starts = [m.start() for m in (worked, aged) if m]
        return min([*starts, _near(bound, found), found[0]]), end
    start = _age(low, found)
    return None if start is None else (start, _until_verb(piece, found[1]))


def _near(bound: re.Match[str], number: tuple[int, int]) -> int:
    """Return where «не менее» begins if it binds this number."""
    return bound.start() if number[0] - BOUND_REACH <= bound.start() else number[0]


def _years(low: str, number: tuple[int, int]) -> tuple[int, int] | None:
    """Return where a number of years stands, if the number is one of years."""
    years = pattern("eligibility", "years").match(low, min(number[1] + 1, len(low)))
    return (number[0], years.end()) if years else None


def _age(low: str, number: tuple[int, int]) -> int | None:
    if pattern("eligibility", "no_age").search(low):
        return None
    said = pattern("eligibility", "age").search(low)
    limit = re.search(r"(?:^|\s)до\s+$", low[: number[0]])
    people = any(person(w.low) - {"outsider"} for w in words(low))
    if said:
        return min(said.start(), number[0])
    return limit.start() if limit and people else None


def _numbers(piece: str) -> list[tuple[int, int]]:
    run = words(piece)
    found = []
    for at, word in enumerate(run):
        number = count(run, at)
        if number or word.text[0].isdigit() or word.low in listed("eligibility", "one"):
            found.append((word.start, run[number.last if number else at].end))
    return found


def _until_verb(piece: str, start: int) -> int:
    """Return where the words that still belong to a condition end: before a verb or its subject."""
    run = words(piece)
    if is_kazakh(piece):
        return next((w.end for w in run if w.start >= start and kazakh_person(w.low)), start)
    end = start
    for word in run:
        if word.start < start:
            continue
        if word.traits.top == "VERB" or (end == start and _subject(word)):
            return end
        end = word.end
    return len(piece)


def _subject(word: Word) -> bool:
    """Whether a word right after the number begins what the sentence goes on to speak of."""
    cases = {case for case, _ in word.traits.noun | word.traits.adjective}
    return "nomn" in cases and "gent" not in cases


def _status(piece: str) -> tuple[int, int] | None:
    found = pattern("eligibility", "status").search(fold(piece))
    return (found.start(), len(piece)) if found else None
