"""Days, spans and hours in Russian words."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from builder.language import words
from model.announcement import Kind, Stage
from model.region import regions


@pytest.mark.parametrize(
    ("day", "said"),
    [(date(2025, 11, 14), "14 ноября 2025 года"), (date(2026, 5, 1), "1 мая 2026 года")],
)
def test_days_in_full(day: date, said: str) -> None:
    assert words.full(day).replace("\N{NO-BREAK SPACE}", " ") == said
    assert " ноября" not in words.full(day)


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2026, 11, 26), date(2026, 12, 2), "с 26 ноября по 2 декабря 2026 года"),
        (date(2026, 11, 7), date(2026, 11, 21), "с 7 по 21 ноября 2026 года"),
        (date(2026, 12, 26), date(2027, 1, 2), "с 26 декабря 2026 года по 2 января 2027 года"),
        (date(2026, 11, 26), None, "26 ноября 2026 года"),
        (date(2026, 11, 26), date(2026, 11, 26), "26 ноября 2026 года"),
        (None, date(2026, 11, 26), "по 26 ноября 2026 года"),
        (None, None, ""),
    ],
)
def test_spans_say_no_more_than_is_known(start: date | None, end: date | None, said: str) -> None:
    assert words.span(start, end).replace("\N{NO-BREAK SPACE}", " ") == said


@pytest.mark.parametrize(
    ("hours", "tz", "said"),
    [
        (7, "Asia/Krasnoyarsk", "18:00 по Красноярску"),
        (3, "Asia/Krasnoyarsk", "18:00 по Москве"),
        (10, "Asia/Krasnoyarsk", "18:00 по времени UTC+10"),
    ],
)
def test_a_clock_is_named_by_its_town(hours: int, tz: str, said: str) -> None:
    moment = datetime(2026, 11, 18, 18, tzinfo=timezone(timedelta(hours=hours)))
    assert words.clock(moment, tz).replace("\N{NO-BREAK SPACE}", " ") == said


def test_every_region_s_clock_has_a_town() -> None:
    assert {region.tz for region in regions().values()} <= words.table()["clock"].keys()


def test_kinds_and_stages_all_have_words() -> None:
    assert set(words.table()["kind"]) == {kind.value for kind in Kind}
    assert set(words.table()["format"]) == {"in_person", "online", "hybrid"}
    assert len(Stage) == 3
