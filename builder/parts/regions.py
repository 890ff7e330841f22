"""Regions as a map of squares and as a list that says the same. Their pages: regionpages.py."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from builder.language import names, words
from builder.language.speech import order, say
from builder.page import Crumb
from builder.parts.card import Entry, region_name
from model.region import Region, regions

PITCH = 44
MARGIN = 2
LEVELS = ((4, "l3"), (2, "l2"), (1, "l1"))
WHOLE = ("RU", "KZ")
HOME = Crumb(title=say("Приём заявок"), path="")
INDEX = Crumb(title=say("Регионы"), path="region/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One square; ``x`` and ``y`` are its upper left corner in the drawing's own units."""

    path: str
    name: str
    label: str
    x: int
    y: int
    open: int
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A region in the list: open calls, and announcements in all."""

    path: str
    name: str
    open: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """Regions of one country by name; ``whole`` is what concerns all of it.

    ``open`` counts a call once for every region that it names.
    """

    name: str
    whole: Line
    lines: tuple[Line, ...]
    open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """``asof`` dates the numbers: they are of the build and no script recounts them."""

    asof: str
    tiles: tuple[Tile, ...]
    countries: tuple[Country, ...]


def region_path(code: str) -> str:
    return f"region/{code.lower()}/"


def concerned(entry: Entry) -> tuple[str, ...]:
    a = entry.announcement
    return tuple(dict.fromkeys(filter(None, (a.region, *a.other_regions))))


def tally(entries: Iterable[Entry]) -> tuple[Counter[str], Counter[str]]:
    """Open calls and all announcements, by region."""
    open_calls: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for entry in entries:
        for code in concerned(entry):
            total[code] += 1
            open_calls[code] += entry.state.group == "open"
    return open_calls, total


def region_map(entries: Iterable[Entry], today: date) -> Map:
    open_calls, total = tally(entries)
    known = regions()
    return Map(
        asof=words.full(today),
        tiles=tuple(_tile(region, open_calls[code]) for code, region in known.items()
                    if region.tile),
        countries=tuple(_country(code, known, open_calls, total) for code in WHOLE),
    )  # fmt: skip


def _tile(region: Region, number: int) -> Tile:
    assert region.tile is not None, "regions without a square are not drawn"
    column, row, _ = region.tile
    return Tile(
        path=region_path(region.code),
        name=names.region(region.code),
        label=names.tile(region.code),
        x=MARGIN + PITCH * column,
        y=MARGIN + PITCH * row,
        open=number,
        level=next((level for least, level in LEVELS if number >= least), ""),
    )


def _country(
    code: str, known: Mapping[str, Region], open_calls: Counter[str], total: Counter[str]
) -> Country:
    def line(region: str) -> Line:
        name = region_name(region)
        return Line(
            path=region_path(region), name=name, open=open_calls[region], total=total[region]
        )

    parts = sorted(
        (r for r in known if r.startswith(f"{code}-")), key=lambda code: order(names.region(code))
    )
    lines = tuple(line(part) for part in parts)
    return Country(
        name=names.region(code),
        whole=line(code),
        lines=lines,
        open=sum(one.open for one in (line(code), *lines)),
    )


def region_lines(entries: Iterable[Entry]) -> tuple[Line, ...]:
    """Regions that have announcements, by name within their country."""
    known, (open_calls, total) = regions(), tally(entries)
    found = (_country(code, known, open_calls, total) for code in WHOLE)
    return tuple(
        line for country in found for line in (country.whole, *country.lines) if line.total
    )  # fmt: skip
