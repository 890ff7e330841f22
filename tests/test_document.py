"""What of a saved page is article, what is furniture, and which day it was published."""

from __future__ import annotations

import time
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.facts.document import LIMIT, document
from scraper.facts.language.sentence import LONGEST, sentences
from scraper.facts.layout.chrome import Mark, mark
from scraper.facts.layout.published import dateline, is_date_line, published

TABLE = Path(__file__).parent / "facts" / "pages.toml"
PAGES: list[dict[str, Any]] = tomllib.loads(TABLE.read_text(encoding="utf-8"))["page"]


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["name"])
def test_a_page_is_its_headline_article_and_date(page: dict[str, Any]) -> None:
    read = document(page["text"])
    begins = page["paragraphs"]
    assert read.title == page.get("title")
    assert [p[: len(b)] for p, b in zip(read.paragraphs, begins, strict=False)] == begins
    assert len(read.paragraphs) == len(begins), read.paragraphs
    assert read.published == page.get("published")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["name"])
def test_nothing_is_lost_and_nothing_is_said_twice(page: dict[str, Any]) -> None:
    read = document(page["text"])
    assert not set(read.paragraphs) & set(read.chrome)
    for paragraph in (*read.paragraphs, *read.sentences, *read.chrome):
        assert paragraph in flat(page["text"])


def test_a_given_headline_is_kept_and_cut_out_of_the_article() -> None:
    text = "Газета\nВрачи учатся\nВрачи области начали учиться на курсах.\nКонец."
    read = document(text, " Врачи  учатся ")
    assert read.title == "Врачи учатся"
    assert read.paragraphs == ("Врачи области начали учиться на курсах.",)


def test_a_given_headline_finds_the_article_below_a_long_teaser() -> None:
    teaser = "Жители посёлка третий день спорят о том, нужен ли им новый мост через реку."
    text = f"{teaser}\nМедсёстры вышли на курсы\nСорок медсестёр области начали учёбу на курсах."
    read = document(text, "Медсёстры вышли на курсы")
    assert read.paragraphs == ("Сорок медсестёр области начали учёбу на курсах.",)


def test_the_body_is_its_paragraphs() -> None:
    read = document("Врачи области начали учёбу.\n\nОна продлится месяц, до весны.")
    assert read.body == "Врачи области начали учёбу.\n\nОна продлится месяц, до весны."


FURNITURE = [
    "Главная / Пресс-центр / Областные", "ИА «Север» 18+ | Афиша | Вакансии", "2885", "11:51",
    "+19.6 C", "Фото: пресс-служба", "Поделиться в ОК, ВК", "Подписывайтесь на наш канал",
    "Читайте также: В Заречье отменили ярмарку", "Ранее сообщалось, что мост закрыт.",
    "#воронеж #медсестры", "© 2024", "Теги: врачи, кадры", "Войти через ЕСИА",
    "Все права защищены. При использовании материалов ссылка обязательна.", "18+", "🔥",
    "ДомойНовостиВрачи учатся", "Главная Новости Общество", "Версия для печати", "Пікір қалдыру",
    "Регистратура: 8 (000) 000-00-00", "Горячая линия +7 (800) 000-00-00",
    "Нашли опечатку? Выделите её, пожалуйста!", "Самое читаемое: курс тенге на сегодня",
]  # fmt: skip

NO_FURNITURE = [
    "Рассказать о себе нужно до 5 ноября.", "Присоединяйтесь к вебинару 5 мая в 10:00!",
    "Темы: уход за лежачими, деменция, поддержка родственников.",
    "Источник инфекции нашли врачи областной больницы, сообщили в минздраве.",
    "Рейтинг лучших врачей составят по отзывам, итоги подведут в мае.",
    "Ранее врачи ездили на учёбу сами. Теперь дорогу оплачивает область.",
    "Телефон для справок: 8 (000) 000-00-00", "Место: Заречье, ул. Ленина, 5",
    "Заявки: до 15 января", "https://example.test/form", "Продолжая разговор о кадрах, министр"
    " рассказал о новых курсах для медсестёр и фельдшеров области.",
]  # fmt: skip


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_is_known_by_its_words(line: str) -> None:
    assert mark(line) is Mark.FURNITURE


@pytest.mark.parametrize("line", NO_FURNITURE)
def test_lines_of_an_article_are_no_furniture(line: str) -> None:
    assert mark(line) not in (Mark.FURNITURE, Mark.STORIES, Mark.END)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Читайте также", Mark.STORIES), ("Лента новостей", Mark.STORIES),
        ("Похожие статьи", Mark.STORIES), ("САМОЕ ЧИТАЕМОЕ", Mark.STORIES),
        ("ОСТАВЬТЕ ОТВЕТ", Mark.END), ("Комментарии (12)", Mark.END),
        ("Свежие новости медицины радуют врачей области.", Mark.PROSE),
    ],
)  # fmt: skip
def test_headings_of_other_stories_and_of_forms(line: str, expected: Mark) -> None:
    assert mark(line) is expected


