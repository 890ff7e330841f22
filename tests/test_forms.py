"""Every list in every form, read back by readers that are not ours."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from builder.forms import table
from builder.forms.dataset import KEPT_BACK, PUBLIC, Records, Table, dataset
from builder.forms.feed import LATEST, LEAD
from builder.forms.form import FORMS
from builder.forms.table import BOM, cell
from builder.pages.datapage import schema
from builder.pages.listing import RECENT
from builder.parts.card import entry
from model.announcement import FIELDS, Announcement, Kind, Stage
from model.region import regions
from tests.announcements import announcements
from tests.sites import SITE, TODAY, Links, a_call, a_report, on, planned, render, rendered, samples

SPREADSHEET = ("=1+1", "+7 391 000", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "\x00=1",
               "\u200b=1", "\x1c=cmd|' /C calc'!A0")  # fmt: skip
SCHEMA = schema(SITE)
LISTS = ("", "region/ru-lip/")


def rows(text: str) -> list[dict[str, str]]:
    assert text.startswith(BOM)
    return list(csv.DictReader(io.StringIO(text.removeprefix(BOM), newline=""), delimiter=";"))


def test_every_list_has_every_form() -> None:
    pages = planned(*samples())
    lists = ["", "open/", *(f"kind/{kind}/" for kind in Kind)]
    lists += [f"region/{code.lower()}/" for code in regions()]
    assert not [path for path in lists for form in FORMS if path + form.file not in pages]


@pytest.mark.parametrize("path", ["index.html", "open/index.html", "region/ru-lip/index.html"])
def test_a_list_links_to_its_forms_in_text_and_in_the_head(path: str) -> None:
    html = rendered(*samples(), path=path)
    found = Links(html)
    said = {str(tag["href"]) for name, tag in found.tags if tag.get("rel") == "alternate"}
    for form in FORMS:
        assert [link for link in found.links if link.endswith(form.file)]
        assert [link for link in said if link.endswith(form.file)]


def test_a_sheet_of_an_archive_does_not_pass_for_the_whole_list() -> None:
    many = [a_report(f"n{n}", region="RU-LIP", published=on(-n)) for n in range(RECENT + 1)]
    html = rendered(*samples(), *many, path="region/ru-lip/2026/index.html")
    assert "Весь список:" in html
    assert "Этот же список:" in rendered(*samples(), path="region/ru-lip/index.html")
    assert "sroki.ics" not in html.partition("</head>")[0]


def test_rss_says_the_same_as_atom() -> None:
    told = [*samples(), a_call("uglovye", title="Курс «А & Б»", body="Доза < 5 мг & > 2 мг.")]
    atom, rss = (
        feedparser.parse(rendered(*told, path=f"feed.{name}")) for name in ("atom", "rss")
    )  # fmt: skip
    assert not rss.bozo
    assert rss.version == "rss20"
    assert [one.link for one in rss.entries] == [one.link for one in atom.entries]
    assert [one.title for one in rss.entries] == [one.title for one in atom.entries]
    assert any("Доза &lt; 5 мг &amp; &gt; 2 мг." in one.summary for one in rss.entries)
    assert all(one.published_parsed for one in rss.entries)


def test_json_feed_says_the_same_as_atom() -> None:
    atom = feedparser.parse(rendered(*samples(), path="feed.atom"))
    feed = json.loads(rendered(*samples(), path="feed.json"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "https://radar.example.test/feed.json"
    assert [one["id"] for one in feed["items"]] == [one.id for one in atom.entries]
    assert all(one["content_text"] for one in feed["items"])
    for one in feed["items"]:
        assert datetime.fromisoformat(one["date_modified"]).tzinfo


def test_a_reprint_stands_in_no_form() -> None:
    lead = a_call("odin")
    copy = a_call("kopiya", reprint_of=lead.id, source_url="https://gazeta.example.test/7")
    pages = planned(lead, copy)
    for form in FORMS:
        assert "kopiya" not in render()(pages[form.file]).decode()
    [record] = json.loads(render()(pages["list.json"]))["announcements"]
    assert record["also_at"] == ["https://gazeta.example.test/7"]


def test_the_table_names_fields_in_russian_and_opens_in_excel() -> None:
    text = rendered(*samples(), path="list.csv")
    found = rows(text)
    assert list(found[0]) == [*(FIELDS[name].metadata["label"] for name in PUBLIC), "Страница"]
    by_id = {row["Идентификатор"]: row for row in found}
    row = by_id["2026-11-08-tihaya-smena"]
    assert row["Срок подачи"] == "2026-11-18 18:00 +07:00"
    assert row["Регион"] == "Красноярский край"
    assert (row["Вид"], row["Стадия"], row["Формат"]) == ("Обучение", "Набор", "онлайн")
    assert by_id["2026-11-08-ochered"]["Отменено"] == "да"
    assert by_id["2026-11-08-opora"]["Выведено, а не сказано"] == "Срок подачи"
    assert len(found) == len(samples())


@pytest.mark.parametrize("text", SPREADSHEET)
def test_no_cell_is_a_formula(text: str) -> None:
    assert cell(text).startswith("'")


@pytest.mark.parametrize("text", ["8 (391) 000-00-00", "Курс «А»", "", "до 28 ноября", "№ 5 = 6"])
def test_a_plain_cell_stays_as_it_is(text: str) -> None:
    assert cell(text) == text


@given(st.lists(st.lists(st.text(max_size=30), min_size=2, max_size=2), max_size=5))
def test_any_text_stays_in_its_cell(made: list[list[str]]) -> None:
    told = Table(head=table.line(("а", "б")), rows=tuple(map(table.line, made)))
    read = csv.reader(io.StringIO(table.write(told).removeprefix(BOM), newline=""), delimiter=";")
    found = list(read)
    assert found[0] == ["а", "б"]
    assert found[1:] == [[cell(value) for value in row] for row in made]
    assert not [c for row in found for c in row if c.lstrip()[:1] in tuple("=+-@")]


def test_records_keep_the_published_schema() -> None:
    published = json.loads(rendered(*samples(), path="data/schema.json"))
    Draft202012Validator.check_schema(published)
    data = json.loads(rendered(*samples(), path="list.json"))
    checker = Draft202012Validator(published)
    assert not list(checker.iter_errors(data))
    assert data["schema"] == published["$id"] == "https://radar.example.test/data/schema.json"
    data["announcements"][0]["stage"] = "soon"
    data["announcements"][1]["nobody"] = 1
    assert len(list(checker.iter_errors(data))) == 2


@given(announcements(region="RU-TVE"))
def test_any_record_keeps_the_schema(any_one: Announcement) -> None:
    told = (entry(any_one, TODAY),)
    page = dataset("", "Все", told, Records(SITE), SITE)
    data = json.loads(render()(page))
    assert not list(Draft202012Validator(SCHEMA).iter_errors(data))


def test_the_quotes_stand_in_the_list_of_the_whole_site_alone() -> None:
    call = a_call("odin", region="RU-LIP", evidence={"apply_close": "до 23 ноября"})
    data = {path: json.loads(rendered(call, path=f"{path}list.json")) for path in LISTS}
    [whole], [brief] = (data[path]["announcements"] for path in LISTS)
    assert whole.pop("evidence") == {"apply_close": "до 23 ноября"}
    assert brief == whole
    [row], [short] = (rows(rendered(call, path=f"{path}list.csv")) for path in LISTS)
    assert row.pop("Цитаты") == "Срок подачи: «до 23 ноября»"
    assert short == row


def test_a_feed_tells_the_newest_in_brief() -> None:
    told = [a_call(f"n{n:02}", published=on(-n), body="Слово за слово. " * 60) for n in range(40)]
    feed = json.loads(rendered(*told, path="feed.json"))
    assert [one["url"].rpartition("n")[2] for one in feed["items"]] == [
        f"{n:02}/" for n in range(LATEST)
    ]
    assert max(len(one["content_text"]) for one in feed["items"]) < LEAD + 200
    data = json.loads(rendered(*told, path="list.json"))
    assert len(data["announcements"]) == len(told)


def test_texts_and_what_is_the_editors_own_are_not_given_away() -> None:
    call = a_call("odin", body="Весь текст новости.", show="excerpt")
    for path in ("list.json", "list.csv"):
        assert "Весь текст" not in rendered(call, path=path)
    assert {"body", "draft", "hidden"} <= KEPT_BACK


def test_the_dictionary_has_every_field_once() -> None:
    context = planned(*samples())["data/index.html"].context
    assert [row.name for row in context.fields] == [*PUBLIC, "page"]
    assert all(row.note and row.type for row in context.fields)
    assert {row.name: row.values for row in context.fields}["stage"] == tuple(Stage)
    html = rendered(*samples(), path="data/index.html")
    assert all(f"<code>{name}</code>" in html for name in PUBLIC)
    assert all(form.file in html for form in FORMS)


def test_the_same_content_gives_the_same_bytes() -> None:
    told = samples()
    for form in FORMS:
        assert rendered(*told, path=form.file) == rendered(*told[::-1], path=form.file)
