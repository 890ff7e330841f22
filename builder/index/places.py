"""Names of regions and of what lies in them, as words of a query: «Тула», «тульский», «Югра».

All of it comes from the gazetteer in model/; nothing is listed here. A place stands for the
announcements of its region, a country or a federal district for those of all its regions.

places.txt has what stems lead to; ``python -m builder.index.places`` makes it anew after a change
of the gazetteer or the dictionary, in a second, which every build of the whole index would take.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from builder.index.lexicon import is_acting, is_adjective, is_place, read
from builder.index.normalise import VOWEL, fold, is_stop, stem, words
from builder.index.rules import rules
from model.region import Region, regions, towns

FILE = Path(__file__).with_name("places.txt")
AREA, OLD = "область", "губерния"
"""What a region is, and what people still call one of Russia's: «самарская губерния»."""

KINDS = (AREA, "край", "республика", "округ", "город", "автономный", "облысы", "каласы")
GENERIC = frozenset(map(stem, (*KINDS, OLD)))
"""What stands beside a region's name and says only what kind of region it is."""

SPLIT = re.compile(r"[()—]")


class Codes(NamedTuple):
    """Regions that a name means, and those in which a town or settlement of this name lies."""

    own: tuple[str, ...]
    lying: tuple[str, ...]


def parts() -> list[list[str]]:
    """Stems, each with a part of its line (see vocabulary.py)."""
    return [line.split("\t") for line in FILE.read_text("utf-8").splitlines()]


def worked_out() -> Iterator[list[str]]:
    """The same by gazetteer and dictionary."""
    for (first, *rest), (own, lying) in places().items():
        following = f"{' '.join(rest)}:" if rest else ""
        for sign, codes in (("@", own), ("%", lying)):
            if codes:
                yield [first, f"{sign}{following}{','.join(codes)}"]
                for other in spellings().get(first, ()) if not rest else ():
                    yield [other, f"{sign}{','.join(codes)}"]


@cache
def places() -> Mapping[tuple[str, ...], Codes]:
    """Region codes by the terms of a name, in order: ``("нижн", "новгород")`` → RU-NIZ.

    The last word of a name tells the place too, if it can be no other word: «Челны».
    """
    found: dict[tuple[str, ...], tuple[set[str], set[str]]] = {}
    for code, name, own in _names():
        key = tuple(_term(word) for word in words(name) if not is_stop(word))
        plain = tuple(term for term in key if term not in GENERIC)
        for terms in {key, plain}:
            if terms and not all(term in GENERIC for term in terms):
                found.setdefault(terms, (set(), set()))[0 if own else 1].add(code)
    whole = set(found)
    for code, name, _ in _names():
        *others, last = words(name)
        if others and (_term(last),) not in whole and is_place(last):
            found.setdefault((_term(last),), (set(), set()))[1].add(code)
    return {
        terms: Codes(tuple(sorted(own)), tuple(sorted(lying - own)))
        for terms, (own, lying) in sorted(found.items())
    }


@cache
def spellings() -> Mapping[str, tuple[str, ...]]:
    """Other stems of one-word names, by their term: «Орла» for «Орёл»; «Курилы» leave that of
    «курить» to the verb."""
    forms = {word for _, name, _ in _names() for word in words(name)}
    found = {word: tuple(_leading(word)) for word in sorted(forms)}
    return {_term(word): stems for word, stems in found.items() if stems}


def _leading(word: str) -> Iterator[str]:
    for one in reading(word).stems:
        if len(one) * 2 > len(word) or not is_acting(one):
            yield one


reading = cache(read)


def _term(word: str) -> str:
    return reading(word).terms[0]


@cache
def _names() -> tuple[tuple[str, str, bool], ...]:
    """Codes and names; whether a name is the region's own."""
    return tuple(_named())


def _named() -> Iterator[tuple[str, str, bool]]:
    lying = towns()
    for code, region in regions().items():
        own = _own(region) if region.district else region.adjectives
        for name in (*_country(regions()[region.country]), *own):
            yield code, name, True
        for name in rules().nicknames.get(code, ()):
            yield code, name, False
        if code in lying:
            for name in (*lying[code].towns, *lying[code].settlements, *lying[code].kazakh):
                yield code, name, False
            for name in chain.from_iterable(map(_adjectives, lying[code].towns)):
                yield code, name, False


def _country(region: Region) -> Iterable[str]:
    kazakh = (region.name_kk,) if region.name_kk else ()
    return region.name, *kazakh, *region.aliases, *region.abbreviations


def _adjectives(town: str) -> Iterator[str]:
    """What the dictionary has of «сочинский» and «сочиский»."""
    base = fold(town).rstrip(f"{VOWEL}йь")
    for ending in rules().adjectival if base.isalpha() else ():
        if is_adjective(word := base + ending):
            yield word


def _own(region: Region) -> Iterable[str]:
    whole = (part for part in SPLIT.split(region.name) if part.strip())
    capital = (region.capital, *_adjectives(region.capital)) if region.capital else ()
    kazakh = (region.name_kk,) if region.name_kk else ()
    area = AREA in region.name and region.country == "RU"
    old = (f"{adjective} {OLD}" for adjective in region.adjectives if area)
    return (
        *whole, region.short, region.genitive, *region.aliases, *region.adjectives, *old, *kazakh,
        *region.abbreviations, *capital, *rules().districts.get(region.district or "", ()),
    )  # fmt: skip


if __name__ == "__main__":
    FILE.write_text("".join("\t".join(one) + "\n" for one in worked_out()), "utf-8")
