"""Scraping spread over several jobs: every source in one part and in one only."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.commands.run import BUILT_IN, chosen, own, shard
from scraper.demo import replica
from tests.commands import Ran, scrape
from tests.sites import tree


@pytest.fixture
def web() -> Iterator[Path]:
    """One replica web for all runs of a test: other tests take ports meanwhile, and an
    announcement at another port is another announcement."""
    with replica() as sources:
        yield sources


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


def same(one: dict[str, bytes], other: dict[str, bytes]) -> None:
    assert other.keys() == one.keys()
    assert [path for path in one if one[path] != other[path]] == []


def divided(web: Path, folder: Path, of: int) -> list[Path]:
    """The state that each job leaves; all begin with what lies in ``folder``."""
    states = []
    for number in range(1, of + 1):
        job = folder.with_name(f"{folder.name}-{number}")
        if folder.exists():
            shutil.copytree(folder, job, dirs_exist_ok=True)
        run(web, job, f"--shard={number}/{of}")
        states.append(job / "state")
    return states


def run(web: Path, folder: Path, *more: str) -> Ran:
    """One run of the replica web."""
    return scrape(
        "run", f"--sources={web}", f"--content={folder / 'content'}",
        f"--state={folder / 'state'}", "--allow-private-addresses", "--today=2026-11-21", *more,
    )  # fmt: skip


def join(folder: Path, states: Iterable[Path]) -> Ran:
    own = (f"--content={folder / 'content'}", f"--state={folder / 'state'}")
    return scrape("join", *own, "--today=2026-11-21", *states)


def test_what_several_jobs_left_is_what_one_run_leaves(web: Path, tmp_path: Path) -> None:
    run(web, tmp_path / "whole")
    parts = divided(web, tmp_path / "joined", 3)
    told = join(tmp_path / "joined", parts)
    assert (told.returncode, told.stderr) == (0, "")
    assert "Частей 3" in told.stdout
    one, other = (kept(tmp_path / name) for name in ("whole", "joined"))
    same(one, other)
    assert join(tmp_path / "joined", parts).returncode == 0
    assert kept(tmp_path / "joined") == other


def test_what_a_person_did_meanwhile_stays(web: Path, tmp_path: Path) -> None:
    """The second night: an editor's word, a deleted file, and an announcement that moved."""
    base = tmp_path / "base"
    run(web, base)
    first, second, third = sorted((base / "content/announcements").glob("*.md"))[:3]
    first.write_text(first.read_text("utf-8").replace("\ntitle:", "\npinned: true\ntitle:"))
    second.unlink()
    before = base / "state/pristine" / third.name
    before.write_text(before.read_text("utf-8").replace("\n---\n\n", "\nplace: Там\n---\n\n"))
    third.write_text(third.read_text("utf-8").replace("\n---\n\n", "\nplace: Там\n---\n\n"))
    whole, joined = tmp_path / "whole", tmp_path / "joined"
    for folder in (whole, joined):
        shutil.copytree(base, folder)
    run(web, whole)
    join(joined, divided(web, joined, 2))
    same(kept(whole), kept(joined))
    assert "pinned: true" in (joined / "content/announcements" / first.name).read_text("utf-8")
    assert not (joined / "content/announcements" / second.name).exists()
    assert "place: Там" not in (joined / "content/announcements" / third.name).read_text("utf-8")


def test_a_folder_that_no_job_left_is_refused(tmp_path: Path) -> None:
    told = join(tmp_path, [tmp_path / "nowhere"])
    assert told.returncode == 2
    assert "health.json" in told.stderr
    assert not (tmp_path / "content").exists()
