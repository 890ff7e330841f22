"""Our tables are parsed once, and never told as they were before."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

from model.table import parsed

PROJECT = Path(__file__).parents[1]
TOLD = {"one": {"name": "Первый", "also": ["второй", 2, True]}}
TEXT = '[one]\nname = "Первый"\nalso = ["второй", 2, true]\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "words.toml").write_text(TEXT, "utf-8")
    return tmp_path / "words.toml"


def kept(path: Path) -> Path:
    [found] = (path.parent / "__pycache__").iterdir()
    return found


def test_a_table_is_parsed_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert parsed(path) == TOLD
    monkeypatch.setattr(tomllib, "loads", lambda text: pytest.fail(f"{text} was parsed again"))
    assert parsed(path) == TOLD


def test_another_text_is_parsed_anew_whatever_its_time(path: Path) -> None:
    parsed(path)
    path.write_text(TEXT.replace("Первый", "Второй"), "utf-8")
    assert parsed(path)["one"]["name"] == "Второй"
    assert parsed(path)["one"]["name"] == "Второй"


@pytest.mark.parametrize("data", [b"", b"not ours", b"\x04", b"N", None])
def test_what_is_damaged_is_made_anew(path: Path, data: bytes | None) -> None:
    parsed(path)
    whole = kept(path).read_bytes()
    kept(path).write_bytes(whole[:-9] if data is None else data)
    assert parsed(path) == TOLD
    assert kept(path).read_bytes() == whole


def test_nothing_is_kept_where_nothing_may_be_written(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert parsed(path) == TOLD
    assert list(path.parent.iterdir()) == [path]
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (path.parent / "__pycache__").write_text("a file where the folder should be")
    assert parsed(path) == TOLD


@pytest.mark.parametrize("name", ["regions", "states", "towns", "vocabulary"])
def test_tables_of_the_model_say_what_their_files_do(name: str) -> None:
    path = PROJECT / "model" / f"{name}.toml"
    for _ in range(2):
        assert parsed(path) == tomllib.loads(path.read_text("utf-8"))
