"""Sitemaps: indexes, packed ones, those of news."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

import pytest

from scraper.fetch import FetchProblem
from scraper.source import Source
from tests.publishers import article, layout, posts, publisher
from tests.replica import Answer, Replica, html


@pytest.fixture
def site() -> Iterator[Replica]:
    with Replica() as replica:
        yield replica


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


def index_of(site: Replica, *paths: str) -> Source:
    rows = "".join(f"<sitemap><loc>{site.url(path)}</loc></sitemap>" for path in paths)
    url = site.on("/sitemap.xml", html(MAP.format("sitemapindex", rows, "")))
    return publisher(url, "sitemap", article={"title": "h1", "body": ".b"})


def test_a_sitemap_that_is_gone_does_not_hide_the_others(site: Replica) -> None:
    site.on("/map-2.xml", urlset(f"<loc>{site.url('/1')}</loc>"))
    article(site, "/1", "Из второй")
    found = posts(index_of(site, "/map-1.xml", "/map-2.xml"))
    assert [post.title for post in found] == ["Из второй"]


def test_an_index_whose_sitemaps_are_all_gone_is_told(site: Replica) -> None:
    with pytest.raises(FetchProblem, match="страницы нет"):
        posts(index_of(site, "/map-1.xml", "/map-2.xml"))


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
