"""Whom an announcement is for, as the reader's browser compares it with «подходит мне».

Only what can be read in one way is told: two limits of one sort, or a number that may mean
something else, are left out, and the reader is sent to the conditions themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from model.announcement import Announcement
from model.table import parsed
from model.vocabulary import roles_in, specialties_in

GROWN = 21
"""A bare «до N лет» from here on is an age: nobody asks for less than that much experience."""
OLD = 100

YEARS = r"(?:лет|года|год|жыл)\b"
PASSED = r"(?:стаж|опыт|өтіл)\w*"
LEAST = r"(?:от|не менее|не меньше|свыше|более|минимум|кемінде)(?: чем)?"
MOST = r"(?:до|не более|не больше|менее|меньше)(?: чем)?"
PRACTICE = (
    (re.compile(rf"{PASSED}[^;,.\d]{{0,60}}?\b{LEAST} (\d+)"), "least"),
    (re.compile(rf"{PASSED}[^;,.\d]{{0,60}}?\b{MOST} (\d+)"), "below"),
    (re.compile(rf"\b{LEAST} (\d+) {YEARS} {PASSED}"), "least"),
    (re.compile(rf"\b{MOST} (\d+) {YEARS} {PASSED}"), "below"),
    (re.compile(rf"\b(\d+) ?-?летн\w+ {PASSED}"), "least"),
)
AGE_RANGE = re.compile(
    r"\b(?:(?P<named>возраст\w*)[^;,.\d]{0,40})?от (?P<low>\d+) до (?P<high>\d+) (?:лет|года)\b"
)
AGE = re.compile(
    r"(?:(?P<named>\bвозраст\w*)[^;,.\d]{0,40}?)?"
    r"\b(?P<bound>не старше|не моложе|не младше|старше|моложе|младше|до|от)"
    r" (?P<n>\d+) (?:лет|года)\b(?P<inclusive> включительно)?"
)
TENS = re.compile(r"\b([2-9])0 ([1-9])\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Years. ``upto`` is a last age of which the text leaves open whether it still belongs."""

    age_least: int | None = None
    age_most: int | None = None
    upto: int | None = None
    practice_least: int | None = None
    practice_below: int | None = None


def suitability(a: Announcement) -> str:
    """As an attribute: ``role=feldshery,akusherki most=40 practice=3 said=1``.

    A name that is missing was not said; ``said`` tells that there are conditions to be read.
    """
    limits = read(a.eligibility or "")
    told = {
        "role": ",".join(posts(a)),
        "spec": ",".join(term.slug for term in specialties_in("; ".join(a.specialties))),
        "least": limits.age_least,
        "most": limits.age_most,
        "upto": limits.upto,
        "practice": limits.practice_least,
        "below": limits.practice_below,
        "said": 1 if a.eligibility else None,
    }
    return " ".join(f"{name}={value}" for name, value in told.items() if value)


def posts(a: Announcement) -> tuple[str, ...]:
    """The roles that the text names, in its order."""
    return tuple(dict.fromkeys(slug for line in a.audience for slug in _named(line)))


def _named(line: str) -> list[str]:
    """The roles that a line names, not the wider ones: a call for senior nurses is for those."""
    found = roles_in(line)
    wider = {slug for term in found for slug in term.also}
    return [term.slug for term in found if term.slug not in wider]


def read(eligibility: str) -> Limits:
    """The limits that the conditions state; each ``None`` if they do not, or say two things."""
    text = _digits(eligibility.lower().replace("ё", "е"))
    found: dict[str, set[int]] = {}
    for pattern, name in PRACTICE:
        for match in pattern.finditer(text):
            found.setdefault(name, set()).add(int(match[1]))
        text = pattern.sub(" ", text)
    for name, years in _ages(text):
        found.setdefault(name, set()).add(years)
    highest = found.get("most", set()) | found.get("upto", set())
    one = {name: values.copy().pop() for name, values in found.items() if len(values) == 1}
    if len(highest) > 1:
        one = {name: value for name, value in one.items() if name not in ("most", "upto")}
    return Limits(
        age_least=one.get("low"),
        age_most=one.get("most"),
        upto=None if "most" in one else one.get("upto"),
        practice_least=one.get("least"),
        practice_below=one.get("below"),
    )


def _ages(text: str) -> Iterator[tuple[str, int]]:
    for match in AGE_RANGE.finditer(text):
        low, high = int(match["low"]), int(match["high"])
        if match["named"] or high >= GROWN:
            yield from (("low", low), ("upto", high))
    for match in AGE.finditer(AGE_RANGE.sub(" ", text)):
        years, bound = int(match["n"]), match["bound"]
        sure = match["named"] or bound not in ("до", "от") or (bound == "до" and years >= GROWN)
        if sure and 0 < years < OLD:
            yield _bound(bound, inclusive=bool(match["inclusive"])), years


def _bound(bound: str, *, inclusive: bool) -> str:
    if bound in ("старше", "не моложе", "не младше", "от"):
        return "low"
    return "most" if bound == "не старше" or inclusive else "upto"


def _digits(text: str) -> str:
    """Numbers in words as figures: «тридцати пяти» → 35, «трехлетний» → 3-летний."""
    plain, adjective = _numbers()
    text = adjective.sub(lambda m: f"{_values()[m[1]]}-летн", text)
    text = plain.sub(lambda m: str(_values()[m[0]]), text)
    return TENS.sub(r"\1\2", " ".join(text.split()))


@cache
def _values() -> Mapping[str, int]:
    table = parsed(Path(__file__).with_suffix(".toml"))["numbers"]
    return {word: int(value) for value, words in table.items() for word in words}


@cache
def _numbers() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = "|".join(sorted(_values(), key=len, reverse=True))
    return re.compile(rf"\b(?:{words})\b"), re.compile(rf"\b({words})летн")
