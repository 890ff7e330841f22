"""The registry of real sources: whole, honest, and each of its platforms shown on a replica."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from model.region import regions
from scraper.adapters import collect
from scraper.commands.new import RECORDED as IN_PROJECT
from scraper.demo.sources import FILES
from scraper.discover.recording import POSTS
from scraper.source import Source, load
from tests.publishers import page
from tests.replica import Clock, Replica, fetcher
from tests.test_presets import PLATFORMS

REGISTRY = Path(__file__).parents[1] / "scraper/sources"
RECORDED = Path(__file__).parents[1] / IN_PROJECT
SOURCES, PROBLEMS = load(REGISTRY)
RUSSIA = """
AD AL ALT AMU ARK AST BA BEL BRY BU CE CHE CHU CU DA IN IRK IVA KAM KB KC KDA KEM KGD KGN KHA KHM
KIR KK KL KLU KO KOS KR KRS KYA LEN LIP MAG ME MO MOS MOW MUR NEN NGR NIZ NVS OMS ORE ORL PER PNZ
PRI PSK ROS RYA SA SAK SAM SAR SE SMO SPE STA SVE TA TAM TOM TUL TVE TY TYU UD ULY VGG VLA VLG VOR
YAN YAR YEV ZAB
"""
KAZAKHSTAN = "\n10 11 15 19 23 27 31 33 35 39 43 47 55 59 61 62 63 71 75 79\n"
CODES = {"RU", "KZ", *(f"RU-{c}" for c in RUSSIA.split()), *(f"KZ-{c}" for c in KAZAKHSTAN.split())}

SHAPES = {
    "press-360": ("/news/mosobl/kurs-dlja-medsester/", "/news/politika/vybory/"),
    "press-kazved": ("/news/kurs-dlia-medsester-5859626", "/rubrics/kurs"),
    "press-mosregtoday": ("/news/soc/kurs-dlja-medsester/", "/news/sport/soc/"),
    "press-radio1": ("/news/podmoskove/kurs-dlja-medsester/", "/news/podmoskove"),
    "ru-nvs-mz": ("/news/48219", "/contacts/news/"),
    "ru-spe-komzdrav": ("/ru/news/4821", "/ru/about/"),
}
"""Sources that know articles by their addresses alone: one that is read, one that is not."""

TEXT = "Министерство приглашает медицинских сестёр на курс повышения квалификации. " * 5


def active() -> list[Source]:
    return [source for source in SOURCES if not source.paused]


def is_recorded(source: Source) -> bool:
    """Say whether ``new`` read the live site and kept what it read as a test."""
    return (RECORDED / source.id / POSTS).exists()


def by_name(source: Source) -> str:
    return source.id


def test_every_file_is_sound_and_none_is_twice() -> None:
    assert PROBLEMS == []
    assert len(SOURCES) == len({source.id for source in SOURCES}) >= 100


def test_every_region_of_both_countries_has_a_source() -> None:
    assert set(regions()) == CODES
    assert {source.region for source in SOURCES} == CODES


def test_every_region_has_its_health_authority() -> None:
    assert {source.region for source in SOURCES if source.role == "ministry"} == CODES


@pytest.mark.parametrize("source", SOURCES, ids=by_name)
def test_a_source_says_how_sure_we_are_and_whether_it_was_ever_read(source: Source) -> None:
    assert source.confidence
    assert ("не проверено" in str(source.note)) != is_recorded(source)


@pytest.mark.parametrize("source", SOURCES, ids=by_name)
def test_an_id_begins_with_its_region_or_says_press(source: Source) -> None:
    country = source.region.lower().partition("-")[0]
    begins = ("press-", f"{source.region.lower()}-", f"{country}-")
    assert source.id.startswith(begins)
    assert (source.role == "press") == source.id.startswith("press-")


@pytest.mark.parametrize("source", [s for s in SOURCES if s.paused], ids=by_name)
def test_a_paused_source_says_why_and_what_to_do(source: Source) -> None:
    words = ("python -m scraper", "Включите", "выясните", "раньше даёт")
    assert any(word in str(source.paused) for word in words)


def test_what_nobody_documented_is_not_presented_as_working() -> None:
    guesses = [source.id for source in active() if "предположение" in str(source.note)]
    assert guesses == []


@pytest.mark.parametrize("source", active(), ids=by_name)
def test_an_active_source_s_platform_is_on_a_replica(source: Source) -> None:
    demo = {tomllib.loads(path.read_text("utf-8"))["adapter"] for path in FILES.glob("*.toml")}
    if source.html is None:
        assert source.adapter in demo
    else:
        shown = (source.html.preset in PLATFORMS, source.id in SHAPES, is_recorded(source))
        assert sum(shown) == 1


@pytest.fixture
def site() -> Iterator[Replica]:
    with Replica() as replica:
        yield replica


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_a_source_of_bare_addresses_reads_its_articles_and_no_others(
    site: Replica, name: str
) -> None:
    (source,) = [one for one in SOURCES if one.id == name]
    wanted, other = SHAPES[name]
    path = urlsplit(source.url).path
    links = f'<nav><a href="{other}">Прочее</a></nav><ul><li><a href="{wanted}">Курс</a></li></ul>'
    site.on(path, page(links))
    site.on(wanted, page(f"<article><h1>Курс для медсестёр</h1><p>{TEXT}</p></article>"))
    here = source.model_copy(update={"url": site.url(path)})
    (post,) = collect(here, fetcher(Clock()).getter(here.fetch))
    assert urlsplit(post.url).path == wanted
    assert "медицинских сестёр" in post.html
