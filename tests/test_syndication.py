"""Feeds as text: whatever comes in, something sensible or nothing comes out, soon."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.formats.syndication import read_feed

FEED = """<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>т</title>
<link>https://x.test/</link><item><title>Курс &amp; набор</title><link>/1</link><guid>1</guid>
<dc:creator>a</dc:creator><pubDate>Thu, 05 Mar 2026 10:00:00 +0300</pubDate>
<description><![CDATA[<p>Текст</p>]]></description><enclosure url="/f.pdf"/></item>
<item><title>Второй</title><link>/2</link></item></channel></rss>"""
RSS = '<rss version="2.0"><channel><item>{}</item></channel></rss>'
PAIRS = zip("abcdefgh", "bcdefghi", strict=True)
LAUGHS = "".join(f'<!ENTITY {more} "{f"&{less};" * 10}">' for less, more in PAIRS)
HOSTILE = {
    "address": RSS.format(f"<title>т</title><author>{'a.' * 50_000}</author>"),
    "address in an entity": f'<!DOCTYPE rss [<!ENTITY a "{"a." * 50_000}">]>'
    + RSS.format("<author>&a;</author>"),
    "chapter without start": RSS.format(
        '<psc:chapters xmlns:psc="http://podlove.org/simple-chapters"><psc:chapter/></psc:chapters>'
    ),
    "open tags": RSS.format("<description>" + "<div>" * 20_000),
    "open items": "<rss><channel>" + "<item>" * 20_000,
    "angles": RSS.format(f"<title>{'<' * 50_000}</title>"),
    "ampersands": RSS.format(f"<title>{'&' * 50_000}</title>"),
    "attributes": RSS.format("<a " + "b='c' " * 20_000 + "/>"),
    "sections": RSS.format("<title>" + "<![CDATA[" * 20_000),
    "laughs": f'<!DOCTYPE l [<!ENTITY a "ha">{LAUGHS}]>' + RSS.format("<title>&i;</title>"),
    "brackets": '{"items": ' + "[" * 100_000,
    "numbers": '{"items": [{"url": 1, "title": [], "attachments": 5, "content_html": {}}]}',
    "markup": "<html>" + "<p>x" * 50_000,
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_feed_ends_soon(name: str) -> None:
    started = time.perf_counter()
    read_feed(HOSTILE[name], "https://x.test/rss")
    assert time.perf_counter() - started < 20


@given(st.integers(0, len(FEED)), st.integers(0, len(FEED)), st.text(max_size=5))
def test_a_damaged_feed_gives_sound_entries_or_none(start: int, end: int, put: str) -> None:
    start, end = sorted((start, end))
    for text in (FEED[:start] + put + FEED[end:], FEED[start:end]):
        for entry in read_feed(text, "https://x.test/rss").entries:
            assert not re.search("<[a-zA-Z/!]", entry.title or "")
            assert entry.url == "" or entry.url.startswith(("http://", "https://"))
            assert not (entry.html and entry.text)


@given(st.text())
def test_any_text_is_a_feed_or_none(text: str) -> None:
    for prefix in ("", "{", "<rss>", "<feed>"):
        read_feed(prefix + text, "https://x.test/rss")


CUTS = [("</item>", 1), ("<item><title>Второй", 1), ("Второй</title>", 1), ("Курс", 0), ("<rss", 0)]


@pytest.mark.parametrize(("last", "entries"), CUTS)
def test_half_an_entry_is_no_entry(last: str, entries: int) -> None:
    cut = FEED[: FEED.index(last) + len(last)]
    assert len(read_feed(cut, "https://x.test/rss").entries) == entries


def test_a_whole_feed_is_read_whole() -> None:
    first, second = read_feed(FEED, "https://x.test/rss").entries
    assert (first.title, first.url, first.html) == (
        "Курс & набор",
        "https://x.test/1",
        "<p>Текст</p>",
    )
    assert first.published == "Thu, 05 Mar 2026 10:00:00 +0300"
    assert first.attachments == ("https://x.test/f.pdf",)
    assert (second.published, second.html, second.text) == (None, "", "")
