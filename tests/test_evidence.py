"""A text's own words beside a fact: their sentence, their site, the place to open it at."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.parts.evidence import at_words, excerpt, host, in_context, plain
from tests.announcements import bodies


@pytest.mark.parametrize(
    ("body", "quote", "said"),
    [
        ("Раз два три. Приём до 5 мая идёт. Конец.", "до 5 мая", "Приём [до 5 мая] идёт."),
        ("Приём до 5 мая.", "Приём до 5 мая", "Приём до 5 мая.[]"),
        ("Раз. Приём до 5 мая. Другое.", "до 5 мая.", "Приём [до 5 мая.]"),
        ("Начало. Приём до 5 мая. Другое.", "Приём до 5 мая.", "Приём до 5 мая.[]"),
        ("Центр им. Петрова ждёт до 5 мая.", "5 мая", "Центр им. Петрова ждёт до [5 мая]."),
        ("Совсем другое.", "до 5 мая", "до 5 мая[]"),
        (
            "**Приём** до _5 мая_ на [сайте](https://e.test).",
            "до 5 мая",
            "Приём [до 5 мая] на сайте.",
        ),
        ("", "", "[]"),
    ],
)
def test_words_stand_in_their_sentence(body: str, quote: str, said: str) -> None:
    found = in_context(plain(body), quote)
    assert f"{found.before}[{found.marked}]{found.after}" == said


@given(st.text(max_size=400), st.text(max_size=40))
def test_any_quote_of_any_text_is_told(body: str, quote: str) -> None:
    found = in_context(plain(body), quote)
    assert len(found.before + found.marked + found.after) <= 2 * 180 + len(quote) + 8


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.example.test/a", "example.test"),
        ("https://xn--80aswg.xn--p1ai/", "сайт.рф"),
        ("https://xn--a.test/", "xn--a.test"),
    ],
)
def test_a_site_is_named_as_people_know_it(url: str, name: str) -> None:
    assert host(url) == name


def test_a_fragment_is_joined_to_the_source_s_own() -> None:
    told = at_words("https://e.test/a#b", "в-г, д")
    assert told == "https://e.test/a#b:~:text=%D0%B2%2D%D0%B3%2C%20%D0%B4"
    assert at_words("https://e.test/a", None) == "https://e.test/a"


@given(bodies)
def test_an_excerpt_is_short(body: str) -> None:
    assert len(excerpt(body, 100)) <= 102
