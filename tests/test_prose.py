"""Paragraphs to read and paragraphs to keep."""

from __future__ import annotations

from html import unescape

import markdown
import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.post import Post
from scraper.prose import escape, prose, unmark


def saved(text: str) -> Post:
    return Post(source="x", url="file:1", text=text)


def shown(source: str) -> str:
    """What a reader of the rendered page sees."""
    html = nh3.clean(markdown.markdown(source), tags=set())
    return " ".join(unescape(html).split())


@pytest.mark.parametrize(
    "line",
    [
        "1. Курс",
        "# не заголовок",
        "- не список",
        "+ не список",
        "*не курсив* и _не курсив_",
        "[скобки](не ссылка)",
        "a < b > c",
        "обратная \\ черта",
        "2026. Итоги года",
        "&lt; и AT&T",
        "--- конец",
    ],
)
def test_saved_text_shows_exactly_as_it_was(line: str) -> None:
    assert shown(prose(saved(line)).kept([line])) == line


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=60))
def test_unmark_undoes_escape(text: str) -> None:
    line = " ".join(text.split())
    assert unmark(escape(line)) == line


@pytest.mark.parametrize(
    ("markdown_text", "plain"),
    [
        ("Подать заявку [на сайте](https://example.test/a).", "Подать заявку на сайте."),
        ("**Важно:** срок *до 5 мая*", "Важно: срок до 5 мая"),
        ("## Кому", "Кому"),
        ("![фото](https://example.test/a.jpg)Текст", "Текст"),
        ("snake_case_word и 2*3*4", "snake_case_word и 2*3*4"),
    ],
)
def test_reading_sees_no_markup(markdown_text: str, plain: str) -> None:
    assert unmark(markdown_text) == plain


def test_a_paragraph_that_reading_left_out_is_not_kept() -> None:
    article = prose(saved("Меню\nПервый абзац.\nЧитайте также\nВторой абзац."))
    assert article.kept(["Первый абзац.", "Второй абзац."]) == "Первый абзац.\n\nВторой абзац."


def test_a_block_that_lost_a_line_keeps_the_others() -> None:
    post = Post(
        source="x",
        url="https://example.test/1/",
        html="<p>Первый <b>абзац</b>.</p><p>Второй.<br>Делиться</p><p>Меню</p>",
    )
    article = prose(post)
    assert article.kept(["Первый абзац.", "Второй."]) == "Первый **абзац**.\n\nВторой."


def test_links_are_told_apart_from_the_text() -> None:
    post = Post(source="x", url="https://example.test/1/",
                html='<p>Заявка <a href="/form">по ссылке</a>.</p>')  # fmt: skip
    article = prose(post)
    assert article.text == "Заявка по ссылке."
    assert article.links == (("по ссылке", "https://example.test/form"),)
