"""The interface in other languages: nothing forgotten, no value lost, right cases and plurals."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from datetime import date
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment
from playwright.sync_api import sync_playwright

import build
from builder.language import catalogue, scripts
from builder.language.cases import decline, place
from builder.language.messages import messages, slots, template, wrong
from builder.language.speech import say, speak, spoken
from builder.language.templates import Words
from builder.site import read_site
from builder.writing.serve import server
from model.problem import SettingProblem
from tests.browser import launch
from tests.sites import SITE, TODAY, Links, a_call, on, samples, tree, write_content
from tests.test_status import CASES

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


def run(folder: Path, *more: str, site: str = "site") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(PROJECT / "build.py"), "--content", str(folder / "content"),
               "--site", str(folder / site), "--state", str(folder / "state"), "--jobs", "2",
               "--cache", str(folder / "cache"), "--base-url", SITE.base_url,
               "--today", TODAY.isoformat(), *more]  # fmt: skip
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)


@pytest.fixture(scope="module")
def kazakh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kazakh")
    ours = a_call("ana", title="Медициналық мейіргерлерге арналған курс", region="KZ-39",
                  apply_close=on(3), audience=("медсёстры",))  # fmt: skip
    write_content(folder / "content", [*samples(), ours])
    (folder / "content" / "site.toml").write_text(
        '[languages]\nru = "https://radar.example.test/ru"\nkk = "https://radar.example.test/"\n',
        "utf-8",
    )
    done = run(folder, "--lang", "kk")
    assert done.returncode == build.FINE, done.stderr
    return folder


def test_a_kazakh_site_says_nothing_of_its_own_in_russian(kazakh: Path) -> None:
    said = catalogue.catalogue("kk").words
    ours = {m.text for m in messages() if len(m.text) > 3 and said.get(m.text, "") != m.text}
    own = re.compile(r'lang="ru"[^>]*>[^<]*')
    for path in sorted((kazakh / "site").rglob("*.html")):
        text = path.read_text("utf-8")
        assert '<html lang="kk">' in text
        pieces = re.findall(r'>([^<>]+)<|="([^"]*)"', own.sub("", text.partition("<body")[2]))
        left = ours & {unescape(one or other).strip() for one, other in pieces}
        assert not left, f"{path}: {left}"


def test_scripts_of_a_kazakh_site_hold_no_russian_texts(kazakh: Path) -> None:
    ours = {m.text.replace("~", "\N{NO-BREAK SPACE}") for m in messages() if not slots(m.text)}
    same = {one for one, told in catalogue.catalogue("kk").words.items() if one == told}
    for name in ("site.js", "status.js", "mine.js"):
        text = (kazakh / "site" / "static" / name).read_text("utf-8")
        strings = set(re.findall(r'"((?:[^"\\]|\\.)*)"', text))
        told = {json.loads(f'"{one}"') for one in strings if "\\x" not in one}
        assert not (ours - same) & {one for one in told if len(one) > 3}, name


def test_deadlines_numbers_and_regions_are_told_in_kazakh(kazakh: Path) -> None:
    front = (kazakh / "site" / "index.html").read_text("utf-8").replace("\N{NO-BREAK SPACE}", " ")
    assert "2026 жылғы 18 қараша</time>, сәрсенбі" in front
    assert '<span class="big">3</span> күн</b> <span>21 қарашаға дейін</span>' in front
    assert "Қостанай облысы" in front
    assert "Мейіргерлер" in front
    assert ">СҚО</text>" in front
    assert ">СКО</text>" not in front
    page = (kazakh / "site/a/2026-11-08-ana/index.html").read_text("utf-8")
    assert "3\N{NO-BREAK SPACE}күн қалды" in page


def test_an_announcement_s_own_text_says_that_it_is_russian(kazakh: Path) -> None:
    page = (kazakh / "site/a/2026-11-08-tihaya-smena/index.html").read_text("utf-8")
    assert '<h1 lang="ru">Практикум «Тихая смена»' in page
    ours = (kazakh / "site/a/2026-11-08-ana/index.html").read_text("utf-8")
    assert "<h1>Медициналық мейіргерлерге" in ours


def test_pages_name_themselves_in_the_other_language(kazakh: Path) -> None:
    for path in ("", "region/"):
        text = (kazakh / "site" / path / "index.html").read_text("utf-8")
        other = f"https://radar.example.test/ru/{path}"
        assert f'<link rel="alternate" hreflang="ru" href="{other}">' in text
        assert f'hreflang="kk" href="{SITE.base_url}{path}"' in text
        assert other in Links(text).links
    assert "hreflang" not in (kazakh / "site" / "404.html").read_text("utf-8").partition("<body")[0]


def test_a_second_build_in_kazakh_writes_nothing(kazakh: Path) -> None:
    before = tree(kazakh / "site")
    done = run(kazakh, "--lang", "kk", "--verify")
    assert done.returncode == build.FINE, done.stdout + done.stderr
    assert tree(kazakh / "site") == before


def test_languages_do_not_mix_in_one_state(kazakh: Path) -> None:
    """What the digest of a week said stays said, in each language."""
    done = run(kazakh, site="russian")
    assert done.returncode == build.FINE, done.stderr
    russian = (kazakh / "russian/digest/2026-W46/index.html").read_text("utf-8")
    ours = (kazakh / "site/digest/2026-W46/index.html").read_text("utf-8")
    assert "Апталық шолу" in ours
    assert "Апталық" not in russian


def test_an_unknown_language_is_told(tmp_path: Path) -> None:
    write_content(tmp_path / "content", samples())
    done = run(tmp_path, "--lang", "xx")
    assert done.returncode == build.WRONG
    assert "такого перевода нет; есть: ru, kk" in done.stderr


@pytest.mark.parametrize(
    "line", ['languages = "kk"', '[languages]\nkk = "radar"', '[languages]\nxx = "https://a.test/"']
)
def test_a_wrong_address_of_a_language_is_told(tmp_path: Path, line: str) -> None:
    (tmp_path / "site.toml").write_text(line, "utf-8")
    with pytest.raises(SettingProblem, match=r"languages"):
        read_site(tmp_path, None)


def test_russian_pages_carry_no_marks_of_languages() -> None:
    from tests.sites import rendered

    page = rendered(*samples(), path="index.html", today=date(2026, 11, 18))
    assert 'hreflang="' not in page
    assert page.count('lang="') == 1


KAZAKH_WHEN = """
import json
from datetime import datetime
from builder.language.speech import speak
speak("kk")
from builder.parts.when import when
from model.status import state
from tests.test_status import CASES, read
told = []
for case in CASES:
    dates, now = read(case["dates"]), datetime.fromisoformat(case["now"])
    words = when(dates, now, case.get("at", ""))
    told.append([state(dates, now), words.big, words.head, words.line, words.tone])
print(json.dumps(told))
"""


@pytest.mark.browser
def test_a_browser_tells_statuses_in_kazakh_as_the_build_does(kazakh: Path) -> None:
    command = [sys.executable, "-c", KAZAKH_WHEN]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=PROJECT)
    expected = json.loads(done.stdout)
    with server(kazakh / "site", 0) as running, sync_playwright() as playwright:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        browser = launch(playwright)
        page = browser.new_page(viewport={"width": 360, "height": 800})
        page.goto(f"http://127.0.0.1:{running.server_port}/")
        told = page.evaluate(
            """cases => cases.map(c => {
                 const dates = radar.parse(c.dates), words = radar.when(dates, c.now, c.at);
                 return [radar.state(dates, c.now), words.big, words.head, words.line, words.tone];
               })""",
            CASES,
        )
        wide = page.evaluate("document.documentElement.scrollWidth")
        browser.close()
        running.shutdown()
    assert told == expected
    assert wide <= 360
    assert any("қарашаға" in line for _, _, _, line, _ in told)
