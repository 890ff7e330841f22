from __future__ import annotations

import pytest
from articles import article
from hypothesis import given
from hypothesis import strategies as st

from scraper.facts.apply import apply_url, contacts
from scraper.facts.programme import programme, series
from scraper.facts.terms import cost, credits

LINKED = [
    ("Заявки принимают на https://reg.example.test/form до мая.", "https://reg.example.test/form"),
    (
        "[Зарегистрироваться](https://school.example.test/in) можно сразу.",
        "https://school.example.test/in",
    ),
    ("Подать анкету можно здесь: http://example.test/a?id=1.", "http://example.test/a?id=1"),
    ("Регистрация (https://example.test/r).", "https://example.test/r"),
    (
        'Тезисы присылайте через [личный кабинет](https://example.test/lk "вход").',
        "https://example.test/lk",
    ),
    ("Тіркелу сілтемесі: https://example.test/kz", "https://example.test/kz"),
]

NOT_LINKED = [
    "Фоторепортаж смотрите на https://example.test/photo",
    "Зарегистрироваться можно [тут](javascript:alert(1)).",
    "Заявки шлите на [почту](mailto:kadry@example.test).",
    "Регистрация на сайте учебного центра.",
    "Подать заявку можно по ссылке ftp://example.test/form.",
    "Заявку подают на [сайте](//example.test/x).",
    "Запись к врачу на http://",
]

REACHED = [
    ("Справки в оргкомитете: kurs@academy.example.test.", "kurs@academy.example.test"),
    ("Телефон отдела кадров: 8 (4722) 35-00-11.", "8 (4722) 35-00-11"),
    ("По вопросам обращаться в деканат: +7 846 200 10 20, доб. 15.", "+7 846 200 10 20, доб. 15"),
    (
        "Документы шлют на почту центра: spo@example.test или 8-800-100-00-00.",
        "spo@example.test; 8-800-100-00-00",
    ),
]

NOT_REACHED = [
    "Пишите Марии Сергеевне: masha@example.test.",
    "Отвечает Н. П. Ромашова, телефон 8 (4722) 35-00-11.",
    "Телефон куратора: +7 912 000-00-00.",
    "В отделе работают 8 человек, стаж — 12 345 678 дней.",
    "Телефоны выдали всем.",
]

CREDITED = [
    ("За курс начислят 36 ЗЕТ.", "36 ЗЕТ"),
    ("Слушатели получат 12 баллов НМО.", "12 баллов НМО"),
    ("Программа рассчитана на 72 часа.", "72 часа"),
    ("Объём курса — 144 академических часа.", "144 академических часа"),
    ("Цикл повышения квалификации займёт 18 часов.", "18 часов"),
    ("Открыт набор на 72-часовой курс.", "72-часовой"),
]

NOT_CREDITED = [
    "Заявка на баллы НМО подана.",
    "Курс «Первые 48 часов» откроют в мае.",
    "Через 24 часа курс завершится.",
    "Начало в 10 часов, программа на сайте.",
    "Бригада дежурит 24 часа.",
    "Команда набрала 36 баллов.",
]

PRICED = [
    ("Участие бесплатное.", "бесплатно"),
    ("Обучение для слушателей бесплатно.", "бесплатно"),
    ("Оргвзнос не взимается.", "бесплатно"),
    ("Участие платное, 5 000 рублей.", "Участие платное, 5 000 рублей"),
    ("Стоимость курса — 12 тысяч рублей.", "Стоимость курса — 12 тысяч рублей"),
    ("Регистрационный взнос составит 3000 руб. до мая.", "Регистрационный взнос составит 3000 руб"),
]

NOT_PRICED = [
    "Победитель получит 200 тысяч рублей.",
    "Пациентов принимают бесплатно.",
    "Стоимость оборудования — 5 млн рублей.",
    "Студентам дадут бесплатное питание.",
    "Зарплата наставника — 60 000 рублей.",
    "Курс стоит пройти каждому.",
    "Подъёмные выплатят участникам программы.",
]

RECURRING = [
    ("Программа «Земский фельдшер» продлена.", "zemskiy-feldsher"),
    ("Состоялся VII Съезд урологов Сибири.", "sezd-urologov-sibiri"),
    ("Ежегодный семинар «Чистые руки» прошёл в Кемерове.", "chistye-ruki"),
    ("Премия «Скальпель-2025» вручена.", "skalpel"),
]

SINGLE = ["Прошёл семинар «Боль в спине».", "Врачи собрались в Уфе.", "Вебинар «Сон» отменён."]


