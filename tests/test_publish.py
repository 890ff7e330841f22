"""The whole night job: the real commands, real git, the project's own replica web."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from model.problem import SettingProblem
from publish import deliver, report, snapshot
from publish.gates import Held, Limits
from publish.job import Job, night
from publish.night import FINE, INCOMPLETE, WRONG, Entry, Night
from publish.rehearsal import stage
from publish.settings import read_settings
from publish.step import Step
from scraper.demo import ANCHOR
from tests.nights import announcement, git

ROOT = Path(__file__).parents[1]
BASE = "https://radar.test/"


def write(folder: Path, number: int, title: str = "Курс для медсестёр") -> Path:
    path = folder / f"content/announcements/2026-11-19-kurs-{number}-a1b2{number:02}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = announcement(f"{title} {number}").replace("test/1/", f"test/{number}/")
    path.write_text(text, "utf-8")
    return path


def a_job(folder: Path, **values: object) -> Job:
    """Build and publish only; ``values`` say otherwise."""
    job = Job(
        content=folder / "content", state=folder / "state", site=folder / "draft",
        target=str(folder / "published"), today=ANCHOR, scrape=None,
        build=("--jobs=1", f"--cache={folder / 'cache'}"),
        settings=read_settings(folder / "content"), base_url=BASE, names={},
    )  # fmt: skip
    return replace(job, **values)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    for number in range(6):
        write(folder, number)
    done = night(a_job(folder))
    assert (done.code, done.published) == (FINE, True), report.lines(done)
    return folder


@pytest.fixture
def place(built: Path, tmp_path: Path) -> Path:
    """Content of six announcements, published."""
    return Path(shutil.copytree(built, tmp_path / "place"))


@pytest.mark.long
def test_a_rehearsal_plays_the_whole_night_and_a_second_changes_nothing(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "publish", "--demo"], cwd=tmp_path,
                          env={**os.environ, "PYTHONPATH": str(ROOT)},
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    folder = tmp_path / ".cache/rehearsal"
    told = json.loads((folder / "report.json").read_text("utf-8"))
    steps = ["sync", "scrape", "check", "build", "gates", "publish", "alerts", "commit"]
    assert [step["name"] for step in told["steps"]] == steps
    assert told["published"]
    assert len(told["new"]) > 50
    assert (folder / "published/index.html").stat().st_size > 5000
    assert git(folder / "origin.git", "log", "-1", "--format=%s", "main").startswith("Робот: новых")
    here = stage(folder, anew=False)
    second = night(Job(
        content=here.clone / "content", state=here.clone / "state", site=folder / "site",
        target=str(here.readers), today=ANCHOR, settings=read_settings(here.clone / "content"),
        scrape=None, names={},
    ))  # fmt: skip
    assert (second.code, second.new, second.changed) == (FINE, [], [])


def test_a_gate_that_holds_keeps_the_old_site_and_says_why(place: Path) -> None:
    before = sorted(snapshot.sizes(place / "published"))
    for number in range(3):
        write(place, number).unlink()
    done = night(a_job(place))
    assert (done.code, done.published) == (WRONG, False)
    assert [held.gate for held in done.held] == ["shrunken"]
    assert "остался прежний: Сайт сильно уменьшился" in report.verdict(done)
    assert sorted(snapshot.sizes(place / "published")) == before
    assert night(a_job(place, allow=("shrunken",))).code == FINE


def test_an_invalid_file_is_left_out_and_told(place: Path) -> None:
    write(place, 9).write_text("без шапки\n", "utf-8")
    done = night(a_job(place))
    assert (done.code, done.published) == (INCOMPLETE, True)
    assert "kurs-9" in done.problems[0]["path"]


def test_without_one_announcement_nothing_is_published(place: Path) -> None:
    shutil.rmtree(place / "content/announcements")
    done = night(a_job(place))
    assert (done.code, done.published) == (WRONG, False)
    assert "ни одного объявления" in done.stopped
    assert (place / "published/index.html").exists()


def test_a_wrong_source_file_stops_the_night_before_anything_is_written(place: Path) -> None:
    (place / "sources").mkdir()
    (place / "sources/ru-tve-mz.toml").write_text("adaptor = 1\n", "utf-8")
    before = snapshot.sizes(place / "published")
    done = night(a_job(place, scrape=("--sources", str(place / "sources"))))
    assert (done.code, [step.name for step in done.steps]) == (WRONG, ["scrape"])
    assert snapshot.sizes(place / "published") == before


def test_broken_sources_do_not_keep_the_site_from_being_built(place: Path) -> None:
    (place / "sources/saved").mkdir(parents=True)
    (place / "sources/ru-tve-mz.toml").write_text(
        'name = "Министерство"\nregion = "RU-TVE"\nrole = "ministry"\nadapter = "files"\n'
        'url = "saved"\n',
        "utf-8",
    )
    options = ("--sources", str(place / "sources"), "--allow-private-addresses")
    done = night(a_job(place, scrape=options))
    assert (done.code, done.published) == (INCOMPLETE, True)
    assert [row["id"] for row in done.broken] == ["ru-tve-mz"]


def test_two_runs_at_once_are_one(place: Path) -> None:
    handle = os.open(place / "state", os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    done = night(a_job(place))
    os.close(handle)
    assert (done.code, done.steps) == (WRONG, [])
    assert "другой запуск" in done.stopped


def test_a_folder_that_is_not_ours_is_never_replaced(place: Path) -> None:
    foreign = place / "photos"
    foreign.mkdir()
    (foreign / "a.jpg").write_bytes(b"x")
    done = night(a_job(place, target=str(foreign)))
    assert (done.code, list(foreign.iterdir())) == (WRONG, [foreign / "a.jpg"])


def test_a_site_sent_by_rsync_is_the_draft_and_remembers_its_tally(place: Path) -> None:
    # rsync takes «localhost:» through RSYNC_RSH; env stands for ssh and runs the other side here.
    shell = place / "shell"
    shell.write_text('#!/bin/sh\nshift\nexec "$@"\n', "utf-8")
    shell.chmod(0o755)
    (place / "www").mkdir()
    (place / "www/gone.html").write_text("старое", "utf-8")
    os.environ["RSYNC_RSH"] = str(shell)
    try:
        done = night(a_job(place, target=f"localhost:{place}/www"))
    finally:
        del os.environ["RSYNC_RSH"]
    assert (done.code, done.published) == (FINE, True), report.lines(done)
    assert snapshot.sizes(place / "www") == snapshot.sizes(place / "draft")
    sent = deliver.published("localhost:/elsewhere", place / "state")
    assert sent == snapshot.tally(place / "draft")


@pytest.mark.parametrize(
    ("target", "remote"),
    [("www", False), ("/srv/a:b", False), ("./a:b", False), ("host:/srv", True), ("u@h:x", True),
     ("rsync://h/m", True)],
)  # fmt: skip
def test_a_colon_before_the_first_slash_means_another_machine(target: str, remote: bool) -> None:
    assert deliver.is_remote(target) is remote


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("[gates]\nshrinc = 0.2\n", "shrink"),
        ("[gates]\nshrink = 20\n", "доля"),
        ("[gates]\nshrink = true\n", "доля"),
        ("[gates]\nrequired = 'a'\n", "список"),
        ("[alerts]\nafter = '3'\n", "целое"),
        ("[gate]\n", "gates"),
        ("gates = 1\n", "таблица"),
        ("[gates\n", "не читается"),
    ],
)
def test_a_wrong_setting_is_told_with_a_hint(tmp_path: Path, text: str, word: str) -> None:
    (tmp_path / "publish.toml").write_text(text, "utf-8")
    with pytest.raises(SettingProblem, match=word):
        read_settings(tmp_path)


def test_settings_are_optional_and_required_files_only_grow(tmp_path: Path) -> None:
    assert read_settings(tmp_path).gates == Limits()
    (tmp_path / "publish.toml").write_text(
        "[gates]\nshrink = 0.2\nrequired = ['about/index.html']\n[alerts]\nafter = 5\n", "utf-8"
    )
    told = read_settings(tmp_path)
    assert (told.gates.shrink, told.alerts.after) == (0.2, 5)
    assert told.gates.required == (*Limits().required, "about/index.html")


def a_night(**values: object) -> Night:
    done = Night(day=ANCHOR, target="www")
    for name, value in values.items():
        setattr(done, name, value)
    return done


def test_the_report_says_first_what_needs_a_person_and_escapes_what_others_wrote() -> None:
    done = a_night(
        published=True, pages=21, problems=[{"path": "a.md", "line": 3, "message": "нет даты"}],
        held=[], new=[Entry(path="b.md", title="<script>alert(1)</script>", source="ru-tve-mz")],
        sources=[{"id": "ru-tve-mz", "state": "layout", "reason": "не нашлось <b>", "posts": 0,
                  "new": 0}],
        steps=[Step(name="scrape", code=1, said=("</pre><script>",))],
    )  # fmt: skip
    text = report.page(done)
    page = html.fromstring(text.encode())
    assert page.findall(".//script") == []
    told, whole = ("".join(map(str, one.itertext())) for one in (page.findall(".//ul")[0], page))
    assert "a.md, строка 3: нет даты" in told
    assert "изменилась вёрстка" in told
    assert "21 страница" in whole
    assert "Сайт обновлён, но не всё в порядке; 1 новое объявление" in whole


def test_a_held_gate_is_explained_with_what_to_do() -> None:
    done = a_night(held=[Held(gate="links", reason="index.html → kurs/")], stopped="сайт прежний")
    assert "Битые ссылки внутри сайта: index.html → kurs/. Исправьте" in report.people(done)[0]
    assert report.tone(done) == "bad"


def test_a_setting_that_cannot_work_is_told_before_anything_happens(tmp_path: Path) -> None:
    def said(*options: str | Path) -> str:
        done = subprocess.run([sys.executable, "-m", "publish", *options], cwd=ROOT,
                              capture_output=True, text=True, check=False)  # fmt: skip
        assert done.returncode == WRONG
        return done.stderr

    write(tmp_path, 1)
    usual = ("--content", tmp_path / "content", "--state", tmp_path / "state")
    assert "--to" in said(*usual)
    assert "черновик" in said(*usual, "--to", tmp_path / "x", "--site", tmp_path / "x")
    assert "клон" in said(*usual, "--to", tmp_path / "x", "--commit")
    assert "нет такой папки" in said("--content", tmp_path / "no", "--to", "x")
    assert not (tmp_path / "state").exists()
