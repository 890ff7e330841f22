"""The interface in other languages: nothing forgotten, no value lost, right cases and plurals."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment

import build
from builder.language import catalogue, scripts
from builder.language.cases import decline, place
from builder.language.messages import template, wrong
from builder.language.speech import say, speak, spoken
from builder.language.templates import Words
from builder.site import read_site
from model.problem import SettingProblem
from tests.sites import rendered, samples

PROJECT = Path(build.__file__).parent
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


def known() -> Catalog:
    with catalogue.file("kk").open("rb") as opened:
        return read_po(opened, locale="kk")


def test_every_text_of_the_interface_is_translated_into_kazakh() -> None:
    assert wrong(known()) == []


def test_a_text_that_is_missing_empty_unsure_or_loses_a_value_is_told() -> None:
    lacking = known()
    lacking.delete("Регионы")
    lacking["Источники"].string = ""
    lacking["Поиск"].flags.add("fuzzy")
    lacking["Сведения на {day}"].string = "мәлімет"
    lacking["день"].string = ("күн", "")
    told = "\n".join(wrong(lacking))
    assert len(wrong(lacking)) == 5
    assert "Регионы: not in the catalogue" in told
    assert "Источники: not translated" in told
    assert "Поиск: not translated" in told
    assert "Сведения на {day}: not the same values" in told
    assert "день: not translated" in told


def test_templates_and_scripts_hold_no_russian_outside_of_what_is_translated() -> None:
    """Blocks of ``trans`` and calls of ``_`` are taken out; what stays has no Russian letter."""
    taken = re.compile(
        r"\{#.*?#\}|\{% trans.*?endtrans %\}|^\s*//.*?$"
        r"|(?<![\w.$])_\((\"(?:[^\"\\]|\\.)*\"|'[^']*')",
        re.DOTALL | re.MULTILINE,
    )
    paths = [*(PROJECT / "templates").rglob("*.*"), *(PROJECT / "static/site").glob("*.js")]
    for path in [*paths, PROJECT / "static/mine.js"]:
        if path.name != "styleguide.html":
            rest = re.sub(r"\s//\s.*", "", taken.sub("", path.read_text("utf-8")))
            assert not CYRILLIC.search(rest), f"{path}: {CYRILLIC.search(rest)}"


def test_updating_the_catalogue_changes_nothing_when_no_text_moved() -> None:
    fresh, before = known(), known()
    fresh.update(template("kk"), no_fuzzy_matching=True, update_header_comment=False)
    kept = {message.id: message.string for message in fresh if message.id}
    assert kept == {message.id: message.string for message in before if message.id}
    assert not fresh.obsolete
    out = BytesIO()
    write_po(out, fresh)
    assert read_po(BytesIO(out.getvalue()), locale="kk")["Регионы"].string == "Өңірлер"


def test_words_of_templates_are_there_once_a_template_is_compiled() -> None:
    env = Environment(extensions=[Words], autoescape=True)
    env.globals["_"] = say
    source = '{{ _("Регионы") }} {% trans n=given + 1 %}<b>{{ n }}</b> из~всех{% endtrans %}'
    compiled = env.compile(source, raw=True)
    assert "'Регионы '" in compiled
    assert "gettext" not in compiled
    assert env.from_string(source).render(given=1) == "Регионы <b>2</b> из\N{NO-BREAK SPACE}всех"
    told = env.from_string('{{ _("Сведения на {day}", day=day) }}').render(day="<i>")
    assert told == "Сведения на &lt;i&gt;"


def test_words_of_scripts_are_put_in_and_other_calls_left() -> None:
    script = 'say(_("до~{day}"), $_("x"), a._("y"), "_(z)");'
    assert scripts.said(script.encode()).decode() == (
        'say("до\N{NO-BREAK SPACE}{day}", $_("x"), a._("y"), "_(z)");'
    )
    assert scripts.words_of(script) == [(1, "до~{day}")]


def test_values_may_be_anything() -> None:
    assert say("В тексте: «{words}»", words="{0} {x} %s ~") == "В тексте: «{0} {x} %s ~»"


@pytest.mark.parametrize(
    ("name", "until", "since", "within"),
    [
        ("қаңтар", "қаңтарға", "қаңтардан", "қаңтарда"),
        ("ақпан", "ақпанға", "ақпаннан", "ақпанда"),
        ("наурыз", "наурызға", "наурыздан", "наурызда"),
        ("сәуір", "сәуірге", "сәуірден", "сәуірде"),
        ("мамыр", "мамырға", "мамырдан", "мамырда"),
        ("маусым", "маусымға", "маусымнан", "маусымда"),
        ("шілде", "шілдеге", "шілдеден", "шілдеде"),
        ("тамыз", "тамызға", "тамыздан", "тамызда"),
        ("қыркүйек", "қыркүйекке", "қыркүйектен", "қыркүйекте"),
        ("қазан", "қазанға", "қазаннан", "қазанда"),
        ("қараша", "қарашаға", "қарашадан", "қарашада"),
        ("желтоқсан", "желтоқсанға", "желтоқсаннан", "желтоқсанда"),
    ],
)
def test_months_stand_in_the_case_that_a_sentence_asks_for(
    name: str, until: str, since: str, within: str
) -> None:
    told = [decline(f"14 {name}", case) for case in ("ға", "дан", "да")]
    assert told == [f"14 {until}", f"14 {since}", f"14 {within}"]


def test_names_are_sorted_by_the_kazakh_alphabet() -> None:
    names = ["Ақтөбе", "Әулие", "Бурабай", "Көкшетау", "Қостанай", "Ұлытау", "Шымкент"]
    assert sorted(names) != names
    assert sorted(names, key=place) == names


def test_a_process_that_has_begun_speaks_no_other_language() -> None:
    say("Регионы")
    with pytest.raises(RuntimeError, match="speaks ru"):
        speak("kk")
    assert spoken() == "ru"


@pytest.mark.parametrize(
    "line", ['languages = "kk"', '[languages]\nkk = "radar"', '[languages]\nxx = "https://a.test/"']
)
def test_a_wrong_address_of_a_language_is_told(tmp_path: Path, line: str) -> None:
    (tmp_path / "site.toml").write_text(line, "utf-8")
    with pytest.raises(SettingProblem, match=r"languages"):
        read_site(tmp_path, None)


def test_russian_pages_carry_no_marks_of_languages() -> None:
    page = rendered(*samples(), path="index.html", today=date(2026, 11, 18))
    assert 'hreflang="' not in page
    assert page.count('lang="') == 1
