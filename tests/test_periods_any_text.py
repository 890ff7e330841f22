"""Any text is read for days: quotes are its own, spans run forward, time is bounded."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.days import written
from tests.work import calls

HEAP = (
    "до 6 мая|с 1 по 5 мая|6 мая|вчера|сегодня|в пятницу|на 6 мая|до конца мая|заявки принимают|"
    "форум пройдёт|жюри оценит|срок продлён|курс стартует|итоги|и|,|:|—|регистрация|документы|"
    "завершится|можно|с 6 мая|өтінім|в 2025 году"
)
PHRASES = st.sampled_from(HEAP.split("|"))


@given(st.lists(PHRASES, max_size=25).map(" ".join), st.sampled_from(["2026-04-20", None]))
def test_any_heap_of_phrases_is_read(text: str, published: str | None) -> None:
    found = written(text, published)
    for first, last in (
        (found.event_start, found.event_end),
        (found.apply_open, found.apply_close),
    ):
        for fact in (first, last):
            assert fact is None or fact.quote in text
        assert first is None or last is None or first.value <= last.value


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    written(text, "2026-04-20")


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31"])
def test_an_impossible_day_of_publication_counts_as_none(published: str) -> None:
    assert written("Заявки принимают до 6 мая.", published).unsure


@pytest.mark.parametrize(
    "brick", ["заявки до 6 мая, ", "форум 6 мая и ", "приём ", "продлён до 6 мая "]
)
def test_work_grows_no_faster_than_the_text(brick: str) -> None:
    written(brick * 9, "2026-04-20")  # tables are loaded once
    many, few = (calls(partial(written, brick * n, "2026-04-20")) for n in (300, 150))
    assert many < 3 * few + 2000
