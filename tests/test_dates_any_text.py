"""Any text is read for dates: whole, in bounded time, without a guess."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.facts.dates import LIMIT, spans
from tests.days import WRITTEN
from tests.work import calls


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    for span in spans(text, WRITTEN):
        assert text[span.at : span.to] == span.quote
    spans(text, None)


HEAP = (
    "с по до к 6 10 31 2026 апреля мая апрель . , - – ( ) « » : / 18:00 06.04 вчера в пятницу год "
    "года квартале III не позднее и назад через дня неделю сәуір дейін жылғы № ул"
)
PARTS = st.sampled_from(sorted(set(HEAP.split())))


@given(st.lists(PARTS, max_size=30).map(" ".join))
def test_any_heap_of_date_words_is_read(text: str) -> None:
    for span in spans(text, WRITTEN):
        assert span.start is None or span.end is None or span.start <= span.end


@given(st.lists(st.sampled_from(["врачи", "учатся", "в", "школе", "—", "Тверь,", "и", "без"])))
def test_text_without_date_words_has_no_date(words: list[str]) -> None:
    assert spans(" ".join(words), WRITTEN) == ()


@pytest.mark.parametrize(
    "brick",
    ["до 6 апреля, ", "06.04.2026 ", "6, ", "6-", "1.1.", "с ", "«6» ", "апреля ", "11", "18:00 "],
)
def test_work_grows_no_faster_than_the_text(brick: str) -> None:
    spans(brick * 9, WRITTEN)  # tables are loaded once
    many, few = (calls(partial(spans, brick * n, WRITTEN)) for n in (400, 200))
    assert many < 3 * few + 2000


def test_what_lies_beyond_the_limit_is_not_read() -> None:
    assert spans("а " * (LIMIT // 2) + "6 апреля 2026", WRITTEN) == ()


@pytest.mark.parametrize("year", [1, 1800, 9999])
def test_an_impossible_day_of_writing_is_no_day(year: int) -> None:
    (span,) = spans("через 900 лет", date(year, 1, 1)) or (None,)
    assert span is None or span.undated
