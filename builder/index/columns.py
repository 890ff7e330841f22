"""What documents can be narrowed by: a packed column for each condition.

A column holds a few small numbers for each document in the index's order: none, one, or several
(regions, specialities). Each is packed beside what is known of the document already.
"""

from __future__ import annotations

import marshal
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import NamedTuple

from builder.index.document import SearchDocument
from builder.index.memory import Shelf
from builder.index.odds import Column, left
from builder.index.packing import SWAPPED
from builder.language import names, words
from builder.language.speech import say
from model.announcement import Moment, Stage, day
from model.status import states as known_states

FACETS: Mapping[str, Callable[[SearchDocument], tuple[str, ...]]] = {
    "region": lambda d: d.regions,
    "kind": lambda d: (d.kind,),
    "audience": lambda d: d.posts,
    "specialty": lambda d: d.specialties,
    "format": lambda d: (d.format,) if d.format else (),
    "programme": lambda d: (d.programme,) if d.programme else (),
    "organiser": lambda d: d.hosts,
}
MOST = 150
"""Organisers that can be chosen, those who announce most: browsers load the names of all."""

OTHERS = say("Другие организаторы")
STATES = ("", *sorted(known_states()))
MOMENTS = ("open", "close", "start", "end")
SIGNS = dict(zip("obse", MOMENTS, strict=True))
STAGES = {stage.value[0]: stage.value for stage in Stage}
"""What the letters of :func:`_code` stand for, in the browser too."""

EPOCH = date(2000, 1, 1)

FIRST = ("region", "kind")
"""Documents of a day are in the order of these, which are loaded together with the states."""

BEFORE = {"audience": "kind", "specialty": "audience", "format": "kind", "organiser": "region"}
"""Which facet tells something of another one, beside the country."""

ANY = "*"
"""Stands for all regions whose zone is not told."""


class Facts(NamedTuple):
    """What the columns and the row of one document follow from; made once for each document.

    ``values`` are those of FACETS, ``region`` the first region, ``moments`` numbers of days (see
    :func:`_days`), ``day`` is the day of publication as its ordinal, nought if it is not known.
    ``code`` tells the dates in a few letters if they are usual but for the zone; ``dates`` is all
    of them. ``row`` is the row's rest.
    """

    values: tuple[tuple[str, ...], ...]
    moments: tuple[int, ...]
    day: int
    region: str
    state: int
    live: bool
    pinned: bool
    zone: int
    code: str
    dates: str
    row: str


