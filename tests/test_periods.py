"""Whose days are whose: the event's, the window's to apply, or nobody's.

Written on the day before the bar; sentences are parted by two strokes.
"""

from __future__ import annotations

import sys
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.facts.document import Document
from scraper.facts.periods import Periods, periods

EVENTS = """
2026-04-10 | Слёт операционных сестёр состоится 22 апреля в Кирове. | 2026-04-22..2026-04-22
2026-04-10 | 22 апреля в Кирове пройдёт конференция педиатров. | 2026-04-22..2026-04-22
2026-04-28 | 22–23 апреля в Кирове прошёл форум медсестёр. | 2026-04-22..2026-04-23
2026-02-20 | Семинар для фельдшеров запланирован на 3 марта. | 2026-03-03..2026-03-03
2026-08-20 | Съезд хирургов намечен на 17–19 сентября. | 2026-09-17..2026-09-19
2026-12-20 | Завершится цикл 30 января. | ..2027-01-30
2025-09-15 | Обучение начнётся 1 октября и продлится до 20 декабря. | 2025-10-01..2025-12-20
2026-01-20 | Занятия стартуют 2 февраля. | 2026-02-02..
2026-01-16 | Курс начался 14 января, завершится он 30 января. | 2026-01-14..2026-01-30
2026-01-29 | Вебинар назначен на четверг, 5 февраля, в 14:00. | 2026-02-05..2026-02-05
2026-05-05 | Ярмарка вакансий откроется 14 мая в 10 часов. | 2026-05-14..
2026-03-28 | Вчера в Рязани завершился конкурс медсестёр. | ..2026-03-27
2026-03-28 | Сегодня в Рязани стартовал конгресс неврологов. | 2026-03-28..
2026-06-08 | Два дня, 5 и 6 июня, врачи слушали лекции. | 2026-06-05..2026-06-06
2026-06-15 | С 8 по 12 июня тридцать фельдшеров осваивали реанимацию. | 2026-06-08..2026-06-12
2026-06-08 | В пятницу в медколледже наградили лучших медсестёр. | 2026-06-05..2026-06-05
2026-06-08 | В субботу в Перми пройдёт день карьеры. | 2026-06-13..2026-06-13
2026-03-20 | Дата проведения: 18 апреля 2026 года. | 2026-04-18..2026-04-18
2026-03-20 | Когда: 18 апреля, 11:00. | 2026-04-18..2026-04-18
2026-04-20 | Форум «Здоровое сердце» (Казань, 16–18 мая) ждёт кардиологов. | 2026-05-16..2026-05-18
2025-10-20 | 5 ноября, сообщили врачи, в Туле пройдёт слёт. | 2025-11-05..2025-11-05
2026-04-20 | Как и в прошлом году, форум пройдёт 5 мая. | 2026-05-05..2026-05-05
2026-04-12 | Открытие форума — 4 мая, закрытие — 6 мая. | 2026-05-04..2026-05-06
2026-05-05 | Выставка работает до 6 мая. | ..2026-05-06
2026-05-06 | Конгресс открылся вчера и продлится до пятницы. | 2026-05-05..2026-05-08
2026-05-06 | Сегодня, 6 мая, начался сбор. // В течение трёх дней учатся. | 2026-05-06..2026-05-08
2026-05-06 | Через три дня в Туле откроется форум. | 2026-05-09..
2026-05-06 | Конференция перенесена с 12 на 26 мая. | 2026-05-26..2026-05-26
2026-08-01 | Выплаты начнут перечислять с 1 сентября. | 2026-09-01..
2025-12-10 | Доплата наставникам вводится с 1 января. | 2026-01-01..
2026-05-10 | 30 мая состоится первая установочная встреча участников. | 2026-05-30..
2026-05-08 | 20 мая выступит гость из Томска. // Форум пройдёт 19–21 мая. | 2026-05-19..2026-05-21
2025-10-01 | Конференция 15 қазанда Ақтөбеде өтеді. | 2025-10-15..2025-10-15
2025-10-17 | Курс 3 қарашада басталып, 14 қарашада аяқталады. | 2025-11-03..2025-11-14
2025-10-17 | Кеше Семейде дәрігерлер форумы өтті. | 2025-10-16..2025-10-16
2025-11-10 | Оқу 10 қарашадан 21 қарашаға дейін жалғасады. | 2025-11-10..2025-11-21
"""

