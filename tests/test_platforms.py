"""Interfaces of whole platforms: mos.ru, gov.kz, Telegram, sitemaps, saved files."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from scraper.fetch import FetchProblem
from scraper.post import Post
from scraper.problem import EmptyProblem
from scraper.source import Source
from tests.publishers import article, layout, page, posts, publisher
from tests.replica import Answer, Asked, Replica, html

NEWS = "/api/newsfeed/v4/frontend/json/ru/articles"
AFISHA = "/api/newsfeed/v4/frontend/json/ru/afisha"
KZ = "/api/v1/public/content-manager/news"


@pytest.fixture
def site() -> Iterator[Replica]:
    with Replica() as replica:
        yield replica


def told(value: object) -> Answer:
    return html(json.dumps(value, ensure_ascii=False))


def moscow(total: int) -> Callable[[Asked], Answer]:
    """At most fifty items a page, whatever is asked for, and the count of pages beside them."""

    def answer(asked: Asked) -> Answer:
        page, size = int(asked.query["page"][0]), min(int(asked.query["per-page"][0]), 50)
        items = [
            {"id": n, "title": f"Новость &laquo;{n}&raquo;", "published_at": "2026-03-05 10:00:00",
             "full_text": "<p>Текст&nbsp;с &mdash; тире</p>",
             "spheres": [{"id": 1, "title": "Здравоохранение" if n % 2 else "Транспорт"}]}
            for n in range((page - 1) * size, min(page * size, total))
        ]  # fmt: skip
        return told({"items": items, "_meta": {"pageCount": -(-total // size)}})

    return answer


def test_mos_ru_is_read_to_its_last_page(site: Replica) -> None:
    source = publisher(site.on(NEWS, moscow(5)), "mosru", mosru={"pages": 9, "per_page": 2})
    found = posts(source)
    assert [post.url for post in found] == [site.url(f"/news/item/{n}/") for n in range(5)]
    assert (found[0].title, found[0].published) == ("Новость «0»", "2026-03-05 10:00:00")
    assert len(site.asked) == 3
    assert site.asked[0].query["sort"] == ["-date"]


def test_mos_ru_is_narrowed_by_topic_here_and_not_there(site: Replica) -> None:
    source = publisher(site.on(NEWS, moscow(4)), "mosru", mosru={"sphere": "здрав"})
    assert [post.title for post in posts(source)] == ["Новость «1»", "Новость «3»"]


def test_an_event_of_mos_ru_says_its_days(site: Replica) -> None:
    row = {"id": 7, "title": "Форум", "full_text": "", "preview_text": "Приходите",
           "occurrences": [{"date_from": "2026-04-01 10:00:00",
                            "date_to": "2026-04-02 18:00:00"}]}  # fmt: skip
    url = site.on(AFISHA, told({"items": [row]}))
    site.on(f"{AFISHA}/7", told(row))
    (post,) = posts(publisher(url, "mosru"))
    assert "Дата проведения: с 01.04.2026 по 02.04.2026" in post.html
    assert "Приходите" in post.html
    assert post.url == site.url("/afisha/event/7/")
    assert "sort" not in site.asked[0].query


def test_a_text_left_out_of_a_list_is_fetched(site: Replica) -> None:
    site.on(NEWS, told({"items": [{"id": 7, "title": "А"}]}))
    site.on(f"{NEWS}/7", told({"id": 7, "full_text": "<p>Целиком</p>"}))
    (post,) = posts(publisher(site.url(NEWS), "mosru"))
    assert "Целиком" in post.html


BROKEN_JSON = [
    ("<html><title>Портал</title></html>", "это не JSON"),
    ("", "пустой ответ"),
    ('{"name": "Not Found"}', "объект с полями name"),
    ("17", "«17»"),
    ('{"items": {}}', "объект с полями items"),
    ("[" * 100_000, "это не JSON"),
]


@pytest.mark.parametrize("adapter", ["mosru", "govkz"])
@pytest.mark.parametrize(("text", "found"), BROKEN_JSON)
def test_what_is_no_list_is_told_with_what_it_is(
    site: Replica, adapter: str, text: str, found: str
) -> None:
    url = site.on("/api/news", html(text)) + "?projects=x"
    problem = layout(publisher(url, adapter))
    assert not isinstance(problem, EmptyProblem)
    assert found in problem.found


@pytest.mark.parametrize(("adapter", "text"), [("mosru", '{"items": []}'), ("govkz", "[]")])
def test_a_sound_list_without_items_is_empty(site: Replica, adapter: str, text: str) -> None:
    url = site.on("/api/news", html(text)) + "?projects=x"
    assert isinstance(layout(publisher(url, adapter)), EmptyProblem)


@pytest.mark.parametrize("adapter", ["mosru", "govkz"])
def test_items_without_numbers_are_a_changed_layout(site: Replica, adapter: str) -> None:
    url = site.on("/api/news", told({"items": [{"name": "x"}, 5, None]})) + "?projects=x"
    assert "нет номеров" in layout(publisher(url, adapter)).found


def item(number: int, title: str, **more: Any) -> dict[str, Any]:
    return {"id": number, "title": title, "created_date": "2026-03-05T10:00:00.123+0500",
            "body": '<p>Текст <a href="/uploads/f.pdf">файл</a></p>'} | more  # fmt: skip


def astana(site: Replica, rows: object, kazakh: object = (), **said: Any) -> Source:
    def answer(asked: Asked) -> Answer:
        shown = kazakh if asked.headers["accept-language"] == "kk" else rows
        return told(shown if int(asked.query["page"][0]) == 1 or callable(shown) else [])

    url = site.on(KZ, answer) + "?projects=eq:almaty-densaulyk"
    return publisher(url, "govkz", region="KZ-75", govkz=said)


@pytest.mark.parametrize("envelope", ["", "content", "items", "data"])
def test_gov_kz_lists_come_bare_or_wrapped(site: Replica, envelope: str) -> None:
    rows = [item(1, "Курс"), item(2, "Набор")]
    found = posts(astana(site, {envelope: rows} if envelope else rows))
    path = "/memleket/entities/almaty-densaulyk/press/news/details/1?lang=ru"
    assert (found[0].url, found[0].title) == (site.url(path), "Курс")
    assert found[0].published == "2026-03-05T10:00:00.123+0500"
    assert found[0].attachments == (site.url("/uploads/f.pdf"),)


def test_two_languages_of_one_item_are_one_post(site: Replica) -> None:
    russian = [item(1, "Курс для врачей"), item(3, "")]
    kazakh = [item(1, "Дәрігерлерге арналған курс"), item(2, "Байқау"), item(3, "Мейіргерлерге")]
    found = posts(astana(site, russian, kazakh))
    assert [(post.title, post.language) for post in found] == [
        ("Курс для врачей", "ru"),
        ("Байқау", "kk"),
        ("Мейіргерлерге", "kk"),
    ]
    assert found[1].url.endswith("/details/2?lang=kk")


def test_kazakh_given_for_russian_is_called_kazakh(site: Replica) -> None:
    (post,) = posts(astana(site, [item(1, "Дәрігерлерге көмек")]))
    assert post.language == "kk"


def test_gov_kz_fields_have_other_names_too(site: Replica) -> None:
    row = {"id": 1, "name": "Курс", "createdDate": "2026-03-05", "short_description": "кратко",
           "event_date": "2026-04-01T00:00:00.000+0000"}  # fmt: skip
    site.on(f"{KZ}/1", told({"id": 1}))
    (post,) = posts(astana(site, [row]))
    assert (post.title, post.published) == ("Курс", "2026-03-05")
    assert "кратко" in post.html
    assert "Дата проведения: 01.04.2026" in post.html


def test_gov_kz_paging_ends_with_a_page_of_known_items(site: Replica) -> None:
    rows = [item(1, "А"), item(2, "Б")]
    site.on(KZ, lambda _: told(rows))
    url = site.url(KZ) + "?projects=eq:x"
    source = publisher(url, "govkz", govkz={"pages": 9, "size": 2, "languages": ["ru"]})
    assert [post.title for post in posts(source)] == ["А", "Б"]
    assert len(site.asked) == 2


TOKENS = [Answer(status=401), Answer(status=403), html('{"status": 403, "error": "Forbidden"}')]


@pytest.mark.parametrize("answer", TOKENS)
def test_a_demand_for_a_token_is_a_state_of_its_own(site: Replica, answer: Answer) -> None:
    site.on(KZ, answer)
    with pytest.raises(FetchProblem) as caught:
        posts(publisher(site.url(KZ) + "?projects=x", "govkz"))
    assert caught.value.state == "needs_token"


def message(number: int, text: str, *, before: str = "", kind: str = "") -> str:
    words = f'<div class="tgme_widget_message_text js-message_text">{text}</div>' if text else ""
    return (
        '<div class="tgme_widget_message_wrap js-widget_message_wrap"><div class="'
        f'tgme_widget_message js-widget_message {kind}" data-post="chan/{number}">{before}{words}'
        '<div class="tgme_widget_message_footer"><span class="tgme_widget_message_meta">'
        f'<a class="tgme_widget_message_date" href="/chan/{number}"><time '
        f'datetime="2026-03-0{number}T10:00:00+00:00">10:00</time></a></span></div></div></div>'
    )


def channel(*messages: str, older: int | None = None) -> Answer:
    more = f'<div class="js-messages_more_wrap"><a href="/s/chan?before={older}">…</a></div>'
    history = (more if older else "") + "".join(messages)
    return page(f'<section class="tgme_channel_history js-message_history">{history}</section>')


def telegram(site: Replica, answer: Answer | Callable[[Asked], Answer], **said: Any) -> list[Post]:
    return posts(publisher(site.on("/s/chan", answer), "telegram", telegram=said))


def test_a_channel_is_read_from_its_newest_message(site: Replica) -> None:
    def answer(asked: Asked) -> Answer:
        if asked.query.get("before") == ["3"]:
            return channel(message(1, "Один"), message(2, "Два"))
        return channel(message(3, "Три"), message(4, "Четыре"), older=3)

    found = telegram(site, answer, pages=5)
    assert [post.title for post in found] == ["Четыре", "Три", "Два", "Один"]
    assert (found[0].url, found[0].published) == (
        site.url("/chan/4"),
        "2026-03-04T10:00:00+00:00",
    )


def test_messages_that_announce_nothing_are_left_out(site: Replica) -> None:
    quoted = (
        '<a class="tgme_widget_message_reply"><div class="tgme_widget_message_text">чужое</div></a>'
    )
    found = telegram(
        site,
        channel(
            message(1, ""),
            message(2, "Канал создан", kind="service_message"),
            message(3, "Своё", before=quoted),
            message(4, "", before='<div class="message_media_not_supported">откройте</div>'),
        ),
    )
    assert [post.html for post in found] == [
        '<div class="tgme_widget_message_text js-message_text">Своё</div>'
    ]


def test_a_forwarded_message_names_whose_it_is(site: Replica) -> None:
    name = '<a class="tgme_widget_message_forwarded_from_name" href="/m">Минздрав &amp; Ко</a>'
    (post,) = telegram(site, channel(message(1, "Текст", before=name)))
    assert post.html.startswith("<p>Переслано из: Минздрав &amp; Ко</p>")


def test_links_that_telegram_escaped_twice_are_mended(site: Replica) -> None:
    link = '<a href="https://x.test/?a=1&amp;amp;b=2" onclick="return confirm()">заявка</a>'
    (post,) = telegram(site, channel(message(1, link)))
    assert 'href="https://x.test/?a=1&amp;b=2"' in post.html


MESSAGE_TITLES = [
    ("Курс для медсестёр<br/>Подробности ниже", "Курс для медсестёр"),
    ("<b>  Курс </b> открыт", "Курс открыт"),
    ("Приглашаем врачей на курс. " + "Слово " * 30, "Приглашаем врачей на курс."),
    ("слово " * 30, ("слово " * 16).strip() + "…"),
]


@pytest.mark.parametrize(("text", "title"), MESSAGE_TITLES)
def test_a_message_s_first_line_is_its_title(site: Replica, text: str, title: str) -> None:
    assert telegram(site, channel(message(1, text)))[0].title == title


def test_a_channel_without_preview_is_not_a_broken_page(site: Replica) -> None:
    site.on("/chan", page("<div class=tgme_page>Перейти в канал</div>"))
    with pytest.raises(FetchProblem, match="предпросмотра") as caught:
        telegram(site, Answer(status=302, headers={"Location": "/chan"}))
    assert caught.value.state == "refused"


def test_an_empty_channel_and_a_changed_page_are_told_apart(site: Replica) -> None:
    url = site.on("/s/chan", channel())
    assert isinstance(layout(publisher(url, "telegram")), EmptyProblem)
    site.on("/s/chan", page("<div class=new-design></div>"))
    assert not isinstance(layout(publisher(url, "telegram")), EmptyProblem)
    site.on("/s/chan", channel(message(1, "а").replace("tgme_widget_message_date", "when")))
    assert "message_date" in layout(publisher(url, "telegram")).selector
    texts = [message(n, "а").replace("message_text", "text") for n in range(1, 6)]
    site.on("/s/chan", channel(*texts))
    assert "message_text" in layout(publisher(url, "telegram")).selector


MAP = """<?xml version="1.0" encoding="UTF-8"?>
<{0} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" {2}>{1}</{0}>"""
NEWS_SPACE = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def urlset(*rows: str, space: str = "") -> Answer:
    return html(MAP.format("urlset", "".join(f"<url>{row}</url>" for row in rows), space))


