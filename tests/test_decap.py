"""The form's program: fetched once, unpacked with care, missed without harm."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

from editor import decap
from model.problem import SettingProblem
from tests.desks import a_desk


def packed(folder: Path, *names: str) -> Path:
    path = folder / "decap.tgz"
    with tarfile.open(path, "w:gz") as archive:
        for name in names:
            told = tarfile.TarInfo(name)
            told.size = 2
            archive.addfile(told, io.BytesIO(b"//"))
    return path


def npm(folder: Path, script: str) -> str:
    """A folder for PATH whose npm does as told."""
    path = folder / "bin/npm"
    path.parent.mkdir()
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return f"{path.parent}:/usr/bin:/bin"


def test_only_the_scripts_are_unpacked_and_nothing_leaves_the_folder(tmp_path: Path) -> None:
    scripts = ("dist/decap-cms.js", "dist/103.decap-cms.js")
    other = ("dist/decap-cms.js.map", "x.decap-cms.js", "package.json")
    evil = ("../../dist/evil.decap-cms.js", "dist/../../evil.decap-cms.js")
    names = (*scripts, *other, *evil)
    decap.unpack(packed(tmp_path, *(f"package/{name}" for name in names)), tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "103.decap-cms.js", "decap-cms.js"
    ]  # fmt: skip
    assert not list(tmp_path.parent.glob("*evil*"))


@pytest.mark.parametrize("data", [b"", b"not an archive"])
def test_a_damaged_archive_is_told(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.tgz").write_bytes(data)
    with pytest.raises(SettingProblem, match="форма не установлена"):
        decap.unpack(tmp_path / "x.tgz", tmp_path / "out")


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (None, "нет программы npm"),
        ("echo 'ENOTFOUND registry' >&2; exit 1", "ENOTFOUND registry"),
        ("exit 0", "npm не отдал"),
    ],
)
def test_what_keeps_the_form_away_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str | None, said: str
) -> None:
    monkeypatch.setattr(decap, "FOLDER", tmp_path / "cache/decap")
    monkeypatch.setenv("PATH", npm(tmp_path, script) if script else str(tmp_path))
    with pytest.raises(SettingProblem, match=said):
        decap.install()
    assert list((tmp_path / "cache").glob("*")) == []


def test_what_npm_gives_is_kept_and_not_asked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = packed(tmp_path, "package/dist/decap-cms.js")
    monkeypatch.setattr(decap, "FOLDER", tmp_path / "cache/decap")
    monkeypatch.setenv("PATH", npm(tmp_path, f"cp {archive} . && rm {archive}"))
    decap.install()
    decap.install()
    assert [path.name for path in (tmp_path / "cache/decap").iterdir()] == ["decap-cms.js"]


def test_without_the_form_the_rest_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decap, "FOLDER", tmp_path / "nothing")
    with a_desk(tmp_path) as desk:
        told = desk.get("/admin/")
        assert told.ok
        assert "Форма не установлена" in told.text
        assert "Очередь проверки" in desk.get("/review/").text
        assert desk.get("/admin/config.yml").ok
