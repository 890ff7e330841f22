from __future__ import annotations

import re
from collections import Counter, defaultdict
from zoneinfo import ZoneInfo

import pytest

from model.region import Region, namesakes, regions, towns
from scraper.facts.places.declension import adjectives, plain, tables
from scraper.facts.places.gazetteer import gazetteer

CODES = re.compile(r"\w+")
RUSSIA = CODES.findall("""
AD AL ALT AMU ARK AST BA BEL BRY BU CE CHE CHU CU DA IN IRK IVA KAM KB KC KDA KEM KGD KGN KHA KHM
KIR KK KL KLU KO KOS KR KRS KYA LEN LIP MAG ME MO MOS MOW MUR NEN NGR NIZ NVS OMS ORE ORL PER PNZ
PRI PSK ROS RYA SA SAK SAM SAR SE SMO SPE STA SVE TA TAM TOM TUL TVE TY TYU UD ULY VGG VLA VLG VOR
YAN YAR YEV ZAB
""")
KAZAKHSTAN = CODES.findall("10 11 15 19 23 27 31 33 35 39 43 47 55 59 61 62 63 71 75 79")
DISTRICTS = {
    "Центральный", "Северо-Западный", "Южный", "Северо-Кавказский", "Приволжский",
    "Уральский", "Сибирский", "Дальневосточный", "Казахстан",
}  # fmt: skip
TILED = [region for region in regions().values() if region.code not in ("RU", "KZ")]


def code(region: Region) -> str:
    return region.code


def test_the_codes_are_those_of_iso_3166_2_and_the_two_countries() -> None:
    expected = {"RU", "KZ"} | {f"RU-{c}" for c in RUSSIA} | {f"KZ-{c}" for c in KAZAKHSTAN}
    assert set(regions()) == expected
    assert len(RUSSIA) == 83
    assert len(KAZAKHSTAN) == 20


@pytest.mark.parametrize("region", regions().values(), ids=code)
def test_a_region_can_be_named_in_every_way_that_pages_need(region: Region) -> None:
    assert region.name
    assert region.short
    assert region.genitive
    assert region.name_in.startswith(("в ", "во "))
    assert ZoneInfo(region.tz).key == region.tz
    assert region.zone.key == region.tz


@pytest.mark.parametrize("region", TILED, ids=code)
def test_a_region_has_its_group_and_its_square(region: Region) -> None:
    assert region.district in DISTRICTS
    assert (region.district == "Казахстан") == (region.country == "KZ")
    assert region.tile is not None
    assert region.tile.label


def test_countries_have_no_square() -> None:
    assert regions()["RU"].tile is None
    assert regions()["KZ"].tile is None


def test_no_two_regions_share_a_square_or_its_label() -> None:
    tiles = [region.tile for region in TILED if region.tile]
    assert len({(tile.column, tile.row) for tile in tiles}) == len(tiles) == 103
    assert len({tile.label for tile in tiles}) == 103


def test_kazakhstan_has_its_names_in_kazakh() -> None:
    assert all(region.name_kk for region in regions().values() if region.country == "KZ")
    assert all(towns()[f"KZ-{c}"].kazakh for c in KAZAKHSTAN)


def test_no_name_of_a_region_means_another_unless_it_is_marked() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for region in regions().values():
        for name in (region.name, region.short, *region.aliases, *region.adjectives):
            owners[plain(name)].add(region.code)
    shared = {name for name, codes in owners.items() if len(codes) > 1}
    assert shared <= {plain(name) for name in namesakes()}


def test_only_two_letters_may_abbreviate_several_regions() -> None:
    shorts = Counter(s for r in regions().values() for s in (*r.abbreviations, *r.institutions))
    assert all(len(short) == 2 for short, times in shorts.items() if times > 1)


def test_no_town_lies_in_two_regions_unless_it_is_marked() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for region, places in towns().items():
        for town in places.towns:
            owners[plain(town)].add(region)
    shared = {town for town, codes in owners.items() if len(codes) > 1}
    assert shared <= {plain(name) for name in namesakes()}


def test_a_namesake_is_usually_one_of_those_who_bear_it() -> None:
    known = {place.name: place for rows in gazetteer().phrases.values() for _, place in rows}
    for name, usual in namesakes().items():
        place = known.get(plain(name))
        if place and usual and name[0].isupper():
            assert usual in place.codes, name


def test_nothing_is_listed_twice_within_a_region() -> None:
    for region, places in towns().items():
        for names in (places.towns + places.settlements, places.districts, places.kazakh):
            assert len(set(names)) == len(names), (region, Counter(names).most_common(1))


def test_every_region_has_towns_and_its_capital_is_one_of_them() -> None:
    assert set(towns()) == {region.code for region in TILED}
    for region in TILED:
        assert towns()[region.code].towns
        assert not region.capital or region.capital in towns()[region.code].towns, region.code


def test_the_lists_are_about_as_long_as_the_countries_have_towns() -> None:
    russian = sum(len(places.towns) for code, places in towns().items() if code.startswith("RU"))
    kazakh = sum(len(places.towns) for code, places in towns().items() if code.startswith("KZ"))
    assert russian > 1090
    assert kazakh > 85


def test_districts_are_adjectives() -> None:
    endings = ("ий", "ый", "ой")
    plain_nouns = {"Биржан сал", "Беимбета Майлина"}
    for places in towns().values():
        assert all(d.endswith(endings) or d in plain_nouns for d in places.districts)


def test_words_about_names_speak_of_names_that_exist() -> None:
    known = {place.name for rows in gazetteer().phrases.values() for _, place in rows}
    for table in ("guarded", "made"):
        unknown = {name for name in tables()[table] if plain(name) not in known}
        assert not unknown, table
    assert {plain(name) for name in tables()["folk"].values()} <= known


def test_a_capital_makes_the_adjective_of_its_region() -> None:
    for region in TILED:
        regular = region.name.endswith("область") and region.country == "RU"
        if region.capital and regular and region.adjectives:
            own = plain(region.adjectives[0])
            made = adjectives(plain(region.capital))
            assert own in made or region.code in ("RU-AMU", "RU-SVE", "RU-SAK"), region.code
