"""Killed at any moment, on a full disk, in a folder that cannot be written: nothing is lost."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from builder.writing import output
from publish import snapshot
from tests.nights import announcement

ROOT = Path(__file__).parents[1]
KILLS = int(os.environ.get("TORTURE", "24"))
BASE = "https://radar.test/"


@pytest.mark.long
def test_a_run_killed_at_any_moment_leaves_all_whole_and_the_next_completes(tmp_path: Path) -> None:
    seed = os.environ.get("SEED") or str(time.time_ns() % 10_000)
    done = subprocess.run([sys.executable, "-m", "tests.torture", tmp_path / "t", str(KILLS), seed],
                          cwd=ROOT, capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0, f"SEED={seed}\n{done.stderr[-3000:]}"
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["killed"] == KILLS


@pytest.mark.long
def test_a_scrape_killed_before_any_change_of_the_disk_is_completed_by_the_next(
    tmp_path: Path,
) -> None:
    done = subprocess.run([sys.executable, "-m", "tests.steps", tmp_path / "t"],
                          cwd=ROOT, capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    assert json.loads(done.stdout.splitlines()[-1])["steps"] > 50


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    path = folder / "content/announcements/2026-11-19-kurs-a1b2c3.md"
    path.parent.mkdir(parents=True)
    path.write_text(announcement("Курс для медсестёр"), "utf-8")
    assert publish(folder, folder / "published").returncode == 0
    return folder


@pytest.fixture
def work(built: Path, tmp_path: Path) -> Path:
    """Content of one announcement, published once."""
    return Path(shutil.copytree(built, tmp_path / "work"))


def publish(
    folder: Path, to: Path, *, limit: int | None = None
) -> subprocess.CompletedProcess[str]:
    """The real command; ``limit`` is the size of the largest file that it may write."""

    def bounded() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        [sys.executable, "-m", "publish", "--no-scrape", "--today", "2026-11-21",
         "--content", folder / "content", "--state", folder / "state", "--site", folder / "draft",
         "--report", folder / "report", "--base-url", BASE, "--to", to],
        cwd=ROOT, capture_output=True, text=True, check=False, preexec_fn=bounded,
    )  # fmt: skip


def edit(folder: Path) -> None:
    path = next((folder / "content/announcements").glob("*.md"))
    path.write_text(path.read_text("utf-8").replace("title: Курс", "title: Новый курс"), "utf-8")


def bytes_of(site: Path) -> dict[str, bytes]:
    return {path: (site / path).read_bytes() for path in snapshot.sizes(site)}


def test_a_full_disk_is_told_and_the_old_site_stays(work: Path) -> None:
    """A limit on the size of files stands in for the disk: the same write fails the same way."""
    before, content = bytes_of(work / "published"), bytes_of(work / "content")
    edit(work)
    after_edit = bytes_of(work / "content")
    done = publish(work, work / "published", limit=3000)
    assert done.returncode == 2
    assert "Сайт не обновлён" in done.stdout
    assert bytes_of(work / "published") == before
    assert bytes_of(work / "content") == after_edit != content
    assert publish(work, work / "published").returncode == 0
    assert bytes_of(work / "published") != before
    assert [p.name for p in work.iterdir() if ".new-" in p.name] == []


@contextlib.contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A real small disk where we may mount one, else a folder that cannot be written."""
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder],
                             capture_output=True, check=False).returncode == 0  # fmt: skip
    try:
        if not mounted:
            folder.chmod(0o555)
        yield folder
    finally:
        if mounted:
            subprocess.run(["umount", folder], check=True)
        folder.chmod(0o755)


def test_a_disk_too_small_for_the_site_is_told_and_keeps_what_it_had(
    work: Path, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "disk", "200k") as disk:
        done = publish(work, disk / "www")
        assert done.returncode == 2
        assert "нет места" in done.stdout or "нет прав" in done.stdout
        assert list(disk.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told(work: Path, tmp_path: Path) -> None:
    # Root may write anywhere but where the kernel itself refuses.
    place = tmp_path / "locked"
    place.mkdir()
    place.chmod(0o555)
    target = Path("/proc/radar") if os.geteuid() == 0 else place / "www"
    done = publish(work, target)
    place.chmod(0o755)
    assert done.returncode == 2
    assert str(target.parent) in done.stdout
    assert bytes_of(work / "published")


def test_the_whole_command_killed_leaves_readers_a_whole_site(work: Path) -> None:
    """The real process group, children and all, killed in three of its steps."""
    for after in (0.3, 0.9, 1.5):
        edit(work)
        process = subprocess.Popen(
            [sys.executable, "-m", "publish", "--no-scrape", "--today", "2026-11-21",
             "--content", work / "content", "--state", work / "state", "--site", work / "draft",
             "--report", work / "report", "--base-url", BASE, "--to", work / "published"],
            cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, process_group=0,
        )  # fmt: skip
        time.sleep(after)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, 9)
        process.wait()
        marker = output.read_built(work / "published")
        assert {*marker.digests, *marker.index} == set(bytes_of(work / "published"))
    assert publish(work, work / "published").returncode == 0
    shutil.rmtree(work / "published")
