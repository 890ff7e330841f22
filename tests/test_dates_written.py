"""Dates in rarer hands: Roman months, blanks in figures, ordinals of two words, other tongues."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from scraper.facts.dates import best, spans

WRITTEN = datetime(2028, 2, 14, 9, 0)  # noqa: DTZ001

READ = """
7.XI.2028 | 2028-11-07..2028-11-07
07 . 11. 2028 г. | 2028-11-07..2028-11-07
2028-11-07/2028-11-12 | 2028-11-07..2028-11-12
June 3–5, 2028 | 2028-06-03..2028-06-05
с двадцать второго по двадцать четвёртое марта | 2028-03-22..2028-03-24
отыз бірінші наурызда | 2028-03-31..2028-03-31
он екінші наурызда | 2028-03-12..2028-03-12
трое суток назад | 2028-02-11..2028-02-11
Съезд начнётся 07.11 в 10.30 | 2028-11-07..2028-11-07
до конца февраля | ..2028-02-29
до конца февраля 2027 года | ..2027-02-28
до конца квартала | ..2028-03-31
до конца этого полугодия | ..2028-06-30
"""

SILENT = """
обновите приложение до версии 3.11.26
газета «Первое мая» вышла новым тиражом
19.XIV.2028
21 . 14. 2028
May 20–18, 2028
два первых места из 5.11
"""


def rows(table: str) -> list[list[str]]:
    return [line.split(" | ") for line in table.strip().splitlines()]


def iso(day: date | None) -> str:
    return day.isoformat() if day else ""


@pytest.mark.parametrize(("text", "days"), rows(READ))
def test_a_date_is_read_however_it_is_written(text: str, days: str) -> None:
    found = best(spans(text, WRITTEN))
    assert found is not None
    assert f"{iso(found.start)}..{iso(found.end)}" == days


@pytest.mark.parametrize("text", SILENT.strip().splitlines())
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert [span for span in spans(text, WRITTEN) if span.start or span.end] == []
