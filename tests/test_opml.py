"""OPML out is read by readers and by us again; OPML in gives source files."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from scraper.__main__ import main
from scraper.formats.opml import subscriptions, written
from scraper.source import load
from tests.publishers import publisher


def test_the_registry_goes_out_and_comes_in_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["opml"]) == 0
    text = capsys.readouterr().out
    root = etree.fromstring(text.encode())
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    (tmp_path / "our.opml").write_text(text, "utf-8")
    assert main(["opml", str(tmp_path / "our.opml"), "--sources", str(tmp_path / "new")]) == 0
    ours, _ = load(Path(__file__).parents[1] / "scraper/sources")
    feeds = {(s.url, s.name, s.region, s.role)
             for s in ours if s.adapter == "feed" and not s.paused}  # fmt: skip
    back, problems = load(tmp_path / "new")
    assert problems == []
    assert {(s.url, s.name, s.region, s.role) for s in back} == feeds
    assert len(feeds) >= 5


def test_a_feed_that_is_a_source_already_is_not_taken_twice(tmp_path: Path) -> None:
    outlines = "".join(
        f'<outline text="Лента {n}" xmlUrl="https://a.test/{n % 2}?utm_source=opml"/>'
        for n in range(4)
    )
    (tmp_path / "in.opml").write_text(f"<opml><body>{outlines}</body></opml>", "utf-8")
    for _ in range(2):
        assert main(["opml", str(tmp_path / "in.opml"), "--sources", str(tmp_path)]) == 0
    sources, _ = load(tmp_path)
    assert {source.id for source in sources} == {"press-a", "press-a-2"}
    assert {source.region for source in sources} == {"RU"}


def test_paused_sources_and_folders_stay_at_home() -> None:
    sources = [
        publisher("https://a.test/feed", "feed"),
        publisher("https://b.test/feed", "feed", paused="закрыт", id="b"),
    ]
    text = written(sources, "<Мои>")
    assert [one.url for one in subscriptions(text.encode())] == ["https://a.test/feed"]
    assert "&lt;Мои&gt;" in text


NAMES = ['Газета «Заря» & "Луч"', "<b>x</b>", "a\nb", "  "]


@pytest.mark.parametrize("name", NAMES)
def test_any_name_comes_back(name: str) -> None:
    if not name.strip():
        [one] = subscriptions(b'<opml><outline text=" " xmlUrl="https://a.test/"/></opml>')
        assert one.name == "https://a.test/"
        return
    source = publisher("https://a.test/feed", "feed", name=name)
    [one] = subscriptions(written([source], "x").encode())
    assert one.name == " ".join(name.split())


NO_FEEDS = [
    b"",
    b"\x00\xff",
    b"not xml",
    b"<opml><body><outline text='x'/></body></opml>",
    b"<opml><outline xmlUrl='javascript:alert(1)'/><outline xmlUrl='/rel'/></opml>",
    b"<!DOCTYPE o [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><opml><outline xmlUrl='&e;'/></opml>",
    b"<opml>" + b"<outline>" * 5000,
]


@pytest.mark.parametrize("data", NO_FEEDS)
def test_a_file_without_feeds_is_a_wrong_command(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "in.opml").write_bytes(data)
    assert subscriptions(data) == []
    assert main(["opml", str(tmp_path / "in.opml"), "--sources", str(tmp_path / "s")]) == 2
    assert not (tmp_path / "s").exists()


def test_a_missing_file_is_a_wrong_command(tmp_path: Path) -> None:
    assert main(["opml", str(tmp_path / "none.opml")]) == 2
