"""Numbers as Russian and Kazakh prose writes them: figures, thousands, words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from scraper.facts.language.phrase import Word, joined, traits
from scraper.facts.language.table import listed, table

FIGURES = re.compile(r"\d{1,9}")
SUFFIXED = re.compile(
    r"(\d{1,6})-?(?:х|ти|ми|и|ю|мя|а|ға|ге|қа|ке|нан|нен|дан|ден|тан|тен|дай|дей|тай|тей)"
)
POWERS = {"ten": 10, "hundred": 100, "thousand": 1_000, "million": 1_000_000}
MOST = 10_000_000


class Count(NamedTuple):
    """A number said by ``run[first]`` to ``run[last]``."""

    value: int
    first: int
    last: int


def count(run: Sequence[Word], at: int) -> Count | None:
    """Return the number that begins at a word, or ``None``: a vague one («сотни») is none."""
    if not numeric(run[at].low):
        return None
    found = _figures(run, at) or _spelt(run, at)
    return found if found and 0 < found.value <= MOST else None


@lru_cache(maxsize=50_000)
def numeric(low: str) -> bool:
    """Whether a word may begin a number; most words do not, and this is asked of every word."""
    lemmas = traits(low).lemmas
    return (
        low[0].isdigit()
        or any(lemma in _values() for lemma in lemmas)
        or any(lemmas & listed("count", key) for key in POWERS)
    )


def _figures(run: Sequence[Word], at: int) -> Count | None:
    plain = _digits(run[at].text)
    clock = run[at].before == ":"
    if plain is None or clock or run[at].before.endswith(("№", "№ ", "-", "–", "—", "/")):
        return None
    value, last = float(plain), at
    if last + 1 < len(run) and run[last + 1].before in (",", ".") and run[last + 1].text.isdigit():
        last += 1
        value = float(f"{plain}.{run[last].text}")
        return _thousands(run, at, last, value, whole=False)
    while plain < 1000 and last + 1 < len(run) and _group(run[last + 1]):
        last += 1
        value = value * 1000 + int(run[last].text)
    return _thousands(run, at, last, value, whole=True)


def _digits(text: str) -> int | None:
    if FIGURES.fullmatch(text):
        return int(text)
    suffixed = SUFFIXED.fullmatch(text.lower())
    return int(suffixed[1]) if suffixed else None


def _group(word: Word) -> bool:
    """Whether a word is the next three figures of «4 500»."""
    return len(word.text) == 3 and word.text.isdigit() and word.before in (" ", " ", " ")


def _thousands(
    run: Sequence[Word], first: int, last: int, value: float, *, whole: bool
) -> Count | None:
    if last + 1 < len(run) and run[last + 1].before.strip() in ("", "-"):
        power = _power(run[last + 1])
        if power:
            return Count(round(value * power), first, last + 1)
    return Count(int(value), first, last) if whole else None


def _power(word: Word) -> int | None:
    lemmas = word.traits.lemmas
    if lemmas.isdisjoint(listed("count", *POWERS)):
        return None
    return next(value for key, value in POWERS.items() if lemmas & listed("count", key))


def _spelt(run: Sequence[Word], at: int) -> Count | None:
    total, part, here = 0.0, 0.0, at
    while here < min(at + 6, len(run)) and (here == at or joined(run[here])):
        power = _power(run[here])
        value = _value(run[here])
        if power and (part or not _vague(run, here)):
            total, part = total + (part or 1) * power, 0.0
        elif value:
            part += value
        elif part >= 20 and part % 10 == 0 and "один" in run[here].traits.lemmas:
            part += 1
        elif part and [w.low for w in run[here : here + 2]] == ["с", "половиной"]:
            part, here = part + 0.5, here + 1
        else:
            break
        here += 1
    return Count(round(total + part), at, here - 1) if here > at else None


def _value(word: Word) -> float | None:
    values = _values()
    return next((values[lemma] for lemma in word.traits.lemmas if lemma in values), None)


def _vague(run: Sequence[Word], at: int) -> bool:
    """Whether a bare «тысячи», «сотен» says only that there are many («свыше тысячи» is one)."""
    one = any(number == "sing" and case in ("nomn", "accs") for case, number in run[at].traits.noun)
    about = at > 0 and run[at - 1].low in listed("count", "about")
    return not one and not (about and ("gent", "sing") in run[at].traits.noun)


@lru_cache(maxsize=1)
def _values() -> dict[str, float]:
    return {
        lemma: float(value)
        for value, lemmas in table("count").items()
        if value.replace(".", "").isdigit()
        for lemma in lemmas
    }
