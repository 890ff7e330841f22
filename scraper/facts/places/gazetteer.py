"""Which words of a text may be names of places, and of which regions.

A dictionary lookup for each word: names by their case forms, adjectives and people by their stems.
Knows nothing of the sentence around; :mod:`scraper.facts.places.mentions` judges that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from model.region import namesakes, regions, towns
from scraper.facts.places.declension import (
    adjective_stem,
    adjective_stems,
    adjectives,
    folk_stem,
    forms,
    is_adjectival,
    people_endings,
    people_stems,
    plain,
    tables,
)

SORTS = ("region", "capital", "town", "settlement")


class Place(NamedTuple):
    """What a name may mean. ``usual``: the region meant when nothing else tells.

    ``sort``: region, capital, town, settlement, district, people. ``guarded``: also a surname or
    a common word.
    """

    name: str
    codes: frozenset[str]
    usual: str | None
    sort: str
    guarded: bool = False


class Word(NamedTuple):
    """What one word may be: parts of names (their base forms), an adjective, people, a district.

    ``subject`` is an adjective's stem that may stand before «область», «край» and the like.
    """

    parts: tuple[str, ...]
    abbreviation: Place | None
    adjective: Place | None
    people: Place | None
    district: Place | None
    subject: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """Everything by which names are found; all keys are plain (lower case, «е» for «ё»).

    ``subjects``: (stem of an adjective, «область») to code. ``phrases``: first word to names.
    """

    parts: Mapping[str, tuple[str, ...]]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Place], ...]]
    adjectives: Mapping[str, Place]
    districts: Mapping[str, Place]
    people: Mapping[tuple[str, str], Place]
    subjects: Mapping[tuple[str, str], str]
    abbreviations: Mapping[str, Place]


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """Build the index of all names, once."""
    named = list(_named())
    adjective = dict(_adjectives(named))
    districts = _districts()
    return Gazetteer(
        parts=_parts(named),
        phrases=_phrases(named),
        adjectives={**_as_adjectives(districts), **adjective},
        districts=districts,
        people=_people(adjective, districts, {plain(p.name): p for p in named}),
        subjects=dict(_subjects()),
        abbreviations=dict(_abbreviations()),
    )


@lru_cache(maxsize=100_000)
def word(text: str) -> Word | None:
    """Return what a word may be, or ``None`` for the many that name no place."""
    if text.isdecimal():
        return None
    index = gazetteer()
    low = plain(text)
    parts = index.parts.get(low, ())
    short = index.abbreviations.get(text)
    stems = tuple(adjective_stems(low))
    adjective = _first(index.adjectives, stems)
    district = _first(index.districts, stems)
    people = _people_place(low)
    subject = next((stem for stem in stems if stem in _subject_stems()), None)
    if not (parts or short or adjective or district or people or subject):
        return None
    return Word(parts, short, adjective, people, district, subject)


def _first(table: Mapping[str, Place], stems: Iterable[str]) -> Place | None:
    return next((table[stem] for stem in stems if stem in table), None)


def _people_place(text: str) -> Place | None:
    table = gazetteer().people
    for kind, ending in people_endings():
        if text.endswith(ending):
            place = table.get((kind, text[: len(text) - len(ending)]))
            if place:
                return place
    return None


@lru_cache(maxsize=1)
def _subject_stems() -> frozenset[str]:
    return frozenset(stem for stem, _ in gazetteer().subjects)


def _named() -> Iterator[Place]:
    """Merge the names of regions, towns and settlements that read the same."""
    codes: dict[str, dict[str, str]] = defaultdict(dict)
    for code, name, sort in _names():
        codes[name].setdefault(code, sort)
    guarded = {plain(name) for name in tables()["guarded"]}
    for name, sorts in codes.items():
        best = min(sorts.values(), key=SORTS.index)
        yield Place(
            name,
            frozenset(sorts),
            _usual(name, sorts, [code for code, sort in sorts.items() if sort == best]),
            best,
            name in guarded or (" " not in name and is_adjectival(name)),
        )


def _names() -> Iterator[tuple[str, str, str]]:
    for code, region in regions().items():
        full = [name for name in region.institutions if " " in name]
        for name in (region.name, region.short, *region.aliases, *full):
            if not (_subject(name) or name.isupper()):
                yield code, plain(name), "region"
        if region.capital and region.tile:
            yield code, plain(region.capital), "capital"
    for code, places in towns().items():
        for sort, names in (("town", places.towns), ("settlement", places.settlements)):
            for name in names:
                if not _subject(name):
                    yield code, plain(name), sort


def _usual(name: str, codes: Iterable[str], likely: Iterable[str]) -> str | None:
    """Return the marked one of several regions, or the only likely one."""
    told = _namesakes().get(name, "")
    if told in set(codes) or told is None:
        return told
    known = set(likely)
    return known.pop() if len(known) == 1 else None


@lru_cache(maxsize=1)
def _namesakes() -> dict[str, str | None]:
    return {plain(name): code for name, code in namesakes().items()}


def _subjects() -> Iterator[tuple[tuple[str, str], str]]:
    for code, region in regions().items():
        okrugs = towns()[code].settlements if code in towns() else ()
        for name in (region.name, region.short, *region.aliases, *okrugs):
            subject = _subject(name)
            if subject:
                yield subject, code


def _subject(name: str) -> tuple[str, str] | None:
    """Take «Липецкая область» apart; ``None`` for names of another make."""
    words = plain(name).partition(" — ")[0].split()
    if len(words) > 1 and words[-1] in tables()["subject"] and is_adjectival(words[0]):
        return adjective_stem(words[0]), words[-1]
    return None


def _adjectives(named: Iterable[Place]) -> Iterator[tuple[str, Place]]:
    """Yield adjectives of towns, then those of regions, which win."""
    by_stem: dict[str, list[Place]] = defaultdict(list)
    common = set(tables()["common"])
    for place in named:
        if place.sort != "region":
            for adjective in adjectives(place.name):
                if adjective not in common:
                    by_stem[adjective_stem(adjective)].append(place)
    for stem, places in by_stem.items():
        codes = frozenset(code for place in places for code in place.codes)
        best = min(SORTS.index(place.sort) for place in places)
        places = [place for place in places if SORTS.index(place.sort) == best]
        usual = {place.usual for place in places}
        code = _namesakes().get(stem + "ий") or (usual.pop() if len(usual) == 1 else None)
        yield stem, Place(places[0].name, codes, code, "town", all(p.guarded for p in places))
    shared: dict[str, set[str]] = defaultdict(set)
    for code, region in regions().items():
        for adjective in region.adjectives:
            shared[plain(adjective)].add(code)
    for adjective, found in shared.items():
        usual_code = _usual(adjective, found, found)
        yield adjective_stem(adjective), Place(adjective, frozenset(found), usual_code, "region")


def _districts() -> dict[str, Place]:
    codes: dict[str, set[str]] = defaultdict(set)
    for code, places in towns().items():
        for name in places.districts:
            codes[plain(name)].add(code)
    own = {plain(a): code for code, region in regions().items() for a in region.adjectives}
    table = {}
    for name, found in codes.items():
        usual = own[name] if own.get(name) in found else _usual(name, found, found)
        if name in own and own[name] not in found:
            usual = None
        table[adjective_stem(name)] = Place(name, frozenset(found), usual, "district")
    return table


def _as_adjectives(districts: Mapping[str, Place]) -> dict[str, Place]:
    """«Увинская больница» names the district as well as «Увинский район» does."""
    common = {adjective_stem(adjective) for adjective in tables()["common"]}
    return {
        stem: place
        for stem, place in districts.items()
        if place.usual and stem not in common and place.name.endswith(("ский", "цкий", "ской"))
    }


def _people(
    adjective: Mapping[str, Place], districts: Mapping[str, Place], named: Mapping[str, Place]
) -> dict[tuple[str, str], Place]:
    strangers = set(tables()["strangers"])
    table: dict[tuple[str, str], Place] = {}
    for stem, place in ({**_as_adjectives(districts), **adjective}).items():
        if not place.usual:
            continue
        for kind, base in people_stems(stem + "ий"):
            if len(base) > 2 and base + kind not in strangers:
                table[kind, base] = table[kind, base.replace("-", "")] = place
    for plural, name in tables()["folk"].items():
        table[folk_stem(plain(plural))] = named[plain(name)]
    return {key: place._replace(sort="people") for key, place in table.items()}


def _parts(named: Iterable[Place]) -> dict[str, tuple[str, ...]]:
    table: dict[str, set[str]] = defaultdict(set)
    for base in {part for place in named for part in place.name.split()}:
        for form in forms(base):
            table[form].add(base)
    return {form: tuple(sorted(bases)) for form, bases in table.items()}


def _phrases(named: Iterable[Place]) -> dict[str, tuple[tuple[tuple[str, ...], Place], ...]]:
    table: dict[str, list[tuple[tuple[str, ...], Place]]] = defaultdict(list)
    for place in named:
        words = tuple(part for part in place.name.split() if part not in "—()")
        table[words[0]].append((words, place))
    return {
        first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in table.items()
    }


def _abbreviations() -> Iterator[tuple[str, Place]]:
    codes: dict[str, set[str]] = defaultdict(set)
    for code, region in regions().items():
        for short in (*region.abbreviations, *region.institutions):
            if " " not in short:
                codes[short].add(code)
    for short, found in codes.items():
        country = next((code for code in found if code in ("RU", "KZ")), None)
        usual = country or (next(iter(found)) if len(found) == 1 else None)
        yield short, Place(short, frozenset(found), usual, "region", len(short) < 3)