WINDOWS = """
2026-03-10 | Приём заявок на конкурс продлится до 20 апреля. | ..2026-04-20
2026-02-20 | Заявки на участие принимаются с 1 по 25 марта включительно. | 2026-03-01..2026-03-25
2026-04-20 | Зарегистрироваться на форум можно до 12 мая на сайте колледжа. | ..2026-05-12
2026-06-01 | Срок подачи документов — до 30 июня. | ..2026-06-30
2025-09-15 | Крайний срок подачи тезисов — 10 октября. | ..2025-10-10
2025-11-20 | Участникам необходимо заполнить анкету не позднее 5 декабря. | ..2025-12-05
2025-09-20 | Регистрация участников завершится 3 октября. | ..2025-10-03
2026-02-10 | Набор в школу резерва стартует 1 марта. | 2026-03-01..
2026-04-25 | Регистрация откроется 5 мая и продлится до 20 мая. | 2026-05-05..2026-05-20
2025-10-20 | Отбор кандидатов продлится до 15 ноября. | ..2025-11-15
2026-01-20 | Заявку следует направить на почту до 9 февраля 2026 года. | ..2026-02-09
2026-03-01 | Дедлайн подачи заявок — 17 марта. | ..2026-03-17
2026-02-20 | Списки слушателей больницы подают до 3 марта. | ..2026-03-03
2026-03-20 | До 11 апреля оргкомитет ждёт заявки. | ..2026-04-11
2025-11-07 | Записаться на курс нужно до среды, 12 ноября. | ..2025-11-12
2025-10-28 | Заявки начнут принимать 10 ноября. | 2025-11-10..
2026-04-25 | Приём заявок: 1–20 мая. | 2026-05-01..2026-05-20
2025-10-02 | С 1 октября открыт приём заявок на грант. | 2025-10-01..
2026-05-02 | Министерство ждёт заявки. // Они принимаются до 20 мая. | ..2026-05-20
2026-04-20 | Приём заявок стартует сегодня и продлится до 5 мая. | 2026-04-20..2026-05-05
2025-11-12 | Срок приёма заявок продлён с 14 на 28 ноября. | ..2025-11-28
2025-11-12 | Ждали анкеты до 14 ноября. // Приём продлён до 28 ноября. | ..2025-11-28
2025-10-10 | Приём анкет продлили: заявиться можно до 31 октября, а не до 15. | ..2025-10-31
2026-09-20 | Приём заявок завершился 10 сентября. | ..2026-09-10
2025-12-20 | Документы принимаются до 15 января. | ..2026-01-15
2025-10-01 | Өтінімдер 20 қазанға дейін қабылданады. | ..2025-10-20
2025-10-17 | Тіркелу 1 қарашадан бастап ашылады. | 2025-11-01..
2025-10-20 | Өтінім қабылдау 3 қарашадан 14 қарашаға дейін жүреді. | 2025-11-03..2025-11-14
2025-11-20 | Байқауға 30 қарашаға дейін тіркелуге болады. | ..2025-11-30
"""

