"""A page that was cut down for its selectors reads as the whole page does."""

from __future__ import annotations

import pytest

from scraper.formats.markup import page_of, soup_of
from scraper.formats.pruned import pruned, xpath
from scraper.response import Response
from tests.publishers import publisher
from tests.test_presets import PLATFORMS

PAGE = """<!DOCTYPE html><html><head><base href="/x/"><link rel="canonical" href="/news/1/"></head>
<body class="site inner"><nav><a class="b" href="/">Меню</a></nav><div id="main"><h1>Курс</h1>
<div class="news detail"><i class="d">5 марта</i><p class="b">Текст <b class="d">и дата</b></p>хвост
<p>Лишнее</p></div><table><tr><td class="b">Ячейка</table></div><footer><p class="q">©</footer>"""

SELECTORS = [
    ".b", "p.b", "h1", "#main h1", ".news .d", ".news > p", "div > i.d", ".detail, h1",
    "body.site p", "nav a", "a[href]", "td", "*", ".none", "div div p, td.b", "tr td", "P.b",
    "#main > .news > p.b > b",
]  # fmt: skip


@pytest.mark.parametrize("selector", SELECTORS)
def test_a_cut_page_holds_the_same_places_and_its_head(selector: str) -> None:
    cut = pruned(PAGE, [selector])
    assert cut
    whole, short = soup_of(PAGE), soup_of(cut)
    assert [str(p) for p in short.select(selector)] == [str(p) for p in whole.select(selector)]
    assert str(short.head) == str(whole.head)


def test_what_no_selector_leads_to_is_cut() -> None:
    cut = pruned(PAGE, [".news .d", None])
    assert cut
    assert "5 марта" in cut
    assert "Меню" not in cut
    assert "Ячейка" not in cut


FINER = [
    "p:first-child", "h1 + p", "h1 ~ p", "a[href^='/']", ":scope > p", "p:has(b)", "a:not(.b)",
    "> p", "p >", "", "p,,b", ".é", "div > > p", "p | b", "[href=x]", "p::before", ".1a",
    "a b:is(c)",
]  # fmt: skip


@pytest.mark.parametrize("selector", FINER)
def test_a_finer_selector_means_no_cutting(selector: str) -> None:
    assert xpath(selector) is None
    assert pruned(PAGE, ["h1", selector] if selector else ["h1", ","]) is None


HOSTILE = ["", "x", "<", "<div>" * 3000, "<p class='b'>" * 3000, "\x00<p class=b>", "&#0;" * 99]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_markup_breaks_the_cutting(text: str) -> None:
    cut = pruned(text, [".b"])
    assert cut is None or soup_of(cut).select(".b") is not None


@pytest.mark.parametrize("name", sorted(PLATFORMS))
def test_a_platform_s_article_is_the_same_cut_and_whole(name: str) -> None:
    platform = PLATFORMS[name]
    source = publisher("https://a.test/news/", "html", html={"preset": name})
    assert source.html
    needed = (source.html.title, source.html.date, source.html.body)
    data = f"<html><head></head><body>{platform.article}</body></html>".encode()
    headers = {"content-type": "text/html; charset=utf-8"}
    answer = Response(url="https://a.test/1/", status=200, headers=headers, data=data)
    whole, cut = page_of(source, answer), page_of(source, answer, needed)
    for selector in filter(None, needed):
        assert list(map(str, cut.some(selector))) == list(map(str, whole.some(selector)))
    assert cut.text == whole.text