@pytest.mark.parametrize(("text", "expected"), LINKED)
def test_a_link_near_words_of_applying_is_for_applying(text: str, expected: str) -> None:
    fact = apply_url(article(text))
    assert fact is not None
    assert fact.value == expected
    assert fact.quote in text


@pytest.mark.parametrize("text", NOT_LINKED)
def test_no_other_link_or_scheme_is(text: str) -> None:
    assert apply_url(article(text)) is None


STANDING = [
    (
        "Заполните анкету слушателя до пятницы.",
        (("анкету слушателя", "https://kurs.example.test/a"),),
        "https://kurs.example.test/a",
    ),
    (
        "Подать заявку можно здесь до пятницы.",
        (("здесь", "https://kurs.example.test/b"),),
        "https://kurs.example.test/b",
    ),
    (
        "О форуме пишет портал. Регистрация уже открыта.",
        (("портал", "https://paper.example.test/"), ("Регистрация", "https://f.example.test/r")),
        "https://f.example.test/r",
    ),
]

NOT_STANDING = [
    ("Заявки принимает отдел кадров.", (("О нас", "https://example.test/about"),)),
    ("Заявки принимает отдел кадров.", (("кадр", "https://example.test/photo"),)),
    ("Подать заявку можно здесь.", (("здесь", "javascript:alert(1)"),)),
    ("Подать заявку можно здесь.", (("", "https://example.test/x"),)),
    ("О форуме пишет портал.", (("портал", "https://paper.example.test/"),)),
]


@pytest.mark.parametrize(("text", "links", "expected"), STANDING)
def test_a_pages_link_is_found_by_its_words(
    text: str, links: tuple[tuple[str, str], ...], expected: str
) -> None:
    fact = apply_url(article(text), links)
    assert fact is not None
    assert fact.value == expected
    assert fact.quote in text


@pytest.mark.parametrize(("text", "links"), NOT_STANDING)
def test_a_link_elsewhere_or_about_something_else_is_left(
    text: str, links: tuple[tuple[str, str], ...]
) -> None:
    assert apply_url(article(text), links) is None


@pytest.mark.parametrize(("text", "expected"), REACHED)
def test_an_offices_contacts_are_kept(text: str, expected: str) -> None:
    fact = contacts(article(text))
    assert fact is not None
    assert fact.value == expected
    assert fact.quote in text


@pytest.mark.parametrize("text", NOT_REACHED)
def test_a_private_persons_contacts_are_not(text: str) -> None:
    assert contacts(article(text)) is None


@pytest.mark.parametrize(("text", "expected"), CREDITED)
def test_credits_keep_the_texts_words(text: str, expected: str) -> None:
    fact = credits(article(text))
    assert fact is not None
    assert fact.value == expected
    assert fact.quote in text


@pytest.mark.parametrize("text", NOT_CREDITED)
def test_hours_of_the_clock_are_no_credits(text: str) -> None:
    assert credits(article(text)) is None


@pytest.mark.parametrize(("text", "expected"), PRICED)
def test_a_fee_is_what_taking_part_costs(text: str, expected: str) -> None:
    fact = cost(article(text))
    assert fact is not None
    assert fact.value == expected
    assert fact.quote in text


@pytest.mark.parametrize("text", NOT_PRICED)
def test_money_paid_to_people_is_no_fee(text: str) -> None:
    assert cost(article(text)) is None


@pytest.mark.parametrize(("text", "expected"), RECURRING)
def test_a_name_that_comes_again_is_a_programme(text: str, expected: str) -> None:
    fact = programme(article(text))
    assert fact is not None
    assert fact.value == expected


@pytest.mark.parametrize("text", SINGLE)
def test_a_single_event_is_no_programme(text: str) -> None:
    assert programme(article(text)) is None


def test_a_series_has_one_name_whatever_its_number() -> None:
    assert series("IX Съезд урологов Дона") == series("10-й Съезд урологов Дона")
    assert series("Национальное здравоохранение 2025") == "Национальное здравоохранение"
    assert series("Первые шаги") == "Первые шаги"


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    for fact in (apply_url, contacts, credits, cost, programme):
        fact(article(text))


@given(st.text(alphabet="[]()<> https:/.хa«1@+-", max_size=150))
def test_any_scrap_of_a_link_is_read(text: str) -> None:
    fact = apply_url(article("Заявка " + text))
    assert fact is None or fact.value.startswith(("http://", "https://"))
