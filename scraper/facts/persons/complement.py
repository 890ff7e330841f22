"""What goes with people and says of what sort they are: «врачи скорой помощи», «второго года».

A place is left out of a label («врачи Тульской области»), a level or a trade is not.
"""

from __future__ import annotations

from collections.abc import Sequence

from scraper.facts.language.phrase import (
    Word,
    agree,
    belongs,
    dative,
    genitive,
    is_abbreviation,
    joined,
)
from scraper.facts.language.table import listed, table
from scraper.facts.persons.person import person

LONGEST_TAIL, LONGEST_LIST = 5, 10
"""Words that people may have of their own, alone and with a list of where they work."""
RANGED = ("-", "–", "—")
OF_PLACE = ("ский", "цкий", "ской", "цкой")
OF_TRADE = "ческий"
ALIKE = "ии"
"""The ending by which a genitive and a dative are alike."""
TEACHES = 4
"""Words before people among which the verb that teaches them is sought."""


def tail(run: Sequence[Word], at: int) -> int:
    """Return where the genitives end that say of what sort the people are; no place is included."""
    end, last = run[at].end, at
    if run[at].low.startswith(table("audience")["ruling"]):
        last = _ruled(run, at)
        end = run[last].end
    elif belongs(run[at].low, "audience", "tailed") and (trade := _trade(run, at)):
        last, end = trade, run[trade].end
    elif (year := _of_year(run, at)) is not None:
        last, end = year, run[year].end
    while last + 1 < len(run) and last - at < LONGEST_TAIL and joined(run[last + 1]):
        if last == at and _is_taught(run, at):
            break
        step = 2 if run[last + 1].low == "и" and last > at else 1
        if last + step >= len(run) or not joined(run[last + step]):
            break
        word = run[last + step]
        another = step == 2 and _leads_to_people(run, last + step)
        proper = word.text[0].isupper() and not is_abbreviation(word)
        if not genitive(word) or proper or another:
            break
        if _place(word) and not _of_level(run, last + step):
            break
        last += step
        if word.traits.noun or is_abbreviation(word) or _substantive(run, last):
            end = word.end
    listed_to = _listed(run, last) if last > at and end == run[last].end else None
    return end if listed_to is None else run[listed_to].end


def _is_taught(run: Sequence[Word], at: int) -> bool:
    """Whether what follows people is the dative of what they are taught («врачей лапароскопии»)."""
    if not run[at + 1].low.endswith(ALIKE) or not dative(run, at + 1):
        return False
    before = run[max(0, at - TEACHES) : at]
    return any(w.traits.acts and belongs(w.low, "audience", "teaches") for w in before)


def _listed(run: Sequence[Word], last: int) -> int | None:
    """Return the last word of a list of workplaces («… ФАПов, скорой помощи и школ»)."""
    closed = None
    if last + 1 >= len(run) or run[last + 1].before != ", ":
        return None
    for at in range(last + 1, min(last + 1 + LONGEST_LIST, len(run))):
        word = run[at]
        if word.low == "и" and joined(word) and closed is None:
            closed = at
            continue
        parted = word.before == ", " and closed is None
        proper = word.text[0].isupper() and not is_abbreviation(word)
        other = proper or _leads_to_people(run, at) or not genitive(word) or _place(word)
        if other or not (parted or joined(word)):
            break
        last = at
    return last if closed is not None and last > closed else None


def _leads_to_people(run: Sequence[Word], at: int) -> bool:
    """Whether a word is people, or an adjective of people («и главных врачей»)."""
    while at + 1 < len(run) and not person(run[at].low) and joined(run[at + 1]):
        if not (run[at].traits.adjective and agree(run[at], run[at + 1])):
            break
        at += 1
    return bool(person(run[at].low))


def _of_level(run: Sequence[Word], at: int) -> bool:
    """Whether an adjective says of what level several institutions are («районных больниц»)."""
    if not belongs(run[at].low, "audience", "level") or at + 1 >= len(run):
        return False
    follows = run[at + 1]
    return joined(follows) and ("gent", "plur") in follows.traits.noun and not _place(follows)


def _of_year(run: Sequence[Word], at: int) -> int | None:
    """Return the word for a year of study («ординаторы второго года», «студенты 4–6 курсов»)."""
    last = at + 1
    while last < len(run) and (
        run[last].text.isdigit() or belongs(run[last].low, "names", "ordinal")
    ):
        if not (joined(run[last]) or run[last].before in RANGED):
            return None
        last += 1
    if last == at + 1 or last >= len(run) or not joined(run[last]):
        return None
    year = belongs(run[last].low, "audience", "year") and genitive(run[last])
    return last if year else None


def _substantive(run: Sequence[Word], at: int) -> bool:
    """Whether an adjective ends a phrase, and so stands for a noun («врачи скорой»)."""
    if not run[at].traits.adjective:
        return False
    follows = run[at + 1] if at + 1 < len(run) and joined(run[at + 1]) else None
    return follows is None or not (follows.traits.noun or follows.traits.adjective)


def reach(run: Sequence[Word], at: int, end: int) -> int:
    """Return where the whole phrase ends, with the place that the label leaves out."""
    last = next((n for n in range(at, len(run)) if run[n].end >= end), at)
    while last + 1 < len(run) and joined(run[last + 1]) and genitive(run[last + 1]):
        last += 1
    return run[last].end


def _ruled(run: Sequence[Word], at: int) -> int:
    """Return the last word of what is headed: «заведующие детскими отделениями»."""
    last = at
    while last + 1 < len(run) and joined(run[last + 1]) and _instrumental(run[last + 1]):
        if run[last + 1].text[0].isupper() and not run[last + 1].text[:2].isupper():
            break
        last += 1
    return last


def _instrumental(word: Word) -> bool:
    short = word.text[:2].isupper() and word.low.endswith(("ами", "ом"))
    return short or any(case == "ablt" for case, _ in word.traits.noun | word.traits.adjective)


def _trade(run: Sequence[Word], at: int) -> int | None:
    """Return the last word of what specialists are in: «специалисты по лечебной физкультуре»."""
    if at + 2 >= len(run) or run[at + 1].low != "по" or not joined(run[at + 1]):
        return None
    last = at + 2
    while last + 1 < len(run) and not run[last].traits.noun and joined(run[last + 1]):
        if not (run[last].traits.adjective and agree(run[last], run[last + 1])):
            break
        last += 1
    known = dative(run, last) and not belongs(run[last].low, "audience", "no_trade")
    return last if known else None


def _place(word: Word) -> bool:
    lemmas = word.traits.lemmas
    return bool(lemmas & listed("audience", "place")) or (
        bool(word.traits.adjective) and left_out(word)
    )


def left_out(word: Word) -> bool:
    lemmas = word.traits.lemmas
    if lemmas & listed("audience", "kept"):
        return False
    if lemmas & listed("audience", "dropped") or (word.start and word.text[0].isupper()):
        return True
    return word.low == "и" or any(
        lemma.endswith(OF_PLACE) and not lemma.endswith(OF_TRADE) for lemma in lemmas
    )
