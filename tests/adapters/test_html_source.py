"""Listings and articles: what is read, where paging ends, which pages are a changed layout."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from scraper.fetch import FetchProblem
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
