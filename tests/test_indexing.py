"""The index is begun while the site is still planned, if the last build left something of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import active_children
from pathlib import Path

import pytest

import build as command
from builder import search
from builder.cache.texts import Damaged
from builder.plainsite import articles, plain_entries
from builder.search import Wanted
from builder.writing import indexing
from builder.writing.crew import Code, Means
from builder.writing.publish import publish
from model.announcement import Announcement
from tests.sites import SITE, TODAY, a_call, catalogue, samples, tree, write_content

CODE = Code("whole", "sense")


def built(folder: Path, *announcements: Announcement, code: Code = CODE) -> dict[str, bytes]:
    """The files of the index in the folder's site."""
    entries = plain_entries(catalogue(*announcements), TODAY)
    planned = articles(entries, searched=True)
    means = Means(jobs=2, cache=folder / "cache", code=code)
    with indexing.beginning(means) as index:
        publish(planned, SITE, folder / "site", means=means, index=index)
    assert not active_children()
    return tree(folder / "site/search")


@pytest.fixture
def afresh(monkeypatch: pytest.MonkeyPatch) -> list[Wanted | None]:
    """What another process was wanted for than the one that was begun."""
    asked: list[Wanted | None] = []
    really = indexing.indexing

    @contextmanager
    def told(found: Wanted | None, means: Means) -> Iterator[indexing.Indexing]:
        asked.append(found)
        with really(found, means) as one:
            yield one

    monkeypatch.setattr(indexing, "indexing", told)
    return asked


def test_a_small_change_goes_on_where_it_was_begun(
    tmp_path: Path, afresh: list[Wanted | None]
) -> None:
    built(tmp_path, *samples())
    assert len(afresh) == 1
    one, other = a_call("novyy"), a_call("eschyo")
    for turn, more in enumerate([[one], [one, other], [other], []]):
        found = built(tmp_path, *samples(), *more)
        assert len(afresh) == 1 + turn
        assert found == built(tmp_path / f"clean{turn}", *samples(), *more)


def test_an_index_that_is_right_is_left_alone(tmp_path: Path, afresh: list[Wanted | None]) -> None:
    assert built(tmp_path, *samples()) == built(tmp_path, *samples())
    assert afresh[1:] == [None]


def test_many_new_announcements_are_read_by_a_process_that_has_them(
    tmp_path: Path, afresh: list[Wanted | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    clean = built(tmp_path / "clean", *samples(), a_call("novyy"))
    built(tmp_path, *samples())
    with monkeypatch.context() as patch:
        patch.setattr(search, "MOST", 0)
        assert built(tmp_path, *samples(), a_call("novyy")) == clean
    assert len(afresh) == 3
    built(tmp_path, *samples())
    assert len(afresh) == 3, "it remembers"


def test_what_other_code_left_is_not_gone_on_with(tmp_path: Path) -> None:
    clean = built(tmp_path / "clean", *samples())
    built(tmp_path, a_call("novyy"))
    assert built(tmp_path, *samples(), code=Code("other", "other")) == clean


def damage(cache: Path, part: float) -> None:
    """Spoil what the index remembers, from this part of it on."""
    (texts,) = cache.rglob("search.memory-*")
    data = texts.read_bytes()
    begin = int(len(data) * part)
    texts.write_bytes(data[:begin] + bytes(len(data) - begin))


def test_damage_that_is_found_at_once_is_mended(tmp_path: Path) -> None:
    clean = built(tmp_path / "clean", *samples(), a_call("novyy"))
    built(tmp_path / "one", *samples())
    damage(tmp_path / "one", 0)
    assert built(tmp_path / "one", *samples(), a_call("novyy")) == clean


def test_damage_that_is_found_on_the_way_is_told(tmp_path: Path) -> None:
    built(tmp_path, *samples())
    damage(tmp_path, 0.6)
    with pytest.raises(Damaged, match=r"search\.memory: кэш повреждён"):
        built(tmp_path, *samples(), a_call("novyy"))


def test_a_build_begins_again_without_what_is_damaged(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    def run() -> dict[str, bytes]:
        folders = [f"--{name}={tmp_path / name}" for name in ("content", "state", "site", "cache")]
        how = [f"--today={TODAY}", "--jobs=2", "--profile=searched"]
        assert command.main([*folders, *how, f"--base-url={SITE.base_url}"]) == 0
        return tree(tmp_path / "site/search")

    write_content(tmp_path / "content", samples())
    run()
    write_content(tmp_path / "content", [*samples(), a_call("novyy")])
    damage(tmp_path / "cache", 0.6)
    assert run() == built(tmp_path / "clean", *samples(), a_call("novyy"))
    assert "кэш повреждён" in capfd.readouterr().err
