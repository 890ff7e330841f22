"""What documents can be narrowed by: a packed column for each condition.

A column holds one value for each document in the index's order. Sets of values (several regions,
several specialities) are numbered; a set's number is the value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from builder import words
from builder.index.document import SearchDocument
from builder.index.packing import base36, column
from model.announcement import day
from model.region import regions
from model.status import states as known_states

FACETS: Mapping[str, Callable[[SearchDocument], tuple[str, ...]]] = {
    "region": lambda d: d.regions,
    "kind": lambda d: (d.kind,),
    "audience": lambda d: d.audience,
    "specialty": lambda d: d.specialties,
    "format": lambda d: (d.format,) if d.format else (),
    "programme": lambda d: (d.programme,) if d.programme else (),
}
STATES = ("", *sorted(known_states()))
MOMENTS = ("open", "close", "start", "end")
EPOCH = date(2000, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """``values`` are single values; ``sets`` their combinations; ``packed`` the documents'."""

    values: tuple[str, ...]
    sets: tuple[tuple[int, ...], ...]
    packed: list[object]


def facet(name: str, documents: Sequence[SearchDocument]) -> Column:
    told = [FACETS[name](document) for document in documents]
    values = tuple(sorted({value for found in told for value in found}))
    number = {value: at for at, value in enumerate(values)}
    sets = sorted({tuple(sorted(number[v] for v in set(found))) for found in told})
    set_number = {members: at for at, members in enumerate(sets)}
    numbers = [set_number[tuple(sorted(number[v] for v in set(found)))] for found in told]
    if name == "region":
        numbers = _steps(numbers, documents, len(sets))
    return Column(values=values, sets=tuple(sets), packed=column(numbers))


def _steps(numbers: list[int], documents: Sequence[SearchDocument], size: int) -> list[int]:
    """Within a day documents stand by region, so the step from one to the next is small."""
    steps, last, day = [], 0, None
    for number, document in zip(numbers, documents, strict=True):
        if document.published != day:
            last, day = 0, document.published
        steps.append((number - last) % size)
        last = number
    return steps


def labels(name: str, values: Sequence[str]) -> dict[str, str]:
    """Values as readers know them."""
    table = words.table()
    told: Mapping[str, str] = {}
    if name == "region":
        told = {code: table["whole"].get(code) or regions()[code].name for code in values}
    elif name == "kind":
        told = {kind: row["many"] for kind, row in table["kind"].items()}
    elif name == "format":
        told = table["format"]
    return {value: told.get(value, value) for value in values}


@dataclass(frozen=True, slots=True, kw_only=True)
class States:
    """What documents are today: ``final`` by the day of the build, the others by their dates.

    ``published`` counts documents day by day. ``live`` has «number dates» for each that can change.
    """

    published: tuple[int, ...]
    final: list[object]
    live: tuple[str, ...]
    zones: Mapping[str, int]


def states(documents: Sequence[SearchDocument]) -> States:
    zones = usual_zones(documents)
    codes = {code: at for at, code in enumerate(STATES)}
    return States(
        published=_published(documents),
        final=column([codes[d.state] for d in documents]),
        live=tuple(
            f"{base36(at)} {dates_code(document, zones)}"
            for at, document in enumerate(documents)
            if not document.state
        ),
        zones=zones,
    )


def moments(documents: Sequence[SearchDocument], name: str) -> list[object]:
    """One date of each document: days from its publication, and one; nought where there is none."""
    told = ((d.published or EPOCH, getattr(d.dates, name)) for d in documents)
    return column([_zigzag((day(m) - base).days) + 1 if m else 0 for base, m in told])


def dates_code(document: SearchDocument, zones: Mapping[str, int]) -> str:
    """Stage and dates in a few letters: «cb2s-1»; written out where more is told than usual."""
    told = document.dates
    every = {name: getattr(told, name) for name in MOMENTS}
    usual = told.since == document.published and told.zone == zones[_first(document)]
    if told.cancelled or not usual or any(isinstance(m, datetime) for m in every.values()):
        return f"={told}"
    base = document.published or EPOCH
    days = (f"{sign}{(m - base).days}" for sign, m in zip("obse", every.values(), strict=True) if m)
    return told.stage[0] + "".join(days)


def _published(documents: Sequence[SearchDocument]) -> tuple[int, ...]:
    """The undated, then pairs: days since the day before in the list, and documents of that day."""
    counts = Counter(document.published for document in documents)
    last, numbers = EPOCH, [counts.pop(None, 0)]
    for one in sorted(one for one in counts if one):
        numbers += [(one - last).days, counts[one]]
        last = one
    return tuple(numbers)


def usual_zones(documents: Iterable[SearchDocument]) -> dict[str, int]:
    """The usual zone of each region's announcements, in minutes east of UTC."""
    told: dict[str, Counter[int]] = {}
    for document in documents:
        told.setdefault(_first(document), Counter())[document.dates.zone] += 1
    return {
        region: min(counts, key=lambda zone: (-counts[zone], zone))
        for region, counts in sorted(told.items())
    }


def _first(document: SearchDocument) -> str:
    return document.regions[0] if document.regions else ""


def _zigzag(number: int) -> int:
    return number * 2 if number >= 0 else -number * 2 - 1