NOBODY = """
2026-05-05 | Жюри рассмотрит заявки до 20 мая.
2025-11-20 | Итоги конкурса подведут до 15 декабря.
2026-05-10 | Победителей объявят 1 июня.
2026-03-20 | Экспертная комиссия изучит документы с 1 по 10 апреля.
2026-04-20 | Оргвзнос нужно оплатить до 10 мая.
2025-10-10 | Прививку медикам следует сделать до 1 ноября.
2026-03-10 | Поликлинику достроят до 1 сентября.
2026-02-10 | Приказ от 15 января 2026 года утвердил порядок приёма заявок.
2026-05-01 | Регистрация гостей 15 мая с 9:00, начало в 10:00.
2026-04-20 | Программу опубликуют до 5 мая.
2026-01-20 | Больницы отчитаются о расходах до 1 февраля.
2026-03-28 | Сегодня в регионе работают 500 врачей.
2026-03-28 | Сегодня глава области рассказал о новых курсах.
2026-03-28 | Об этом 27 марта сообщила главная медсестра.
2026-03-28 | Соглашение подписано 27 марта на форуме.
2026-03-28 | Симуляционный центр создан 1 сентября 2019 года.
2026-03-28 | В прошлом году конференция прошла 15 апреля.
2026-03-28 | Следующий семинар пройдёт 15 апреля.
2026-03-28 | Ранее, 1 марта, в области открылись курсы для медсестёр.
2026-03-28 | Прошлогодний форум проходил 3–4 апреля.
2026-03-28 | Журналистов ждут 15 апреля в 10:00 на пресс-конференции.
2026-06-10 | День медицинского работника отметят 21 июня.
2026-05-06 | Форум пройдёт в конце мая.
2026-05-06 | Курсы идут с января.
2026-05-06 | Двухдневный форум прошёл на прошлой неделе.
2026-05-06 | Конференция 12 мая отменена.
2026-05-06 | 12 мая откроется новая поликлиника.
2026-05-06 | 12 мая врачи проведут приём жителей.
2026-05-12 | 4 мая глава области посетил стройку.
2026-05-06 | Лекцию 15 мая прочтёт гость из Томска.
2026-07-15 | За период с 7 по 13 июля зарегистрировано 214 случаев.
2026-05-06 | Сегодня, 6 мая, объявлен отбор. // Письма рассмотрят в течение трёх дней.
2025-10-13 | Запись вебинара доступна до 10 ноября.
2025-10-13 | Билеты на форум можно купить до 10 ноября.
2026-05-06 | На заседании 5 мая предложили создать резерв.
2026-05-06 | Наставник принят на работу 12 января 1999 года.
2026-05-06 | Конкурс «Лучшая смена» завершён, лауреатам вручат дипломы.
2025-11-20 | Бұл туралы 14 қарашада министрлік хабарлады.
2026-05-06 | В 2019 году, с 12 по 14 мая, форум прошёл впервые.
"""


def written(text: str, published: str | None) -> Periods:
    sentences = tuple(text.split(" // "))
    page = Document(
        title=None,
        paragraphs=(" ".join(sentences),),
        sentences=sentences,
        chrome=(),
        published=None,
        published_quote=None,
    )
    return periods(page, date.fromisoformat(published) if published else None)


def rows(text: str) -> list[list[str]]:
    return [line.split(" | ") for line in text.strip().splitlines()]


def told(*facts: object) -> str:
    return "..".join(str(getattr(fact, "value", "")) for fact in facts)


@pytest.mark.parametrize(("published", "text", "days"), rows(EVENTS))
def test_an_event_has_its_days(published: str, text: str, days: str) -> None:
    found = written(text, published)
    assert told(found.event_start, found.event_end) == days
    assert told(found.apply_open, found.apply_close) == ".."


@pytest.mark.parametrize(("published", "text", "days"), rows(WINDOWS))
def test_a_window_to_apply_has_its_days(published: str, text: str, days: str) -> None:
    found = written(text, published)
    assert told(found.apply_open, found.apply_close) == days
    assert told(found.event_start, found.event_end) == ".."


@pytest.mark.parametrize(("published", "text"), rows(NOBODY))
def test_other_days_are_nobodys(published: str, text: str) -> None:
    assert written(text, published) == Periods()


def test_an_event_and_its_window_are_told_apart() -> None:
    found = written(
        "Сбор анестезисток пройдёт 20–22 мая. // Заявки шлют в колледж до 6 мая, итоги отбора — "
        "12 мая. // Ранее, 3 апреля, в колледже был день открытых дверей.",
        "2026-04-20",
    )
    assert told(found.event_start, found.event_end) == "2026-05-20..2026-05-22"
    assert told(found.apply_open, found.apply_close) == "..2026-05-06"


def test_a_payment_is_an_event_only_where_asked() -> None:
    text = "Доплата наставникам вводится с 1 января."
    page = Document(
        title=None, paragraphs=(text,), sentences=(text,), chrome=(), published=None,
        published_quote=None,
    )  # fmt: skip
    assert periods(page, date(2025, 12, 10)).event_start is not None
    assert periods(page, date(2025, 12, 10), effects=False) == Periods()


