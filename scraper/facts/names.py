"""The proper name of an event, course, contest or programme.

A name stands in quotes after a noun that says what it names («курс «…»»), or is a capitalised
title (:mod:`scraper.facts.titles`). A theme, a stage, a body or a national project is no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from scraper.facts.document import Document
from scraper.facts.fact import Fact
from scraper.facts.language.nominative import nominative
from scraper.facts.language.phrase import Word, belongs, is_abbreviation, sentences, words
from scraper.facts.language.quotation import Quotation, quotations
from scraper.facts.language.table import fold, listed, pattern
from scraper.facts.persons.person import is_kazakh, person
from scraper.facts.titles import titles

LONGEST_BARE = 8
"""Spaces in a name that no noun announces; a longer quotation is more likely somebody's words."""
EXPLAINING = 4
"""Words after a dash among which the noun that explains a name is sought."""
WINDOW, REACH = 160, 12
"""Characters and words before a quotation among which the noun that it names is sought."""

CERTAIN, HONOUR, BARE = 3, 2, 1
AGE_MARK = re.compile(r"\(\d\d?\+\)")
DASHES = {"", "—", "–", "-"}
DASH = re.compile(r"\s*[—–-]\s")
SPEECH = re.compile(r"\s*,?\s*[—–-]\s")
SAID = re.compile(r"[,!?…]\s*[—–-]\s")
JOINING = {",", "и", ", и", "или", ", а также", "а также", ";"}
"""What joins a second name to one that the same noun announces («секции «А» и «Б»»)."""


class Candidate(NamedTuple):
    """A possible name and how surely it is one."""

    weight: int
    name: str
    quote: str


@lru_cache(maxsize=8)
def name(document: Document) -> Fact[str] | None:
    """Return the first name that the article gives, else the title's."""
    found = _best(document.paragraphs, sentences(document), document.title)
    if found is None and document.title:
        found = _best((document.title,), (document.title,), None)
    return None if found is None else Fact(found.name, found.quote)


def _best(paragraphs: Sequence[str], pieces: Sequence[str], title: str | None) -> Candidate | None:
    """Quotations are sought in whole paragraphs, since a name may hold a full stop."""
    quoted = [c for p in paragraphs for c in _quoted(p, title)]
    for weight in (CERTAIN, HONOUR):
        for candidate in quoted:
            if candidate.weight == weight:
                return candidate
    titled = (Candidate(CERTAIN, *found) for s in pieces for found in titles(s))
    return next(titled, None) or next((c for c in quoted if c.weight == BARE), None)


def _quoted(paragraph: str, title: str | None) -> Iterator[Candidate]:
    denied = -1
    for quotation in quotations(paragraph):
        before = _before(paragraph, quotation)
        goes_on = denied >= 0 and paragraph[denied : quotation.start].strip() in JOINING
        weight = _weight(paragraph, quotation, before, title) if _proper(quotation) else 0
        if goes_on or _is_other(paragraph, quotation, before):
            denied, weight = quotation.end, 0
        if weight:
            bare = _head(paragraph, quotation, before) is None
            called = _called(quotation.inner) if bare else quotation.inner
            yield Candidate(weight, called, paragraph[quotation.start : quotation.end])


def _is_other(paragraph: str, quotation: Quotation, before: Sequence[Word]) -> bool:
    """Whether the noun before says that something else is named, as it then is after «и» too."""
    return _named(paragraph, quotation, before) == 0


def _called(inner: str) -> str:
    """Return a name that the sentence has declined («подписались на «Почту …»») as it is called."""
    run = words(inner)
    nouns = [n for n, w in enumerate(run) if w.traits.noun]
    at = next((n for n in nouns if not run[n].traits.adjective), next(iter(nouns), None))
    if at is None or any(not w.traits.adjective for w in run[:at]):
        return inner
    phrase = run[: at + 1]
    forms = [w.traits.adjective for w in phrase[:-1]] + [phrase[-1].traits.noun]
    shared = frozenset.intersection(*forms)
    of_one = ("gent", "sing") in shared and belongs(run[at].low, "names", "titled")
    if not shared or (any(case == "nomn" for case, _ in shared) and not of_one):
        return inner
    plural = not of_one and all(number == "plur" for _, number in shared)
    return inner[: run[0].start] + nominative(phrase, at, plural=plural) + inner[run[at].end :]


def _before(paragraph: str, quotation: Quotation) -> list[Word]:
    """Return the words before a quotation."""
    start = max(0, quotation.start - WINDOW)
    return list(words(paragraph[start : quotation.start])[-REACH:])


def _proper(quotation: Quotation) -> bool:
    """Whether the words in quotes look like a name at all, and not like speech or irony."""
    inner = quotation.inner
    first = next((c for c in inner if c.isalnum()), "")
    return (first.isupper() or first.isdigit()) and 2 < len(inner) <= 250


