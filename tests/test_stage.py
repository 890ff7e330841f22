"""Where announcements stand on the day of publication: call, upcoming, report."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.facts.document import document
from scraper.facts.stage import Dates, sentences, stage

TABLE = Path(__file__).parent / "facts" / "announcements.toml"
CASES: list[dict[str, Any]] = [
    case for case in tomllib.loads(TABLE.read_text(encoding="utf-8"))["case"] if "stage" in case
]
FIELDS = Dates._fields
DAY = date(2025, 5, 5)
BEFORE, AFTER = date(2025, 5, 4), date(2025, 5, 6)


def name(case: dict[str, Any]) -> str:
    lines = [line for line in case["text"].splitlines() if line.strip()]
    return f"{case['stage']}: {max(lines[:2], key=len)[:60]}"


@pytest.mark.parametrize("case", CASES, ids=name)
def test_an_announcement_stands_where_it_stands(case: dict[str, Any]) -> None:
    dates = Dates(*(case.get(field) for field in FIELDS))
    found = stage(document(case["text"]), published=case.get("published"), dates=dates)
    assert found.stage == case["stage"], (found.why, found.quote)


@pytest.mark.parametrize("case", CASES, ids=name)
def test_the_quote_of_a_stage_stands_in_the_text(case: dict[str, Any]) -> None:
    found = stage(document(case["text"]), published=case.get("published"))
    assert found.quote in " ".join(case["text"].split())


PLAIN = "Курс для врачей."

BY_DATES = [
    (Dates(apply_close=DAY), "call"),
    (Dates(apply_close=AFTER), "call"),
    (Dates(apply_close=BEFORE), "report"),
    (Dates(apply_open=AFTER), "call"),
    (Dates(apply_open=BEFORE, apply_close=BEFORE), "report"),
    (Dates(event_start=AFTER), "upcoming"),
    (Dates(event_start=DAY), "report"),
    (Dates(event_start=BEFORE, event_end=AFTER), "report"),
    (Dates(event_end=BEFORE), "report"),
    (Dates(event_end=AFTER), "report"),
    (Dates(event_start=AFTER, apply_close=BEFORE), "upcoming"),
    (Dates(event_start=AFTER, apply_close=AFTER), "call"),
    (Dates(apply_close=datetime(2025, 5, 5, 18, 0, tzinfo=UTC)), "call"),
    (Dates(), "report"),
]


@pytest.mark.parametrize(("dates", "expected"), BY_DATES)
def test_dates_decide_where_there_are_any(dates: Dates, expected: str) -> None:
    assert stage(document(PLAIN), published=DAY, dates=dates).stage == expected


def test_an_event_begun_is_a_report_whatever_the_words() -> None:
    text = "Открыта регистрация на курс, заявки принимают на сайте."
    dates = Dates(event_start=BEFORE)
    assert stage(document(text), published=DAY, dates=dates).stage == "report"


def test_a_deadline_gone_closes_the_way() -> None:
    text = "Открыта регистрация на курс, заявки принимают на сайте."
    gone = Dates(event_start=AFTER, apply_close=BEFORE)
    assert stage(document(text), published=DAY, dates=gone).stage == "upcoming"


CALLS = [
    "Заполнить анкету и пройти тест можно на сайте центра.",
    "Приём заявок уже начался.",
    "Объявлен набор на курсы медсестёр.",
    "Министерство объявило конкурс на лучшего фельдшера.",
    "Заявки принимаются до 14 ноября.",
    "Тезисы оргкомитет ждёт до 1 апреля.",
    "Форма регистрации — по ссылке.",
    "Регистрация на вебинар открыта.",
    "Для участия необходимо зарегистрироваться на портале.",
    "Выдвинуть кандидата может любой трудовой коллектив.",
    "Больницы просят подтвердить кандидатов до пятницы.",
    "Свободны ещё несколько мест на курсе.",
    "Осталось семь мест в группе.",
    "Колледж набирает группу на курс рентгенолаборантов.",
    "Набор участников стартовал 7 октября.",
    "Приём документов начнётся 10 ноября.",
    "Резюме направляйте в отдел кадров больницы.",
    "Документы на целевое обучение подают через портал: заявление можно подать до июня.",
    "Құжаттар 15 қыркүйекке дейін қабылданады.",
    "Фельдшерлер 26 қыркүйекке дейін өтініш бере алады.",
    "Курсқа тіркелу басталды.",
]

NO_CALLS = [
    "Приём заявок завершён.",
    "Регистрация на форум закрыта.",
    "Заявки подают сами больницы.",
    "Подали заявки 580 абитуриентов.",
    "Заявки принимали до 5 марта.",
    "Записаться хотели больше, чем вмещает зал.",
    "Пройти осмотр жители могут без записи.",
    "Журналисты могут пройти аккредитацию, заявки принимают до среды.",
    "Следующий набор объявят после каникул.",
    "В прошлом году заявки принимали на сайте, анкету нужно было заполнить заранее.",
    "Вход на лекции свободный.",
    "Ждём вас на конференции!",
    "Ссылку участникам разошлют.",
    "Занятия записали, запись выложат в облако.",
    "Группу уже сформировали, свободных мест нет.",
    "Объявлены имена победителей конкурса.",
    "Занятия шли в записи и вживую.",
    "С понедельника начнутся сборы бригад.",
    "Цель проекта — подготовить резерв на посты главврачей.",
    "Победителя назвали в субботу. Заявку на конкурс можно было подать заранее.",
    "Байқауға өтінім қабылдау аяқталды.",
]


@pytest.mark.parametrize("text", CALLS)
def test_an_open_way_in_is_a_call(text: str) -> None:
    assert stage(document(text), published=DAY).stage == "call"


@pytest.mark.parametrize("text", NO_CALLS)
def test_a_closed_way_or_another_ones_is_no_call(text: str) -> None:
    found = stage(document(text), published=DAY)
    assert found.stage != "call", found.quote


AHEAD = [
    "Форум врачей пройдёт в сентябре.",
    "На следующей неделе медсёстры сядут за парты.",
    "Вскоре хирурги отправятся на стажировку.",
    "Съезд терапевтов намечен на осень. Он соберётся в октябре.",
    "Весной в город приедет профессор и проведёт мастер-класс.",
    "Форум дәрігерлері қазанда өтеді.",
]

NOT_AHEAD = [
    "Врачей отправят на стажировку.",
    "Форум врачей прошёл в сентябре.",
    "Съезд завершился. Следующий пройдёт весной.",
    "Власти намерены расширить программу.",
    "Медики учатся второй месяц. Экзамен сдадут в июне.",
    "Курс окончили сорок врачей. Осенью наберут новых.",
    "Стажировка поможет закрыть дефицит.",
    "В январе врачи вернулись с учёбы.",
]


@pytest.mark.parametrize("text", AHEAD)
def test_a_future_with_a_time_is_upcoming(text: str) -> None:
    assert stage(document(text), published=DAY).stage == "upcoming"


@pytest.mark.parametrize("text", NOT_AHEAD)
def test_a_promise_without_a_time_is_a_report(text: str) -> None:
    found = stage(document(text), published=DAY)
    assert found.stage == "report", found.quote


def test_what_words_alone_decide_is_for_a_person_to_see() -> None:
    assert stage(document(CALLS[0]), published=DAY).review
    assert not stage(document(PLAIN), published=DAY, dates=Dates(apply_close=AFTER)).review


def test_a_name_in_quotation_marks_is_no_act() -> None:
    text = "Врачи завершили курс «Регистрация открыта»."
    assert stage(document(text), published=DAY).stage == "report"


@given(
    st.text(max_size=2000),
    st.none() | st.dates(),
    st.tuples(*([st.none() | st.dates()] * len(FIELDS))),
)
@settings(max_examples=100, deadline=None)
def test_any_text_and_dates_stand_somewhere(
    text: str, published: date | None, days: tuple[date | None, ...]
) -> None:
    read = document(text)
    assert stage(read, published=published, dates=Dates(*days)).stage in (
        "call",
        "upcoming",
        "report",
    )
    assert all(sentence.text for sentence in sentences(read))