def test_the_day_of_publication_is_not_the_events() -> None:
    text = "20.04.2026 Слёт акушерок открылся в Твери. // Рассказали о нём в больнице."
    assert written(text, "2026-04-20") == Periods()


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Заявки принимают до 6 мая.", {"apply_close"}),
        ("Заявки принимают с 1 по 6 мая.", {"apply_open", "apply_close"}),
        ("Слёт акушерок пройдёт 6 мая.", {"event_start", "event_end"}),
        ("Курс стартует 6 мая.", {"event_start"}),
        ("Жюри оценит работы до 6 мая.", set()),
    ],
)
def test_without_a_day_of_publication_the_words_go_to_a_person(text: str, fields: set[str]) -> None:
    found = written(text, None)
    assert found.unsure == dict.fromkeys(fields, text)
    assert Periods(unsure=found.unsure) == found


def test_a_stated_year_needs_no_publication() -> None:
    found = written("Заявки принимают до 6 мая 2026 года.", None)
    assert found.apply_close is not None
    assert (found.apply_close.value, found.apply_close.inferred) == (date(2026, 5, 6), False)


def test_a_reckoned_year_is_marked() -> None:
    found = written("Заявки принимают до 6 мая.", "2026-04-20")
    assert found.apply_close is not None
    assert (found.apply_close.inferred, found.apply_close.review) == (True, False)


@pytest.mark.parametrize(
    "text",
    [
        "Тезисы ждут до 6 мая. // Регистрация открыта до 16 мая.",
        "Заявки принимают до пятницы, 5 мая.",
        "Заявки принимают до 6 апреля.",
        "Ответить надо до 6 мая.",
        "Заявки принимают до 6 мая. // Курс пройдёт 1–3 мая.",
    ],
)
def test_a_doubtful_deadline_goes_to_a_person(text: str) -> None:
    found = written(text, "2026-04-20")
    assert found.apply_close is not None
    assert found.apply_close.review


def test_the_quote_is_the_sentence() -> None:
    found = written("Ждём всех. // Заявки принимают до 6 мая. // Мест мало.", "2026-04-20")
    assert found.apply_close is not None
    assert found.apply_close.quote == "Заявки принимают до 6 мая."


def test_a_long_sentence_is_quoted_around_its_date() -> None:
    text = "очень " * 200 + "нужные заявки принимают до 6 мая " + "от всех " * 200
    found = written(text, "2026-04-20")
    assert found.apply_close is not None
    assert "до 6 мая" in found.apply_close.quote
    assert found.apply_close.quote in text
    assert len(found.apply_close.quote) < 400


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Заявки ждут до 18:00 6 мая.", datetime(2026, 5, 6, 18, tzinfo=ZoneInfo("Asia/Omsk"))),
        (
            "Заявки ждут до 18:00 по московскому времени 6 мая.",
            datetime(2026, 5, 6, 18, tzinfo=ZoneInfo("Europe/Moscow")),
        ),
        ("Заявки ждут до 6 мая.", date(2026, 5, 6)),
    ],
)
def test_a_stated_time_is_kept_in_its_zone(text: str, moment: datetime | date) -> None:
    page = Document(
        title=None, paragraphs=(text,), sentences=(text,), chrome=(), published=None,
        published_quote=None,
    )  # fmt: skip
    found = periods(page, date(2026, 4, 20), zone=ZoneInfo("Asia/Omsk"))
    assert found.apply_close is not None
    assert found.apply_close.value == moment


def test_a_time_whose_zone_is_not_known_is_left_out() -> None:
    found = written("Заявки ждут до 18:00 6 мая.", "2026-04-20")
    assert found.apply_close is not None
    assert type(found.apply_close.value) is date


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
    assert work(brick * 300) < 3 * work(brick * 150) + 2000


def work(text: str) -> int:
    """Calls of functions while a text is read: a measure that no busy machine disturbs."""
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        written(text, "2026-04-20")
    finally:
        sys.setprofile(before)
    return calls
