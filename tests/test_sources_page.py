"""Sources and their health as readers see them, whatever lies in the state folder."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from builder.language import words
from builder.page import digest
from builder.parts.evidence import at_words
from builder.state.health import Health, Source, read_health, read_sources
from builder.state.memory import Memory
from tests.sites import Links, a_call, planned, rendered

NAMED = Source(id="ru-tver-mz", name="Минздрав Тверской области", url="https://mz.example.test/",
               role="ministry", region="RU-TVE")  # fmt: skip


def a_record(state: str = "ok", **values: object) -> Health:
    plain: dict[str, object] = {"id": NAMED.id, "state": state, "last_run": date(2026, 11, 18),
                                "last_success": date(2026, 11, 18)}  # fmt: skip
    return Health(**plain | values)  # type: ignore[arg-type]


def remembered(*records: Health) -> Memory:
    return Memory(sources={NAMED.id: NAMED}, health=records)


def page(*records: Health) -> str:
    html = rendered(a_call("odin"), path="sources/index.html", memory=remembered(*records))
    return html.replace("\N{NO-BREAK SPACE}", " ")


def test_a_good_source_needs_no_attention() -> None:
    html = page(a_record())
    assert "18 ноября 2026 года все прочитаны исправно" in html
    assert "Что не в порядке" not in html
    assert '<a href="https://mz.example.test/" rel="noopener nofollow">Минздрав' in html
    assert "прочитан 18 ноября 2026" in html


def test_a_broken_source_is_told_since_when_and_what_to_do() -> None:
    html = page(a_record("unreachable", broken_since=date(2026, 11, 16), reason="Timeout: 10s",
                         last_success=date(2026, 11, 15)))  # fmt: skip
    assert "не всё в порядке у 1" in html
    assert "Сайт не отвечает. Так с 16 ноября 2026 года." in html
    assert "Последний раз прочитан 15 ноября 2026" in html
    assert "Что делать: ничего" in html
    assert "Timeout" not in html


def test_a_hint_is_shown_to_engineers_as_text() -> None:
    assert "<code>link = &#34;a &gt; b&#34;</code>" in page(
        a_record("layout", mend='link = "a > b"')
    )


@pytest.mark.parametrize("state", ["", "novoe-sostoyanie"])
def test_a_state_that_we_do_not_know_is_not_called_good(state: str) -> None:
    assert "Состояние неизвестно" in page(a_record(state))


def test_sources_never_read_are_listed_too() -> None:
    html = page()
    assert "Источники ещё не читали." in html
    assert NAMED.name in html


def test_every_state_of_the_scraper_has_words() -> None:
    from scraper.outcome import State
    from scraper.storage.health import Condition

    assert {*map(str, State), *map(str, Condition)} <= words.table()["source"].keys()


def test_a_source_is_named_on_the_announcement_s_page() -> None:
    call = a_call("odin")
    named = rendered(call, path=f"a/{call.id}/index.html", memory=remembered())
    assert "Минздрав Тверской области" in named
    assert ">example.test</a>" in rendered(call, path=f"a/{call.id}/index.html")


def test_the_day_of_the_newest_reading_stands_in_one_file_alone() -> None:
    old, new = (
        planned(a_call("odin"), memory=remembered(a_record(last_success=date(2026, 11, day))))
        for day in (16, 17)
    )
    moved = {path for path in old if digest(old[path]) != digest(new[path])}
    assert moved == {"sources/index.html", "static/fresh.json"}
    assert new["static/fresh.json"].context.day == "2026-11-17"


def test_every_page_asks_how_fresh_the_sources_are() -> None:
    pages = planned(a_call("odin"), memory=remembered(a_record()))
    for path in ("index.html", "about/index.html", "search/index.html", "programme/index.html"):
        html = rendered(a_call("odin"), path=path, memory=remembered(a_record()))
        assert any("static/site.js" in asset for asset in Links(html).assets)
    assert "static/fresh.json" in pages


@pytest.mark.parametrize(
    ("text", "read", "wrong"),
    [
        ('{"sources": [{"id": "a", "state": "ok", "last_run": "2026-11-18", "rhythm": 2}]}', 1, 0),
        ('{"sources": [{"id": "a"}, {"id": 5}, 7, {"state": "ok"}]}', 1, 0),
        ('{"sources": [{"id": "a", "last_run": "вчера", "days": 5, "rhythm": "x"}]}', 1, 0),
        ('{"sources": {"a": 1}}', 0, 0),
        ("{}", 0, 0),
        ("[]", 0, 1),
        ("{", 0, 1),
        ("[" * 100_000, 0, 1),
    ],
)
def test_a_record_of_any_make_is_read_or_told(
    tmp_path: Path, text: str, read: int, wrong: int
) -> None:
    (tmp_path / "health.json").write_text(text)
    found, problems = read_health(tmp_path)
    assert (len(found), len(problems)) == (read, wrong)


def test_names_that_are_missing_or_odd_are_left_out(tmp_path: Path) -> None:
    assert read_sources(tmp_path) == ({}, [])
    odd = {"a": {"name": "А", "url": "javascript:alert(1)", "region": "XX"}, "b": {"name": 5},
           "c": 5, "d": {"name": "Д", "url": "https://e.test/", "region": "RU-PSK"}}  # fmt: skip
    (tmp_path / "sources.json").write_text(json.dumps(odd))
    found, problems = read_sources(tmp_path)
    assert found == {
        "a": Source(id="a", name="А"),
        "d": Source(id="d", name="Д", url="https://e.test/", region="RU-PSK"),
    }
    assert problems == []


@pytest.mark.parametrize(
    ("quote", "directive"),
    [
        ("до 5 мая", "%D0%B4%D0%BE%205%20%D0%BC%D0%B0%D1%8F"),
        ("a-b, c & d", "a%2Db%2C%20c%20%26%20d"),
        ("**a** [b](https://e.test)", "a%20b"),
        (" ".join(f"w{n}x" * 3 for n in range(40)), "START,END"),
        ("one two three four\nfive six", "one%20two%20three,four%20five%20six"),
        ("one\ntwo", "one,two"),
    ],
)
def test_a_quote_opens_where_it_stands(quote: str, directive: str) -> None:
    told = at_words("https://e.test/a", quote).partition("#:~:text=")[2]
    if directive == "START,END":
        start, _, end = told.partition(",")
        assert quote.startswith(start.replace("%20", " "))
        assert quote.endswith(end.replace("%20", " "))
        assert len(told) < 250
    else:
        assert told == directive


def test_each_quote_of_a_page_opens_its_source() -> None:
    call = a_call("odin", evidence={"apply_close": "до 23 ноября", "name": "Опора"}, name="Опора")
    html = rendered(call, path=f"a/{call.id}/index.html")
    assert html.count("показать в источнике") == 2
    assert f'href="{call.source_url}#:~:text=' in html


def test_a_text_without_an_address_has_quotes_without_links() -> None:
    call = a_call("odin", evidence={"apply_close": "до 23 ноября"}, source_url=None)
    assert "показать в источнике" not in rendered(call, path=f"a/{call.id}/index.html")
