"""Dates in phrases of Russian and Kazakh, written on Wednesday 18 March 2026 at three."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.facts.dates import LIMIT, DateSpan, Precision, Role, best, carried, spans

WRITTEN = datetime(2026, 3, 18, 15, 0)  # noqa: DTZ001

STATED = """
9 июня 2026 | 2026-06-09
«9» июня 2026 г. | 2026-06-09
9 Июня 2026 года, 14:05 | 2026-06-09
Размещено 09.06.2026 | 2026-06-09
09.06.26 | 2026-06-09
9.6.2026 | 2026-06-09
09-06-2026 | 2026-06-09
2026-06-09 | 2026-06-09
2026-06-09T08:00:00+05:00 | 2026-06-09
09/06/2026 | 2026-06-09
2026.06.09 | 2026-06-09
ВТ, 9 ИЮН 2026 | 2026-06-09
июня 9, 2026 | 2026-06-09
9 июн. 2026 г. | 2026-06-09
9 июня 2026 | 2026-06-09
9 июня 2026 г. в 9 часов 15 минут | 2026-06-09
девятое июня 2026 года | 2026-06-09
тридцать первого мая 2026 года | 2026-05-31
11:20 / 09.06.2026 | 2026-06-09
9 июня 2026 (вторник) | 2026-06-09
9 маycым 2026 | 2026-06-09
2026 жылғы 9 маусым | 2026-06-09
2026 жылдың 9 маусымы | 2026-06-09
9 маусым 2026 ж. | 2026-06-09
Сейсенбі, 9 маусым 2026 жыл, 10:00 | 2026-06-09
09.06.2026 ж. | 2026-06-09
"""

RECKONED = """
9-го июня этого года | 2026-06-09
9 июня с. г. | 2026-06-09
ағымдағы жылғы 9 маусымда | 2026-06-09
9 марта | 2026-03-09
20 ноября | 2025-11-20
20 ноября, 18:40 | 2025-11-20
Слёт санитарок пройдёт 20 ноября. | 2026-11-20
Слёт санитарок прошёл 20 ноября. | 2025-11-20
Новый корпус заработает 12 января. | 2027-01-12
вчера, 10:15 | 2026-03-17
позавчера | 2026-03-16
завтра в 11:00 | 2026-03-19
послезавтра | 2026-03-20
бүгін | 2026-03-18
кеше, 09:30 | 2026-03-17
ертең | 2026-03-19
четыре дня назад | 2026-03-14
6 часов назад | 2026-03-18
16 часов назад | 2026-03-17
неделю назад | 2026-03-11
2 мес. назад | 2026-01-18
через пять дней | 2026-03-23
5 күн бұрын | 2026-03-13
5 күннен кейін | 2026-03-23
в минувший понедельник | 2026-03-16
в прошлую среду | 2026-03-11
в ближайшее воскресенье | 2026-03-22
в следующий вторник | 2026-03-24
Вручение прошло в субботу | 2026-03-14
Вручение пройдёт в субботу | 2026-03-21
Завтра, 19 марта, начнутся занятия | 2026-03-19
9 мамырда | 2026-05-09
в субботу, 9 мая | 2026-05-09
"""

STRETCHES = """
с 6 по 10 апреля | 2026-04-06..2026-04-10
со 2 по 5 апреля | 2026-04-02..2026-04-05
c 6 по 10 апреля | 2026-04-06..2026-04-10
6–10 апреля | 2026-04-06..2026-04-10
6 - 10.04.2026 | 2026-04-06..2026-04-10
06.04–10.04.2026 | 2026-04-06..2026-04-10
с 06.04 по 10.04 | 2026-04-06..2026-04-10
с 29 апреля по 2 мая | 2026-04-29..2026-05-02
29 апреля – 2 мая 2026 года | 2026-04-29..2026-05-02
с 30 декабря по 6 января | 2025-12-30..2026-01-06
с 30 декабря 2026 по 6 января 2027 | 2026-12-30..2027-01-06
с 30.12.2026 по 06.01.2027 | 2026-12-30..2027-01-06
6 и 7 апреля | 2026-04-06..2026-04-07
30 апреля и 1 мая | 2026-04-30..2026-05-01
6, 13 и 20 апреля | 2026-04-06..2026-04-20
пятого и шестого апреля | 2026-04-05..2026-04-06
с первого по третье апреля | 2026-04-01..2026-04-03
с 9:00 6 апреля до 18:00 10 апреля | 2026-04-06..2026-04-10
с 6 по 8 и с 13 по 15 апреля | 2026-04-06..2026-04-15
с понедельника, 6 апреля, по пятницу, 10 апреля | 2026-04-06..2026-04-10
до 6 апреля | ..2026-04-06
до 6 апреля включительно | ..2026-04-06
по 6 апреля | ..2026-04-06
не позднее чем 6 апреля | ..2026-04-06
до понедельника, 6 апреля | ..2026-04-06
до 17:00 6 апреля | ..2026-04-06
к 6 апреля | ..2026-04-06
до завтра | ..2026-03-19
до пятницы | ..2026-03-20
с 6 апреля | 2026-04-06..
начиная с 6 апреля | 2026-04-06..
не ранее 6 апреля | 2026-04-06..
после 6 апреля | 2026-04-07..
с завтрашнего дня | 2026-03-19..
срок сдвинут с 6 на 13 апреля | 2026-04-13..2026-04-13
6 сәуірден 10 сәуірге дейін | 2026-04-06..2026-04-10
6 сәуір мен 10 сәуір аралығында | 2026-04-06..2026-04-10
2026 жылғы 6–10 сәуір | 2026-04-06..2026-04-10
6-дан 10 сәуірге дейін | 2026-04-06..2026-04-10
6 сәуірге дейін | ..2026-04-06
6 сәуірден бастап | 2026-04-06..
в апреле | 2026-04-01..2026-04-30
апрель 2027 | 2027-04-01..2027-04-30
в феврале 2028 года | 2028-02-01..2028-02-29
в апреле – мае | 2026-04-01..2026-05-31
с апреля по июнь 2026 года | 2026-04-01..2026-06-30
до апреля | ..2026-03-31
до конца апреля | ..2026-04-30
до конца месяца | ..2026-03-31
до конца недели | ..2026-03-22
к концу года | ..2026-12-31
с начала года | 2026-01-01..
во втором квартале 2026 года | 2026-04-01..2026-06-30
за первое полугодие 2025 года | 2025-01-01..2025-06-30
за 9 месяцев 2025 года | 2025-01-01..2025-09-30
в 2027 году | 2027-01-01..2027-12-31
в 2026–2028 годах | 2026-01-01..2028-12-31
в прошлом году | 2025-01-01..2025-12-31
в следующем месяце | 2026-04-01..2026-04-30
на этой неделе | 2026-03-16..2026-03-22
осенью 2026 года | 2026-09-01..2026-11-30
в середине мая | 2026-05-11..2026-05-20
во второй половине мая | 2026-05-16..2026-05-31
сәуір айында | 2026-04-01..2026-04-30
сәуірде | 2026-04-01..2026-04-30
сәуір-мамыр айларында | 2026-04-01..2026-05-31
айдың соңына дейін | ..2026-03-31
2026 жылдың II тоқсанында | 2026-04-01..2026-06-30
келесі аптада | 2026-03-23..2026-03-29
биыл | 2026-01-01..2026-12-31
"""

NONE = """
Занятия в медколледже проходят бесплатно
ул. 9 Мая, д. 4
проспект 1 Мая
Дом культуры на площади 8 Марта
поздравили сотрудниц с 8 Марта
8 Наурыз көшесі, 11
31 апреля
30 февраля 2026 года
45 мая
32.05.2026
15.13.2026
тел. 8-800-555-09-06
8 (4872) 09-06-26
тел.: 09.06.26
+7 (900) 123-09-06
приказ № 444н
ФЗ-273
СанПиН 2.1.3678-20
школа № 9
Поликлиника 9
18+
детям от 3 до 5 лет
стаж 10–15 лет
с 9:00 до 18:00 ежедневно
кабинеты 5, 6 и 7
3–5 дней приёма
Просмотров: 2026
COVID-19
в 1,5 раза
рост на 12.05 %
12.05 млн рублей
версия 4.10
24/7
давление 120/80
по вторникам и четвергам
с понедельника по пятницу
30 упаковок, 12 пар
Қазан қаласы
Наурыз мейрамы
15 там
в образовательной среде
завтрашний день профессии
несколько месяцев назад
192.168.10.12
"""


def table(text: str) -> list[tuple[str, str]]:
    rows = (line.split(" | ") for line in text.strip().splitlines())
    return [(phrase.strip(), meant.strip()) for phrase, meant in rows]


def told(span: DateSpan | None) -> str:
    return "" if span is None else f"{span.start or ''}..{span.end or ''}"


@pytest.mark.parametrize(("phrase", "day"), table(STATED) + table(RECKONED))
def test_a_day_is_read(phrase: str, day: str) -> None:
    assert told(best(spans(phrase, WRITTEN))) == f"{day}..{day}"


@pytest.mark.parametrize(("phrase", "meant"), table(STRETCHES))
def test_a_stretch_of_days_is_read(phrase: str, meant: str) -> None:
    assert told(best(spans(phrase, WRITTEN))) == meant


@pytest.mark.parametrize("phrase", NONE.strip().splitlines())
def test_what_only_looks_like_a_date_gives_none(phrase: str) -> None:
    assert spans(phrase, WRITTEN) == ()


@pytest.mark.parametrize(("phrase", "day"), table(STATED))
def test_a_stated_year_needs_no_day_of_writing(phrase: str, day: str) -> None:
    found = best(spans(phrase, None))
    assert told(found) == f"{day}..{day}"
    assert found is not None
    assert not found.inferred


@pytest.mark.parametrize(("phrase", "day"), table(RECKONED))
def test_a_reckoned_day_is_marked(phrase: str, day: str) -> None:
    found = best(spans(phrase, WRITTEN))
    assert found is not None
    assert found.inferred


@pytest.mark.parametrize("phrase", ["6 апреля", "до 6 апреля", "с 6 по 10 апреля", "вчера"])
def test_without_a_day_of_writing_no_year_is_guessed(phrase: str) -> None:
    (span,) = spans(phrase, None)
    assert span.undated
    assert (span.start, span.end) == (None, None)


def test_a_bare_day_follows_the_opening_that_was_named_before() -> None:
    written = date(2025, 11, 10)
    (opening,) = spans("Приём начнётся с 3 декабря.", written)
    (bound,) = carried("Он продлится до 20-го.", [], opening, written)
    assert bound.end == date(2025, 12, 20)


def test_a_year_just_before_a_day_is_its_year() -> None:
    days = [told(span) for span in spans("в 2019 году, с 12 по 14 мая, слёт был мал", WRITTEN)]
    assert days == ["2019-01-01..2019-12-31", "2019-05-12..2019-05-14"]


def test_a_year_of_another_clause_is_not() -> None:
    text = "В 2025 году обучили сорок сестёр, новый курс начнётся 12 мая."
    assert told(spans(text, WRITTEN)[-1]) == "2026-05-12..2026-05-12"


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
    assert [told(span) for span in spans(text, WRITTEN)] == [
        "2026-04-06..2026-04-10",
        "..2026-04-01",
        "2026-05-12..2026-05-12",
    ]


def test_a_day_is_the_best_of_several() -> None:
    found = best(spans("На следующей неделе, с 23 по 25 марта, сбор", WRITTEN))
    assert found is not None
    assert found.precision is Precision.DAY


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
    assert work(brick * 400) < 3 * work(brick * 200) + 2000


def work(text: str) -> int:
    """Calls of functions while a text is read: a measure that no busy machine disturbs."""
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        spans(text, WRITTEN)
    finally:
        sys.setprofile(before)
    return calls


def test_what_lies_beyond_the_limit_is_not_read() -> None:
    assert spans("а " * (LIMIT // 2) + "6 апреля 2026", WRITTEN) == ()


@pytest.mark.parametrize("year", [1, 1800, 9999])
def test_an_impossible_day_of_writing_is_no_day(year: int) -> None:
    (span,) = spans("через 900 лет", date(year, 1, 1)) or (None,)
    assert span is None or span.undated


def test_the_command_answers_line_by_line() -> None:
    questions = [
        {"id": 1, "text": "до 6 апреля 12:00", "ref": "2026-03-18T15:00", "lang": "ru"},
        {"id": 2, "text": "бесплатно", "ref": "2026-03-18T15:00", "lang": "ru"},
        {"id": 3, "text": "6 апреля 2026", "ref": None, "lang": "ru"},
        {"id": 4, "text": "6 апреля", "ref": "не дата", "lang": "ru"},
    ]
    done = subprocess.run(
        [sys.executable, "-m", "scraper", "dates", "--jsonl"],
        input="\n".join(json.dumps(question) for question in questions),
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parent.parent,
    )
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        {"id": 1, "start": None, "end": "2026-04-06", "time": "12:00"},
        {"id": 2, "start": None, "end": None, "time": None},
        {"id": 3, "start": "2026-04-06", "end": "2026-04-06", "time": None},
        {"id": 4, "start": None, "end": None, "time": None},
    ]
