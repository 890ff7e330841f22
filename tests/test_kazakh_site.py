"""A whole site in Kazakh, built by the command and read as a reader would."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser

import build
from builder.language import catalogue
from builder.language.messages import messages, slots
from tests.browser import opened, served
from tests.sites import SITE, TODAY, Links, a_call, on, samples, tree, write_content
from tests.test_status import CASES

PROJECT = Path(build.__file__).parent


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
def test_a_browser_tells_statuses_in_kazakh_as_the_build_does(
    browser: Browser, kazakh: Path
) -> None:
    command = [sys.executable, "-c", KAZAKH_WHEN]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=PROJECT)
    expected = json.loads(done.stdout)
    small = {"width": 360, "height": 800}
    with served(kazakh / "site") as address, opened(browser, viewport=small) as page:
        page.goto(address)
        told = page.evaluate(
            """cases => cases.map(c => {
                 const dates = radar.parse(c.dates), words = radar.when(dates, c.now, c.at);
                 return [radar.state(dates, c.now), words.big, words.head, words.line, words.tone];
               })""",
            CASES,
        )
        wide = page.evaluate("document.documentElement.scrollWidth")
    assert told == expected
    assert wide <= 360
    assert any("қарашаға" in line for _, _, _, line, _ in told)