def test_a_sitemap_is_read_from_its_latest_changes(site: Replica) -> None:
    days = {"/news/1": "2026-03-01", "/news/2": "2026-03-03", "/about": "2026-04-01"}
    rows = [f"<loc>{site.url(path)}</loc><lastmod>{day}</lastmod>" for path, day in days.items()]
    site.on("/sitemap.xml", urlset(*rows))
    article(site, "/news/1", "Первая")
    article(site, "/news/2", "Вторая")
    source = publisher(
        site.url("/sitemap.xml"), "sitemap", under=["/news/"], article={"title": "h1", "body": ".b"}
    )
    found = posts(source)
    assert [post.title for post in found] == ["Вторая", "Первая"]
    assert [post.published for post in found] == [None, None]  # a change is no publication


def test_an_index_leads_to_its_sitemaps_packed_ones_too(site: Replica) -> None:
    inner = MAP.format("urlset", f"<url><loc>{site.url('/1')}</loc></url>", "").encode()
    site.on("/map-1.xml.gz", Answer(body=gzip.compress(inner)))
    index = MAP.format(
        "sitemapindex", f"<sitemap><loc>{site.url('/map-1.xml.gz')}</loc></sitemap>", ""
    )
    site.on("/sitemap.xml", html(index))
    article(site, "/1", "Из глубины")
    source = publisher(site.url("/sitemap.xml"), "sitemap", article={"title": "h1", "body": ".b"})
    assert [post.title for post in posts(source)] == ["Из глубины"]


