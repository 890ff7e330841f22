"""Which publications tell one story."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.joining.duplicates import clusters
from scraper.joining.traits import Record, traits

DAY = date(2026, 11, 9)
LONG = (
    "Министерство здравоохранения Тверской области открыло запись на школу старших медсестёр "
    "«Белая чайка». Занятия пройдут 24 и 25 ноября в областном симуляционном центре, мест 35. "
    "Заявку от больницы принимают до 20 ноября по почте учебного отдела. Слушателям расскажут о "
    "безопасности пациентов, учёте лекарств и разборе ошибок. Окончившим дадут 16 баллов."
)
SHORT = (
    "Тридцать пять старших медсестёр позовут в «Белую чайку». До 20 ноября больницы Верхневолжья "
    "могут заявить своих сотрудниц, 24 ноября их ждут в симуляционном центре."
)
OTHER = (
    "В Костроме молодые хирурги соревнуются на тренажёрах. Победителя назовут 27 ноября, лучшему "
    "вручат грант в 150 тысяч рублей. Всего подано 62 анкеты, в финал вышли двенадцать врачей."
)


def record(name: str, text: str, day: date | None = DAY, title: str = "") -> Record:
    return Record(id=name, title=title, text=text, published=day)


def joined(*records: Record) -> bool:
    """Whether the first two are one story, with the rest standing by."""
    found = clusters(records)
    return found[records[0].id] == found[records[1].id]


CROWD = [
    record("c1", OTHER),
    record("c2", "Фельдшеры Алтая прошли курс неотложной помощи: 40 часов практики на манекенах."),
    record("c3", "В Омске 300 педиатров обсудили вакцинацию детей на форуме «Здоровый старт»."),
]


def test_a_shortened_rewrite_is_the_same_story() -> None:
    assert joined(record("a", LONG), record("b", SHORT, DAY + timedelta(days=3)), *CROWD)


def test_other_news_is_another_story() -> None:
    assert not joined(record("a", LONG), *CROWD)


def test_the_next_season_is_another_story() -> None:
    assert not joined(record("a", LONG), record("b", LONG, DAY + timedelta(days=200)), *CROWD)


def test_another_edition_is_another_story() -> None:
    ninth = (
        "IX съезд терапевтов области собрал 900 врачей в доме правительства, обсуждали диагностику."
    )
    tenth = ninth.replace("IX съезд", "Десятый областной съезд")
    assert not joined(record("a", ninth), record("b", tenth), *CROWD)


def test_a_differing_deadline_is_still_one_story() -> None:
    assert joined(record("a", LONG), record("b", LONG.replace("20 ноября", "21 ноября")), *CROWD)


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("пришли 1,3 тысячи врачей", "n1300"),
        ("106 врачей", "n106"),
        ("сто шесть врачей", "n106"),
        ("две тысячи сестёр", "n2000"),
        ("6 и 7 ноября", "d6.11"),
        ("11–13 марта", "d13.3"),
    ],
)
def test_numbers_and_days_are_features_however_they_are_written(text: str, feature: str) -> None:
    assert feature in traits(record("x", text)).features


@given(st.lists(st.text(max_size=80), max_size=6))
def test_any_texts_are_clustered_without_an_error(texts: list[str]) -> None:
    records = [record(str(number), text, None) for number, text in enumerate(texts)]
    assert clusters(records).keys() == {one.id for one in records}


def test_the_order_of_records_does_not_matter() -> None:
    records = [record("a", LONG), record("b", SHORT), *CROWD]
    one, other = clusters(records), clusters(reversed(records))
    assert one == other
