"""The archive that opens from a disk: a pure transformation, and a browser that walks it."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, expect

import build
from builder.writing.offline import local, page
from checks.links import broken
from checks.tree import Tree
from tests.browser import opened
from tests.sites import TODAY, samples, write_content

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("", ""),
        ("./", "./index.html"),
        ("../", "../index.html"),
        ("../..", "../../index.html"),
        ("../region/", "../region/index.html"),
        ("../search/?kind=talent#h", "../search/index.html?kind=talent#h"),
        ("../a/x/#apply", "../a/x/index.html#apply"),
        ("../static/site.css?v=1", "../static/site.css"),
        ("list.csv", "list.csv"),
        ("#main", "#main"),
        ("https://example.org/a/", "https://example.org/a/"),
        ("mailto:a@example.org", "mailto:a@example.org"),
    ],
)
def test_an_address_names_its_file(address: str, plain: str) -> None:
    assert local(address) == plain


def test_text_that_looks_like_an_address_stays() -> None:
    text = '<p>href="../"</p><a title="x" href="{}">href="../"</a>'
    assert page(text.format("../"), {}) == text.format("../index.html")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("offline")
    write_content(folder / "content", samples())
    target = folder / "out/radar.zip"
    places = {"content": "content", "site": "site", "state": "state", "cache": "cache"}
    options = [part for name, to in places.items() for part in (f"--{name}", str(folder / to))]
    done = build.main([*options, "--today", TODAY.isoformat(), "--offline", str(target)])
    assert done == build.FINE
    return target


@pytest.fixture(scope="module")
def root(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("флешка с пробелом")
    with ZipFile(archive) as packed:
        packed.extractall(folder)
    return folder / "kadrovy-radar"


def test_the_same_site_gives_the_same_archive(archive: Path) -> None:
    from builder.writing.offline import write_offline

    again = archive.with_name("again.zip")
    write_offline(archive.parents[1] / "site", again)
    assert again.read_bytes() == archive.read_bytes()
    assert [path.name for path in archive.parent.glob(".*")] == []


def test_every_link_of_the_folder_names_a_file(root: Path) -> None:
    tree = Tree(root)
    assert len(tree.pages) > 100
    assert list(broken(tree)) == []
    links = (link.partition("#")[0] for found in tree.pages.values() for link in found.links)
    assert not [link for link in links if link.endswith("/") and ":" not in link]


def test_a_reader_walks_reads_and_searches_from_a_disk(browser: Browser, root: Path) -> None:
    with opened(browser) as reader:
        reader.goto((root / "index.html").as_uri())
        reader.get_by_role("link", name="Резерв управленцев").first.click()
        expect(reader.get_by_role("heading", level=1)).to_contain_text("Резерв управленцев")
        reader.locator(".star").click()
        reader.get_by_role("navigation", name="Разделы").get_by_role("link", name="Регионы").click()
        reader.get_by_role("link", name="Липецкая область").first.click()
        expect(reader.locator("[data-only=open] .item")).to_have_count(1)
        calendar = reader.get_by_role("link", name="Сроки в календарь").get_attribute("href")
        assert calendar is not None
        assert (root / "region/ru-lip" / calendar).read_bytes().startswith(b"BEGIN:VCALENDAR")
        reader.get_by_role("searchbox").or_(reader.get_by_role("combobox")).fill("медсестра")
        reader.keyboard.press("Enter")
        expect(reader.locator("[data-results] .item").first).to_be_visible()
        reader.locator("[data-results] .item h3 a").first.click()
        expect(reader.locator("article h1")).to_be_visible()
        reader.goto((root / "moe/index.html").as_uri())
        expect(reader.locator("[data-stars] .item")).to_have_count(1)