def test_a_news_sitemap_states_title_and_date(site: Replica) -> None:
    row = (
        f"<loc>{site.url('/1')}</loc><news:news><news:publication><news:name>Газета</news:name>"
        "</news:publication><news:publication_date>2026-03-05T10:00+06:00</news:publication_date>"
        "<news:title>Из карты</news:title></news:news>"
    )
    site.on("/news.xml", urlset(row, space=NEWS_SPACE))
    article(site, "/1", "Со страницы")
    (post,) = posts(publisher(site.url("/news.xml"), "sitemap", article={"body": ".b"}))
    assert (post.title, post.published) == ("Из карты", "2026-03-05T10:00+06:00")


def test_pictures_of_a_sitemap_are_not_its_pages(site: Replica) -> None:
    row = f"<loc>{site.url('/1')}</loc><image:image><image:loc>/i.png</image:loc></image:image>"
    site.on("/sitemap.xml", urlset(row, space='xmlns:image="http://i.test"'))
    article(site, "/1", "Статья")
    source = publisher(site.url("/sitemap.xml"), "sitemap", article={"title": "h1", "body": ".b"})
    assert [post.url for post in posts(source)] == [site.url("/1")]


NO_MAPS = [html("<html><title>404</title></html>"), html(""), html("<rss/>"), html("{}"),
           urlset("<lastmod>2026</lastmod>")]  # fmt: skip


