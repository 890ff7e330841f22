"""Whether an event is called off."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.facts.cancelled import cancelled
from scraper.facts.document import document


@pytest.mark.parametrize(
    "text",
    [
        "Круглый стол по маршрутизации отменён, новую дату сообщат позже.",
        "Из-за метели отменили семинар для участковых педиатров в Кургане.",
        "Областная конференция хирургов 5 декабря не состоится.",
        "Отменяется набор на осенний цикл для рентгенолаборантов.",
        "Форум фельдшеров в этом году не пройдёт: зал закрыт на ремонт.",
        "Мейіргерлер семинары болмайды, күні кейін хабарланады.",
    ],
)
def test_an_event_that_is_called_off_is_told_for_a_person_to_look(text: str) -> None:
    fact = cancelled(document(text))
    assert fact is not None
    assert fact.value
    assert fact.review
    assert fact.quote in text


@pytest.mark.parametrize(
    "text",
    [
        "Конференция хирургов пройдёт 5 декабря в Кургане.",
        "Для участников курса отменён взнос, обучение бесплатное.",
        "Конкурс не отменят даже в мороз, пообещали в министерстве.",
        "Приказ о масках отменён, сообщили в министерстве.",
        "Семинар перенесён с 3 на 17 декабря.",
        "Конкурс не состоялся бы без поддержки больниц.",
        "Занятия пройдут очно, запись на приём отменена не будет.",
    ],
)
def test_nothing_else_calls_an_event_off(text: str) -> None:
    assert cancelled(document(text)) is None


@given(st.text(max_size=300))
def test_any_text_is_answered(text: str) -> None:
    cancelled(document(text))
