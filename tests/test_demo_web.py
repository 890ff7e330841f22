"""The replica web keeps the traps that it was made for, over real HTTP on loopback."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from scraper.demo import ANCHOR, replica
from scraper.demo.corpus import items
from scraper.demo.server import serve
from scraper.demo.sources import sources, write_sources


@dataclass(frozen=True)
class Got:
    status: int
    headers: dict[str, str]
    data: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.data)


@pytest.fixture(scope="module")
def origins() -> Iterator[dict[str, str]]:
    with serve() as found:
        yield found


def get(origin: str, target: str, **headers: str) -> Got:
    connection = HTTPConnection(urlsplit(origin).netloc, timeout=10)
    try:
        connection.request("GET", target, headers=headers)
        answer = connection.getresponse()
        named = {name.lower(): value for name, value in answer.getheaders()}
        return Got(answer.status, named, answer.read())
    finally:
        connection.close()


def test_every_site_has_its_own_port_and_robots(origins: dict[str, str]) -> None:
    assert len(set(origins.values())) == len(origins)
    for origin in origins.values():
        rules = get(origin, "/robots.txt")
        assert rules.status == 200
        assert b"User-agent" in rules.data or b"User-Agent" in rules.data


def test_a_web_takes_the_port_it_likes_and_another_if_it_is_taken() -> None:
    with serve() as before:
        port = urlsplit(before["bitrix"]).port
    with serve(port) as first, serve(port) as second:
        assert first["bitrix"] == before["bitrix"]
        assert not set(first.values()) & set(second.values())


@pytest.mark.parametrize("target", ["/news/", "/news/rss/", "/news/4102/", "/news/9999/"])
def test_bitrix_says_its_charset_in_no_header(origins: dict[str, str], target: str) -> None:
    got = get(origins["bitrix"], target)
    assert "charset" not in got.headers["content-type"]
    assert "windows-1251" in got.data[:300].decode("ascii", "ignore")
    assert "здравоохранения" in got.data.decode("windows-1251")
    with pytest.raises(UnicodeDecodeError):
        got.data.decode("utf-8")


def test_the_bitrix_feed_has_no_guid_plain_links_and_full_texts(origins: dict[str, str]) -> None:
    feed = get(origins["bitrix"], "/news/rss/").data.decode("windows-1251")
    assert "guid" not in feed
    assert set(re.findall(r"<link>(https?)://", feed)) == {"http"}
    assert feed.count("<yandex:full-text>") == len(items("bitrix")) == feed.count("<item>")


def test_an_element_without_a_date_is_dated_anew_at_each_asking(origins: dict[str, str]) -> None:
    feeds = [get(origins["bitrix"], "/news/rss/").data.decode("windows-1251") for _ in range(2)]
    dates = [re.findall(r"<pubDate>(.*?)</pubDate>", feed) for feed in feeds]
    changed = [pair for pair in zip(*dates, strict=True) if pair[0] != pair[1]]
    assert len(changed) == sum(item.published is None for item in items("bitrix")) == 1
    assert all(parsedate_to_datetime(day).date() == ANCHOR for day in changed[0])
    assert b"news-date-time" not in get(origins["bitrix"], "/news/4111/").data


def test_a_bitrix_session_brings_the_page_visited_last(origins: dict[str, str]) -> None:
    second = get(origins["bitrix"], "/news/?PAGEN_1=2")
    cookie = second.headers["set-cookie"].partition(";")[0]
    assert get(origins["bitrix"], "/news/", Cookie=cookie).data == second.data
    assert get(origins["bitrix"], "/news/").data != second.data


PAGED = (("bitrix", "/news/", rb'<p class="news-item".*?href="([^"]+)"'),
         ("list", "/novosti/", rb'<a class="news-card__title" href="([^"]+)"'))  # fmt: skip


@pytest.mark.parametrize(("site", "path", "link"), PAGED)
@pytest.mark.parametrize("past", ["5", "99", "0", "-1", "last", "²"])
def test_a_page_past_the_end_is_page_one_again(
    origins: dict[str, str], site: str, path: str, link: bytes, past: str
) -> None:
    quoted = past.replace("²", "%C2%B2")
    first = re.findall(link, get(origins[site], path).data, re.S)
    assert first
    assert re.findall(link, get(origins[site], f"{path}?PAGEN_1={quoted}").data, re.S) == first


@pytest.mark.parametrize(("site", "path", "link"), PAGED)
def test_paging_shows_every_item(
    origins: dict[str, str], site: str, path: str, link: bytes
) -> None:
    seen = [
        address
        for number in range(1, 5)
        for address in re.findall(link, get(origins[site], f"{path}?PAGEN_1={number}").data, re.S)
    ]
    assert len(set(seen)) == len(items(site))
    assert {get(origins[site], address.decode()).status for address in set(seen)} == {200}


def test_the_pinned_article_stands_on_each_page(origins: dict[str, str]) -> None:
    for number in range(1, 5):
        page = get(origins["list"], f"/novosti/?PAGEN_1={number}").data.decode()
        assert page.count("premiya-plecho.html") == 1


def test_the_listing_writes_dates_in_digits_and_the_article_in_words(
    origins: dict[str, str],
) -> None:
    assert "20.11.2026</span>" in get(origins["list"], "/novosti/").data.decode()
    article = get(origins["list"], "/novosti/slozhny-razgovor.html").data.decode()
    assert '<span class="post__date">14 ноября 2026</span>' in article
    assert "21 ноября 2026" in article


def test_wordpress_counts_its_pages_and_refuses_one_more(origins: dict[str, str]) -> None:
    posts = "/wp-json/wp/v2/posts?per_page=10&page="
    first, second, third = (get(origins["wordpress"], posts + n) for n in "123")
    assert first.headers["x-wp-totalpages"] == "2"
    assert first.headers["x-wp-total"] == str(len(items("wordpress")))
    assert len(first.json) + len(second.json) == len(items("wordpress"))
    assert third.status == 400
    assert third.json["code"] == "rest_post_invalid_page_number"
    assert get(origins["wordpress"], "/wp-json/wp/v2/posts?per_page=101").status == 400
    assert get(origins["wordpress"], "/wp-json/wp/v2/nothing").status == 404


def test_wordpress_local_and_universal_dates_can_be_two_days(origins: dict[str, str]) -> None:
    got = get(origins["wordpress"], "/?rest_route=/wp/v2/posts&per_page=50&_fields=date,date_gmt")
    pairs = [(post["date"][:10], post["date_gmt"][:10]) for post in got.json]
    assert ("2026-11-18", "2026-11-17") in pairs


def test_wordpress_posts_lie_where_their_links_lead(origins: dict[str, str]) -> None:
    for post in get(origins["wordpress"], "/wp-json/wp/v2/posts?per_page=50").json:
        assert post["link"].startswith(origins["wordpress"])
        assert get(origins["wordpress"], urlsplit(post["link"]).path).status == 200


def test_an_unchanged_page_is_confirmed_and_not_sent_again(origins: dict[str, str]) -> None:
    target = "/wp-json/wp/v2/posts"
    tag = get(origins["wordpress"], target).headers["etag"]
    again = get(origins["wordpress"], target, **{"If-None-Match": tag})
    assert (again.status, again.data) == (304, b"")
    assert get(origins["wordpress"], target, **{"If-None-Match": '"other"'}).status == 200


@pytest.mark.parametrize("target", ["/%ff%00/", f"/news/{'9' * 400}/", "/?" + "a&" * 500, "//"])
def test_no_address_breaks_a_site(origins: dict[str, str], target: str) -> None:
    for origin in origins.values():
        assert get(origin, target).status in (200, 400, 404)


def test_sources_lead_to_the_sites(tmp_path: Path, origins: dict[str, str]) -> None:
    write_sources(tmp_path, origins)
    for name, text in sources(origins).items():
        table = tomllib.loads((tmp_path / name).read_text("utf-8"))
        assert tomllib.loads(text) == table
        if table["adapter"] == "files":
            assert (tmp_path / table["url"]).is_dir()
        else:
            parts = urlsplit(table["url"])
            assert get(f"{parts.scheme}://{parts.netloc}", parts.path).status == 200


def test_the_portal_counts_pages_and_caps_their_size(origins: dict[str, str]) -> None:
    articles = "/api/newsfeed/v4/frontend/json/ru/articles"
    got = get(origins["mosru"], f"{articles}?per-page=3&page=2&fields=id,title&expand=spheres").json
    assert got["_meta"] == {"totalCount": 5, "pageCount": 2, "currentPage": 2, "perPage": 3}
    assert [set(row) for row in got["items"]] == [{"id", "title"}] * 2
    assert get(origins["mosru"], f"{articles}?per-page=1000").json["_meta"]["perPage"] == 50
    whole = get(origins["mosru"], f"{articles}?expand=spheres").json["items"]
    topics = {topic["title"] for row in whole for topic in row["spheres"]}
    assert topics == {"Здравоохранение", "Транспорт"}
    assert all("&laquo;" in row["full_text"] or "«" not in row["full_text"] for row in whole)


def test_two_languages_of_the_government_portal_share_numbers(origins: dict[str, str]) -> None:
    news = "/api/v1/public/content-manager/news?projects=eq:zhambyl-med-demo"
    russian = get(origins["govkz"], news, **{"Accept-Language": "ru"}).json
    kazakh = get(origins["govkz"], news, **{"Accept-Language": "kk"}).json
    assert isinstance(russian, list)
    assert set(kazakh) == {"content", "totalElements"}
    both = {row["id"] for row in russian} & {row["id"] for row in kazakh["content"]}
    assert len(both) == 1
    assert all("+0500" in row["created_date"] for row in russian)
    assert get(origins["govkz"], news.replace("zhambyl", "nobody")).json == []
    assert b'id="root"' in get(origins["govkz"], "/memleket/entities/nobody/press").data


def test_a_channel_shows_older_messages_on_asking(origins: dict[str, str]) -> None:
    newest = get(origins["telegram"], "/s/medkadry_demo").data.decode()
    older = re.findall(r'href="(/s/medkadry_demo\?before=\d+)"', newest)
    assert len(older) == 1
    first = get(origins["telegram"], older[0]).data.decode()
    numbers = re.findall(r'data-post="medkadry_demo/(\d+)"', first + newest)
    assert [int(number) for number in numbers] == list(range(len(items("telegram")) + 1))
    assert "service_message" in first
    assert "forwarded_from_name" in newest
    assert "before=" not in first


def test_a_channel_without_preview_leads_to_its_invitation(origins: dict[str, str]) -> None:
    got = get(origins["telegram"], "/s/closed_channel")
    assert (got.status, got.headers["location"]) == (302, "/closed_channel")
    assert b"tgme_widget_message" not in get(origins["telegram"], "/closed_channel").data


def test_the_news_sitemap_holds_two_days_and_leads_to_articles(origins: dict[str, str]) -> None:
    index = get(origins["sitemap"], "/sitemap.xml").data.decode()
    (news,) = re.findall(r"<loc>(.*?)</loc>", index)
    found = get(origins["sitemap"], urlsplit(news).path).data.decode()
    days = re.findall(r"<news:publication_date>(\S{10})", found)
    assert len(days) == len(items("sitemap"))
    assert all((ANCHOR - date.fromisoformat(day)).days <= 2 for day in days)
    for address in re.findall(r"<loc>(.*?)</loc>", found):
        page = get(origins["sitemap"], urlsplit(address).path).data.decode()
        linked = re.search(r'ld\+json">(.*?)</script>', page)
        assert linked
        assert json.loads(linked[1])["@type"] == "NewsArticle"


PORTALS = (
    ("netcat", "/novosti/", ("", "?curPos=2"), r'object-item-link" href="([^"]+)"'),
    ("mosreg", "/sobytiya/novosti-ministerstva", ("", "?page=2"), r'event__title" href="([^"]+)"'),
    ("tatarstan", "/index.htm/news", ("",), r'list__title"><a href="([^"]+)"'),
    ("cap", "/news", ("?type=news", "?type=announcements"), r'news-list_title" href="([^"]+)"'),
)


@pytest.mark.parametrize(("site", "path", "queries", "link"), PORTALS)
def test_a_portal_lists_every_article_once(
    origins: dict[str, str], site: str, path: str, queries: tuple[str, ...], link: str
) -> None:
    pages = [get(origins[site], path + query).data.decode() for query in queries]
    links = [address for page in pages for address in re.findall(link, page)]
    assert len(links) == len(set(links)) == len(items(site))
    texts = [get(origins[site], urlsplit(address).path).data.decode() for address in links]
    assert all(any(item.title in page for page in texts) for item in items(site))


def test_a_portal_page_past_the_end_is_empty(origins: dict[str, str]) -> None:
    for target in (
        "/sobytiya/novosti-ministerstva?page=9",
        "/sobytiya/novosti-ministerstva?page=0",
    ):
        got = get(origins["mosreg"], target)
        assert got.status == 200
        assert b"event__content" not in got.data


def test_one_date_of_a_portal_serves_several_articles(origins: dict[str, str]) -> None:
    listing = get(origins["tatarstan"], "/index.htm/news").data.decode()
    assert listing.count("day-month__date") < listing.count('list__item"')
    assert "2026" not in listing


def test_a_replica_lives_as_long_as_it_is_used() -> None:
    with replica() as folder:
        tables = [tomllib.loads(path.read_text("utf-8")) for path in folder.glob("*.toml")]
        assert {table["adapter"] for table in tables} == {
            "feed", "html", "wordpress", "mosru", "govkz", "telegram", "sitemap", "files",
        }  # fmt: skip
        assert all(table["fetch"]["delay"] == 0 for table in tables if table["adapter"] != "files")
    assert not folder.exists()
