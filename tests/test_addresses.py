"""An address once published never dies."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import build
from builder.state.addresses import Address, read_addresses, renamed
from builder.state.jsonfile import write_table
from builder.state.memory import Memory
from model.announcement import Announcement, Kind
from tests.sites import TODAY, a_call, planned, write_content

ONE = a_call("odin", source_url="https://ministry.example.test/1")
TWO = a_call("dva", source_url="https://ministry.example.test/2")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_content(tmp_path / "content", [ONE, TWO])
    return tmp_path


def run(folder: Path, *more: str) -> int:
    return build.main(
        ["--content", str(folder / "content"), "--state", str(folder / "state"),
         "--site", str(folder / "site"), "--today", TODAY.isoformat(), "--jobs", "1", *more]
    )  # fmt: skip


def file_of(folder: Path, a: Announcement) -> Path:
    return folder / "content/announcements" / f"{a.id}.md"


def page_of(folder: Path, name: str) -> str:
    return (folder / "site/a" / name / "index.html").read_text("utf-8")


def test_what_was_published_is_remembered_once(folder: Path) -> None:
    run(folder)
    path = folder / "state/addresses.json"
    known = json.loads(path.read_text("utf-8"))
    assert known[f"a/{ONE.id}/"] == {"url": ONE.source_url, "region": "RU-TVE"}
    before = path.stat().st_ino, path.stat().st_mtime_ns
    run(folder)
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == before
    assert sorted(one.name for one in path.parent.iterdir()) == ["addresses.json", "digest"]


def test_a_check_remembers_nothing(folder: Path) -> None:
    run(folder, "--check")
    assert not (folder / "state").exists()


def test_a_renamed_file_leads_on_to_its_new_name(folder: Path) -> None:
    run(folder)
    file_of(folder, ONE).rename(file_of(folder, replace(ONE, id="novoe-imya")))
    for _ in range(2):
        run(folder)
        html = page_of(folder, ONE.id)
        assert 'content="0; url=../../a/novoe-imya/"' in html
        assert ONE.title in page_of(folder, "novoe-imya")


def test_a_file_renamed_twice_leads_straight_to_its_last_name(folder: Path) -> None:
    run(folder)
    file_of(folder, ONE).rename(file_of(folder, replace(ONE, id="vtoroe")))
    run(folder)
    file_of(folder, replace(ONE, id="vtoroe")).rename(file_of(folder, replace(ONE, id="tretye")))
    run(folder)
    assert "url=../../a/tretye/" in page_of(folder, ONE.id)
    assert "url=../../a/tretye/" in page_of(folder, "vtoroe")


@pytest.mark.parametrize("how", ["deleted", "hidden", "draft", "broken"])
def test_what_was_taken_back_leaves_a_page_that_says_so_and_no_more(folder: Path, how: str) -> None:
    run(folder)
    match how:
        case "deleted":
            file_of(folder, ONE).unlink()
        case "broken":
            file_of(folder, ONE).write_text("?")
        case flag:
            write_content(folder / "content", [replace(ONE, **{flag: True})])  # type: ignore[arg-type]
    for _ in range(2):
        run(folder)
        html = page_of(folder, ONE.id)
        assert "Объявление снято" in html
        assert 'href="../../region/ru-tve/"' in html
        assert ONE.title not in html
    assert ONE.id not in (folder / "site/sitemap.xml").read_text("utf-8")


def test_what_comes_back_stands_at_its_old_address(folder: Path) -> None:
    run(folder)
    file_of(folder, ONE).unlink()
    run(folder)
    write_content(folder / "content", [ONE])
    run(folder)
    assert ONE.title in page_of(folder, ONE.id)


def test_a_programme_that_is_no_more_leads_to_the_index(folder: Path) -> None:
    write_content(folder / "content", [replace(a, programme="opora") for a in (ONE, TWO)])
    run(folder)
    assert (folder / "site/programme/opora/index.html").is_file()
    file_of(folder, TWO).unlink()
    run(folder)
    html = (folder / "site/programme/opora/index.html").read_text("utf-8")
    assert 'content="0; url=../../programme/"' in html


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("organiser/tsentr-kalina/", "../../organiser/"),
        ("specialty/terapiya/", "../../specialty/"),
        ("region/ru-tve/training/", "../../../region/ru-tve/"),
        ("calendar/2026-08/", "../../calendar/"),
        ("2026/08/", "../../archive/"),
    ],
)
def test_a_list_that_lost_its_last_announcement_leads_to_its_like(
    folder: Path, path: str, target: str
) -> None:
    values = {"organiser": "Центр «Калина»", "specialties": ("Терапия",)}
    august = {"published": date(2026, 8, 1), "apply_close": date(2026, 8, 20)}
    write_content(folder / "content", [replace(one, **values, **august) for one in (ONE, TWO)])
    run(folder)
    assert 'http-equiv="refresh"' not in (folder / "site" / path / "index.html").read_text("utf-8")
    other = {"region": "RU-PSK", "kind": Kind.CONFERENCE}
    write_content(folder / "content", [replace(one, **other) for one in (ONE, TWO)])
    run(folder)
    html = (folder / "site" / path / "index.html").read_text("utf-8")
    assert f'content="0; url={target}"' in html


def test_one_page_of_a_source_with_two_announcements_says_of_neither_what_became_of_it() -> None:
    twins = [replace(ONE, id=name) for name in ("a", "b")]
    assert renamed({"a/c/": Address(url=ONE.source_url or "")}, twins) == {}


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("{", 0),
        ("[]", 0),
        ('{"a/odin/": {}, "../../etc/": {}, "a/../b/": {}, "a/<b>/": {}, "index.html": {}}', 1),
        ('{"a/odin/": 5, "a/dva/": {"url": 5, "region": "RU-XXX"}}', 1),
    ],
)
def test_a_damaged_memory_stops_nothing(tmp_path: Path, text: str, read: int) -> None:
    (tmp_path / "addresses.json").write_text(text)
    found, problems = read_addresses(tmp_path)
    assert len(found) == read
    assert bool(problems) is (read == 0)
    assert planned(TWO, memory=Memory(addresses=found))


def test_a_table_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "deep/table.json"
    assert write_table(path, {"б": 1}) is True
    assert write_table(path, {"б": 1}) is False
    with pytest.raises(TypeError):
        write_table(path, {"б": object()})
    assert json.loads(path.read_text("utf-8")) == {"б": 1}
