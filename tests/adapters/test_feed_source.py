"""Feeds as sources: encodings, titles, bodies, and what is no feed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from scraper.problem import EmptyProblem
from tests.publishers import article, layout, posts, publisher
from tests.replica import Answer, Replica, html


@pytest.fixture
def site() -> Iterator[Replica]:
    with Replica() as replica:
        yield replica


RSS = """<?xml version="1.0" encoding="windows-1251"?><rss version="2.0"><channel>
<title>Новости</title><link>{host}/</link>{items}</channel></rss>"""
ITEM = "<item><title>{0}</title><link>{1}</link><description>{2}</description></item>"


def rss(site: Replica, *items: str, head: str = "") -> str:
    text = RSS.format(host=site.url(""), items="".join(items))
    text = text.replace("<rss ", f"<rss {head} ")
    return site.on(
        "/rss/", Answer(body=text.encode("cp1251"), headers={"Content-Type": "text/xml"})
    )


def test_a_feed_in_windows_1251_without_a_charset_is_read(site: Replica) -> None:
    url = rss(site, ITEM.format("Набор № 5 — «Ёлка»", "/news/1/?utm_medium=rss", "Текст"))
    (post,) = posts(publisher(url, "feed"))
    assert (post.url, post.title, post.text) == (
        site.url("/news/1/"),
        "Набор № 5 — «Ёлка»",
        "Текст",
    )


BODIES = [
    ("<description>д</description>", "", "д"),
    ("<description>&lt;p&gt;д&lt;/p&gt;</description>", "<p>д</p>", ""),
    ("<description>&amp;laquo;д&amp;raquo;</description>", "", "«д»"),
    ("<description>д</description><yandex:full-text>полный</yandex:full-text>", "", "полный"),
    ("<yandex:full-text>полный</yandex:full-text><turbo:content><![CDATA[<p>турбо</p>]]>"
     "</turbo:content><description>д</description>", "<p>турбо</p>", ""),
    ("<turbo:content><![CDATA[<p>турбо</p>]]></turbo:content><content:encoded><![CDATA[<p>всё</p>]]>"
     "</content:encoded><description>д</description>", "<p>всё</p>", ""),
    ("<description/><yandex:full-text> </yandex:full-text>", "", ""),
]  # fmt: skip
SPACES = (
    'xmlns:yandex="http://news.yandex.ru" xmlns:turbo="http://turbo.yandex.ru" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
)


@pytest.mark.parametrize(("body", "markup", "text"), BODIES)
def test_the_fullest_body_of_an_entry_is_taken(
    site: Replica, body: str, markup: str, text: str
) -> None:
    url = rss(site, f"<item><title>т</title><link>/1</link>{body}</item>", head=SPACES)
    (post,) = posts(publisher(url, "feed"))
    assert (post.html, post.text) == (markup, text)


TITLES = [
    ("Курс &lt;b&gt;медсестёр&lt;/b&gt;", "Курс медсестёр"),
    ("<![CDATA[Курс <i>A</i>&nbsp;&mdash; B]]>", "Курс A — B"),
    ("&amp;lt;b&amp;gt;Дважды&amp;lt;/b&amp;gt;", "Дважды"),
    ("Возраст &lt; 35 лет", "Возраст < 35 лет"),
    ("Т&amp;amp;Т", "Т&Т"),
    ("   ", None),
]


@pytest.mark.parametrize(("said", "title"), TITLES)
def test_a_title_has_no_tags(site: Replica, said: str, title: str | None) -> None:
    (post,) = posts(publisher(rss(site, ITEM.format(said, "/1", "т")), "feed"))
    assert post.title == title


def test_an_entry_without_a_web_address_says_so(site: Replica) -> None:
    links = ("/1", "javascript:alert(1)", "", "tag:x,2026:1", "mailto:a@b.test")
    url = rss(site, *(ITEM.format(n, link, "т") for n, link in enumerate(links)))
    assert [post.url for post in posts(publisher(url, "feed"))] == [site.url("/1"), "", "", "", ""]


def test_one_address_is_one_entry(site: Replica) -> None:
    url = rss(site, ITEM.format("а", "/1?from=rss", "т"), ITEM.format("б", "/1/#x", "т"))
    assert [post.title for post in posts(publisher(url, "feed"))] == ["а"]


def test_a_feed_that_breaks_off_gives_its_whole_entries(site: Replica) -> None:
    whole = RSS.format(host="", items="".join(ITEM.format(n, f"/{n}", "текст") for n in "123"))
    site.on("/rss/", Answer(body=whole[: whole.index("текст", 300)].encode("cp1251")))
    found = posts(publisher(site.url("/rss/"), "feed"))
    assert [(post.title, post.text) for post in found] == [("1", "текст"), ("2", "текст")]


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ru"><title>т</title>
<link href="{host}/"/><entry><title type="html">Курс &lt;b&gt;X&lt;/b&gt;</title>
<link rel="alternate" href="/a/1"/><link rel="enclosure" type="application/pdf" href="/p.pdf"/>
<updated>2026-03-05T10:00:00+06:00</updated><summary>кратко</summary>
<content type="html">&lt;p&gt;полно&lt;/p&gt;</content></entry></feed>"""
JSON_FEED = """{"version": "https://jsonfeed.org/version/1.1", "title": "т", "language": "ru",
"home_page_url": "{host}/", "items": [{"id": "1", "url": "/a/1", "title": "Курс X", "content_html":
"<p>полно</p>", "summary": "кратко", "date_published": "2026-03-05T10:00:00+06:00",
"attachments": [{"url": "/p.pdf", "mime_type": "application/pdf"},
{"url": "/i.png", "mime_type": "image/png"}]}]}"""


@pytest.mark.parametrize("text", [ATOM, JSON_FEED])
def test_atom_and_json_feeds_say_the_same(site: Replica, text: str) -> None:
    site.on("/feed", html(text.replace("{host}", site.url(""))))
    (post,) = posts(publisher(site.url("/feed"), "feed"))
    assert (post.url, post.title, post.html) == (site.url("/a/1"), "Курс X", "<p>полно</p>")
    assert (post.published, post.language) == ("2026-03-05T10:00:00+06:00", "ru")
    assert post.attachments == (site.url("/p.pdf"),)


def test_with_an_article_table_the_text_comes_from_the_page(site: Replica) -> None:
    url = rss(site, ITEM.format("Из ленты", "/1", "кратко"))
    article(site, "/1", "Со страницы")
    (post,) = posts(publisher(url, "feed", article={"body": ".b"}))
    assert (post.title, post.html) == (
        "Из ленты",
        '<div class="b"><p>Текст: Со страницы.</p></div>',
    )


NO_FEEDS = [
    ("<!DOCTYPE html><html><head><title>Новости</title><link rel=alternate "
     "type='application/rss+xml' href='/real.xml'></head></html>", "/real.xml"),
    ("<html><title>Сайт на ремонте</title></html>", "Сайт на ремонте"),
    ("Fatal error: Allowed memory size", "Fatal error"),
    ("", "пустой ответ"),
    ('{"error": 1}', "error"),
    (RSS.format(host="", items="<item><title>а</title></item>"), "ни у одной записи нет ссылки"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), NO_FEEDS)
def test_what_is_no_feed_is_told_with_what_it_is(site: Replica, text: str, found: str) -> None:
    problem = layout(publisher(site.on("/rss/", html(text)), "feed"))
    assert not isinstance(problem, EmptyProblem)
    assert found in str(problem)


def test_a_sound_feed_without_entries_is_empty(site: Replica) -> None:
    assert isinstance(layout(publisher(rss(site), "feed")), EmptyProblem)
