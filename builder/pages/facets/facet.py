"""What announcements can be narrowed by, and which of them each value has.

Values come from lists of the model, or from dates; only organisers have names of their own, and
those get their addresses from :mod:`builder.pages.facets.naming`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from builder.language import words
from builder.language.names import roles, specialties
from builder.language.speech import retold, say
from builder.pages.facets.naming import organisers, slugs, spelled
from builder.parts.card import Entry, region_name
from model.announcement import Format, Kind, day
from model.table import parsed
from model.vocabulary import roles_in, specialties_in

NONE = "none"
"""The value that stands for what a text does not say, as in the search's own addresses."""

WINDOWS = (7, 30)
"""Days within which a deadline may fall."""

Keys = Callable[[Entry, date], Iterable[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """``name`` is its folder, ``title`` heads its values, ``every`` leads to all of them.

    ``labels`` are its values in order of display, ``None`` where the texts name them. A value that
    ``stands`` has a page even without announcements. ``calls`` is false if none of its lists can
    hold an open call.
    """

    name: str
    title: str
    every: str
    keys: Keys
    labels: Callable[[], Mapping[str, str]] | None
    stands: Callable[[str], bool] = lambda value: False
    calls: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One value with its announcements, oldest first.

    A name that only one announcement tells needs no list: its address is that one's own.
    """

    facet: Facet
    slug: str
    title: str
    entries: tuple[Entry, ...]

    @property
    def alone(self) -> bool:
        return self.facet.labels is None and len(self.entries) == 1

    @property
    def path(self) -> str:
        return self.entries[0].path if self.alone else f"{self.facet.name}/{self.slug}/"


def groups(facet: Facet, entries: Iterable[Entry], today: date) -> tuple[Group, ...]:
    """Values that have announcements, in order of display, in one pass over the announcements.

    ``entries`` are oldest first, and so are those of each value.
    """
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        for key in dict.fromkeys(facet.keys(entry, today)):
            found.setdefault(key, []).append(entry)
    return tuple(_listed(facet, found) if facet.labels else _named(facet, found))


def _listed(facet: Facet, found: Mapping[str, list[Entry]]) -> Iterable[Group]:
    assert facet.labels, "values that texts name have no list"
    for key, label in facet.labels().items():
        if key in found or facet.stands(key):
            slug = key.replace("_", "-")
            yield Group(facet=facet, slug=slug, title=label, entries=tuple(found.get(key, ())))


def _named(facet: Facet, found: Mapping[str, list[Entry]]) -> Iterable[Group]:
    """By name; the newest announcement says how it is spelled."""
    addresses = slugs(found)
    titles = {key: spelled_by(key, own[-1]) for key, own in found.items()}
    for key in sorted(found, key=lambda key: (titles[key].casefold(), key)):
        yield Group(
            facet=facet, slug=addresses[key], title=titles[key], entries=tuple(found[key])
        )  # fmt: skip


def spelled_by(key: str, entry: Entry) -> str:
    """An organiser's name as this announcement has it."""
    return spelled(key, entry.announcement.organiser or "", _region(entry))


def _region(entry: Entry) -> str:
    code = entry.announcement.region
    return region_name(code) if code else ""


@lru_cache(maxsize=8192)
def people(line: str) -> tuple[str, ...]:
    """The roles that a line of an audience names, and the wider ones of the same people."""
    known = roles()
    named = (known[line],) if line in known else roles_in(line)
    wider = (slug for term in named for slug in term.also)
    return tuple(dict.fromkeys((*(term.slug for term in named), *wider)))


@lru_cache(maxsize=8192)
def subjects(line: str) -> tuple[str, ...]:
    """The specialities that a line names."""
    if line in specialties():
        return (line,)
    return tuple(term.slug for term in specialties_in(line))


def deadline(entry: Entry, today: date) -> tuple[str, ...]:
    """The windows in which an open call closes; a deadline that is not told has its own value."""
    if entry.state.group != "open":
        return ()
    close = entry.dates.close
    if close is None:
        return (NONE,)
    left = (day(close) - today).days
    return tuple(str(window) for window in WINDOWS if left <= window)


def _always(value: str) -> bool:
    """Few values, and some of them come and go from day to day: their addresses stay."""
    return True


@cache
def landings() -> Mapping[str, Mapping[str, str]]:
    """What the landing pages of roles say, by role."""
    table = parsed(Path(__file__).with_name("roles.toml"))
    return {role: retold(own) for role, own in table.items()}


def _kinds() -> dict[str, str]:
    table = words.table()["kind"]
    return {kind.value: table[kind]["many"] for kind in Kind}


def _formats() -> dict[str, str]:
    table = words.table()["format"]
    told = {one.value: str(table[one]).capitalize() for one in Format}
    return {**told, NONE: say("Формат не указан")}


def _deadlines() -> dict[str, str]:
    told = {str(n): say("Закроются за {days}", days=words.count(n, "day")) for n in WINDOWS}
    return {**told, NONE: say("Срок подачи не указан")}


def _states() -> dict[str, str]:
    """Open calls have a list of their own."""
    return {code: title for code, title in words.table()["group"].items() if code != "open"}


KIND = Facet(
    name="kind",
    title=say("Вид"),
    every=say("Все виды"),
    keys=lambda e, _: (e.announcement.kind,),
    labels=_kinds,
    stands=_always,
)
AUDIENCE = Facet(
    name="audience",
    title=say("Кому"),
    every=say("Все должности"),
    keys=lambda e, _: (slug for line in e.announcement.audience for slug in people(line)),
    labels=lambda: {slug: term.label for slug, term in roles().items()},
    stands=lambda slug: slug in landings(),
)
SPECIALTY = Facet(
    name="specialty",
    title=say("Специальности"),
    every=say("Все специальности"),
    keys=lambda e, _: (slug for line in e.announcement.specialties for slug in subjects(line)),
    labels=lambda: {slug: term.label for slug, term in specialties().items()},
)
FORMAT = Facet(
    name="format",
    title=say("Как проходит"),
    every=say("Все форматы"),
    keys=lambda e, _: (e.announcement.format or NONE,),
    labels=_formats,
    stands=_always,
)
DEADLINE = Facet(
    name="deadline",
    title=say("Срок подачи"),
    every=say("Все сроки"),
    keys=deadline,
    labels=_deadlines,
    stands=_always,
)
STATUS = Facet(
    name="status",
    title=say("Состояние"),
    every=say("Все состояния"),
    keys=lambda e, _: (e.state.group,),
    labels=_states,
    stands=_always,
    calls=False,
)
ORGANISER = Facet(
    name="organiser",
    title=say("Организаторы"),
    every=say("Все организаторы"),
    keys=lambda e, _: organisers(e.announcement.organiser or "", _region(e)),
    labels=None,
)
FACETS = (STATUS, DEADLINE, KIND, AUDIENCE, SPECIALTY, FORMAT, ORGANISER)
