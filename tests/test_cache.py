"""What builds remember: quick when nothing moved, and never in the way of a right site."""

from __future__ import annotations

import os
import pickle
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

from builder.cache import census, filed, reading, stamp, store, texts
from builder.cache import content as cached
from builder.cache.files import seen
from builder.cache.texts import Damaged, pack
from model.content import Catalogue, load
from tests.sites import a_report, samples
from tests.sites import write_content as put_content

PROJECT = Path(__file__).parents[1]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    put_content(tmp_path / "content", samples())
    return tmp_path / "content"


def recalled(content: Path, cache: Path, jobs: int = 1) -> tuple[Catalogue, list[str]]:
    """As a build reads, and remembers: the catalogue, and what was wrong with the cache."""
    found = census.take(cache, (content, content.parent / "state", PROJECT))
    read, shelf = cached.load(content, found, cache, jobs)
    said = [filed.flat(a) for a in read.announcements]
    assert len(said) == len(read.announcements)
    shelf.save()
    found.save(cache)
    return read, [note for note in (found.note, *shelf.notes) if note]


def same(one: Catalogue, other: Catalogue) -> bool:
    """Alike in every field, wherever the fields lie."""
    told = [[(a.id, *filed.flat(a)) for a in c.announcements] for c in (one, other)]
    return told[0] == told[1] and list(map(str, one.problems)) == list(map(str, other.problems))


def aged(folder: Path) -> None:
    """As if every file had been written long ago: then its time alone is believed."""
    old = time.time() - 60
    for path in folder.rglob("*"):
        os.utime(path, (old, old))


def test_the_cache_gives_what_the_files_say(content: Path, tmp_path: Path) -> None:
    plain = load(content)
    for _ in range(3):
        found, notes = recalled(content, tmp_path / "cache")
        assert same(found, plain)
        assert notes == []
        aged(content)


def test_an_announcement_from_the_cache_is_like_any_other(content: Path, tmp_path: Path) -> None:
    recalled(content, tmp_path / "cache")
    found, _ = recalled(content, tmp_path / "cache")
    for one, other in zip(found.announcements, load(content).announcements, strict=True):
        assert isinstance(one, filed.Filed)
        assert pickle.loads(pickle.dumps(one)).body == other.body
        assert asdict(one) == asdict(other)
        with pytest.raises(AttributeError):
            _ = one.no_such_field


def meddled(content: Path) -> Path:
    """A file whose text is another now, of the same length and time."""
    path, *_ = sorted(content.rglob("*.md"))
    stat = path.stat()
    path.write_bytes(b"?" * stat.st_size)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    return path


def test_a_file_that_stands_as_it_was_is_not_opened(content: Path, tmp_path: Path) -> None:
    aged(content)
    recalled(content, tmp_path / "cache")
    meddled(content)
    found, _ = recalled(content, tmp_path / "cache")
    assert found.problems == ()


@pytest.mark.parametrize("clock", ["right", "went back"])
def test_a_change_within_the_clock_s_grain_is_seen(
    content: Path, tmp_path: Path, clock: str
) -> None:
    if clock == "went back":
        aged(content)
    recalled(content, tmp_path / "cache")
    if clock == "went back":
        path = tmp_path / "cache" / census.FILE
        (_, *rest), _ = store.load(path, b"")
        store.save(path, b"", (time.time_ns() + 10**12, *rest))
    path = meddled(content)
    found, _ = recalled(content, tmp_path / "cache")
    assert [problem.path for problem in found.problems] == [path]


