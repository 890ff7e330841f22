from __future__ import annotations

from pathlib import Path

import pytest

from model import files


def test_a_file_is_replaced_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "deep/file.md"
    assert files.write(path, "один")
    assert files.write(path, b"\xff\x00")
    assert path.read_bytes() == b"\xff\x00"
    assert list(path.parent.iterdir()) == [path]
    assert path.stat().st_mode & 0o777 == 0o644


def test_the_same_bytes_are_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "file"
    files.write(path, "одно и то же")
    before = path.stat().st_ino
    assert not files.write(path, "одно и то же")
    assert path.stat().st_ino == before


def test_what_cannot_be_put_in_place_leaves_the_old_and_no_rest(tmp_path: Path) -> None:
    path = tmp_path / "folder"
    (path / "inside").mkdir(parents=True)
    with pytest.raises(OSError):  # noqa: PT011  its kind differs between systems
        files.write(path, "новое")
    assert (path / "inside").is_dir()
    assert [p.name for p in tmp_path.iterdir()] == ["folder"]


def test_rests_of_a_killed_process_are_pruned_and_nothing_else(tmp_path: Path) -> None:
    rest, kept = tmp_path / "a" / f"{files.PREFIX}abc", tmp_path / "a" / ".partial"
    rest.parent.mkdir()
    rest.touch()
    kept.touch()
    files.prune([tmp_path])
    assert not rest.exists()
    assert kept.exists()
