"""``python -m scraper read``: what people see in a terminal, what programs get, what is refused."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from datetime import date
from typing import Any

import pytest

from scraper.commands.reading import told
from scraper.demo.corpus import every
from scraper.facts.read import read
from tests.commands import ROOT, Ran, scrape

DAY = date(2025, 11, 20)
TITLE = "Медсестёр Тулы зовут на курс"
TEXT = (
    "Минздрав Тульской области приглашает медсестёр на курс «Уход за пациентами».\n\n"
    "Заявки принимаются до 18:00 15 декабря на почту kurs@example.test. "
    "Обучение пройдёт с 20 по 24 января в Туле, очно. Участвуют 40 человек."
)


def lines(text: str, *, published: date | None = DAY, colour: bool = False) -> list[str]:
    return list(told(read(text, title=TITLE, published=published), colour=colour))


def ran(*arguments: str, said: str | bytes) -> Ran:
    return scrape("read", *arguments, said=said)


def answers(*rows: Any) -> Ran:
    said = "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows)
    return ran("--jsonl", said=said)


def test_facts_are_told_in_russian_with_what_was_inferred() -> None:
    shown = "\n".join(lines(TEXT))
    assert "Вид               обучение\n" in shown
    assert "Регион            Тульская область (RU-TUL)\n" in shown
    assert "Срок подачи       15 декабря 2025 года, 18:00 (UTC+03) (выведено)" in shown
    assert "Участников        40\n" in shown


def test_why_this_kind_and_why_this_region() -> None:
    shown = "\n".join(lines(TEXT))
    why = shown[shown.index("\nПочему\n") :]
    assert "Вид: учат медиков" in why
    assert "Регион: «Тулы»" in why


def test_what_proves_a_fact_is_marked_where_it_stands() -> None:
    shown = " ".join(" ".join(lines(TEXT)).split())
    assert "[Заявки принимаются до 18:00 15 декабря на почту kurs@example.test.] ‹" in shown
    assert "Участвуют [40 человек] ‹участников›." in shown


def test_a_deadline_without_its_year_is_for_a_person() -> None:
    shown = lines(TEXT, published=None)
    doubts = " ".join(" ".join(shown[shown.index("Проверить человеку") :]).split())
    assert "Срок подачи — назван без года: Заявки принимаются до" in doubts


def test_what_is_none_of_ours_is_told_with_its_reason() -> None:
    reading = read("В больнице отремонтировали крышу и покрасили забор.")
    shown = "\n".join(told(reading, colour=False))
    assert "не наше" in shown
    assert "Почему" in shown


@pytest.mark.parametrize("item", every()[:30], ids=lambda item: item.title[:30])
def test_no_line_is_wider_than_eighty_columns(item: Any) -> None:
    reading = read(item.text, title=item.title, published=DAY)
    assert max(map(len, told(reading, colour=False))) <= 80


@pytest.mark.parametrize("item", every()[:10], ids=lambda item: item.title[:30])
def test_colour_changes_nothing_but_the_brackets(item: Any) -> None:
    reading = read(item.text, title=item.title, published=DAY)
    coloured = re.sub(r"\x1b\[[0-9;]*m", "", " ".join(told(reading, colour=True)))
    plain = re.sub(r"[\[\]]", "", " ".join(told(reading, colour=False)))
    assert re.sub(r"[\[\]]", "", coloured).split() == plain.split()


def test_control_characters_of_a_text_never_reach_the_terminal() -> None:
    shown = "\n".join(lines(TEXT.replace("курс", "ку\x1b]0;имя\x07рс\u202e\x9b31m")))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", shown)


def test_no_colour_into_a_file() -> None:
    done = ran("--published", "2025-11-20", said=TEXT)
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize(("wish", "coloured"), [("", True), ("1", False)])
def test_colour_in_a_terminal_unless_its_owner_wants_none(wish: str, coloured: bool) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "scraper", "read"], stdin=subprocess.PIPE, stdout=theirs, cwd=ROOT,
        env=os.environ | {"NO_COLOR": wish},
    )  # fmt: skip
    os.close(theirs)
    process.stdin.write(TEXT.encode())
    process.stdin.close()
    shown = b""
    try:
        while piece := os.read(ours, 65536):
            shown += piece
    except OSError:  # how Linux says that the other end is closed
        pass
    os.close(ours)
    assert process.wait() == 0
    assert (b"\x1b[1;32m" in shown) is coloured
    assert "Тульская область".encode() in shown


MALFORMED = {
    "not JSON": '{"id": 2, "text": ',
    "no object": "[1, 2]",
    "no id": '{"text": "Курс"}',
    "no UTF-8": "\udcff\udcfe",
    "too deep": "[" * 100_000,
    "no day": '{"id": 2, "text": "Курс", "published": "вчера"}',
    "a day that never was": '{"id": 2, "text": "Курс", "published": "2025-02-30"}',
    "no region": '{"id": 2, "text": "Курс", "source_region": "RU-XXX"}',
}


@pytest.mark.parametrize("line", MALFORMED.values(), ids=MALFORMED.keys())
def test_a_malformed_line_is_named_and_the_good_ones_are_answered(line: str) -> None:
    said = "\n".join([json.dumps({"id": 1, "text": TEXT}), line, json.dumps({"id": 3, "text": ""})])
    done = ran("--jsonl", said=said.encode("utf-8", "surrogateescape"))
    assert done.returncode == 2
    assert done.stderr.startswith("line 2: not a question: ")
    assert [json.loads(row)["id"] for row in done.stdout.splitlines()] == [1, 3]


BAD = {
    "empty": "",
    "blank": " \n\t \u00a0\n",
    "a million characters": "Врачи учатся на курсе до 5 мая. " * 31_250,
    "a million letters": "а" * 1_000_000,
    "a wall of dates": "с 5 по 9 мая 2025 года, до 12.05.2025, 7 июня в 18:00; " * 2_000,
    "mixed alphabets": "Қaзaқстан Peспyбликacы вpaчи kypc 中文 العربية ελληνικά до 5 мaя",
    "control characters": "".join(map(chr, range(32)))
    + "Курс\x00 врачей\x1b[31m до 5\u202eмая\ufeff",
    "surrogates": "Курс \ud800 врачей \udfff до 5 мая",
    "English": "The ministry invites nurses to a course. Apply by 5 May 2025 at example.test.",
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD.keys())
def test_bad_input_gets_an_answer(text: str) -> None:
    done = answers({"id": 1, "text": text, "published": "2025-11-20"})
    assert (done.returncode, done.stderr) == (0, "")
    row = json.loads(done.stdout)
    assert row["id"] == 1
    assert row["name"] is None or row["name"] in text


def test_values_of_another_type_are_read_as_words() -> None:
    done = answers({"id": [1], "text": 5, "title": 7, "published": None, "source_region": None})
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["id"] == [1]


def test_reading_leaves_no_cycles_so_that_a_batch_may_do_without_the_collector() -> None:
    """In a process of its own: here other tests' threads leave some meanwhile."""
    told = subprocess.run(
        [sys.executable, "-c", CYCLES], capture_output=True, text=True, check=True
    )
    assert told.stdout == "0\n"


CYCLES = """
import gc
from datetime import date
from scraper.demo.corpus import every
from scraper.facts.read import read

rows = every()[:20]
read(rows[0].text, published=date(2026, 11, 21))
gc.collect()
gc.disable()
for item in rows:
    read(item.text, title=item.title, published=date(2026, 11, 21))
print(gc.collect())
"""