def test_what_was_opened_in_doubt_is_believed_from_then_on(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(census, "RACY", 50_000_000)
    for _ in range(2):
        recalled(content, tmp_path / "cache")
        time.sleep(0.1)
    meddled(content)
    found, _ = recalled(content, tmp_path / "cache")
    assert found.problems == ()


def test_a_fresh_checkout_is_known_by_its_digests(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, _ = recalled(content, tmp_path / "cache")
    aged(content)
    monkeypatch.setattr(reading, "STEPS", (lambda _, path: pytest.fail(f"{path} was read"),))
    after, _ = recalled(content, tmp_path / "cache")
    assert same(after, before)


def test_edits_renames_and_removals_are_seen(content: Path, tmp_path: Path) -> None:
    recalled(content, tmp_path / "cache")
    first, second, third, *_ = sorted(content.rglob("*.md"))
    first.unlink()
    second.write_text(second.read_text("utf-8").replace("title: ", "title: Новое "), "utf-8")
    third.rename(third.with_name("drugoe-imya.md"))
    found, _ = recalled(content, tmp_path / "cache")
    assert same(found, load(content))


def test_a_mistake_is_told_every_time(content: Path, tmp_path: Path) -> None:
    (content / "announcements/plohoy.md").write_text("нет шапки")
    for _ in range(2):
        found, _ = recalled(content, tmp_path / "cache")
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
            store.save(path, b"another", ("texts-1", 0, {}))


@pytest.mark.parametrize("how", ["truncated", "empty", "changed", "foreign", "other version"])
@pytest.mark.parametrize("name", [cached.FILE, census.FILE])
def test_a_cache_that_is_none_is_told_and_made_anew(
    content: Path, tmp_path: Path, how: str, name: str
) -> None:
    recalled(content, tmp_path / "cache")
    broken(tmp_path / "cache" / name, how)
    found, notes = recalled(content, tmp_path / "cache")
    assert same(found, load(content))
    [note] = notes
    assert "делаем заново" in note
    assert recalled(content, tmp_path / "cache")[1] == []


def test_texts_cut_short_are_told_and_read_anew(content: Path, tmp_path: Path) -> None:
    recalled(content, tmp_path / "cache")
    broken(tmp_path / "cache/texts-1", "truncated")
    found, notes = recalled(content, tmp_path / "cache")
    assert same(found, load(content))
    assert "короче" in notes[0]


def test_a_text_that_is_not_what_was_put_there_is_damage(content: Path, tmp_path: Path) -> None:
    recalled(content, tmp_path / "cache")
    broken(tmp_path / "cache/texts-1", "changed")
    with pytest.raises(Damaged, match="кэш повреждён"):
        recalled(content, tmp_path / "cache")


def test_texts_that_nobody_has_any_more_are_left_behind(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cached, "SPARE", 0)
    for number in range(4):
        for path in content.rglob("*.md"):
            path.write_text(f"{path.read_text('utf-8')}\nДополнение {number}.\n", "utf-8")
        found, _ = recalled(content, tmp_path / "cache")
        assert same(found, load(content))
    [texts] = (tmp_path / "cache").glob("texts-*")
    assert texts.name != "texts-1"
    assert texts.stat().st_size < 3 * sum(path.stat().st_size for path in content.rglob("*.md"))


def test_processes_read_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_content(tmp_path / "content", [a_report(f"n{n}") for n in range(30)])
    (tmp_path / "content/announcements/n7-plohoy.md").write_text("нет шапки")
    monkeypatch.setattr(reading, "WORTH", 10)
    monkeypatch.setattr(reading, "SHARE", 7)
    found, _ = recalled(tmp_path / "content", tmp_path / "cache", jobs=2)
    assert same(found, load(tmp_path / "content"))
    assert [problem.path.name for problem in found.problems] == ["n7-plohoy.md"]


def test_what_was_not_touched_has_the_same_key(content: Path, tmp_path: Path) -> None:
    state, cache = tmp_path / "state", tmp_path / "cache"

    def key(settings: str = "a", *, again: bool = False) -> bytes:
        found = census.take(cache, (content, state, PROJECT))
        if again:
            found.again()
        found.save(cache)
        return found.key([settings])

    recalled(content, cache)
    before = key()
    assert key() == before != key("b")
    aged(content)
    assert key() == before, "a fresh checkout"
    changes: list[Callable[[], object]] = [
        lambda: (content / "site.toml").write_text('name = "Радар"', "utf-8"),
        lambda: (content / "site.toml").write_text('name = "Иной"', "utf-8"),
        lambda: (content / "site.toml").rename(content / "other.toml"),
        (content / "other.toml").unlink,
        state.mkdir,
        lambda: (state / "addresses.json").write_text("{}"),
    ]
    for change in changes:
        change()
        after = key()
        assert (after == before) == (change == state.mkdir)
        assert key() == after
        before = after
    assert key(again=True) != before, "the build wrote what it reads"


def test_a_site_that_was_built_anew_is_remembered(content: Path, tmp_path: Path) -> None:
    """Whatever it was built anew for: no file need have changed."""
    roots = (content, tmp_path / "state", PROJECT)
    recalled(content, tmp_path / "cache")
    built = census.take(tmp_path / "cache", roots)
    built.again()
    built.save(tmp_path / "cache")
    assert census.take(tmp_path / "cache", roots).key([]) == built.key([])


def test_files_are_seen_below_a_folder(tmp_path: Path) -> None:
    for name in ("b.md", "a/c.md", "a/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    (tmp_path / "nowhere.md").symlink_to(tmp_path / "gone")
    assert sorted(path for path, *_ in seen(tmp_path)) == ["a/c.md", "a/d.txt", "b.md"]
    assert seen(tmp_path / "nowhere") == []


def test_what_is_remembered_of_sites_that_nobody_builds_goes(tmp_path: Path) -> None:
    """Kept: what was used of late, what is worked on now, and our own."""
    ages = {
        "own": 90,
        "used": 20,
        "unused": 40,
        "gone": 2,
        "gone-now": 0,
        "nameless": 2,
        "busy": 40,
    }
    for name, days in ages.items():
        folder = tmp_path / f"cache/build-{name}"
        folder.mkdir(parents=True)
        if not name.startswith("gone"):
            (tmp_path / name).mkdir()
        stamp.write(folder, tmp_path / name, b"", ())
        if name == "nameless":
            (folder / stamp.SITE).unlink()
        for path in (folder, *folder.glob(stamp.SITE)):
            os.utime(path, (time.time() - days * 86_400,) * 2)
    (tmp_path / "cache/.build-busy.lock").touch()
    stamp.prune(tmp_path / "cache", tmp_path / "cache/build-own")
    left = {path.name.removeprefix("build-") for path in (tmp_path / "cache").glob("build-*")}
    assert left == ages.keys() - {"unused", "gone", "nameless"}


def test_many_texts_are_read_as_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "WINDOW", 64)
    kept = texts.Texts(tmp_path / "texts")
    said = [pack("слово".encode() * (at % 40)) for at in range(200)]
    places = [(kept.add(data), len(data)) for data in said]
    for some in (places, places[::7], places[150:], []):
        assert list(kept.several(some)) == [kept.get(place) for place in some]
    kept.close()