def facts(document: SearchDocument) -> Facts:
    told = document.dates
    values = tuple(tuple(sorted(set(take(document)))) for take in FACETS.values())
    return Facts(
        values=values,
        moments=tuple(_days(document, getattr(told, name)) for name in MOMENTS[1:]),
        day=document.published.toordinal() if document.published else 0,
        region="".join(values[0][:1]),
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
    every = {sign: getattr(told, name) for sign, name in SIGNS.items()}
    timed = any(isinstance(m, datetime) for m in every.values())
    if told.cancelled or timed or told.since != document.published:
        return ""
    base = document.published or EPOCH
    days = (f"{sign}{(m - base).days}" for sign, m in every.items() if m)
    return told.stage[0] + "".join(days)


def _row(document: SearchDocument) -> str:
    said = (document.title, " · ".join(document.meta), document.at, document.how)
    text = "\t".join(" ".join(part.split()) for part in said).rstrip("\t")
    return f"{document.url}\t{text.translate(SWAPPED)}"


def shelf() -> Shelf[bytes, Facts]:
    return Shelf(
        table="facts",
        encode=lambda one: marshal.dumps(tuple(one)),
        decode=lambda data: Facts(*marshal.loads(data)),
    )


class Facet(NamedTuple):
    """``column`` says of each document which of the ``values`` it has: 1 is the first."""

    values: tuple[str, ...]
    column: Column


def facets(known: Sequence[Facts]) -> dict[str, Facet]:
    """All facets, each with what is known of a document before (in the browser: BEFORE)."""
    every = zip(*(one.values for one in known), strict=True) if known else [()] * len(FACETS)
    told: dict[str, Sequence[tuple[str, ...]]] = dict(zip(FACETS, every, strict=True))
    told["organiser"] = _common(told["organiser"])
    numbered = {name: _numbered(values) for name, values in told.items()}
    first = {name: _first(symbols) for name, (_, symbols) in numbered.items()}
    days, regions = [one.day for one in known], told["region"]
    before = dict.fromkeys(FACETS, [0] * len(known)) | {
        "region": left(days),
        "kind": left(list(zip(days, regions, strict=True))),
    }
    countries = _countries(numbered["region"][0])
    many = max(countries) + 1
    for name, other in BEFORE.items():
        both = zip(first[other], first["region"], strict=True)
        before[name] = [at * many + countries[region] for at, region in both]
    return {
        name: Facet(values, column(symbols, before[name], ordered=name in FIRST))
        for name, (values, symbols) in numbered.items()
    }


def _countries(regions: Sequence[str]) -> list[int]:
    """The country of each region, told by the first two letters of its code; nought is none."""
    known = list(dict.fromkeys(code[:2] for code in regions))
    return [0, *(known.index(code[:2]) + 1 for code in regions)]


def _common(told: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Organisers as the newest document spells each, with one name for all that are rare."""
    keys = [[one.partition("\t")[::2] for one in some] for some in told]
    titles = {key: title for some in keys for key, title in some}
    counts = Counter(key for some in keys for key, _ in some)
    ranked = sorted(counts, key=lambda key: (-counts[key], key))
    known = {key: titles[key] for key in ranked[: MOST - (len(ranked) > MOST)]}
    return [tuple(dict.fromkeys(known.get(key, OTHERS) for key, _ in some)) for some in keys]


def _numbered(told: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], list[tuple[int, ...]]]:
    """The values, and the documents' numbers of them."""
    kinds = set(told)
    values = tuple(sorted({value for some in kinds for value in some}))
    number = {value: n for n, value in enumerate(values, 1)}
    numbers = {some: tuple(number[value] for value in some) for some in kinds}
    return values, [numbers[some] for some in told]


def _first(symbols: Sequence[Sequence[int]]) -> list[int]:
    return [some[0] if some else 0 for some in symbols]


def column(
    symbols: Sequence[tuple[int, ...]], before: Sequence[int], *, ordered: bool = False
) -> Column:
    kinds = set(symbols)
    size = max((max(some) for some in kinds if some), default=0) + 1
    return Column(symbols, before, size, max(map(len, kinds), default=0), ordered)


def numbers(told: Sequence[int], before: Sequence[int]) -> tuple[list[int], Column]:
    """A column of any numbers but nought, which is none, and the table of those that occur, in the
    order in which they do: a new one leaves the others where they are."""
    table = [number for number in dict.fromkeys(told) if number]
    place: dict[int, tuple[int, ...]] = {number: (n,) for n, number in enumerate(table, 1)}
    return table, column([place.get(number, ()) for number in told], before)


def moments(known: Sequence[Facts]) -> dict[str, tuple[list[int], Column]]:
    """The columns of days: a state that is over tells of them, and the first day of the last."""
    states = [one.state for one in known]
    found: dict[str, tuple[list[int], Column]] = {}
    for at, name in enumerate(MOMENTS[1:]):
        before = _first(found["start"][1].symbols) if name == "end" else states
        found[name] = numbers([one.moments[at] for one in known], before)
    return found


def states(known: Sequence[Facts]) -> Column:
    return column([(one.state,) if one.state else () for one in known], [0] * len(known))


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


def published(known: Iterable[Facts]) -> tuple[int, int, list[int], Column]:
    """How many are undated; the first day; then by turns documents of a day, days to the next."""
    counts = Counter(one.day for one in known)
    undated, days = counts.pop(0, 0), sorted(counts)
    gaps = [after - day for day, after in pairwise(days)]
    turns = [n for day, gap in zip(days, [*gaps, 0], strict=False) for n in (counts[day], gap)][:-1]
    first = days[0] - EPOCH.toordinal() if days else 0
    return undated, first, *numbers(turns, [at % 2 for at in range(len(turns))])


def dates(one: Facts, zones: Mapping[str, int]) -> str:
    """The dates of a document: its code, or written out where more is told than usual."""
    usual = zones.get(one.region, zones[ANY])
    return one.code if one.code and one.zone == usual else f"={one.dates}"


def usual_zones(known: Iterable[Facts]) -> dict[str, int]:
    """The usual zone of announcements, in minutes east of UTC, and of regions that have another."""
    told: dict[str, Counter[int]] = {}
    for (region, zone), count in Counter((one.region, one.zone) for one in known).items():
        told.setdefault(region, Counter())[zone] += count
        told.setdefault(ANY, Counter())[zone] += count
    usual = {
        region: min(counts, key=lambda zone: (-counts[zone], zone))
        for region, counts in sorted(told.items())
    }
    return {region: zone for region, zone in usual.items() if region == ANY or zone != usual[ANY]}


def _zigzag(number: int) -> int:
    return number * 2 if number >= 0 else -number * 2 - 1
