"""Saved files and addresses into content."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from model import content
from model.announcement import Announcement
from tests.commands import process, scrape
from tests.replica import Replica, html

TEXT = """Районные вести
Погода: −4
Вторник, 17 ноября, 2026

Медсестёр области зовут на курс «Тихий час»

Министерство здравоохранения Рязанской области набирает медсестёр на курс повышения
квалификации «Тихий час». Заявки принимают до 30 ноября 2026 года, занятия пройдут с 7 по 9 декабря
2026 года в Рязани. Мест 40.

Читайте также
Каток открылся 20 ноября
"""


def load(folder: Path) -> tuple[Announcement, ...]:
    return content.load(folder / "content").announcements


def imported(folder: Path, *what: str | Path, by: Callable[..., Any] = scrape) -> int:
    return int(by("import", *what, "--content", folder / "content", "--state", folder / "state",
                  "--today", "2026-11-21", "--allow-private-addresses").returncode)  # fmt: skip


def test_a_saved_text_becomes_an_announcement_without_its_furniture(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert imported(tmp_path, tmp_path / "a.txt", by=process) == 0
    (read,) = load(tmp_path)
    assert read.title == "Медсестёр области зовут на курс «Тихий час»"
    assert (read.region, read.apply_close) == ("RU-RYA", date(2026, 11, 30))
    assert (read.event_start, read.event_end) == (date(2026, 12, 7), date(2026, 12, 9))
    assert "Каток" not in read.body
    assert "Погода" not in read.body


def test_the_same_text_from_another_folder_is_the_same_announcement(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.txt").write_text(TEXT, encoding="utf-8")
        assert imported(tmp_path, tmp_path / name / f"{name}.txt") == 0
    assert len(load(tmp_path)) == 1


def test_another_text_of_the_same_name_is_another_announcement(tmp_path: Path) -> None:
    for name, text in (("a", TEXT), ("b", TEXT.replace("Рязан", "Пенз").replace("40", "60"))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page.txt").write_text(text, encoding="utf-8")
        assert imported(tmp_path, tmp_path / name / "page.txt") == 0
    assert len(load(tmp_path)) == 2


def test_an_address_is_fetched_and_read(tmp_path: Path) -> None:
    title, body = [part for part in TEXT.split("\n\n") if "урс" in part]
    page = f"<html><body><h1>{title}</h1><article><p>{body}</p></article></body></html>"
    with Replica() as web:
        address = web.on("/news/1/", html(page))
        assert imported(tmp_path, address) == 0
    (read,) = load(tmp_path)
    assert read.source_url == address
    assert read.apply_close == date(2026, 11, 30)


def test_what_is_no_announcement_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("В больницу привезли новый томограф.", encoding="utf-8")
    assert imported(tmp_path, tmp_path / "a.txt") == 0
    assert load(tmp_path) == ()


def test_a_file_of_another_kind_is_a_wrong_command(tmp_path: Path) -> None:
    (tmp_path / "a.exe").write_bytes(b"MZ")
    assert imported(tmp_path, tmp_path / "a.exe") == 2
