"""What ``build.py --check`` tells an editor, and what it lets a source get away with."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

import build
from model import files
from model.content import write
from tests.announcements import an_announcement
from tests.sites import a_call, on, write_content

DAY = "2026-11-18"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write_content(tmp_path / "content", [a_call("odin"), a_call("dva")])


def check(content: Path, *options: str) -> int:
    state = content.parent / "state"
    return build.main(["--content", str(content), "--state", str(state), "--today", DAY,
                       "--check", *options])  # fmt: skip


def one_more(content: Path, body: str = "Текст.", **values: object) -> Path:
    a = an_announcement(id="tri", source_url="https://example.test/3/", body=body, **values)
    path = content / "announcements/tri.md"
    files.write(path, write(a))
    return path


def test_sound_content_passes(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(content) == build.FINE
    assert "без ошибок: 2" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"apply_close": on(20), "event_end": on(10)}, "позже, чем кончается событие"),
        ({"apply_open": on(20), "event_end": on(10)}, "позже, чем кончается событие"),
        ({"published": on(-1), "updated": on(-5)}, "позже, чем день изменения"),
        ({"published": on(3)}, "день ещё не наступил"),
        ({"published": on(-2), "apply_close": on(-9)}, "позже срока подачи"),
    ],
)
def test_dates_that_contradict_each_other_are_told(
    content: Path, capsys: pytest.CaptureFixture[str], values: dict[str, date], said: str
) -> None:
    path = one_more(content, **values)
    assert check(content) == build.INCOMPLETE
    told = capsys.readouterr().err
    assert said in told
    number = int(told.split(f"{path}:")[1].split(":")[0])
    field = path.read_text("utf-8").splitlines()[number - 1].split(":")[0]
    assert f"«{field}:" in told


@pytest.mark.parametrize(
    ("link", "dead"),
    [
        ("../2026-11-08-odin/", False),
        ("https://radar.example.test/a/2026-11-08-odin/", False),
        ("/about/", False),
        ("https://example.test/nowhere/", False),
        ("#place", False),
        ("../2026-11-08-odni/", True),
        ("https://radar.example.test/a/2026-11-08-odni/", True),
        ("/abuot/", True),
        ("../../../../etc/passwd", True),
    ],
)
def test_a_link_inside_the_site_must_lead_somewhere(
    content: Path, capsys: pytest.CaptureFixture[str], link: str, dead: bool
) -> None:
    one_more(content, body=f"Первый абзац.\n\nСм. [там]({link}).")
    code = check(content, "--base-url", "https://radar.example.test/")
    told = capsys.readouterr().err
    assert (code == build.INCOMPLETE) is dead
    assert ("никуда не ведёт" in told) is dead
    if "odni" in link:
        assert "вы имели в виду «a/2026-11-08-odin/»?" in told


def test_a_picture_needs_words(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = one_more(content, body="Текст.\n\n![](foto.png) и ![главный корпус](dva.png)")
    assert check(content) == build.INCOMPLETE
    told = capsys.readouterr().err
    line = path.read_text("utf-8").splitlines().index("![](foto.png) и ![главный корпус](dva.png)")
    assert f"{path}:{line + 1}: у картинки «foto.png» нет описания" in told
    assert "dva.png" not in told


def test_what_the_robot_copied_is_noted_and_what_an_editor_touched_is_a_mistake(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = one_more(content, body="Текст.\n\n![](foto.png)")
    files.write(content.parent / "state/pristine/tri.md", path.read_bytes())
    assert check(content, "--json") == build.FINE
    (row,) = json.loads(capsys.readouterr().out)["problems"]
    assert row["level"] == "note"
    files.write(path, path.read_text("utf-8").replace("Текст.", "Мой текст."))
    assert check(content) == build.INCOMPLETE


def test_everything_wrong_is_one_list_for_programs(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = one_more(content)
    text = path.read_text("utf-8")
    files.write(path, text.replace("title:", "titel:").replace("---\n\n", "regoin: X\n---\n\n", 1))
    assert check(content, "--json") == build.INCOMPLETE
    told = json.loads(capsys.readouterr().out)
    assert told["announcements"] == 2
    rows = {row["field"]: row for row in told["problems"]}
    assert "вы имели в виду «title»" in rows["titel"]["message"]
    assert "вы имели в виду «region»" in rows["regoin"]["message"]
    assert {row["level"] for row in told["problems"]} == {"error"}
    assert all(row["path"] == str(path) and row["line"] >= 1 for row in told["problems"])


def test_pages_and_programmes_are_checked_too(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder, dead, lives in (("pages", "../abuot/", "../about/"),
                                ("programmes", "../../nigde/", "../../about/")):  # fmt: skip
        text = f"---\ntitle: Слова\n---\n\n[туда]({dead}) и [сюда]({lives})\n"
        files.write(content / folder / "slova.md", text)
    assert check(content) == build.INCOMPLETE
    told = capsys.readouterr().err
    assert told.count("никуда не ведёт") == 2
    assert "slova.md:5: ссылка «../abuot/»" in told


def test_a_twin_by_name_is_told(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = content / "announcements/2026-11-08-odin.md"
    files.write(content / "announcements/old/2026-11-08-odin.md", path.read_bytes())
    assert check(content) == build.INCOMPLETE
    assert capsys.readouterr().err.count("такой же файл уже есть") == 2
