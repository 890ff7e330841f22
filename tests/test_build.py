"""The build as a command: what it writes, keeps, refuses and tells."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import build
from builder.writing import output
from builder.writing.crew import WORTH
from tests.builds import put
from tests.sites import SITE, TODAY, Links, a_call, a_report, on, samples, tree, write_content


def run(folder: Path, *more: str, site: str = "site", today: str = TODAY.isoformat()) -> int:
    return build.main(
        ["--content", str(folder / "content"), "--site", str(folder / site), "--jobs", "1",
         "--state", str(folder / "state"), "--cache", str(folder / "cache"),
         "--base-url", SITE.base_url, "--today", today, *more]
    )  # fmt: skip


@pytest.fixture
def content(tmp_path: Path) -> Path:
    write_content(tmp_path / "content", samples())
    return tmp_path


def test_a_site_is_built_whole(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(content) == build.FINE
    site = content / "site"
    for path in ("index.html", "feed.atom", "static/site.css", "static/status.js", "404.html",
                 "search/index.js", "static/fonts/golos-text-cyrillic-400.woff2"):  # fmt: skip
        assert (site / path).is_file()
    assert "Следующая смена статуса: 19.11.2026" in capsys.readouterr().out
    assert [path for path in content.iterdir() if path.name.startswith(".")] == []


def test_a_second_build_renders_nothing_and_writes_nothing(content: Path) -> None:
    run(content)
    site = content / "site"
    before = {path: path.stat().st_ino for path in [site, *site.rglob("*")]}
    assert run(content, "--report", str(content / "report.json")) == build.FINE
    assert {path: path.stat().st_ino for path in [site, *site.rglob("*")]} == before
    report = json.loads((content / "report.json").read_text("utf-8"))
    assert (report["rendered"], report["removed"]) == (0, 0)
    assert report["reused"] == report["pages"] > 200
    assert report["next_change"] == "2026-11-19"


def test_every_internal_link_leads_somewhere(content: Path) -> None:
    run(content)
    site = content / "site"
    told = {path: Links(path.read_text("utf-8")) for path in site.rglob("*.html")}
    for path, page in told.items():
        for link in (*page.links, *page.assets):
            if ":" in link or (path.name == "404.html" and link.startswith("/")):
                continue
            target, _, fragment = link.partition("#")
            file = (path.parent / target.partition("?")[0]).resolve() if target else path
            file = file / "index.html" if file.is_dir() else file
            assert file.is_file(), f"{path}: {link}"
            assert not fragment or fragment in told[file].ids, f"{path}: {link}"


def test_what_is_gone_from_content_is_gone_from_the_site(content: Path) -> None:
    run(content)
    gone = content / "content/announcements/2026-11-08-opora.md"
    gone.unlink()
    assert run(content, "--report", str(content / "report.json")) == build.FINE
    for path in ("index.html", "a/2026-11-08-opora/index.html"):
        assert "Резерв управленцев" not in (content / "site" / path).read_text("utf-8")
    assert json.loads((content / "report.json").read_text("utf-8"))["removed"] == 0


def test_a_lost_file_is_rendered_again_and_a_strange_one_is_removed(tmp_path: Path) -> None:
    put(tmp_path / "site", *samples())
    before = tree(tmp_path / "site")
    (tmp_path / "site/index.html").unlink()
    (tmp_path / "site/static/site.css").unlink()
    (tmp_path / "site/strange.html").write_text("?")
    put(tmp_path / "site", *samples())
    assert tree(tmp_path / "site") == before


def test_a_strange_folder_is_left_alone(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (content / "site").mkdir()
    (content / "site/letter.txt").write_text("важное")
    assert run(content) == build.WRONG
    assert [path.name for path in (content / "site").iterdir()] == ["letter.txt"]
    assert "не наш сайт" in capsys.readouterr().err


def test_an_empty_folder_may_become_a_site(content: Path) -> None:
    (content / "site").mkdir()
    assert run(content) == build.FINE


def test_a_site_whose_marker_is_broken_is_built_anew(tmp_path: Path) -> None:
    put(tmp_path / "site", *samples())
    before = tree(tmp_path / "site")
    (tmp_path / "site" / output.MARKER).write_text("{")
    put(tmp_path / "site", *samples())
    assert tree(tmp_path / "site") == before


def test_an_empty_site_is_not_published(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path / "site", *samples())
    before = tree(tmp_path / "site")
    write_content(tmp_path / "content", [a_call("odin", draft=True)])
    assert run(tmp_path) == build.WRONG
    assert tree(tmp_path / "site") == before
    assert "пустой сайт не публикуем" in capsys.readouterr().err


def test_a_bad_file_is_told_and_the_rest_is_built(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = content / "content/announcements/2026-01-01-plohoy.md"
    bad.write_text("---\ntitle: Курс\nkind: training\nstage: call\napply_close: 2026-02-31\n---\n")
    assert run(content, "--report", str(content / "report.json")) == build.INCOMPLETE
    assert (content / "site/index.html").is_file()
    [problem] = json.loads((content / "report.json").read_text("utf-8"))["problems"]
    assert (problem["path"], problem["line"], problem["field"]) == (str(bad), 5, "apply_close")
    assert f"{bad}:5:" in capsys.readouterr().err


def test_a_check_writes_nothing(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(content, "--check") == build.FINE
    (content / "content/announcements/plohoy.md").write_text("нет шапки")
    assert run(content, "--check") == build.INCOMPLETE
    assert "plohoy.md:1:" in capsys.readouterr().err
    assert not (content / "site").exists()


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ('bas_url = "https://e.test/"', "вы имели в виду «base_url»?"),
        ("name = 5", "нужна строка"),
        ("name = ", "не читается"),
    ],
)
def test_wrong_settings_stop_the_build(
    content: Path, settings: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (content / "content/site.toml").write_text(settings, "utf-8")
    assert run(content) == build.WRONG
    assert said in capsys.readouterr().err
    assert not (content / "site").exists()


@pytest.mark.parametrize(
    "url", ["radar", "ftp://e.test/", "https://", "https://e.test/?a", "http://["]
)
def test_an_address_that_is_none_stops_the_build(content: Path, url: str) -> None:
    assert run(content, "--base-url", url) == build.WRONG


def test_settings_name_the_site(content: Path) -> None:
    (content / "content/site.toml").write_text('name = "Радар Тест"', "utf-8")
    run(content)
    assert "Радар Тест</title>" in (content / "site/index.html").read_text("utf-8")


def test_no_content_folder_is_a_wrong_command(tmp_path: Path) -> None:
    assert run(tmp_path) == build.WRONG


def test_more_processes_give_the_same_bytes(tmp_path: Path) -> None:
    reports = [a_report(f"n{n:03}", published=on(-n)) for n in range(WORTH)]
    put(tmp_path / "one", *reports)
    put(tmp_path / "many", *reports, jobs=3)
    assert tree(tmp_path / "one") == tree(tmp_path / "many")


def test_today_is_any_day(content: Path) -> None:
    run(content, today=on(400).isoformat())
    assert "Сейчас открытых наборов нет" in (content / "site/open/index.html").read_text("utf-8")
