"""The generic reader under anything: any bytes, any markup, five megabytes, and its command."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.page import read_page

PAGE = Path(__file__).parent / "pages" / "bitrix.html"
URL = "https://site.example.test/news/1/"
NOW = datetime(2026, 4, 10, 12, tzinfo=UTC)

TITLE = "Школа старших сестёр набирает слушателей"
LEAD = "Учебный центр принимает заявки на весенний поток школы старших медицинских сестёр."
REST = "Занятия пройдут очно, слушатели получат удостоверение, проживание оплачивает больница."


@given(st.binary(max_size=600) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_read(data: bytes) -> None:
    read_page(data, URL)


NOISE = st.sampled_from([
    "<div>", "</div>", "<p>", "<table><tr><td>", "</table>", "<a href='javascript:x'>", "</a>",
    "<ul><li>", "<script>", "</script>", "<!--", "-->", "<h1>", "<br>", "<title>", "<form>",
    "<time datetime='x'>", "<base href='//['>", "<noscript>", "<head>", "\0", "&#0;", "02.04.2026 ",
    '<script type="application/ld+json">[[{"@type":"Article","headline":1}]]</script>',
    "<p onclick='x()'>" + LEAD, "<b>" + TITLE, "<img src=x onerror=y>", "&lt;script&gt;",
])  # fmt: skip


@settings(max_examples=150)
@given(st.lists(NOISE, max_size=30).map("".join), st.sampled_from([URL, "", "x:", "http://["]))
def test_no_markup_breaks_the_reader_or_passes_through_it(markup: str, url: str) -> None:
    reading = read_page(markup.encode("utf-8", "replace"), url, now=NOW)
    assert not re.search(r"<script|javascript:|onclick", reading.body_html)
    assert not re.search(r"<script|\(javascript:", reading.body)


BULK = {
    "divs": "<div>" * 10_000 + f"<p>{LEAD}</p><p>{REST}</p>",
    "open": "<div>" * 900_000,
    "boxes": "".join(f"<div class=c{at}>{LEAD}</div>" for at in range(15_000)),
    "comments": f"<h3>Комментарии</h3><p>{LEAD}</p>" * 15_000,
    "headings": "<h1>Заголовок раздела</h1>" * 60_000,
    "cells": "<table>" + "<tr><td>а<td>б" * 200_000,
    "title": "<title>" + "а - " * 400_000 + f"</title><p>{LEAD}</p>",
    "names": '<div class="' + "a-" * 900_000 + f'"><p>{LEAD}</p>',
    "ld": '<script type="application/ld+json">' + "[" * 900_000 + f"</script><p>{LEAD}</p>",
    "one line": f"<p>{LEAD * 25_000}</p>",
    "dates": "<p>02.04.2026</p>" * 100_000,
    "brackets": "<" * 5_000_000,
}


@pytest.mark.parametrize("kind", BULK)
def test_five_megabytes_of_anything_are_read_in_seconds(kind: str) -> None:
    data = BULK[kind].encode()[:5_000_000]
    started = time.perf_counter()
    reading = read_page(data, URL)
    assert time.perf_counter() - started < 90
    assert len(reading.body) <= 200_000


def test_text_under_ten_thousand_boxes_is_found() -> None:
    assert read_page(BULK["divs"].encode(), URL).body == f"{LEAD}\n\n{REST}"


def test_the_command_answers_line_by_line_and_tells_what_it_cannot_open(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(PAGE.read_bytes())
    questions = [{"id": 1, "path": str(file), "url": URL}, {"id": 2, "path": str(tmp_path / "no")}]
    done = subprocess.run(
        [sys.executable, "-m", "scraper", "extract", "--jsonl"],
        input="\n".join(map(json.dumps, questions)), capture_output=True, text=True, check=True,
        encoding="utf-8", cwd=Path(__file__).parents[1],
    )  # fmt: skip
    one, two = map(json.loads, done.stdout.splitlines())
    assert (one["id"], one["published"]) == (1, "2026-04-02")
    assert one["body"] == read_page(PAGE.read_bytes(), URL).body
    assert two == {"id": 2, "title": None, "published": None, "body": ""}
    assert "no" in done.stderr
