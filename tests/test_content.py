"""Content files: what is read, and how a mistake in one is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from model import content
from model.announcement import Announcement
from model.problem import ContentProblem
from tests.announcements import PLAIN, an_announcement, announcements

GOOD = content.write(an_announcement(apply_close=None))


def problems(text: str) -> list[ContentProblem]:
    with pytest.raises(ExceptionGroup) as caught:
        content.parse(text, Path("content/announcements/x.md"))
    return list(caught.value.exceptions)  # type: ignore[arg-type]


@given(announcements())
def test_what_is_written_is_read_back_the_same(announcement: Announcement) -> None:
    text = content.write(announcement)
    assert content.parse(text, Path(f"{announcement.id}.md")) == announcement


@pytest.mark.parametrize(
    ("line", "field", "message", "hint"),
    [
        ("regoin: RU-LIP", "regoin", "неизвестное поле", "region"),
        ("apply_close: 2026-02-31", "apply_close", "такой даты нет", "2026-02-28"),
        ("event_end: 9999-12-31", "event_end", "год 9999", ""),
        ("apply_close: 9026-11-28T18:00+03:00", "apply_close", "год 9026", ""),
        ("apply_close: 14.11.2026", "apply_close", "дата пишется так: 2026-11-28", ""),
        ("apply_close: 2026-11-28T18:00", "apply_close", "нужен пояс", ""),
        ("event_start: 2026-13-01", "event_start", "месяца 13 не бывает", ""),
        ("region: RU-LIPP", "region", "нет такого кода региона", "RU-LIP"),
        ("format: onlain", "format", "можно: in_person, online, hybrid", "online"),
        ("participants: много", "participants", "нужно целое число", ""),
        ("audience: врачи", "audience", "нужен список", ""),
        ("apply_url: javascript:alert(1)", "apply_url", "http://", ""),
        ("draft: угу", "draft", "true или false", ""),
        ("review: [apply_closs]", "review", "нет такого поля", "apply_close"),
        ("kind: training", "kind", "поле стоит дважды", "строке 3"),
    ],
)
def test_a_mistake_is_told_in_russian_with_its_line(
    line: str, field: str, message: str, hint: str
) -> None:
    text = GOOD.replace("stage: call\n", f"stage: call\n{line}\n")
    (problem,) = problems(text)
    assert (problem.field, problem.line) == (field, 5)
    assert message in problem.message
    assert hint in problem.hint


def test_all_mistakes_of_a_file_are_told_at_once() -> None:
    text = GOOD.replace("kind: training", "kind: курс").replace("stage: call", "stage: скоро")
    assert [p.field for p in problems(text)] == ["kind", "stage"]


def test_broken_yaml_is_told_with_its_line() -> None:
    (problem,) = problems('---\ntitle: "Курс\nkind: training\n---\nтекст')
    assert problem.line >= 2
    assert "кавычки" in problem.hint


@pytest.mark.parametrize(
    "text", ["", "просто текст", "---\ntitle: х\nбез конца", "---\n- список\n---\n"]
)
def test_a_file_without_fields_says_what_it_needs(text: str) -> None:
    assert problems(text)[0].message


def test_a_window_that_ends_before_it_begins_is_wrong() -> None:
    text = GOOD.replace(
        "stage: call", "stage: call\napply_open: 2026-11-20\napply_close: 2026-11-10"
    )
    (problem,) = problems(text)
    assert problem.field == "apply_close"


@pytest.mark.parametrize("value", ["10:30", "no", "2026-11-01", "1e3", "0755", "~", "null"])
def test_yamls_own_guesses_never_touch_a_value(value: str) -> None:
    text = GOOD.replace("stage: call", f"stage: call\nplace: {value}")
    read = content.parse(text, Path("x.md"))
    assert read.place == value
    assert content.parse(content.write(read), Path("x.md")) == read


def test_a_bad_file_is_left_out_and_the_rest_stays(tmp_path: Path) -> None:
    folder = tmp_path / "announcements"
    folder.mkdir()
    (folder / f"{PLAIN.id}.md").write_text(GOOD, encoding="utf-8")
    (folder / "bad.md").write_text("---\ntitle: x\n---\n", encoding="utf-8")
    (folder / "bytes.md").write_bytes(b"---\ntitle: \xff\n---\n")
    catalogue = content.load(tmp_path)
    assert [a.id for a in catalogue.announcements] == [PLAIN.id]
    assert {p.path.name for p in catalogue.problems} == {"bad.md", "bytes.md"}


def test_two_files_with_one_id_are_both_told_and_neither_shown(tmp_path: Path) -> None:
    for year in ("2025", "2026"):
        folder = tmp_path / "announcements" / year
        folder.mkdir(parents=True)
        (folder / "same.md").write_text(GOOD, encoding="utf-8")
    catalogue = content.load(tmp_path)
    assert catalogue.announcements == ()
    assert [p.field for p in catalogue.problems] == ["id", "id"]


def test_an_empty_optional_field_is_unsaid() -> None:
    text = GOOD.replace("stage: call", "stage: call\nname:\nprogramme: ''")
    assert content.parse(text, Path(f"{PLAIN.id}.md")) == replace(PLAIN)
