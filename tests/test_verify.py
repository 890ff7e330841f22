"""``build.py --verify``: what the quick ways made is what a clean build makes, or it is told."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

import build
from tests.sites import SITE, TODAY, a_call, a_report, on, samples, write_content


def run(folder: Path, *more: str, today: str = TODAY.isoformat()) -> int:
    own = [f"--{name}={folder / name}" for name in ("content", "state", "site", "cache")]
    return build.main(
        [*own, "--jobs=1", "--profile=plain", f"--base-url={SITE.base_url}", f"--today={today}",
         *more]
    )  # fmt: skip


@pytest.fixture
def content(tmp_path: Path) -> Path:
    write_content(tmp_path / "content", samples())
    return tmp_path


def test_a_site_stays_that_of_a_clean_build_whatever_is_done(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = content / "content/announcements"
    assert run(content) == build.FINE
    write_content(content / "content", [a_call("novyy"), a_report("vtoroy")])
    assert run(content) == build.FINE
    one, two, *_ = sorted(folder.glob("*.md"))
    one.write_text(one.read_text("utf-8") + "\nДополнение.\n", "utf-8")
    two.rename(folder / "drugoe-imya.md")
    assert run(content, "--verify", today=on(3).isoformat()) == build.FINE
    (folder / "drugoe-imya.md").unlink()
    assert run(content, "--verify", today=on(40).isoformat()) == build.FINE
    assert run(content, "--verify", today=on(-1).isoformat()) == build.FINE
    assert capsys.readouterr().out.count("Отличий от сборки с нуля: 0") == 3


def test_another_byte_is_told(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(content)
    page = content / "site/index.html"
    page.write_bytes(page.read_bytes() + b"?")
    assert run(content, "--verify") == build.INCOMPLETE
    told = capsys.readouterr()
    assert "index.html: другие байты" in told.err
    assert "Отличий от сборки с нуля: 1" in told.out
    assert not list((content / "cache").glob("verify-*"))


@pytest.mark.parametrize("clean", [False, True])
def test_a_cache_that_lies_is_told_and_the_site_is_right(
    content: Path, capsys: pytest.CaptureFixture[str], *, clean: bool
) -> None:
    """Whoever takes a text out of it finds out; a clean build takes nothing out."""
    run(content)
    [texts] = (content / "cache").glob("build-*/texts-*")
    texts.write_bytes(bytes(byte ^ 1 for byte in texts.read_bytes()))
    write_content(content / "content", [a_call("novyy")])
    assert run(content, *(["--clean"] if clean else ["--verify"])) == build.FINE
    told = capsys.readouterr()
    assert ("texts-1: кэш повреждён, делаем заново" in told.err) is not clean
    assert clean or "Отличий от сборки с нуля: 0" in told.out
    assert run(content, "--verify") == build.FINE


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_cache_that_was_cut_short_is_told_and_made_anew(
    content: Path, capfd: pytest.CaptureFixture[str], jobs: int
) -> None:
    more = ("--profile=searched", f"--jobs={jobs}")
    run(content, *more)
    kept = {path for path in (content / "cache").glob("build-*/*") if path.is_file()}
    names = {path.name for path in kept}
    assert names == {"files", "content", "texts-1", "folders", "search.memory",
                     "search.memory-1", "site", "stamp"}  # fmt: skip
    for path in sorted(kept):
        if path.name in ("site", "stamp"):  # which only tell that nothing changed
            continue
        capfd.readouterr()
        write_content(content / "content", [a_call(f"novyy-{path.name.replace('.', '-')}")])
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        assert run(content, *more, "--verify") == build.FINE
        told = capfd.readouterr()
        assert "Отличий от сборки с нуля: 0" in told.out
        assert told.err.count("делаем заново") == 1, path.name


def test_a_site_stands_though_nothing_can_be_remembered_of_it(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(content)
    [known] = (content / "cache").glob("build-*/folders")
    known.unlink()
    known.mkdir()
    write_content(content / "content", [a_call("novyy")])
    assert run(content) == build.FINE
    assert "folders: кэш не сохранён" in capsys.readouterr().err
    assert list((content / "site").rglob("*novyy*"))


def test_files_are_believed_by_their_times_wherever_the_other_folders_lie(content: Path) -> None:
    """A preview keeps its copy of the state elsewhere at every build."""
    path, *_ = sorted((content / "content").rglob("*.md"))
    old = time.time() - 60
    os.utime(path, (old, old))
    run(content)
    time.sleep(0.01)
    path.write_bytes(b"?" * path.stat().st_size)
    os.utime(path, (old, old))
    assert run(content, f"--state={content / 'another'}") == build.FINE
    os.utime(path)
    assert run(content, f"--state={content / 'another'}") == build.INCOMPLETE


def test_nothing_changed_is_told_without_the_libraries_of_a_build(content: Path) -> None:
    import subprocess
    import sys

    time.sleep(2.2)
    options = [f"--{name}={content / name}" for name in ("content", "state", "site", "cache")]
    script = (
        "import sys, build; code = build.main(sys.argv[1:]); "
        "heavy = {'pydantic', 'jinja2', 'markdown', 'babel', 'icalendar', 'yaml', 'lxml'}; "
        "print(sorted(heavy & sys.modules.keys())); sys.exit(code)"
    )
    command = [sys.executable, "-c", script, *options, "--profile=plain", "--jobs=1"]
    command += [f"--today={TODAY}", f"--base-url={SITE.base_url}"]
    said = [subprocess.run(command, capture_output=True, text=True, check=True) for _ in range(3)]
    assert said[2].stdout.splitlines()[-1] == "[]"
    assert "собрано 0" in said[2].stdout
    assert "Следующая смена статуса" in said[2].stdout


def test_a_disk_that_refuses_is_told_in_a_line(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(content)
    (content / "taken").write_text("файл вместо папки")
    assert run(content, f"--site={content / 'taken/site'}") == build.WRONG
    said = capsys.readouterr().err
    assert "прежний сайт на месте" in said
    assert "Traceback" not in said
