"""Templates kept as code: the same pages, whatever lies in the cache."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2.compiler import CodeGenerator

from builder.page import Page
from builder.writing.compiled import FOLDER
from builder.writing.render import Renderer, Shared
from tests.sites import SITE, VERSIONS, a_call, planned, render, samples


@pytest.fixture(scope="module")
def front() -> Page:
    return planned(*samples())["index.html"]


def files(cache: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (cache / FOLDER).rglob("*") if path.is_file()}


def test_pages_are_the_same_with_kept_templates(front: Page, tmp_path: Path) -> None:
    first = Renderer(SITE, VERSIONS, tmp_path)(front)
    kept = files(tmp_path)
    assert kept
    assert Renderer(SITE, VERSIONS, tmp_path)(front) == first == render()(front)
    assert files(tmp_path) == kept


@pytest.mark.parametrize("damage", [b"", b"not a template", None])
def test_a_damaged_file_is_made_anew(front: Page, tmp_path: Path, damage: bytes | None) -> None:
    first = Renderer(SITE, VERSIONS, tmp_path)(front)
    kept = files(tmp_path)
    for path in (tmp_path / FOLDER).rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-9] if damage is None else damage)
    damaged = files(tmp_path)
    assert Renderer(SITE, VERSIONS, tmp_path)(front) == first
    mended = files(tmp_path)
    assert mended.keys() == kept.keys()
    assert not [name for name in mended if mended[name] == damaged[name]]


def test_a_folder_that_cannot_be_written_stops_nothing(front: Page, tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("a file where the folder should be")
    assert Renderer(SITE, VERSIONS, tmp_path)(front) == render()(front)


def test_templates_write_what_those_compiled_by_jinja_do(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = planned(*samples(), a_call("nabor", title="<b>Набор</b> & «приём»")).values()
    ours = [render()(page) for page in pages]
    monkeypatch.setattr(Shared, "code_generator_class", CodeGenerator)
    theirs = Renderer(SITE, VERSIONS)
    assert [theirs(page) for page in pages] == ours
