"""What builds remember: quick when nothing moved, and never in the way of a right site."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from builder.cache import content as cached
from builder.cache import stamp, store, twin
from builder.cache.files import folders, seen
from builder.page import Page
from builder.plan import pages
from builder.writing.crew import Means
from builder.writing.output import MARKER, locked
from builder.writing.pool import pool
from builder.writing.publish import Outcome, publish
from model.announcement import Announcement
from model.content import load
from tests.sites import SITE, TODAY, a_call, a_report, catalogue, samples, tree
from tests.sites import write_content as put_content


def no_index(found: object, site: Path) -> None:
    """A site without search."""


KEPT = ("a/", "index.html", "open/", "static/")


def small(*announcements: Announcement) -> list[Page]:
    return [p for p in pages(catalogue(*announcements), SITE, TODAY) if p.path.startswith(KEPT)]


def put(folder: Path, planned: list[Page]) -> Outcome:
    means = Means(cache=folder / "cache")
    return publish(planned, SITE, folder / "site", means=means, index=no_index)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    put_content(tmp_path / "content", samples())
    return tmp_path / "content"


def aged(folder: Path) -> None:
    """As if every file had been written long ago: then its time alone is believed."""
    old = time.time() - 60
    for path in folder.rglob("*"):
        os.utime(path, (old, old))


def test_the_cache_gives_what_the_files_say(content: Path, tmp_path: Path) -> None:
    plain = load(content)
    for _ in range(3):
        found, notes = cached.load(content, tmp_path / "cache")
        assert (found.announcements, found.problems) == (plain.announcements, plain.problems)
        assert notes == []
        aged(content)


def test_a_file_that_stands_as_it_was_is_not_opened(content: Path, tmp_path: Path) -> None:
    aged(content)
    cached.load(content, tmp_path / "cache")
    path, *_ = sorted(content.rglob("*.md"))
    stat = path.stat()
    path.write_bytes(b"?" * stat.st_size)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    found, _ = cached.load(content, tmp_path / "cache")
    assert found.problems == ()


def test_a_change_within_the_clock_s_grain_is_seen(content: Path, tmp_path: Path) -> None:
    cached.load(content, tmp_path / "cache")
    path, *_ = sorted(content.rglob("*.md"))
    stat = path.stat()
    path.write_bytes(b"?" * stat.st_size)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    found, _ = cached.load(content, tmp_path / "cache")
    assert [problem.path for problem in found.problems] == [path]


def test_a_fresh_checkout_is_known_by_its_digests(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, _ = cached.load(content, tmp_path / "cache")
    aged(content)
    monkeypatch.setattr(cached, "read", lambda path: pytest.fail(f"{path} was parsed"))
    after, _ = cached.load(content, tmp_path / "cache")
    assert after.announcements == before.announcements


def test_edits_and_removals_are_seen(content: Path, tmp_path: Path) -> None:
    cached.load(content, tmp_path / "cache")
    first, second, *_ = sorted(content.rglob("*.md"))
    first.unlink()
    second.write_text(second.read_text("utf-8").replace("title: ", "title: Новое "), "utf-8")
    found, _ = cached.load(content, tmp_path / "cache")
    assert (found.announcements, found.problems) == (load(content).announcements, ())


def test_a_mistake_is_told_every_time(content: Path, tmp_path: Path) -> None:
    (content / "announcements/plohoy.md").write_text("нет шапки")
    for _ in range(2):
        found, _ = cached.load(content, tmp_path / "cache")
        assert [problem.path.name for problem in found.problems] == ["plohoy.md"]


def broken(path: Path, how: str) -> None:
    data = path.read_bytes()
    match how:
        case "truncated":
            path.write_bytes(data[: len(data) // 2])
        case "empty":
            path.write_bytes(b"")
        case "changed":
            path.write_bytes(data[:-9] + b"Z" + data[-8:])
        case "foreign":
            path.write_bytes(b"PK\x03\x04" + data)
        case "other version":
            value, _ = store.load(path, cached._key())
            store.save(path, b"another", value)


@pytest.mark.parametrize("how", ["truncated", "empty", "changed", "foreign", "other version"])
def test_a_cache_that_is_none_is_told_and_made_anew(
    content: Path, tmp_path: Path, how: str
) -> None:
    cached.load(content, tmp_path / "cache")
    broken(tmp_path / "cache" / cached.FILE, how)
    found, notes = cached.load(content, tmp_path / "cache")
    assert found.announcements == load(content).announcements
    [note] = notes
    assert "делаем заново" in note
    assert cached.load(content, tmp_path / "cache")[1] == []


def test_a_cache_that_cannot_be_written_stops_nothing(content: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("это файл, не папка")
    found, notes = cached.load(content, tmp_path / "cache")
    assert found.announcements
    assert any("кэш" in note for note in notes)


def test_processes_read_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_content(tmp_path / "content", [a_report(f"n{n}") for n in range(30)])
    monkeypatch.setattr(cached, "WORTH", 10)
    monkeypatch.setattr(cached, "SHARE", 7)
    found, _ = cached.load(tmp_path / "content", None, jobs=2)
    assert found.announcements == load(tmp_path / "content").announcements


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
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    order: list[str] = []
    with pool(1) as other:
        with locked(tmp_path / "site"):
            waiting = other.submit(wait_for, tmp_path / "site", tmp_path / "told")
            time.sleep(0.3)
            assert not waiting.done()
            order.append("first")
        waiting.result(timeout=30)
    assert (tmp_path / "told").read_text() == "second"
    assert [path.name for path in tmp_path.iterdir()] == ["told"]


def wait_for(site: Path, told: Path) -> None:
    with locked(site):
        told.write_text("second")


def test_what_was_not_touched_has_the_same_stamp(content: Path, tmp_path: Path) -> None:
    def now() -> stamp.Inputs:
        return stamp.inputs(("a",), content, tmp_path / "state", tmp_path)

    before = now()
    assert now() == before
    path, *_ = sorted(content.rglob("*.md"))
    path.write_text(path.read_text("utf-8") + "ещё", "utf-8")
    assert now().rest != before.rest
    assert now().written == before.written
    (tmp_path / "state").mkdir()
    (tmp_path / "state/addresses.json").write_text("{}")
    assert now().written != before.written
    assert stamp.inputs(("b",), content, tmp_path / "state", tmp_path).rest != now().rest


def test_files_are_seen_below_a_folder_in_order(tmp_path: Path) -> None:
    for name in ("b.md", "a/c.md", "a/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    assert [path for path, *_ in seen(tmp_path, ".md")] == [
        str(tmp_path / "a/c.md"), str(tmp_path / "b.md")
    ]  # fmt: skip
    assert seen(tmp_path / "nowhere") == []


def test_what_goes_wrong_under_the_lock_is_told_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"), locked(tmp_path / "site"):
        (tmp_path / "nowhere").read_bytes()
    assert list(tmp_path.iterdir()) == []
