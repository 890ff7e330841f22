"""One article, many addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.canonical import absolute, canonical

SAME = [
    ("https://x.test/details/1?lang=ru", "https://x.test/details/1?lang=kk"),
    ("http://x.test/news/1/", "https://www.x.test/news/1"),
    ("https://x.test/1?utm_source=tg&utm_medium=post", "https://x.test/1"),
    ("https://x.test/1#comments", "https://x.test/1"),
    ("https://x.test/news/index.php?ID=5", "https://x.test/news/?ID=5"),
    ("https://x.test/news/1/index.html", "https://x.test/news/1/"),
    ("https://x.test/1;jsessionid=AB12", "https://x.test/1"),
    ("https://x.test/1?PHPSESSID=0123456789abcdef0123", "https://x.test/1"),
    ("https://x.test/a?b=1&a=2", "https://x.test/a?a=2&b=1"),
    ("https://X.TEST:443/Путь", "https://x.test/%D0%9F%D1%83%D1%82%D1%8C"),
    ("http://пример.test/", "http://xn--e1afmkfd.test:80"),
    ("https://x.test/news?from=rss&id=3", "https://x.test/news?id=3"),
]
DIFFERENT = [
    ("https://x.test/1", "https://x.test/2"),
    ("https://x.test/detail.php?ID=1", "https://x.test/detail.php?ID=2"),
    ("https://x.test/modules.php?sid=11", "https://x.test/modules.php?sid=12"),
    ("https://x.test/News/1", "https://x.test/news/1"),
    ("https://x.test:8080/1", "https://x.test/1"),
    ("https://a.x.test/1", "https://x.test/1"),
    ("file:a.txt", "file:b.txt"),
    ("https://x.test/index.php/news", "https://x.test/news"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_address_are_one(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_articles_stay_different(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


LINKS = [
    ("../a", "http://x.test/a"),
    ("//y.test/a", "http://y.test/a"),
    ("?page=2", "http://x.test/news/?page=2"),
    (" \n/a b\t", "http://x.test/a%20b"),
    ("/новость?id=1&utm_term=x#y", "http://x.test/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D1%8C?id=1"),
    ("/a%20b%2Fc", "http://x.test/a%20b/c"),
    ("#top", None),
    ("", None),
    (None, None),
    ("javascript:void(0)", None),
    ("java\nscript:void(0)", None),
    ("mailto:a@x.test", None),
    ("data:text/html,x", None),
    ("http://[::1", None),
    ("http://x.test:port/", None),
    ("http://", None),
    ("/" + "a" * 3000, None),
]


@pytest.mark.parametrize(("link", "address"), LINKS)
def test_a_link_is_followed_from_its_page(link: str | None, address: str | None) -> None:
    assert absolute("http://x.test/news/", link) == address


@given(st.text(max_size=80))
def test_any_link_is_an_address_that_stays_itself_or_none(link: str) -> None:
    address = absolute("https://x.test/news/", link)
    if address is not None:
        assert address.startswith(("http://", "https://"))
        assert absolute(address, address) == address
        assert canonical(canonical(address)) == canonical(address)
