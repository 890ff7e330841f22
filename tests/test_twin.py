"""The site's folder and its twin: exchanged whole, never trusted when someone touched them."""

from __future__ import annotations

import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from builder.cache import twin
from builder.cache.files import folders
from builder.cache.put import put as put_file
from builder.page import Page
from builder.plan import pages
from builder.writing.crew import Means
from builder.writing.output import MARKER, locked
from builder.writing.publish import Outcome, publish
from model.announcement import Announcement
from tests.builds import no_index
from tests.sites import SITE, TODAY, a_call, catalogue, samples, tree

KEPT = ("a/", "index.html", "open/", "static/")


def small(*announcements: Announcement) -> list[Page]:
    return [p for p in pages(catalogue(*announcements), SITE, TODAY) if p.path.startswith(KEPT)]


def put(folder: Path, planned: list[Page]) -> Outcome:
    means = Means(cache=folder / "cache")
    return publish(planned, SITE, folder / "site", means=means, index=no_index)


def test_a_site_from_its_twin_is_that_of_a_clean_build(tmp_path: Path) -> None:
    rounds = (
        samples(),
        [*samples(), a_call("odin")],
        [*samples()[2:], a_call("odin", title="Иначе")],
        [a_call("dva"), *samples()],
        samples(),
    )
    for number, announcements in enumerate(rounds):
        planned = small(*announcements)
        assert put(tmp_path, planned).changed
        publish(planned, SITE, tmp_path / f"clean-{number}", index=no_index)
        assert tree(tmp_path / "site") == tree(tmp_path / f"clean-{number}")
        assert put(tmp_path, planned).changed is False
    assert sorted(path.name for path in tmp_path.iterdir() if "clean" not in path.name) == [
        "cache", "site"
    ]  # fmt: skip


def test_readers_of_the_old_site_keep_its_bytes(tmp_path: Path) -> None:
    """The twin shares files with the site: writing into one would change the other."""
    for extra in ([], [a_call("odin")], [a_call("dva")]):
        put(tmp_path, small(*samples(), *extra))
    with (tmp_path / "site/index.html").open("rb") as open_page:
        before = (tmp_path / "site/index.html").read_bytes()
        put(tmp_path, small(*samples(), a_call("tri")))
        assert open_page.read() == before


@pytest.mark.parametrize("size", [0, 5, 9000])
def test_a_file_of_the_site_is_replaced_and_one_s_own_is_written_over(
    tmp_path: Path, size: int
) -> None:
    new, site = tmp_path / "new", tmp_path / "site"
    put_file(new, b"first")
    inode = new.stat().st_ino
    put_file(new, b"x" * size)
    assert new.read_bytes() == b"x" * size
    assert new.stat().st_ino == inode
    site.hardlink_to(new)
    put_file(new, b"last")
    assert new.read_bytes() == b"last"
    assert site.read_bytes() == b"x" * size
    put_file(new, b"own")
    assert new.read_bytes() == b"own"


@pytest.mark.parametrize("lost", ["a", MARKER, "index.html"])
def test_a_twin_that_someone_touched_is_not_trusted(tmp_path: Path, lost: str) -> None:
    for extra in ([], [a_call("odin")], [a_call("dva")]):
        put(tmp_path, small(*samples(), *extra))
    found = tmp_path / "cache" / twin.FOLDER / lost
    assert found.exists()
    found.rename(tmp_path / "elsewhere")
    planned = small(*samples(), a_call("tri"))
    put(tmp_path, planned)
    publish(planned, SITE, tmp_path / "clean", index=no_index)
    assert tree(tmp_path / "site") == tree(tmp_path / "clean")


def test_a_lost_file_and_a_strange_one_show_in_their_folders(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/b/one").write_text("1")
    told = folders(tmp_path, ["a/b/one"])
    assert [name for name, _ in told] == ["", "a", "a/b"]
    assert twin.untouched(tmp_path, told)
    time.sleep(0.01)
    (tmp_path / "a/b/two").write_text("2")
    assert not twin.untouched(tmp_path, told)


def test_a_second_build_waits_for_the_first(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    order: list[str] = []
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as other:
        with locked(tmp_path / "site"):
            waiting = other.submit(wait_for, tmp_path / "site", tmp_path / "told")
            time.sleep(0.3)
            assert not waiting.done()
            order.append("first")
        waiting.result(timeout=30)
    assert (tmp_path / "told").read_text() == "second"
    assert "site.lock: идёт другая сборка этой папки, ждём" in capfd.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["told"]


def wait_for(site: Path, told: Path) -> None:
    with locked(site):
        told.write_text("second")


def test_what_goes_wrong_under_the_lock_is_told_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"), locked(tmp_path / "site"):
        (tmp_path / "nowhere").read_bytes()
    assert list(tmp_path.iterdir()) == []