def _weight(paragraph: str, quotation: Quotation, before: Sequence[Word], title: str | None) -> int:
    inner = fold(quotation.inner)
    if inner in listed("names", "national_projects"):
        return 0
    after = fold(paragraph[quotation.end : quotation.end + 40]).lstrip()
    if is_kazakh(paragraph[max(0, quotation.start - WINDOW) : quotation.end + WINDOW]):
        if pattern("names", "kazakh_event").match(after):
            return CERTAIN
        if pattern("names", "kazakh_other").match(after):
            return 0
    named = _named(paragraph, quotation, before)
    if named is not None:
        return named
    if _explained(paragraph, quotation):
        return CERTAIN
    entitled = any(belongs(w.low, "names", "titled") for w in words(quotation.inner))
    if entitled or (title and inner in fold(title)):
        return CERTAIN
    return 0 if _unlikely(paragraph, quotation, before) else BARE


def _explained(paragraph: str, quotation: Quotation) -> bool:
    """Whether what follows a dash says what is named («…» — так назван курс»; «…» — программа»)."""
    dash = DASH.match(paragraph, quotation.end)
    if dash is None:
        return False
    after = paragraph[dash.end() : dash.end() + WINDOW]
    first = words(after)[:EXPLAINING]
    noun = any(w.traits.noun and belongs(w.low, "names", "event") for w in first)
    return noun or pattern("names", "named_after").match(fold(after)) is not None


def _unlikely(paragraph: str, quotation: Quotation, before: Sequence[Word]) -> bool:
    """Whether a quotation that no noun announces is speech, a place or an abbreviation."""
    inner = quotation.inner
    speech = SPEECH.match(paragraph, quotation.end) or inner[-1:] in ",.!?" or SAID.search(inner)
    inside = bool(before) and before[-1].low in listed("names", "inside")
    inside = inside and not (" " in inner and _in_nominative(inner))
    return bool(speech) or inside or inner.isupper() or inner.count(" ") > LONGEST_BARE


def _in_nominative(inner: str) -> bool:
    """Whether a name after «в» is what people get into («в «Добрый день»»), not where they are."""
    noun = next((w for w in words(inner) if w.traits.noun or w.traits.adjective), None)
    if noun is None:
        return False
    return any(case == "nomn" for case, _ in noun.traits.noun | noun.traits.adjective)


def _named(paragraph: str, quotation: Quotation, before: Sequence[Word]) -> int | None:
    """Judge by the noun that the quotation belongs to; ``None`` where there is none."""
    at = _head(paragraph, quotation, before)
    if at is None:
        return None
    naming = before[at].traits.lemmas & listed("names", "naming")
    return CERTAIN if naming else _verdict(before, at)


def _head(paragraph: str, quotation: Quotation, before: Sequence[Word]) -> int | None:
    """Return which word before a quotation says what it names: the nearest that is judged."""
    window = max(0, quotation.start - WINDOW)
    for at in range(len(before) - 1, -1, -1):
        word = before[at]
        last = at + 1 == len(before)
        gap = paragraph[window + word.end : quotation.start] if last else before[at + 1].before
        if gap.strip() not in DASHES and not AGE_MARK.fullmatch(gap.strip()):
            return None
        if belongs(word.low, "names", "naming") or _verdict(before, at) is not None:
            return at
        if word.traits.acts or not _goes_between(word) or _receiver(word):
            return None
    return None


def _receiver(word: Word) -> bool:
    """Whether people are given something, so that the name is theirs («выпускникам «…»»)."""
    cases = {case for case, _ in word.traits.noun}
    return bool(cases) and "gent" not in cases and bool(person(word.low))


def head_noun(document: Document, found: Fact[str]) -> frozenset[str]:
    """Return the dictionary forms of the noun that a name in quotes belongs to, if any."""
    for text in (*document.paragraphs, document.title or ""):
        for quotation in quotations(text):
            if text[quotation.start : quotation.end] != found.quote:
                continue
            before = _before(text, quotation)
            at = _head(text, quotation, before)
            if at is not None:
                return before[at].traits.lemmas
    return frozenset()


def _goes_between(word: Word) -> bool:
    nominal = word.traits.noun or word.traits.adjective or is_abbreviation(word)
    return bool(nominal) or word.low in listed("names", "between")


def _verdict(before: Sequence[Word], at: int) -> int | None:
    word = before[at]
    lemmas = word.traits.lemmas
    if lemmas & listed("names", "national_heads") and _national(before, at):
        return 0
    if word.text.isupper() and len(word.text) > 1 and not lemmas & listed("names", "event"):
        return 0
    if not word.traits.noun:
        return None
    if lemmas & listed("names", "event"):
        return CERTAIN
    if lemmas & listed("names", "honour"):
        return HONOUR
    if lemmas & listed("names", "other"):
        return 0
    return None


def _national(before: Sequence[Word], at: int) -> bool:
    return at > 0 and bool(before[at - 1].traits.lemmas & listed("names", "national"))
