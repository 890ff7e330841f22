"""How long somebody has worked, how old somebody is, as a text bounds it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scraper.facts.language.count import count, numeric
from scraper.facts.language.phrase import Word, joined, words
from scraper.facts.language.table import fold, listed, pattern
from scraper.facts.persons.person import is_kazakh, kazakh_person, person

BOUND_REACH = 16
"""Characters between «не менее» and its number."""
BARE = 6
"""Words of a piece that is only a number («возраст — 45 лет»)."""


def measure(piece: str, before: str, *, after: bool) -> tuple[int, int] | None:
    """Return where a piece bounds years of work or of age.

    ``before`` may name what is bounded («возраст участников — …»). ``after``: it follows such a
    piece, so that the years need not be said again («не меньше трёх — в селе»).
    """
    low, named = fold(piece), fold(before)
    bound = pattern("eligibility", "bound").search(low)
    aged = pattern("eligibility", "age").search(low)
    if pattern("eligibility", "aside").search(low):
        return None
    if not aged and pattern("eligibility", "age").search(named):
        return _of_age(piece, named, bound)
    if not (bound or aged):
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


def _of_age(piece: str, named: str, bound: re.Match[str] | None) -> tuple[int, int] | None:
    """Read what follows «возраст — »: the word for years may be left out («до 40»)."""
    found = next(iter(_numbers(piece)), None)
    if found is None or pattern("eligibility", "no_age").search(named):
        return None
    if not (bound or len(words(piece)) <= BARE):
        return None
    years = _years(fold(piece), found)
    if not (years or bound):
        return None
    return (_near(bound, found) if bound else found[0]), _until_verb(piece, (years or found)[1])


def _near(bound: re.Match[str], number: tuple[int, int]) -> int:
    """Return where «не менее» begins if it binds this number."""
    return bound.start() if number[0] - BOUND_REACH <= bound.start() else number[0]


def _years(low: str, number: tuple[int, int]) -> tuple[int, int] | None:
    """Return where a number of years stands, if the number is one of years."""
    if low[slice(*number)] in listed("eligibility", "unit"):
        return number
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
        bare = word.low in listed("eligibility", "unit") and not (at and numeric(run[at - 1].low))
        if number or bare or word.text[0].isdigit() or word.low in listed("eligibility", "one"):
            found.append((word.start, run[number.last if number else at].end))
    return found


def _until_verb(piece: str, start: int) -> int:
    """Return where the words that still belong to a condition end: before a verb or its subject."""
    run = words(piece)
    if is_kazakh(piece):
        return next((w.end for w in run if w.start >= start and kazakh_person(w.low)), start)
    end = start
    for at, word in enumerate(run):
        if word.start < start:
            continue
        if word.traits.top == "VERB" or (end == start and _subject(word)):
            return end
        if word.low == "из" and _names(run, at):
            return end
        end = word.end
    return len(piece)


def _names(run: Sequence[Word], at: int) -> bool:
    """Whether a place follows a word («моложе 35 лет из Иванова»)."""
    return at + 1 < len(run) and joined(run[at + 1]) and run[at + 1].text[0].isupper()


def _subject(word: Word) -> bool:
    """Whether a word right after the number begins what the sentence goes on to speak of."""
    cases = {case for case, _ in word.traits.noun | word.traits.adjective}
    return "nomn" in cases and "gent" not in cases