DATE_LINES = [
    ("22.11.2022", date(2022, 11, 22)), ("05.11.24", date(2024, 11, 5)),
    ("2017-04-22, 13:28", date(2017, 4, 22)), ("1 августа 2024, 10:12", date(2024, 8, 1)),
    ("23 октября 2025 ЧЕТВЕРГ", date(2025, 10, 23)), ("- 17 апреля 2024", date(2024, 4, 17)),
    ("21 января 2026 г., «Вестник»", date(2026, 1, 21)), ("Дата: 18.08.2025", date(2025, 8, 18)),
    ("04.12.2025, 09:20 Новости / Регион", date(2025, 12, 4)),
    ("27.01.2026 13:44 | 101", date(2026, 1, 27)), ("11 Сен 2025 в 07:45", date(2025, 9, 11)),
    ("Опубликовано: 5 мая 2024 г. в 9:00, автор И. Б.", date(2024, 5, 5)),
    ("2025 жылғы 28 қазан", date(2025, 10, 28)), ("12/05/2024 - 10:00", date(2024, 5, 12)),
    ("Жарияланған күні: 28.10.2025", date(2025, 10, 28)),
    ("3 сентября 2025, 07:15 (GMT+10)", date(2025, 9, 3)), ("May 5, 2024", date(2024, 5, 5)),
    ("Пятница, 24 октября 2025 15:04", date(2025, 10, 24)),
    ("Опубл.: 2026-05-18", date(2026, 5, 18)),
]  # fmt: skip

NO_DATE_LINES = [
    "Вторник, 15 июля, 2025", "Ноябрь 2025", "17 февраля", "ИА © 2024", "31.02.2025", "11:51",
    "Обновлено: 3 марта 2025", "Начало: 5 мая 2025", "до 15 января 2026", "С 5 по 7 мая 2025",
    "5-7 мая 2025 года", "Дата проведения: 5 мая 2025", "02.02.2026 11:20 На трассе столкнулись две"
    " большие фуры", "Приём заявок 5 мая 2025", "Конференция состоится 5 мая 2025", "5 мая 1825",
    "Сегодня 15 июля 2025", "Лицензия от 12.05.2010", "99.99.9999", "12.05.20255",
    "8-800-555-35-35", "Министерство проведёт форум терапевтов — 5 мая 2025 года",
    "Курсы для медсестёр и акушерок областной больницы — 5 мая 2025 года",
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), DATE_LINES)
def test_a_line_states_the_day_of_publication(line: str, expected: date) -> None:
    stated = published([line], [])
    assert stated is not None
    assert (stated.day, stated.quote) == (expected, line)
    assert is_date_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "Министерство здравоохранения Заречного края — 5 мая 2025 года",
        "5 мая 2025, Зареченский государственный медицинский университет",
        "Түркістан облысының денсаулық сақтау басқармасы — 5 мамыр 2025",
    ],
)
def test_a_body_s_name_beside_a_day_signs_the_page(line: str) -> None:
    stated = published([line], [])
    assert stated is not None
    assert stated.day == date(2025, 5, 5)
    assert stated.quote in line


@pytest.mark.parametrize("line", NO_DATE_LINES)
def test_no_other_date_is_taken_for_it(line: str) -> None:
    assert published([line], []) is None


def test_a_day_over_a_place_is_the_events() -> None:
    assert published(["Дата: 5 мая 2025", "Место: Заречье"], []) is None


def test_a_weekday_beside_the_weather_is_a_clock() -> None:
    assert published(["Четверг, 15 мая 2025", "+12 C"], []) is None
    assert published(["Четверг, 15 мая 2025", "Общество"], []) is not None


def test_the_nearest_date_above_goes_before_one_below() -> None:
    stated = published(["01.01.2024", "02.02.2024"], ["03.03.2024"])
    assert stated is not None
    assert stated.day == date(2024, 2, 2)


@pytest.mark.parametrize(
    ("paragraph", "opening", "stated"),
    [
        ("ТУЛА, 5 мая 2024. Врачи учатся.", "ТУЛА, 5 мая 2024. ", date(2024, 5, 5)),
        ("Ростов-на-Дону, 5 мая — Врачи учатся.", "Ростов-на-Дону, 5 мая — ", None),
        ("АСТАНА. 12 мая. АГЕНТСТВО – Врачи учатся.", "АСТАНА. 12 мая. АГЕНТСТВО – ", None),
        ("Тула, 5 мая приняла съезд врачей.", None, None),
        ("В Туле 5 мая 2024 года прошёл съезд.", None, None),
        ("Врачи, 5 коек и аптека. Всё готово.", None, None),
    ],
)
def test_a_dateline_is_told_from_a_sentence(
    paragraph: str, opening: str | None, stated: date | None
) -> None:
    found, day = dateline(paragraph)
    assert found == opening
    assert (day.day if day else None) == stated


