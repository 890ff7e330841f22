"""What pages show, and what they never do: markup of others, a fact without its proof."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.texts.prose import ATTRIBUTES, SCHEMES, TAGS, markdown
from tests.announcements import announcements, bodies
from tests.sites import Links, a_call, a_report, on, page_of, planned, render, rendered, samples

HOSTILE = (
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "[x](javascript:alert(1))",
    "[x](data:text/html,hi)",
    '"><svg onload=alert(1)>',
    "{{ 7 * 7 }}{% raw %}",
    "\x00\x0b\ufffe",
    "<!-- --><style>*{}</style>",
    "&lt;b&gt; &amp;",
)


def whole_site() -> list[tuple[str, str]]:
    pages = planned(*samples())
    return [(path, render()(page).decode()) for path, page in pages.items() if ".html" in path]


def test_several_pages_are_what_each_is_alone() -> None:
    pages = list(planned(*samples()).values())
    found = list(render().several(pages))
    assert sorted(page.path for page, _ in found) == sorted(page.path for page in pages)
    for page, data in found:
        assert data == render()(page), page.path


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@given(st.one_of(bodies, st.text(max_size=200), st.lists(st.sampled_from(HOSTILE)).map("\n".join)))
def test_text_gives_only_allowed_tags_and_schemes(text: str) -> None:
    for tag, attributes in Tags(markdown(text)).found:
        assert tag in TAGS
        assert attributes.keys() <= ATTRIBUTES.get(tag, set()) | {"rel"}
        if href := attributes.get("href"):
            assert ":" not in href or href.partition(":")[0].lower() in SCHEMES


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**важно**", "<p><strong>важно</strong></p>"),
        ("# Программа", "<h3>Программа</h3>"),
        ("### Программа", "<h5>Программа</h5>"),
        ("<b>жирно</b>", "<p>&lt;b&gt;жирно&lt;/b&gt;</p>"),
        ("[x](javascript:alert(1))", "<p>x</p>"),
        ("![схема](https://example.test/a.png)", "<p></p>"),
        ("1\\. не список", "<p>1. не список</p>"),
    ],
)
def test_markdown_as_html(text: str, html: str) -> None:
    assert markdown(text) == html


def test_a_table_may_scroll_and_keeps_its_cells() -> None:
    html = markdown("| а | б |\n|---|---|\n| 1 | 2 |")
    assert html.startswith('<div aria-label="Таблица" class="scroll" role="region" tabindex="0">')
    assert "<td>2</td>" in html


@pytest.mark.parametrize(
    "text",
    ["[" * 50_000, "![" * 30_000, "- " * 3000 + "x", "1. " * 3000, "> " * 3000, "# a\n" * 50_000],
    ids=["brackets", "images", "lists", "numbers", "quotes", "headings"],
)
def test_a_text_that_is_no_prose_does_not_stop_the_build(text: str) -> None:
    assert markdown(text)


@given(announcements(region="RU-TVE"))
def test_any_announcement_makes_a_whole_page(announcement: object) -> None:
    html = page_of(announcement)  # type: ignore[arg-type]
    assert html.rstrip().endswith("</html>")
    assert html.count("<h1") == 1


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_any_field_is_shown_as_text(text: str) -> None:
    line = " ".join(text.split())
    call = a_call("odin", title=line, name=line, organiser=line, place=line, contacts=line,
                  audience=(line,), eligibility=line, body=text, issuer=line, cost=line,
                  evidence={"apply_close": line})  # fmt: skip
    html = page_of(call)
    tags = Tags(html).found
    assert [said.get("src") or said.get("type") for tag, said in tags if tag == "script"] == [
        "../../static/site.js?v=0", "../../static/status.js?v=0", "application/ld+json",
    ]  # fmt: skip
    assert not any(tag in ("img", "style", "iframe") for tag, _ in tags)
    assert not any(name.startswith("on") for _, said in tags for name in said)
    assert not any("javascript:" in str(said.get("href")) for _, said in tags)


def test_no_page_has_a_script_or_a_style_of_its_own() -> None:
    for path in ("index.html", "search/index.html", "404.html", "region/index.html"):
        html = rendered(*samples(), path=path)
        assert not re.search(r"<script(?![^>]*src=)|<style|\sstyle=", html)
        assert "default-src 'self'" in html


def test_no_page_s_policy_lets_anything_through() -> None:
    assert [path for path, html in whole_site() if "unsafe" in html] == []


def test_nothing_is_asked_of_another_host() -> None:
    for _, html in whole_site():
        assert not [one for one in Links(html).assets if re.match(r"(https?:)?//", one)]


def test_what_the_text_does_not_say_is_said_to_be_unsaid() -> None:
    html = page_of(samples()[5])
    for label in ("Срок подачи", "Кому", "Место, формат", "Организатор", "Баллы НМО", "Стоимость"):
        assert re.search(rf"{label}</dt><dd class=\"none\">не указано", html)
    assert "Срок не указан" in html
    assert "Регион не указан" in html
    assert "дата публикации не указана" in html


def test_a_day_of_publication_never_stands_for_that_of_the_event() -> None:
    html = page_of(samples()[8])
    assert "Дня события мы в тексте не нашли." in html
    assert "это не дата события" in html
    assert re.search(r"Когда проходит</dt><dd class=\"none\">не указано", html)


def test_a_fact_stands_beside_its_proof() -> None:
    html = page_of(samples()[1])
    assert "<b>до 28\N{NO-BREAK SPACE}ноября 2026\N{NO-BREAK SPACE}года, суббота</b>" in html
    assert "«Заполнить анкету можно <mark>до 28 ноября</mark> на сайте.»" in html


def test_doubt_stands_where_the_fact_does() -> None:
    html = page_of(samples()[1])
    assert html.count("год выведен по дате публикации") == 2
    assert "год выведен" in rendered(samples()[1])
    assert "точной даты в тексте нет" in page_of(samples()[2])
    assert "проверяет редактор" in page_of(samples()[2])


def test_what_a_person_vouched_for_says_so() -> None:
    call = samples()[0]
    assert "подтвердил редактор" not in page_of(call)
    assert "подтвердил редактор" in page_of(replace(call, confirmed=("region",)))


def test_the_text_s_own_words_stand_in_for_a_deadline() -> None:
    assert "В тексте: «В этом году анкеты принимают до заполнения мест.»" in rendered(samples()[2])


def test_the_hour_names_the_town_of_its_clock() -> None:
    html = rendered(samples()[0])
    assert "до\N{NO-BREAK SPACE}18:00 по\N{NO-BREAK SPACE}Красноярску" in html


def test_a_press_text_is_shown_in_part_with_a_link_to_the_whole() -> None:
    long = "Первое предложение новости о курсе. " * 40
    html = page_of(a_report("odin", body=long, show="excerpt"))
    assert "Показан отрывок" in html
    assert html.count("Первое предложение") < 20
    assert page_of(a_report("odin", body=long)).count("Первое предложение") == 40


def test_one_can_apply_only_while_one_can() -> None:
    address = {"apply_url": "https://forms.example.test/x"}
    assert "forms.example.test" in page_of(a_call("odin", **address))
    assert "forms.example.test" not in page_of(a_call("odin", apply_close=on(-1), **address))
    assert "forms.example.test" not in page_of(a_call("odin", cancelled=True, **address))
    assert "forms.example.test" not in page_of(a_report("odin", **address))


def test_contacts_become_links() -> None:
    html = page_of(samples()[0])
    assert '<a href="mailto:kadry@example.test">kadry@example.test</a>' in html
    assert "8 (391) 000-00-00, " in html


def test_the_source_opens_at_the_words_that_decide() -> None:
    href = "https://example.test/news/1/#:~:text=%D0%B4%D0%BE%2028%20"
    assert href in page_of(samples()[1])


def test_every_page_links_from_where_it_lies() -> None:
    assert 'href="../../static/site.css' in page_of(samples()[0])
    assert 'href="static/site.css' in rendered(*samples())
    assert 'href="/static/site.css' in rendered(*samples(), path="404.html")


def test_numbers_take_their_forms() -> None:
    said = rendered(*(a_call(f"n{n}", apply_close=on(3)) for n in range(21)))
    assert "21\N{NO-BREAK SPACE}открытый набор" in said
    assert "21\N{NO-BREAK SPACE}закроется за неделю" in said
    assert "2\N{NO-BREAK SPACE}открытых набора" in rendered(a_call("odin"), a_call("dva"))


def test_a_front_without_calls_says_so() -> None:
    assert "Сейчас открытых наборов нет." in rendered(a_report("odin"))


def test_the_feed_is_read_by_an_independent_reader() -> None:
    cancelled = a_call("otmena", cancelled=True, updated=on(0), title="Форум <b>«А & Б»</b>")
    feed = feedparser.parse(rendered(*samples(), cancelled, path="feed.atom"))
    assert not feed.bozo
    assert feed.entries[0].title == "Отменено: Форум <b>«А & Б»</b>"
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    assert feed.feed.updated == f"{on(0)}T00:00:00+03:00"


def test_a_feed_stays_as_it_is_when_days_pass() -> None:
    feeds = [rendered(*samples(), path="feed.atom", today=on(n)) for n in (0, 30)]
    assert feeds[0] == feeds[1]
