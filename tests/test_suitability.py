"""Whom an announcement is for, as the browser is told it: only what can be read in one way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.pages.minepage import mine_page
from builder.parts.card import entry
from builder.parts.changes import Change
from builder.parts.suitability import Limits, read, suitability
from tests.announcements import an_announcement, announcements
from tests.sites import TODAY, a_call, a_report, on, page_of, rendered


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("не старше 50 лет", Limits(age_most=50)),
        ("возраст до 35 лет включительно", Limits(age_most=35)),
        ("до 35 лет", Limits(upto=35)),
        ("Возраст кандидата — до тридцати пяти лет", Limits(upto=35)),
        ("от 18 до 35 лет", Limits(age_least=18, upto=35)),
        ("старше 18 лет", Limits(age_least=18)),
        ("стаж — от пяти лет", Limits(practice_least=5)),
        ("трёхлетний стаж", Limits(practice_least=3)),
        ("не менее 10 лет стажа", Limits(practice_least=10)),
        ("стажем до пяти лет", Limits(practice_below=5)),
        ("өтілі кемінде екі жыл", Limits(practice_least=2)),
        ("не старше 50 лет и имеет стаж от пяти лет", Limits(age_most=50, practice_least=5)),
    ],
)
def test_limits_are_read(text: str, limits: Limits) -> None:
    assert read(text) == limits


@pytest.mark.parametrize(
    "text",
    [
        "курс длится до 2 лет",
        "женщины до 30 лет, мужчины до 35 лет",
        "не меньше трёх лет и не боящихся отвечать за других",
        "три года в должности старшей сестры",
        "диплом не раньше 2023 года",
        "отработать не менее пяти лет",
        "",
    ],
)
def test_what_may_mean_something_else_is_not_told(text: str) -> None:
    assert read(text) == Limits()


@given(st.text(max_size=400))
def test_any_text_is_read_without_failing(text: str) -> None:
    read(text)


def test_a_long_line_is_read_in_time_that_grows_with_it() -> None:
    read("стаж " * 4000 + "возраст " * 4000 + "до 30 " * 4000)


def test_a_call_for_senior_nurses_is_not_for_all_nurses() -> None:
    assert "role=starshie-medsyostry " in suitability(
        an_announcement(audience=("Старшие медсёстры",), eligibility="диплом")
    )


@given(announcements())
def test_an_attribute_is_plain_pairs(a: object) -> None:
    told = suitability(a)  # type: ignore[arg-type]
    assert all(len(pair.split("=")) == 2 for pair in told.split())
    assert not set(told) & set("\"'<>&")


def test_a_row_tells_whom_it_suits_only_while_one_can_apply() -> None:
    assert 'data-suit=""' in rendered(a_call("kurs"))
    assert "data-suit" not in page_of(a_report("otchyot"))
    assert "data-suit" not in page_of(a_call("kurs", apply_close=on(-2)))


def test_a_row_tells_the_day_on_which_it_came() -> None:
    assert entry(a_call("kurs"), TODAY).card.news == on(-1).isoformat()
    assert entry(a_call("kurs", fetched=None), TODAY).card.news == on(-10).isoformat()
    assert entry(a_call("kurs", fetched=None, published=None), TODAY).card.news == ""
    moved = Change(day=on(-2), id="kurs", field="place", old="Тверь", new="Ржев")
    told = entry(a_call("kurs"), TODAY, changes=(moved,)).card.news
    assert told == f"{on(-2)} moved {on(-10)}"


def test_a_head_physician_is_a_doctor_and_a_medic_as_well() -> None:
    posts = {post.value: post.also for post in mine_page().context.posts}
    assert posts["glavnye-vrachi"] == ("glavnye-vrachi", "rukovoditeli", "vrachi", "mediki")
    assert "mediki" not in posts["shkolniki"]
