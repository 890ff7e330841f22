"""The benchmark of builds: what it keeps, tells and does when something is wrong."""

from __future__ import annotations

import math
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bench.build import __main__ as bench
from bench.build import results, table
from bench.build.measure import Cost, Failed
from bench.build.race import Terms, race
from bench.build.results import Results, known

THEIRS = Path(bench.__file__).with_name("theirs.py")
HERS = """---
title: "Курс «Сон \\"и\\" боль»: опыт"
date: 2025-03-04T08:00:00+03:00
region: Томская область
kind: training
tags:
  - кардиология
  - терапия
source_url: https://minzdrav33.example.ru/news/7
deadline: 2025-04-01
summary: "Врачи проводят курс. Центр объявляет набор."
---

Первый абзац.

- пункт;
- другой.
"""


@pytest.fixture
def terms(tmp_path: Path) -> Terms:
    """A race against a program that does nothing."""
    return Terms(
        work=tmp_path / "work",
        programs=("/bin/true", "/bin/true"),
        actions=["cold", "more"],
        sides=["plain"],
        rounds=1,
        jobs=1,
        until=math.inf,
        resume=False,
    )


def test_a_race_is_kept_and_gone_on_with(terms: Terms, tmp_path: Path) -> None:
    kept = tmp_path / "results.json"
    assert race(100, replace(terms, actions=["cold"]), Results(kept))
    assert {name: len(costs) for name, costs in known(kept).rows[100]["cold"].items()} == {
        "Hugo": 1, "ours": 1
    }  # fmt: skip
    before = known(kept).rows[100]["cold"]
    assert race(100, replace(terms, resume=True), known(kept))
    assert known(kept).rows[100]["cold"] == before
    assert known(kept).rows[100]["more"]["ours"][0].wall > 0


def test_a_race_whose_time_is_over_begins_no_round(terms: Terms, tmp_path: Path) -> None:
    found = Results(tmp_path / "results.json")
    assert not race(100, replace(terms, until=time.monotonic() - 1), found)
    assert found.rows == {100: {"cold": {}}}


def test_a_program_that_fails_is_named_with_its_errors(terms: Terms, tmp_path: Path) -> None:
    broken = tmp_path / "hugo"
    broken.write_text("#!/bin/sh\necho no such theme >&2\nexit 3\n")
    broken.chmod(0o755)
    with pytest.raises(Failed, match=r"(?s)hugo --quiet.*ended with 3.*no such theme"):
        race(100, replace(terms, programs=(str(broken), "")), Results(tmp_path / "results.json"))


def test_figures_of_other_code_are_dropped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    found = Results(tmp_path / "results.json")
    found.put(100, "cold", {"ours": [Cost(1, 2, 3, 4)]})
    assert known(found.path).rows == {100: {"cold": {"ours": [Cost(1, 2, 3, 4)]}}}
    monkeypatch.setattr(results, "stamp", lambda: "another")
    assert known(found.path).rows == {}


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"stamp": 1', "\x00"])
def test_a_file_of_results_that_cannot_be_read_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "results.json").write_text(text)
    assert known(tmp_path / "results.json").rows == {}


ROWS: table.Rows = {
    10_000: {
        "cold": {
            "Hugo": [Cost(4, 8, 600, 600), Cost(10, 8, 600, 600), Cost(6, 8, 600, 600)],
            "ours": [Cost(2, 4, 60, 90), Cost(4, 4, 60, 90), Cost(3, 4, 60, 90)],
        }
    },
    50_000: {"cold": {"ours": [Cost(15, 20, 300, 400)]}},
}


def test_ratios_are_of_those_that_ran_side_by_side() -> None:
    lines = table.text(ROWS).splitlines()
    [own] = [line for line in lines if line.startswith("| 10,000") and "| ours |" in line]
    cells = [cell.strip() for cell in own.strip("|").split("|")]
    assert cells[3:] == ["3", "3.00", "4.00", "60", "90", "0.500", "0.500", "0.100", "0.150"]
    assert "cold: no site, no cache, ours: 5.0" in lines[-1]


def test_the_report_changes_between_its_marks_alone(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text(f"Before.\n{table.BEGIN}former\n{table.END}\nAfter.\n", "utf-8")
    table.write(page, ROWS, "make bench")
    said = page.read_text("utf-8")
    assert said.startswith("Before.\n")
    assert said.endswith("\nAfter.\n")
    assert "former" not in said
    table.write(page, ROWS, "make bench")
    assert page.read_text("utf-8") == said
    page.write_text("no marks", "utf-8")
    with pytest.raises(ValueError, match="marks"):
        table.write(page, ROWS, "make bench")


@pytest.mark.parametrize(
    ("option", "said"),
    [("--counts=ten", "numbers"), ("--counts=5", "hundred"), ("--actions=warm", "one of cold")],
)
def test_a_slip_in_an_option_is_told(
    option: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        bench.main([option])
    assert said in capsys.readouterr().err


def their(folder: Path) -> Callable[[], str]:
    def run() -> str:
        command = [sys.executable, str(THEIRS), "--jobs=1"]
        return subprocess.run(
            command, cwd=folder, capture_output=True, text=True, check=True
        ).stdout  # fmt: skip

    return run


def test_the_design_s_corpus_is_built_where_it_lies(tmp_path: Path) -> None:
    (tmp_path / "content/2025/03").mkdir(parents=True)
    (tmp_path / "content/2025/03/kurs-7.md").write_text(HERS, "utf-8")
    build = their(tmp_path)
    build()
    page = (tmp_path / "public/2025/03/kurs-7.html").read_text("utf-8")
    assert "<h1>Курс «Сон &#34;и&#34; боль»: опыт</h1>" in page
    assert "01.04.2025" in page
    assert "<li>другой.</li>" in page
    assert "kurs-7.html" in (tmp_path / "public/region/ru-tom.html").read_text("utf-8")
    assert "собрано 0" in build()
    (tmp_path / "content/2025/03/kurs-8.md").write_text(HERS.replace("Сон", "Кот"), "utf-8")
    build()
    assert "Кот" in (tmp_path / "public/2025/03/kurs-8.html").read_text("utf-8")


def test_stages_of_a_build_are_told(tmp_path: Path) -> None:
    options = ("--count=40", "--profile=searched", f"--work={tmp_path / 'work'}")
    command = [sys.executable, "-m", "bench.build.stages", *options]
    root = Path(bench.__file__).parents[2]
    told = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout
    for stage in ("read and check files", "gather contexts", "Markdown", "write files"):
        assert f"| {stage} |" in told
    assert not (tmp_path / "work").exists()


def test_a_quick_race_is_run_beside_the_real_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """For errors, not for times."""
    assert bench.main(["--quick", "--sides=searched", "--actions=cold", f"--work={tmp_path}"]) == 0
    table = capsys.readouterr().out
    for side in ("Hugo + Pagefind", "ours + search"):
        assert table.count(f"| {side} |") == 1
