"""Regions of Russia and Kazakhstan by ISO 3166-2 code, and the places that lie in them.

Knows names and zones; knows nothing of grammar or of texts. ``regions`` is cheap enough for any
command; ``towns`` is read only by those who look for places in a text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from model.table import parsed

HERE = Path(__file__).parent


class Tile(NamedTuple):
    """A square of the map of regions."""

    column: int
    row: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """``code`` is ISO 3166-2, or ``RU`` and ``KZ`` for the whole country, which have no tile.

    ``name_in`` carries its preposition; ``district`` is the group on pages, ``None`` for a country;
    ``adjectives`` are dictionary forms; ``tz`` is the capital's zone.
    """

    code: str
    name: str
    short: str
    name_in: str
    genitive: str
    name_kk: str | None = None
    district: str | None = None
    tz: str
    capital: str | None = None
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    institutions: tuple[str, ...] = ()
    tile: Tile | None = None

    @property
    def country(self) -> str:
        return self.code[:2]

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.tz)


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """What lies in one region: towns, other settlements, and districts as masculine adjectives.

    ``kazakh`` are the names of towns and districts in Kazakh, for Kazakhstan only.
    """

    towns: tuple[str, ...] = ()
    settlements: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    kazakh: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def regions() -> Mapping[str, Region]:
    """Return all regions by code: the two countries, then districts in the order of the file."""
    table = _table("regions.toml")
    return MappingProxyType({code: _region(code, row) for code, row in table.items()})


@lru_cache(maxsize=1)
def towns() -> Mapping[str, Places]:
    """Return the places of each region by its code."""
    table = _table("towns.toml")
    return MappingProxyType(
        {
            code: Places(**{key: tuple(names) for key, names in row.items()})
            for code, row in table.items()
            if code != "namesakes"
        }
    )


@lru_cache(maxsize=1)
def namesakes() -> Mapping[str, str | None]:
    """Return the names that several regions share, each with the region usually meant."""
    table: dict[str, str] = _table("towns.toml")["namesakes"]
    return MappingProxyType({name: code or None for name, code in table.items()})


@lru_cache(maxsize=2)
def _table(name: str) -> dict[str, Any]:
    return parsed(HERE / name)


def _region(code: str, row: dict[str, Any]) -> Region:
    lists = ("aliases", "adjectives", "abbreviations", "institutions")
    tile = row.get("tile")
    return Region(
        **{
            **row,
            **{key: tuple(row.get(key, ())) for key in lists},
            "code": code,
            "short": row.get("short", row["name"]),
            "tile": Tile(*tile) if tile else None,
        }
    )
