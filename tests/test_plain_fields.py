"""The quick way from values to an announcement gives what pydantic gives, or leaves it to it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from bench.build.corpus import announcement
from model.announcement import FIELDS, Announcement
from model.content import said, split, write
from model.plainfields import plain_announcement
from model.schema import read
from tests.announcements import PLAIN, announcements

WHOLE = {"id": PLAIN.id, "title": "Курс", "kind": "training", "stage": "call", "body": "Текст."}
ODD: st.SearchStrategy[Any] = st.sampled_from(
    ["", " ", "  а  б ", "\ud800", "true", "True", "1", "01", "-1", "1_0", "1e3", "٣", "9" * 12,
     "2026-11-28", " 2026-11-28 ", "2026-02-30", "9999-01-01", "2026-11-28T18:00",
     "2026-11-28T18:00+03:00", "RU-LIP", "ru-lip", "online", "Online", "http://а.рф/", "http://[",
     "a-b", "A-b", "а" * 2001, [], ["а", "б"], ["а", None], ["RU-LIP", "XX"], ("а",), {},
     {"name": "а"}, {"name": 1}, {1: "а"}, [["а"]], True, False, 0, 7, 1.5, b"true"]
)  # fmt: skip


def values_of(one: Announcement) -> dict[str, Any]:
    path = Path("odin.md")
    values, _ = said(split(write(one), path), path)
    return {"body": "", **values, "id": one.id}


@given(announcements())
@example(announcement(1))
@example(announcement(2))
def test_what_we_write_is_plain(one: Announcement) -> None:
    values = {name: value for name, value in values_of(one).items() if value != ""}
    found = plain_announcement(values)
    assert found is not None
    assert found == read(values)
    assert list(map(type, map(found.__getattribute__, FIELDS))) == [
        type(getattr(read(values), name)) for name in FIELDS
    ]


@given(st.dictionaries(st.sampled_from([*FIELDS, "unknown"]), ODD, max_size=3), st.booleans())
@example({"participants": True}, False)
@example({"draft": 1}, False)
@example({"title": ["а"]}, False)
def test_what_is_odd_is_read_alike_or_left(odd: dict[str, Any], bare: bool) -> None:
    values = odd if bare else {**WHOLE, **odd}
    found = plain_announcement(values)
    assert found is None or found == read(values)


def test_a_plain_file_is_read_without_pydantic() -> None:
    script = (
        "import sys; from pathlib import Path; from model.content import parse;"
        f"parse({write(PLAIN)!r}, Path('odin.md')); print('pydantic' in sys.modules)"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "False"
