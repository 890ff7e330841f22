"""Listings and feeds as sites really have them: over HTTP, with their traps."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from scraper.fetch import FetchProblem
from scraper.problem import EmptyProblem
from tests.publishers import article, layout, listing, newspaper, page, posts, publisher
from tests.replica import Answer, Asked, Replica, html


@pytest.fixture
def site() -> Iterator[Replica]:
    with Replica() as replica:
        yield replica


def test_a_listing_s_articles_are_read_in_its_order(site: Replica) -> None:
    site.on("/news/", listing("2.html", "/news/1.html"))
    article(site, "/news/1.html", "Первая")
    article(site, "/news/2.html", "Вторая")
    second, first = posts(newspaper(site))
    assert (second.url, second.title) == (site.url("/news/2.html"), "Вторая")
    assert (first.published, first.html) == (
        "5 марта 2026",
        '<div class="b"><p>Текст: Первая.</p></div>',
    )


def test_several_links_to_one_article_are_one(site: Replica) -> None:
    site.on(
        "/news/",
        page(
            "<div class=news><a href='/1'><img src=x></a><a href='/1?utm_source=tg#top'>Имя</a>"
            "<a href='/1/index.php'>дальше</a><a href='#'>наверх</a>"
            "<a href='mailto:a@b.c'>письмо</a></div>"
        ),
    )
    article(site, "/1", "Имя")
    assert [post.url for post in posts(newspaper(site))] == [site.url("/1")]
    assert [asked.path for asked in site.asked] == ["/news/", "/1"]


def test_relative_links_start_from_the_page_s_base(site: Replica) -> None:
    base = f'<base href="{site.url("/portal/")}">'
    site.on("/news/", page("<p class=news><a href='a'>А</a></p>", base))
    text = "<a href='x.pdf'>файл</a><img data-src='i.png'>"
    site.on("/portal/a", page(f"<h1>А</h1><i class=d>1</i><div class=b>да {text}</div>", base))
    (post,) = posts(newspaper(site))
    assert post.url == site.url("/portal/a")
    assert post.attachments == (site.url("/portal/x.pdf"),)
    assert f'src="{site.url("/portal/i.png")}"' in post.html


def test_an_article_s_own_canonical_address_is_believed(site: Replica) -> None:
    site.on("/news/", listing("/sport/77/", "/med/77/", "/3/", "/4/", "/5/"))
    for path in ("/sport/77/", "/med/77/"):
        article(site, path, "Одна", '<link rel="canonical" href="/77/">')
    article(site, "/3/", "Главная", '<link rel="canonical" href="/">')
    article(site, "/4/", "Список", '<link rel="canonical" href="/news/">')
    article(site, "/5/", "Чужая", '<link rel="canonical" href="https://elsewhere.test/5/">')
    found = [post.url for post in posts(newspaper(site))]
    assert found == [site.url(path) for path in ("/77/", "/3/", "/4/", "/5/")]


def test_paging_ends_where_bitrix_repeats_itself(site: Replica) -> None:
    """Past its end Bitrix answers 200 with page one, and a pinned article stands on every page."""

    def answer(asked: Asked) -> Answer:
        number = int(asked.query.get("PAGEN_1", ["1"])[0])
        links = (
            ["/pinned", f"/{number}a", f"/{number}b"] if number < 4 else ["/pinned", "/1a", "/1b"]
        )
        return listing(*links, after=f'<a class=next href="?PAGEN_1={number + 1}">Дальше</a>')

    site.on("/news/", answer)
    for name in ("pinned", "1a", "1b", "2a", "2b", "3a", "3b"):
        article(site, f"/{name}", name)
    found = [post.title for post in posts(newspaper(site, next="a.next", pages=50))]
    assert found == ["pinned", "1a", "1b", "2a", "2b", "3a", "3b"]
    assert len([asked for asked in site.asked if asked.path == "/news/"]) == 4


def test_pages_numbered_from_the_end_are_followed_by_their_links(site: Replica) -> None:
    def answer(asked: Asked) -> Answer:
        number = int(asked.query.get("PAGEN_2", ["3"])[0])
        after = f'<a class=next href="/news/?PAGEN_2={number - 1}">След.</a>' if number > 1 else ""
        return listing(f"/{number}", after=after)

    site.on("/news/", answer)
    for name in "321":
        article(site, f"/{name}", name)
    assert [post.title for post in posts(newspaper(site, next="a.next", pages=9))] == [
        "3",
        "2",
        "1",
    ]


@pytest.mark.parametrize("end", [Answer(status=404), Answer(status=400), page("<p>пусто</p>")])
def test_paging_by_number_ends_where_pages_end(site: Replica, end: Answer) -> None:
    def answer(asked: Asked) -> Answer:
        offset = int(asked.query.get("curPos", ["0"])[0])
        assert asked.query["type"] == ["news"]
        return listing(f"/{offset}") if offset < 40 else end

    site.on("/news/", answer)
    article(site, "/0", "0")
    article(site, "/20", "20")
    source = newspaper(site, page_param="curPos", page_from=20, page_step=20, pages=9)
    source = source.model_copy(update={"url": source.url + "?type=news"})
    assert [post.title for post in posts(source)] == ["0", "20"]


def test_pages_are_capped(site: Replica) -> None:
    site.on(
        "/news/", lambda asked: listing(f"/n{len(site.asked)}", after="<a class=next href=?>→</a>")
    )
    site.on("/news/", listing("/1", after="<a class=next href='?p=2'>→</a>"))
    article(site, "/1", "1")
    posts(newspaper(site, next="a.next", pages=1))
    assert [asked.path for asked in site.asked] == ["/news/", "/1"]


def test_a_broken_second_page_is_not_the_end(site: Replica) -> None:
    after = '<a class=next href="/news/2">→</a>'
    site.on("/news/", listing("/1", after=after))
    site.on("/news/2", Answer(status=500))
    article(site, "/1", "1")
    with pytest.raises(FetchProblem):
        posts(newspaper(site, next="a.next"))


def test_dates_beside_links_serve_articles_without_one(site: Replica) -> None:
    site.on(
        "/news/",
        page(
            "<div class=day><b>12</b><b>марта</b><div class=news><a href=/1>А</a></div>"
            "<div class=news><a href=/2>Б</a>"
            " <b><time datetime='2026-03-11'>вчера</time></b></div></div>"
        ),
    )
    for path in ("/1", "/2"):
        site.on(path, page("<h1>Имя</h1><div class=b>текст</div>"))
    said = {"item": ".news", "group": ".day", "item_date": "b, time"}
    source = publisher(
        site.url("/news/"), "html", html={"link": ".news a", "title": "h1", "body": ".b"} | said
    )
    assert [post.published for post in posts(source)] == ["12 марта", "2026-03-11"]


def test_only_the_source_s_part_of_a_portal_is_read(site: Replica) -> None:
    site.on("/news/", listing("/med/1", "/sport/1"))
    article(site, "/med/1", "Медицина")
    source = newspaper(site).model_copy(update={"under": ("/med/",)})
    assert [post.title for post in posts(source)] == ["Медицина"]


def test_a_page_without_selectors_is_read_by_the_general_reader(site: Replica) -> None:
    site.on("/news/", listing("/1"))
    words = "Приглашаем медицинских сестёр на курс повышения квалификации по уходу. "
    site.on(
        "/1", page(f"<nav><a href=/>Главная</a></nav><h1>Курс</h1><p>{words * 4}</p><p>{words}</p>")
    )
    (post,) = posts(publisher(site.url("/news/"), "html", html={"link": ".news a"}))
    assert "Главная" not in post.html
    assert "медицинских сестёр" in post.html


EMPTY_LISTS = [
    (page("<p>Новостей нет</p>"), "не найдено ничего"),
    (page("<p class=news><a>без адреса</a></p>"), "ни одна не ведёт"),
    (page("<p class=news><a href='javascript:go()'>нет</a></p>"), "ни одна не ведёт"),
    (Answer(body=b""), "не найдено ничего"),
]


@pytest.mark.parametrize(("answer", "found"), EMPTY_LISTS)
def test_a_listing_without_links_is_a_changed_layout(
    site: Replica, answer: Answer, found: str
) -> None:
    site.on("/news/", answer)
    problem = layout(newspaper(site))
    assert (problem.source, problem.url) == ("test", site.url("/news/"))
    assert (problem.selector, found in problem.found) == (".news a", True)


WRONG_ARTICLES = [
    ("<h2>Имя</h2><i class=d>1</i><div class=b>т</div>", "h1"),
    ("<h1>Имя</h1><h1>Другое</h1><i class=d>1</i><div class=b>т</div>", "h1"),
    ("<h1>Имя</h1><i class=d>1</i><div class=c>т</div>", ".b"),
    ("<h1>Имя</h1><i class=d>1</i><div class=b> <img src=x> </div>", ".b"),
    ("<h1>Имя</h1><i>1</i><div class=b>т</div>", ".d"),
]


@pytest.mark.parametrize(("text", "selector"), WRONG_ARTICLES)
def test_articles_that_lost_a_declared_place_are_a_changed_layout(
    site: Replica, text: str, selector: str
) -> None:
    site.on("/news/", listing("/1", "/2"))
    site.on("/1", page(text))
    site.on("/2", page(text))
    assert layout(newspaper(site)).selector == selector


def test_a_title_repeated_word_for_word_is_one_title(site: Replica) -> None:
    site.on("/news/", listing("/1"))
    site.on("/1", page("<h1>Имя</h1><i class=d>1</i><div class=b>т</div><h1> Имя </h1>"))
    assert posts(newspaper(site))[0].title == "Имя"


def test_one_odd_article_does_not_hide_the_others(site: Replica) -> None:
    site.on("/news/", listing("/1", "/2", "/3", "/gone", "/4"))
    for name in "1234":
        article(site, f"/{name}", name)
    assert [post.title for post in posts(newspaper(site))] == ["1", "2", "3", "4"]


def test_many_missing_articles_are_told(site: Replica) -> None:
    site.on("/news/", listing("/1", "/gone", "/lost"))
    article(site, "/1", "1")
    with pytest.raises(FetchProblem, match="2 из 3") as caught:
        posts(newspaper(site))
    assert caught.value.status == 404


def test_a_page_that_says_404_with_status_200_is_no_article(site: Replica) -> None:
    site.on("/news/", listing("/1", "/2"))
    for path in ("/1", "/2"):
        site.on(path, page("<h1>Страница не найдена</h1>"))
    assert layout(newspaper(site)).selector == ".b"


def test_a_visitor_check_in_the_middle_ends_the_source_at_once(site: Replica) -> None:
    site.on("/news/", listing("/1", "/2", "/3"))
    article(site, "/1", "1")
    site.on("/2", html("<title>DDoS-Guard</title>", status=403))
    with pytest.raises(FetchProblem) as caught:
        posts(newspaper(site))
    assert caught.value.state == "challenge"
    assert "/3" not in [asked.path for asked in site.asked]


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


def wordpress(total: int, size: int, pages: str | None) -> Callable[[Asked], Answer]:
    """WordPress's REST answers: pages of posts, a count in a header, a 400 past the end."""

    def answer(asked: Asked) -> Answer:
        page = int(asked.query["page"][0])
        numbers = range((page - 1) * size, min(page * size, total))
        if not numbers:
            return html('{"code": "rest_post_invalid_page_number"}', status=400)
        rows = ",".join(
            f'{{"id": {n}, "link": "/p/{n}/", "title": {{"rendered": "№ {n} &#8211; курс"}}, '
            f'"date": "2026-03-05T01:30:00", "date_gmt": "2026-03-04T19:30:00", "content": '
            f'{{"rendered": "<p>Текст</p><a href=/f.docx>файл</a>"}}}}'
            for n in numbers
        )
        headers = {"X-WP-TotalPages": pages} if pages else {}
        return Answer(body=f"[{rows}]".encode(), headers=headers)

    return answer


