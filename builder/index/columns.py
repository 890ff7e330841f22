"""What documents can be narrowed by: a packed column for each condition.

A column holds one value for each document in the index's order. Sets of values (several regions,
several specialities) are numbered; a set's number is the value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from builder.index.document import SearchDocument
from builder.language import names, words
from model.announcement import Moment, day
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


CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюяКОПСМВРНДИТАЛГБФЭУЯЦ"
LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
SWAPPED = str.maketrans(CYRILLIC + LATIN, LATIN + CYRILLIC)
"""In rows, Cyrillic and Latin letters change places: most letters then take one byte."""


class Facts(NamedTuple):
    """What the columns and the row of one document follow from; made once for each document.

    ``values`` are those of FACETS, ``moments`` numbers of days (see :func:`_days`), ``day`` is the
    day of publication as its ordinal, nought if it is not known. ``code`` tells the dates in a few
    letters if they are usual but for the zone; ``dates`` is all of them. ``row`` is the row's rest.
    """

    values: tuple[tuple[str, ...], ...]
    moments: tuple[int, ...]
    day: int
    state: int
    live: bool
    pinned: bool
    zone: int
    code: str
    dates: str
    row: str

    @property
    def region(self) -> str:
        return self.values[0][0] if self.values[0] else ""


def facts(document: SearchDocument) -> Facts:
    told = document.dates
    return Facts(
        values=tuple(tuple(sorted(set(take(document)))) for take in FACETS.values()),
        moments=tuple(_days(document, getattr(told, name)) for name in MOMENTS[1:]),
        day=document.published.toordinal() if document.published else 0,
        state=STATES.index(document.state),
        live=not document.state,
        pinned=document.pinned,
        zone=told.zone,
        code=_code(document),
        dates=str(told),
        row=_row(document),
    )


def _days(document: SearchDocument, moment: Moment | None) -> int:
    """Days from publication, and one; nought where there is no such date."""
    return _zigzag((day(moment) - (document.published or EPOCH)).days) + 1 if moment else 0


def _code(document: SearchDocument) -> str:
    """Stage and dates in a few letters: «cb2s-1»; nothing where more is told than usual."""
    told = document.dates
    every = {name: getattr(told, name) for name in MOMENTS}
    timed = any(isinstance(m, datetime) for m in every.values())
    if told.cancelled or timed or told.since != document.published:
        return ""
    base = document.published or EPOCH
    days = (f"{sign}{(m - base).days}" for sign, m in zip("obse", every.values(), strict=True) if m)
    return told.stage[0] + "".join(days)


def _row(document: SearchDocument) -> str:
    said = (document.title, " · ".join(document.meta), document.at, document.how)
    text = "\t".join(" ".join(part.split()) for part in said).rstrip("\t")
    return f"{document.url}\t{text.translate(SWAPPED)}"


class Column(NamedTuple):
    """``values`` are single values; ``sets`` their combinations; ``numbers`` the documents'."""

    values: tuple[str, ...]
    sets: tuple[tuple[int, ...], ...]
    numbers: list[int]


def facet(at: int, known: Sequence[Facts]) -> Column:
    """The column of the facet with this number; regions by their steps within a day."""
    told = [one.values[at] for one in known]
    values = tuple(sorted({value for found in set(told) for value in found}))
    number = {value: n for n, value in enumerate(values)}
    members = {found: tuple(number[value] for value in found) for found in set(told)}
    sets = tuple(sorted(members.values()))
    places = {some: n for n, some in enumerate(sets)}
    by_value = {found: places[some] for found, some in members.items()}
    numbers = [by_value[found] for found in told]
    return Column(values, sets, _steps(numbers, known, len(sets)) if at == 0 else numbers)


def _steps(numbers: Sequence[int], known: Sequence[Facts], size: int) -> list[int]:
    """Within a day documents stand by region, so the step from one to the next is small."""
    steps, last, today = [], 0, -1
    for number, one in zip(numbers, known, strict=True):
        if one.day != today:
            last, today = 0, one.day
        steps.append((number - last) % size)
        last = number
    return steps


def labels(name: str, values: Sequence[str]) -> dict[str, str]:
    """Values as readers know them."""
    table = words.table()
    told: Mapping[str, str] = {}
    if name == "region":
        told = {code: table["whole"].get(code) or names.region(code) for code in values}
    elif name == "kind":
        told = {kind: row["many"] for kind, row in table["kind"].items()}
    elif name == "format":
        told = table["format"]
    return {value: told.get(value, value) for value in values}


def published(known: Iterable[Facts]) -> list[int]:
    """The undated, then pairs: days since the day before in the list, and documents of that day."""
    counts = Counter(one.day for one in known)
    last, numbers = EPOCH.toordinal(), [counts.pop(0, 0)]
    for ordinal in sorted(counts):
        numbers += [ordinal - last, counts[ordinal]]
        last = ordinal
    return numbers


def dates(known: Sequence[Facts], zones: Mapping[str, int]) -> list[str]:
    """The dates of each document: its code, or written out where more is told than usual."""
    return [
        one.code if one.code and one.zone == zones[one.region] else f"={one.dates}" for one in known
    ]


def usual_zones(known: Iterable[Facts]) -> dict[str, int]:
    """The usual zone of each region's announcements, in minutes east of UTC."""
    told: dict[str, Counter[int]] = {}
    for (region, zone), count in Counter((one.region, one.zone) for one in known).items():
        told.setdefault(region, Counter())[zone] += count
    return {
        region: min(counts, key=lambda zone: (-counts[zone], zone))
        for region, counts in sorted(told.items())
    }


def _zigzag(number: int) -> int:
    return number * 2 if number >= 0 else -number * 2 - 1
