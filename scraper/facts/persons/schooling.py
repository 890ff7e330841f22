"""People told by their schooling: «сотрудники со средним образованием», «170 в ординатуру»."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.facts.language.nominative import nominative
from scraper.facts.language.phrase import Word, belongs, joined
from scraper.facts.language.table import pattern, table

NEAR = 4
"""Words after people that tell of their schooling."""
CLAUSE = 8
"""Words of a clause on people («закончивших целевое обучение») that are read."""


def mid_level(run: Sequence[Word], at: int) -> tuple[str, int] | None:
    """Return the label and last word of «сотрудники со средним медицинским образованием»."""
    if not belongs(run[at].low, "audience", "broad"):
        return None
    said = " ".join(word.low for word in run[at + 1 : at + 1 + NEAR])
    found = pattern("audience", "schooled").match(said)
    if found is None:
        return None
    return table("audience")["mid_level"][0], at + len(found.group().split())


def under_contract(run: Sequence[Word], at: int) -> tuple[str, int] | None:
    """Return «студенты-целевики» and the last word for «студентам, учащимся по целевому …»."""
    if not belongs(run[at].low, "audience", "contracted") or not _clause_begins(run, at + 1):
        return None
    for last in range(at + 1, min(at + 1 + CLAUSE, len(run))):
        if last > at + 1 and not joined(run[last]):
            return None
        if run[last].low.startswith(table("audience")["contract"]):
            head = nominative(run[at : at + 1], 0, plural=True)
            return f"{head.partition('-')[0].lower()}-{table('audience')['by_contract'][0]}", last
    return None


def _clause_begins(run: Sequence[Word], at: int) -> bool:
    """Whether a participle, «которые» or «по» goes on from people."""
    if at >= len(run):
        return False
    word = run[at]
    if joined(word):
        return word.low == "по" or word.low.startswith(table("audience")["contract"])
    clause = word.low.startswith("котор") or word.traits.top == "PRTF"
    return word.before == ", " and clause