SENTENCES = [
    ["Съезд прошёл в институте им. М. Ф. Безымянного.", "Приехали врачи."],
    ["Клиника на ул. Ленина, д. 5, открыта.", "Приём с 9 до 18."],
    ["С 14 мая 2025 г. Министерство принимает заявки.", "Подробности на сайте."],
    ["Форум принял дворец в центре (г. Тверь), открытый осенью 2025 г.", "Все довольны."],
    ["Врачи и сёстры приехали сюда на учёбу из г. Твери.", "Учёба идёт."],
    ["Учились врачи, сёстры, фельдшеры и т. д.", "Занятия продолжатся."],
    ["«Мы рады. Очень рады», — сказала И. И. Безымянная.", "Потом все ушли."],
    ["Программа «С дипломом — в село!» работает давно."],
    ["Проект «Кадры. Медицина» стартовал!", "Кто следующий?", "Врачи…"],
    ["— Поедем учиться, — сказал он.", "— Вернёмся с опытом."],
    ["Дәрігерлер келді.", "Олар 2025 ж. 5 мамырда оқыды.", "Курс аяқталды."],
    ["В т.ч. 20 врачей.", "К.м.н. А.Б. Безымянный прочёл лекцию."],
    ["На курсы выделили из бюджета 500 тыс. руб.", "Деньги пойдут больницам."],
    ["Подано 12.5 тыс. заявок.", "Это рекорд."],
    ["Вышла программа «На Севере — жить!».", "Она работает."],
    ["Приехали терапевты (40 чел.) и хирурги.", "Все довольны."],
]


@pytest.mark.parametrize("expected", SENTENCES, ids=lambda found: found[0][:40])
def test_sentences_end_where_they_end(expected: list[str]) -> None:
    assert list(sentences(" ".join(expected))) == expected


def test_long_speech_in_quotation_marks_is_split() -> None:
    speech = "Мы долго готовились к этому дню и рады видеть коллег из соседних областей."
    paragraph = f"«{speech} {speech} {speech}», — сказал министр."
    assert len(sentences(paragraph)) == 3


def test_a_sentence_has_an_end() -> None:
    pieces = sentences("врач, " * 2000)
    assert all(len(piece) <= LONGEST for piece in pieces)
    assert flat(" ".join(pieces)) == flat("врач, " * 2000)


def test_an_empty_text_is_an_empty_document() -> None:
    read = document("  \n\n ")
    assert (read.title, read.paragraphs, read.published) == (None, (), None)


@given(st.text(max_size=3000), st.none() | st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_and_its_body_is_a_piece_of_it(text: str, title: str | None) -> None:
    read = document(text, title)
    whole = flat(text)
    for piece in (*read.paragraphs, *read.sentences, *read.chrome):
        assert piece in whole


LINES = st.sampled_from([
    "Читайте также", "Врачи области прошли обучение на курсах в больнице.", "12.05.2025", "Главная",
    "Врачи учатся", "Фото: архив", "Место: Заречье", "- первый пункт;", "", "ОСТАВЬТЕ ОТВЕТ",
    "date 2025-05-12 Врачи области учатся на курсах.", "Приём заявок до 5 мая 2025", "0", "#врачи",
])  # fmt: skip


@given(st.lists(LINES, max_size=30))
@settings(max_examples=200, deadline=None)
def test_any_mixture_of_lines_is_parted_into_article_and_furniture(lines: list[str]) -> None:
    text = "\n".join(lines)
    read = document(text)
    assert all(piece in flat(text) for piece in (*read.paragraphs, *read.sentences))
    assert "Читайте также" not in read.paragraphs
    assert "ОСТАВЬТЕ ОТВЕТ" not in read.paragraphs


HOSTILE = {
    "spaces": " ", "dots": ".", "quotes": "«", "digits": "1", "dashes": "А-", "photos": "Фото: ",
    "words": "врач, ", "sentences": "Врачи учатся. ", "lines": "Врачи области учатся на курсах.\n",
    "dates": "12.05.2025\n", "headings": "Читайте также\nПриём заявок до 5 мая 2025\n",
    "headlines": "Один два три четыре пять\n", "initials": "А. ", "colons": "12:", "hashes": "#а ",
}  # fmt: skip


@pytest.mark.parametrize("seed", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_million_characters_take_no_longer_than_the_limit(seed: str) -> None:
    text = (seed * (1_000_000 // len(seed) + 1))[:1_000_000]
    started = time.process_time()
    read = document(text)
    assert time.process_time() - started < 30
    assert len(read.body) <= LIMIT * 2
