"""What a day that was found tells of itself: reckoned or stated, doubtful, its quote, its hour."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from scraper.facts.document import Document
from scraper.facts.periods import Periods, periods
from tests.days import written


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
