"""A folder of saved pages, letters and notes as a source."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scraper.post import Post
from scraper.problem import EmptyProblem
from tests.publishers import layout, posts, publisher


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def saved(folder: Path, **said: Any) -> list[Post]:
    return posts(publisher(str(folder), "files", **said))


def test_saved_texts_are_read_by_name_and_by_their_bytes(folder: Path) -> None:
    (folder / "b.txt").write_bytes("Курс № 5".encode("cp1251"))
    (folder / "a.txt").write_bytes("\ufeffНабор".encode())
    (folder / ".hidden.txt").write_text("нет")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    found = saved(folder)
    assert [(post.url, post.text) for post in found] == [
        ("file:a.txt", "Набор"),
        ("file:b.txt", "Курс № 5"),
    ]


def test_a_saved_page_says_where_it_is_from(folder: Path) -> None:
    text = "<h1>Имя</h1><div class=b>текст</div>"
    (folder / "1.html").write_text(f"<!-- saved from url=(0022)https://x.test/news/1/ -->{text}")
    (folder / "2.htm").write_text(
        f"<head><link rel=canonical href='https://x.test/2/'></head>{text}"
    )
    (folder / "3.html").write_text(text)
    found = saved(folder, article={"title": "h1", "body": ".b"})
    assert [post.url for post in found] == [
        "https://x.test/news/1/",
        "https://x.test/2/",
        "file:3.html",
    ]
    assert {post.title for post in found} == {"Имя"}


def test_one_unreadable_page_does_not_hide_the_folder(folder: Path) -> None:
    (folder / "1.html").write_bytes(bytes(range(256)) * 20)
    (folder / "2.html").write_text("<h1>Имя</h1><div class=b>текст</div>")
    assert saved(folder, article={"title": "h1", "body": ".b"})[1].title == "Имя"


def test_front_matter_of_a_saved_note_is_believed(folder: Path) -> None:
    (folder / "a.md").write_text(
        "---\ntitle: Набор\ndate: 2026-03-05\nurl: https://x.test/1\n---\nТекст\n"
    )
    (folder / "b.md").write_text("# Просто текст\n")
    first, second = saved(folder)
    assert (first.url, first.title, first.published, first.text) == (
        "https://x.test/1",
        "Набор",
        "2026-03-05",
        "Текст\n",
    )
    assert (second.url, second.title, second.text) == ("file:b.md", None, "# Просто текст\n")


MAILS = [
    (b"Subject: =?koi8-r?B?69XS0w==?=\nDate: Thu, 5 Mar 2026 10:00:00 +0600\n"
     b"Content-Type: text/plain; charset=koi8-r\n\n" + "Текст письма".encode("koi8-r"),
     ("Курс", "Thu, 5 Mar 2026 10:00:00 +0600", "", "Текст письма")),
    (b"Subject: x\nContent-Type: multipart/alternative; boundary=B\n\n--B\n"
     b"Content-Type: text/plain\n\nplain\n--B\n"
     b"Content-Type: text/html; charset=utf-8\n\n<p>markup</p>\n--B--\n",
     ("x", None, "<p>markup</p>", "")),
    (b"Subject: =?nonsense?B?###?=\n\nbody", ("=?nonsense?B?###?=", None, "", "body")),
    (b"no mail at all", (None, None, "", "no mail at all")),
]  # fmt: skip


@pytest.mark.parametrize(("data", "expected"), MAILS)
def test_a_letter_is_read(
    folder: Path, data: bytes, expected: tuple[str | None, str | None, str, str]
) -> None:
    (folder / "a.eml").write_bytes(data)
    (post,) = saved(folder)
    assert (post.title, post.published, post.html, post.text.strip()) == expected


def test_a_link_out_of_the_folder_is_not_followed(folder: Path, tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "secret.txt").write_text("нет")
    (inside / "link.txt").symlink_to(tmp_path / "secret.txt")
    (inside / "own.txt").write_text("да")
    assert [post.text for post in saved(inside)] == ["да"]


def test_a_folder_without_publications_is_empty(folder: Path) -> None:
    (folder / "picture.png").write_bytes(b"\x89PNG")
    assert isinstance(layout(publisher(str(folder), "files")), EmptyProblem)
