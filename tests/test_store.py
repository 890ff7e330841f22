"""What one publication does to the folders that people and the robot share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import content
from model.files import write
from scraper.storage.store import Change, Store
from tests.announcements import an_announcement, announcements

FIRST = an_announcement(apply_close=date(2026, 11, 14))
LATER = replace(FIRST, apply_close=date(2026, 11, 28), title="Курс для медсестёр: срок продлён")


def a_store(folder: Path) -> Store:
    return Store(folder / "content", folder / "state")


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def the_file(folder: Path) -> Path:
    (path,) = content.files(folder / "content")
    return path


def test_a_new_announcement_gets_a_file_and_a_pristine_copy(tmp_path: Path) -> None:
    assert a_store(tmp_path).put(FIRST).change is Change.NEW
    assert content.read(the_file(tmp_path)) == FIRST
    assert (tmp_path / "state/pristine" / f"{FIRST.id}.md").exists()


def test_running_twice_writes_nothing_the_second_time(tmp_path: Path) -> None:
    a_store(tmp_path).put(FIRST)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.md")}
    again = replace(FIRST, fetched=date(2026, 12, 1))
    assert a_store(tmp_path).put(again).change is Change.UNCHANGED
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.md")} == before


def test_a_deleted_file_stays_deleted(tmp_path: Path) -> None:
    a_store(tmp_path).put(FIRST)
    the_file(tmp_path).unlink()
    assert a_store(tmp_path).put(LATER).change is Change.DELETED
    assert list(content.files(tmp_path / "content")) == []


def test_a_changed_headline_keeps_the_file_and_its_name(tmp_path: Path) -> None:
    a_store(tmp_path).put(FIRST)
    retitled = replace(LATER, id="2026-11-05-drugoe-a1b2c3")
    assert a_store(tmp_path).put(retitled).change is Change.UPDATED
    assert the_file(tmp_path).stem == FIRST.id
    assert content.read(the_file(tmp_path)).title == LATER.title


def test_a_renamed_and_moved_file_is_still_the_same_announcement(tmp_path: Path) -> None:
    a_store(tmp_path).put(FIRST)
    path = the_file(tmp_path)
    (path.parent / "2026").mkdir()
    path.rename(path.parent / "2026" / "kurs-dlya-sester.md")
    assert a_store(tmp_path).put(LATER).change is Change.UPDATED
    assert content.read(the_file(tmp_path)).apply_close == LATER.apply_close
    assert the_file(tmp_path).stem == "kurs-dlya-sester"


def test_two_addresses_with_the_same_digest_stay_two_announcements(tmp_path: Path) -> None:
    a_store(tmp_path).put(FIRST)
    other = replace(FIRST, id="2026-11-09-forum-a1b2c3", source_url="https://example.test/news/2/")
    assert a_store(tmp_path).put(other).change is Change.NEW
    assert len(list(content.files(tmp_path / "content"))) == 2


def test_a_source_that_moved_to_https_is_still_the_same_announcement(tmp_path: Path) -> None:
    assert FIRST.source_url is not None
    plain = replace(FIRST, source_url=FIRST.source_url.replace("https://", "http://"))
    a_store(tmp_path).put(plain)
    retitled = replace(LATER, id="2026-11-05-drugoe-a1b2c3", source_url=FIRST.source_url)
    assert a_store(tmp_path).put(retitled).change is Change.UPDATED
    assert the_file(tmp_path).stem == FIRST.id


def test_a_file_that_a_person_made_is_never_written(tmp_path: Path) -> None:
    mine = replace(FIRST, title="Моё название")
    write(tmp_path / "content/announcements" / f"{FIRST.id}.md", content.write(mine))
    before = tree(tmp_path)
    a_store(tmp_path).put(FIRST)
    assert tree(tmp_path) == before


def test_an_unreadable_file_is_left_byte_for_byte(tmp_path: Path) -> None:
    a_store(tmp_path).put(FIRST)
    the_file(tmp_path).write_text("---\ntitle: [\n---\nправка", encoding="utf-8")
    before = tree(tmp_path)
    assert a_store(tmp_path).put(LATER).change is Change.UNREADABLE
    assert tree(tmp_path) == before


def test_a_run_killed_between_content_and_pristine_is_completed_by_the_next(tmp_path: Path) -> None:
    a_store(tmp_path).put(FIRST)
    (tmp_path / "state/pristine" / f"{FIRST.id}.md").unlink()
    assert a_store(tmp_path).put(FIRST).change is Change.UNCHANGED
    assert a_store(tmp_path).put(LATER).change is Change.UPDATED


def test_comments_quotes_and_order_of_an_editor_survive_the_robot(tmp_path: Path) -> None:
    a_store(tmp_path).put(FIRST)
    path = the_file(tmp_path)
    text = path.read_text("utf-8").replace("kind: training\n", "")
    text = text.replace(
        "title: Курс для медсестёр", "kind: 'training'  # проверено\ntitle: Курс мой"
    )
    path.write_text(text, "utf-8")
    assert a_store(tmp_path).put(LATER).change is Change.UPDATED
    assert path.read_text("utf-8") == text.replace("2026-11-14", "2026-11-28")


def test_an_objection_is_told_once(tmp_path: Path) -> None:
    a_store(tmp_path).put(FIRST)
    path = the_file(tmp_path)
    path.write_text(path.read_text("utf-8").replace("2026-11-14", "2026-11-20"), encoding="utf-8")
    assert a_store(tmp_path).put(LATER).objections == {"apply_close": LATER.apply_close}
    assert a_store(tmp_path).put(LATER).objections == {}
    assert content.read(path).apply_close == date(2026, 11, 20)


def test_a_failed_write_leaves_the_old_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    write(path, "старое")
    with pytest.raises(UnicodeEncodeError):
        write(path, "новое \ud800")
    assert tree(tmp_path) == {"a.md": "старое".encode()}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_sequence_of_scrapes_loses_an_editors_title(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("law")
    fixed = {"id": FIRST.id, "source_url": FIRST.source_url}
    a_store(folder).put(data.draw(announcements(**fixed)))
    path = the_file(folder)
    edited = replace(content.read(path), title="Так назвал редактор")
    write(path, content.write(edited))
    for _ in range(data.draw(st.integers(1, 3))):
        a_store(folder).put(data.draw(announcements(**fixed)))
    assert content.read(path).title == "Так назвал редактор"
    before = tree(folder)
    a_store(folder).put(content.read(folder / "state/pristine" / f"{FIRST.id}.md"))
    assert tree(folder) == before