@pytest.mark.parametrize("answer", NO_MAPS)
def test_what_is_no_sitemap_is_told(site: Replica, answer: Answer) -> None:
    layout(publisher(site.on("/sitemap.xml", answer), "sitemap"))


def test_a_sitemap_may_be_empty_for_two_days(site: Replica) -> None:
    assert posts(publisher(site.on("/news.xml", urlset(space=NEWS_SPACE)), "sitemap")) == []


def test_a_sitemap_reads_no_file_of_ours(site: Replica) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    site.on("/sitemap.xml", html(bomb + MAP.format("urlset", "<url><loc>&f;</loc></url>", "")))
    layout(publisher(site.url("/sitemap.xml"), "sitemap"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def saved(folder: Path, **said: Any) -> list[Post]:
    return posts(publisher(str(folder), "files", **said))


def test_saved_texts_are_read_by_name_and_by_their_bytes(folder: Path) -> None:
    (folder / "b.txt").write_bytes("Курс № 5".encode("cp1251"))
    (folder / "a.txt").write_bytes("\ufeffНабор".encode())
    (folder / ".hidden.txt").write_text("нет")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    found = saved(folder)
    assert [(post.url, post.text) for post in found] == [
        ("file:a.txt", "Набор"),
        ("file:b.txt", "Курс № 5"),
    ]


def test_a_saved_page_says_where_it_is_from(folder: Path) -> None:
    text = "<h1>Имя</h1><div class=b>текст</div>"
    (folder / "1.html").write_text(f"<!-- saved from url=(0022)https://x.test/news/1/ -->{text}")
    (folder / "2.htm").write_text(
        f"<head><link rel=canonical href='https://x.test/2/'></head>{text}"
    )
    (folder / "3.html").write_text(text)
    found = saved(folder, article={"title": "h1", "body": ".b"})
    assert [post.url for post in found] == [
        "https://x.test/news/1/",
        "https://x.test/2/",
        "file:3.html",
    ]
    assert {post.title for post in found} == {"Имя"}


def test_one_unreadable_page_does_not_hide_the_folder(folder: Path) -> None:
    (folder / "1.html").write_bytes(bytes(range(256)) * 20)
    (folder / "2.html").write_text("<h1>Имя</h1><div class=b>текст</div>")
    assert saved(folder, article={"title": "h1", "body": ".b"})[1].title == "Имя"


def test_front_matter_of_a_saved_note_is_believed(folder: Path) -> None:
    (folder / "a.md").write_text(
        "---\ntitle: Набор\ndate: 2026-03-05\nurl: https://x.test/1\n---\nТекст\n"
    )
    (folder / "b.md").write_text("# Просто текст\n")
    first, second = saved(folder)
    assert (first.url, first.title, first.published, first.text) == (
        "https://x.test/1",
        "Набор",
        "2026-03-05",
        "Текст\n",
    )
    assert (second.url, second.title, second.text) == ("file:b.md", None, "# Просто текст\n")


MAILS = [
    (b"Subject: =?koi8-r?B?69XS0w==?=\nDate: Thu, 5 Mar 2026 10:00:00 +0600\n"
     b"Content-Type: text/plain; charset=koi8-r\n\n" + "Текст письма".encode("koi8-r"),
     ("Курс", "Thu, 5 Mar 2026 10:00:00 +0600", "", "Текст письма")),
    (b"Subject: x\nContent-Type: multipart/alternative; boundary=B\n\n--B\n"
     b"Content-Type: text/plain\n\nplain\n--B\n"
     b"Content-Type: text/html; charset=utf-8\n\n<p>markup</p>\n--B--\n",
     ("x", None, "<p>markup</p>", "")),
    (b"Subject: =?nonsense?B?###?=\n\nbody", ("=?nonsense?B?###?=", None, "", "body")),
    (b"no mail at all", (None, None, "", "no mail at all")),
]  # fmt: skip


@pytest.mark.parametrize(("data", "expected"), MAILS)
def test_a_letter_is_read(
    folder: Path, data: bytes, expected: tuple[str | None, str | None, str, str]
) -> None:
    (folder / "a.eml").write_bytes(data)
    (post,) = saved(folder)
    assert (post.title, post.published, post.html, post.text.strip()) == expected


def test_a_link_out_of_the_folder_is_not_followed(folder: Path, tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "secret.txt").write_text("нет")
    (inside / "link.txt").symlink_to(tmp_path / "secret.txt")
    (inside / "own.txt").write_text("да")
    assert [post.text for post in saved(inside)] == ["да"]


def test_a_folder_without_publications_is_empty(folder: Path) -> None:
    (folder / "picture.png").write_bytes(b"\x89PNG")
    assert isinstance(layout(publisher(str(folder), "files")), EmptyProblem)
