"""What the words around a date make of it: its year, its hour, its role, its quote."""

from __future__ import annotations

from datetime import date, time

import pytest

from scraper.facts.dates import Precision, Role, best, carried, spans
from tests.days import WRITTEN, stretch


def test_a_bare_day_follows_the_opening_that_was_named_before() -> None:
    written = date(2025, 11, 10)
    (opening,) = spans("Приём начнётся с 3 декабря.", written)
    (bound,) = carried("Он продлится до 20-го.", [], opening, written)
    assert bound.end == date(2025, 12, 20)


def test_a_year_just_before_a_day_is_its_year() -> None:
    days = [stretch(span) for span in spans("в 2019 году, с 12 по 14 мая, слёт был мал", WRITTEN)]
    assert days == ["2019-01-01..2019-12-31", "2019-05-12..2019-05-14"]


def test_a_year_of_another_clause_is_not() -> None:
    text = "В 2025 году обучили сорок сестёр, новый курс начнётся 12 мая."
    assert stretch(spans(text, WRITTEN)[-1]) == "2026-05-12..2026-05-12"


def test_a_weekday_settles_the_year() -> None:
    (span,) = spans("во вторник, 8 декабря, состоялся съезд", WRITTEN)
    assert span.start == date(2026, 12, 8)
    assert not span.clash


def test_a_weekday_that_does_not_fit_is_told() -> None:
    (span,) = spans("в пятницу, 9 июня 2026 года", WRITTEN)
    assert span.clash


def test_times_and_their_zone_are_read() -> None:
    (span,) = spans("до 18:00 по московскому времени 6 апреля", WRITTEN)
    assert span.clock is not None
    assert span.clock.end == time(18)
    assert str(span.clock.zone) == "Europe/Moscow"


def test_a_time_without_a_zone_has_none() -> None:
    (span,) = spans("6 апреля с 10.00 до 12.30", WRITTEN)
    assert span.clock is not None
    assert (span.clock.start, span.clock.end, span.clock.zone) == (time(10), time(12, 30), None)


def test_an_offset_counts_from_moscow() -> None:
    (span,) = spans("6 апреля в 15:00 (МСК+4)", WRITTEN)
    assert span.clock is not None
    assert span.clock.zone is not None
    offset = span.clock.zone.utcoffset(None)
    assert offset is not None
    assert offset.total_seconds() == 7 * 3600


@pytest.mark.parametrize(
    ("phrase", "role"),
    [
        ("до 6 апреля", Role.UNTIL),
        ("к 6 апреля", Role.BY),
        ("с 6 апреля", Role.SINCE),
        ("после 6 апреля", Role.AFTER),
        ("с 6 на 13 апреля", Role.MOVED),
        ("приказ от 6 апреля 2026 года", Role.DATED),
        ("с 6 по 13 апреля", None),
        ("6 апреля", None),
    ],
)
def test_the_words_around_a_day_give_its_role(phrase: str, role: Role | None) -> None:
    (span,) = spans(phrase, WRITTEN)
    assert span.role is role


def test_the_quote_is_literal() -> None:
    text = "Мест двадцать; анкеты ждут до\u00a06\u00a0апреля включительно, затем отбор."
    (span,) = spans(text, WRITTEN)
    assert span.quote == text[span.at : span.to] == "до\u00a06\u00a0апреля включительно"


def test_every_date_of_a_text_is_found_in_order() -> None:
    text = "С 6 по 10 апреля — курс, до 1 апреля — заявки, 12 мая — экзамен."
    assert [stretch(span) for span in spans(text, WRITTEN)] == [
        "2026-04-06..2026-04-10",
        "..2026-04-01",
        "2026-05-12..2026-05-12",
    ]


def test_a_day_is_the_best_of_several() -> None:
    found = best(spans("На следующей неделе, с 23 по 25 марта, сбор", WRITTEN))
    assert found is not None
    assert found.precision is Precision.DAY
