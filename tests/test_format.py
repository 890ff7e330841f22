from __future__ import annotations

import pytest
from articles import article
from hypothesis import given
from hypothesis import strategies as st

from model.announcement import Format
from scraper.facts.format import format
from scraper.facts.place import place

SAID = [
    ("Конференция пройдёт 5 мая в Курске.", "in_person"),
    ("Вебинар для медсестёр начнётся в 15:00.", "online"),
    ("Семинар состоится очно и онлайн.", "hybrid"),
    ("Лекции прочтут дистанционно.", "online"),
    ("Форум открылся в областной библиотеке.", "in_person"),
    ("На съезд приехали врачи из 20 регионов.", "in_person"),
    (
        "Для жителей районов организуют трансляцию съезда, открытие которого пройдёт в Рязани.",
        "hybrid",
    ),
    ("Губернатор обратился к участникам съезда по видеосвязи. Съезд идёт в Перми.", "in_person"),
    ("Финал конкурса пройдёт в медицинском колледже.", "in_person"),
    ("Занятия идут на платформе Zoom.", "online"),
    ("Первая неделя курса — дистанционная, вторая — в клинике университета.", "hybrid"),
    ("В Уфе наградили лучших фельдшеров.", "in_person"),
    ("Мастер-класс по УЗИ провели в больнице Норильска.", "in_person"),
    ("Участники подключились по видеоконференцсвязи.", "online"),
    ("Медики сразились на площадке колледжа.", "in_person"),
    ("Обучение проходит полностью дистанционно, приезжать не нужно.", "online"),
    ("Хирургов собрала Казань.", "in_person"),
    ("Встреча прошла в Доме культуры посёлка.", "in_person"),
    ("Курс можно пройти не выходя из дома.", "online"),
    ("Финал конкурса пройдёт в Курске. До него был заочный тест.", "in_person"),
    ("Съезд откроется в Курске, тезисы ждут в электронном виде.", "in_person"),
    ("Тренинг для фельдшеров. 📍 Холодильная, 10.", "in_person"),
    ("Съезд прошёл в Курске, трансляцию наладить не вышло.", "in_person"),
    ("Семинар өтеді, онлайн қосылуға болады.", "hybrid"),
    ("Хирурги встречаются по вторникам, дистанционно.", "online"),
    ("Дистанционный курс акушерки пройдут у себя, выезжать никому не нужно.", "online"),
    ("Терапевты сели за мониторами, семинар идёт по сети.", "online"),
    ("Тренинг шёл на тренажёрах и манекенах.", "in_person"),
    ("Премию вручили в ДК «Металлист» лучшим сёстрам.", "in_person"),
    ("Совещание-семинар хирургов откроется в Кашине.", "in_person"),
    ("Съезд идёт в Ржеве, остальные слушают по сети.", "hybrid"),
    ("Тренинг Оралдағы колледж орталығында жүргізіледі.", "in_person"),
]

UNSAID = [
    "Врачей в отрасли стало больше на треть.",
    "Новые медики приехали в районные больницы работать.",
    "Министр подписал приказ о наставниках.",
    "Подъёмные вырастут до двух миллионов.",
    "Стипендии целевикам повысят с сентября.",
    "Заявки на конкурс подают онлайн.",
    "Работы конкурсантов присылают по почте.",
    "Программа «Земский доктор» действует в Туве.",
    "Выплату получат 20 врачей.",
    "Договоры о целевом обучении подписали в трёх районах. Учиться уедут в Самару.",
    "Начисляют надбавки к стипендии. В колледжах прибавка скромнее.",
]

PLACED = [
    ("Конференция пройдёт 5 мая в Курске.", "Курск"),
    ("Съезд открылся в Нижнем Новгороде, в конгресс-центре «Волга».", "Нижний Новгород"),
    (
        "Мастер-класс провели в Тюменском кардиологическом центре.",
        "Тюменский кардиологический центр",
    ),
    ("Семинар состоялся в Улан-Удэ.", "Улан-Удэ"),
    ("Олимпиаду приняли в СГМУ.", "СГМУ"),
    ("Курс прошёл на базе Псковской областной больницы.", "Псковская областная больница"),
    ("Врачей на конгресс собрал Саратов.", "Саратов"),
    ("Слёт прошёл в областной больнице имени Пирогова.", "областная больница имени Пирогова"),
]

NOT_PLACED = [
    "Вебинар начнётся в 15:00.",
    "Выплаты вырастут в Псковской области.",
    "Курс пройдут в мае.",
    "Врачи районных больниц окончили курс в «Острове знаний».",
    "Об этом сообщили в министерстве здравоохранения.",
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_a_format_is_read_from_places_people_and_links(text: str, expected: str) -> None:
    fact = format(article(text))
    assert fact is not None
    assert fact.value is Format(expected)
    assert fact.quote in text


@pytest.mark.parametrize("text", UNSAID)
def test_a_payment_or_a_form_on_the_net_has_no_format(text: str) -> None:
    assert format(article(text)) is None


def test_a_vote_or_a_test_online_makes_no_hybrid() -> None:
    text = "Финал конкурса пройдёт в колледже Ельца. Зрители голосуют онлайн-голосованием."
    fact = format(article(text))
    assert fact is not None
    assert fact.value is Format.IN_PERSON


@pytest.mark.parametrize(("text", "expected"), PLACED)
def test_a_place_is_given_in_the_nominative(text: str, expected: str) -> None:
    fact = place(article(text))
    assert fact is not None
    assert fact.value.startswith(expected)
    assert fact.quote in text


@pytest.mark.parametrize("text", NOT_PLACED)
def test_a_region_a_ministry_or_a_month_is_no_place(text: str) -> None:
    assert place(article(text)) is None


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    format(article(text))
    place(article(text))
