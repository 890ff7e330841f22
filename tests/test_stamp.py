"""Publication wordings of platforms, read on Wednesday 18 March 2026 at three in Moscow."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.facts.layout.stamp import stamp

MOSCOW = timezone(timedelta(hours=3))
NOW = datetime(2026, 3, 18, 15, 0, tzinfo=MOSCOW)

MOMENTS = """
Tue, 10 Mar 2026 16:40:00 +0300 | 2026-03-10T16:40+03:00
Tue, 10 Mar 2026 16:40:00 MSK | 2026-03-10T16:40+03:00
Tue, 10 Mar 2026 16:40:00 GMT | 2026-03-10T16:40+00:00
10 March 2026 6:40 | 2026-03-10T06:40+03:00
2026-03-10T16:40:00Z | 2026-03-10T16:40+00:00
2026-03-10T16:40:00.417+0000 | 2026-03-10T16:40+00:00
2026-03-10T16:40:00+05:00 | 2026-03-10T16:40+05:00
2026-03-10 16:40:00 | 2026-03-10T16:40+03:00
1773150000 | 2026-03-10T13:40+00:00
1773150000417 | 2026-03-10T13:40+00:00
Сегодня, 12:30 | 2026-03-18T12:30+03:00
Сегодня в 09:05 | 2026-03-18T09:05+03:00
Вчера 23:50 | 2026-03-17T23:50+03:00
2 часа назад | 2026-03-18T13:00+03:00
40 минут назад | 2026-03-18T14:20+03:00
полчаса назад | 2026-03-18T14:30+03:00
20 часов назад | 2026-03-17T19:00+03:00
10 марта 2026 в 09:33 | 2026-03-10T09:33+03:00
10 Мар 2026 в 15:08 | 2026-03-10T15:08+03:00
10 марта 2026 г., 14:07 | 2026-03-10T14:07+03:00
10 марта, 14:07 | 2026-03-10T14:07+03:00
14:07, 10 марта 2026 | 2026-03-10T14:07+03:00
10.03.2026 16:40 | 2026-03-10T16:40+03:00
10.03.26, 16:40 | 2026-03-10T16:40+03:00
Опубликовано: 10.03.2026 в 16:40 | 2026-03-10T16:40+03:00
10 марта 2026 16:40 (МСК+2) | 2026-03-10T16:40+05:00
10 наурыз 2026, 18:30 | 2026-03-10T18:30+03:00
бүгін, 10:00 | 2026-03-18T10:00+03:00
"""

DAYS = """
10.03.2026 | 2026-03-10
2026-03-10 | 2026-03-10
Вторник, 10 марта, 2026 | 2026-03-10
10 марта 2026 г. | 2026-03-10
10 марта | 2026-03-10
20 ноября | 2025-11-20
Дата: 20 ноября | 2025-11-20
Вчера | 2026-03-17
сегодня | 2026-03-18
3 дня назад | 2026-03-15
2026 жылғы 10 наурыз | 2026-03-10
кеше | 2026-03-17
10 июня 2026 | 2026-06-10
Tue, 10 Mar 2026 16:40:00 XYZ | 2026-03-10
"""

NONE = """
31.02.2026
30 февраля 2026 года
10.13.2026
2026-13-10T10:00:00Z
2026-03-10T25:00:00
март 2026
2026
неделю назад
5 месяцев назад
с 1 по 5 марта
до 10 марта
14:07
Просмотров: 1520
Комментарии (3)
8 (800) 555-10-03
88005551003
0
99999999999999999999
123456789012
01.01.1970
скоро
ул. 8 Марта
"""


def table(text: str) -> list[tuple[str, str]]:
    rows = (line.split(" | ") for line in text.strip().splitlines())
    return [(words, meant) for words, meant in rows]


@pytest.mark.parametrize(("words", "moment"), table(MOMENTS))
def test_a_moment_is_read(words: str, moment: str) -> None:
    read = stamp(words, now=NOW)
    assert isinstance(read, datetime)
    assert read.isoformat() == datetime.fromisoformat(moment).isoformat()


@pytest.mark.parametrize(("words", "day"), table(DAYS))
def test_a_day_without_a_time_stays_a_day(words: str, day: str) -> None:
    read = stamp(words, now=NOW)
    assert not isinstance(read, datetime)
    assert read == date.fromisoformat(day)


@pytest.mark.parametrize("words", ["", " ", *NONE.strip().splitlines()])
def test_what_is_no_stamp_or_cannot_be_gives_none(words: str) -> None:
    assert stamp(words, now=NOW) is None


def test_a_day_without_a_year_never_lies_ahead() -> None:
    for offset in range(0, 360, 7):
        day = NOW.date() - timedelta(days=offset)
        assert stamp(f"{day:%d.%m}", now=NOW) == day


def test_the_zone_of_the_reader_serves_where_none_is_stated() -> None:
    utc = datetime(2026, 3, 18, 12, 0, tzinfo=UTC)
    read = stamp("Сегодня, 11:00", now=utc)
    assert read == datetime(2026, 3, 18, 11, 0, tzinfo=UTC)


def test_a_wall_of_text_is_no_stamp() -> None:
    assert stamp("10 марта 2026 " * 1000, now=NOW) is None


@given(st.text(max_size=220))
def test_any_wording_is_read_or_left(words: str) -> None:
    read = stamp(words, now=NOW)
    assert read is None or 1990 <= read.year < 2100


@given(st.integers(min_value=0, max_value=10**16))
def test_any_number_is_read_or_left(number: int) -> None:
    read = stamp(str(number), now=NOW)
    assert read is None or read.year <= NOW.year + 1


@given(st.datetimes(min_value=datetime(1991, 1, 1), max_value=datetime(2099, 1, 1)))  # noqa: DTZ001
def test_what_iso_writes_is_read_back(moment: datetime) -> None:
    whole = moment.replace(microsecond=0, tzinfo=UTC)
    assert stamp(whole.isoformat(), now=NOW) == whole
