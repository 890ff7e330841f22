from __future__ import annotations

import pytest
from articles import article
from hypothesis import given
from hypothesis import strategies as st

from scraper.facts.people import participants

COUNTED = [
    ("В семинаре участвовали 47 фельдшеров.", 47),
    ("Обучение прошли около полутора тысяч медсестёр.", 1500),
    ("Почти три сотни врачей приехали в Пермь.", 300),
    ("Курс рассчитан на 25 слушателей.", 25),
    ("На курс зачислят до 40 человек.", 40),
    ("Отобрали 12 финалистов из 230 заявок.", 12),
    ("Форум собрал более 1 200 участников из 40 регионов.", 1200),
    ("Свыше тысячи специалистов следили за трансляцией онлайн.", 1000),
    ("В зале собрались 200 медиков, ещё 700 подключились онлайн.", 200),
    ("Участниками стали двадцать пять молодых врачей.", 25),
    ("Выступили 15 экспертов, в зале было 120 врачей.", 120),
    ("К участию допустили 9 претендентов.", 9),
    ("Мест на программе — 35.", 35),
    ("Число слушателей достигло 2,5 тысячи человек.", 2500),
    ("Всего обучили 75 человек: 30 врачей и 45 медсестёр.", 75),
    ("Школа № 20 открыла медкласс для 28 учеников.", 28),
    ("Семьдесят восемь главных врачей сели за парты.", 78),
    ("Заявки подали 132 специалиста.", 132),
    ("Стажировку в Корее прошли четверо онкологов.", 4),
    ("По 5 тысяч рублей получат 60 наставников.", 60),
    ("Центр обучил 115 тысяч человек с 2021 года.", 115000),
    ("Ожидается приезд не менее 350 делегатов.", 350),
    ("Сессию провели для 64 старших медсестёр области.", 64),
    ("Конференцияға 150 дәрігер қатысты.", 150),
    ("Курсқа 30-дан астам мейіргер жиналды.", 30),
    ("Под руководством трёх профессоров учились 16 ординаторов.", 16),
    ("На Урале обучили 1,5 тыс. медработников.", 1500),
    ("Целевой набор составил 220 мест.", 220),
    ("Команда из 6 врачей уехала в Донецк.", 6),
    ("Трудоустроены 85 молодых специалистов.", 85),
    ("Программа охватит 500 медицинских работников.", 500),
    ("Операционных сестёр собралось почти 90.", 90),
]

NOT_COUNTED = [
    "30 қазанда дәрігерлер бас қосты.",
    "Из прежних 40 выпускников половина осталась в селе.",
    "Региону требовалось 25 кардиологов.",
    "В больнице за сутки приняли 300 пациентов.",
    "Региону не хватает 400 врачей.",
    "Открыто 150 вакансий для медиков.",
    "Прозвучало 56 докладов.",
    "Хирурги провели 20 операций.",
    "В программе 3 секции и 18 лекций.",
    "В конкурсе соревновались 18 команд.",
    "Диспансеризацию прошли 5 тысяч человек.",
    "В области проживает 1,1 млн человек.",
    "Обучили 30 врачей и 45 медсестёр.",
    "Группы по 12 человек занимались неделю.",
    "Форуму 18 лет.",
    "В 2025 году прошёл съезд.",
    "На учёте состоят 900 человек.",
    "Жюри из 7 человек определило лучших.",
    "Участие приняли 15-20 человек.",
    "Курс длится 36 часов.",
    "На 12 площадках трудилось жюри.",
]


@pytest.mark.parametrize(("text", "expected"), COUNTED)
def test_people_who_take_part_are_counted(text: str, expected: int) -> None:
    fact = participants(article(text))
    assert fact is not None
    assert fact.value == expected
    assert fact.quote in text


@pytest.mark.parametrize("text", NOT_COUNTED)
def test_patients_vacancies_teams_and_talks_are_not_counted(text: str) -> None:
    assert participants(article(text)) is None


def test_the_headlines_number_is_taken_exactly_as_the_body_has_it() -> None:
    text = "Семинар начался. В нём 7 групп по профилям. Учатся 612 медсестёр."
    fact = participants(article(text, title="Шестьсот медсестёр сели за парты"))
    assert fact is not None
    assert (fact.value, fact.quote) == (612, "612 медсестёр")


def test_the_headline_alone_will_do() -> None:
    fact = participants(article("Они станут наставниками.", title="40 врачей прошли отбор"))
    assert fact is not None
    assert fact.value == 40


def test_groups_counted_apart_are_not_added_up() -> None:
    assert participants(article("Приехали 30 хирургов, 20 урологов и 10 онкологов.")) is None


def test_groups_counted_apart_have_their_total_if_it_is_said() -> None:
    fact = participants(article("На работу пришли 14 врачей и 20 медсестёр, всего 34."))
    assert fact is not None
    assert fact.value == 34


def test_those_who_came_go_before_those_who_watched() -> None:
    fact = participants(article("Онлайн подключились 900 врачей, в зал пришли 150 человек."))
    assert fact is not None
    assert fact.value == 150


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    participants(article(text, title=text[:40]))


@given(st.text(alphabet="0123456789 ,.-–тысячврей№", max_size=120))
def test_any_figures_are_read(text: str) -> None:
    fact = participants(article(text))
    assert fact is None or fact.value > 1
