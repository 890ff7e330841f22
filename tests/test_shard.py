"""Scraping spread over several jobs: every source in one part and in one only."""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.commands.run import BUILT_IN, chosen, own, shard
from scraper.demo import replica
from tests.commands import Ran, scrape
from tests.sites import tree

NAMES = "state/sources.json"
"""Holds the ports of the replica web, which differ from run to run."""


@given(st.integers(1, 40))
def test_parts_make_the_whole(of: int) -> None:
    sources = chosen(BUILT_IN, [])
    parts = [own(sources, (number, of)) for number in range(1, of + 1)]
    told = [one.id for part in parts for one in part]
    assert sorted(told) == sorted(one.id for one in sources)


def test_a_source_stays_in_its_part_when_another_goes() -> None:
    sources = chosen(BUILT_IN, [])
    fewer = [one.id for one in own(sources[1:], (2, 4))]
    assert [one.id for one in own(sources, (2, 4)) if one is not sources[0]] == fewer
    assert own(sources, None) == sources


@pytest.mark.parametrize("text", ["3", "0/8", "9/8", "a/b", "1/0", "-1/2", "1/2/3", ""])
def test_a_part_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="3/8"):
        shard(text)


def test_a_part_is_two_numbers() -> None:
    assert shard("3/8") == (3, 8)


def kept(folder: Path) -> dict[str, bytes]:
    """All but the answers of sites, which say when they were asked."""
    found = tree(folder)
    return {path: data for path, data in found.items() if not path.startswith("state/fetch/")}


def divided(folder: Path, of: int, *more: str) -> list[Path]:
    """The state that each job leaves; all begin with what lies in ``folder``."""
    states = []
    for number in range(1, of + 1):
        job = folder.with_name(f"{folder.name}-{number}")
        if folder.exists():
            shutil.copytree(folder, job, dirs_exist_ok=True)
        run(job, f"--shard={number}/{of}", *more)
        states.append(job / "state")
    return states


def run(folder: Path, *more: str) -> Ran:
    """One run of the replica web."""
    with replica() as sources:
        return scrape(
            "run", f"--sources={sources}", f"--content={folder / 'content'}",
            f"--state={folder / 'state'}", "--allow-private-addresses", "--today=2026-11-21", *more,
        )  # fmt: skip


def join(folder: Path, states: Iterable[Path]) -> Ran:
    own = (f"--content={folder / 'content'}", f"--state={folder / 'state'}")
    return scrape("join", *own, "--today=2026-11-21", *states)


def test_what_several_jobs_left_is_what_one_run_leaves(tmp_path: Path) -> None:
    run(tmp_path / "whole")
    parts = divided(tmp_path / "joined", 3)
    told = join(tmp_path / "joined", parts)
    assert (told.returncode, told.stderr) == (0, "")
    assert "Частей 3" in told.stdout
    one, other = (kept(tmp_path / name) for name in ("whole", "joined"))
    assert other.keys() == one.keys()
    assert [path for path in one if one[path] != other[path] and not path.endswith(NAMES)] == []
    assert json.loads(one[NAMES]).keys() == json.loads(other[NAMES]).keys()
    assert join(tmp_path / "joined", parts).returncode == 0
    assert kept(tmp_path / "joined") == other


def test_what_a_person_did_meanwhile_stays(tmp_path: Path) -> None:
    """The second night: an editor's word, a deleted file, and an announcement that moved."""
    base = tmp_path / "base"
    run(base)
    first, second, third = sorted((base / "content/announcements").glob("*.md"))[:3]
    first.write_text(first.read_text("utf-8").replace("\ntitle:", "\npinned: true\ntitle:"))
    second.unlink()
    before = base / "state/pristine" / third.name
    before.write_text(before.read_text("utf-8").replace("\n---\n\n", "\nplace: Там\n---\n\n"))
    third.write_text(third.read_text("utf-8").replace("\n---\n\n", "\nplace: Там\n---\n\n"))
    whole, joined = tmp_path / "whole", tmp_path / "joined"
    for folder in (whole, joined):
        shutil.copytree(base, folder)
    run(whole)
    join(joined, divided(joined, 2))
    one, other = kept(whole), kept(joined)
    assert [path for path in one if one[path] != other[path] and not path.endswith(NAMES)] == []
    assert "pinned: true" in (joined / "content/announcements" / first.name).read_text("utf-8")
    assert not (joined / "content/announcements" / second.name).exists()
    assert "place: Там" not in (joined / "content/announcements" / third.name).read_text("utf-8")


def test_a_folder_that_no_job_left_is_refused(tmp_path: Path) -> None:
    told = join(tmp_path, [tmp_path / "nowhere"])
    assert told.returncode == 2
    assert "health.json" in told.stderr
    assert not (tmp_path / "content").exists()