@pytest.mark.parametrize("pages", ["3", None])
def test_wordpress_is_read_to_its_end(site: Replica, pages: str | None) -> None:
    site.on("/wp-json/wp/v2/posts", wordpress(5, 2, pages))
    found = posts(publisher(site.url("/"), "wordpress", wordpress={"pages": 9, "per_page": 2}))
    assert [post.url for post in found] == [site.url(f"/p/{n}/") for n in range(5)]
    assert (found[0].title, found[0].published) == ("№ 0 – курс", "2026-03-04T19:30:00Z")
    assert found[0].attachments == (site.url("/f.docx"),)
    assert len(site.asked) == (3 if pages else 4)


@pytest.mark.parametrize(
    "closed", [Answer(status=401), Answer(status=404), html("<html><title>Сайт</title></html>")]
)
def test_where_rest_is_closed_the_feed_is_read(site: Replica, closed: Answer) -> None:
    site.on("/wp-json/wp/v2/posts", closed)
    site.on("/", closed)
    site.on("/feed/", html(RSS.format(host="", items=ITEM.format("Из ленты", "/1", "т"))))
    assert [post.title for post in posts(publisher(site.url("/"), "wordpress"))] == ["Из ленты"]


def test_rest_without_pretty_addresses_is_found(site: Replica) -> None:
    site.on("/", wordpress(1, 20, "1"))
    (post,) = posts(publisher(site.url("/"), "wordpress"))
    assert post.url == site.url("/p/0/")
    assert site.asked[1].query["rest_route"] == ["/wp/v2/posts"]


def test_a_wordpress_without_any_door_is_told(site: Replica) -> None:
    with pytest.raises(FetchProblem, match="REST не отвечает"):
        posts(publisher(site.url("/"), "wordpress"))


def test_a_wordpress_that_is_down_is_not_asked_for_its_feed(site: Replica) -> None:
    site.on("/wp-json/wp/v2/posts", Answer(status=500))
    with pytest.raises(FetchProblem):
        posts(publisher(site.url("/"), "wordpress"))
    assert {asked.path for asked in site.asked} == {"/wp-json/wp/v2/posts"}


def test_a_wordpress_without_posts_is_empty(site: Replica) -> None:
    site.on("/wp-json/wp/v2/posts", html("[]"))
    assert isinstance(layout(publisher(site.url("/"), "wordpress")), EmptyProblem)
