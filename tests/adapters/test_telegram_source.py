"""Channels by their public preview."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from scraper.fetch import FetchProblem
from scraper.post import Post
from scraper.problem import EmptyProblem
from tests.publishers import layout, page, posts, publisher
from tests.replica import Answer, Asked, Replica


@pytest.fixture
def site() -> Iterator[Replica]:
    with Replica() as replica:
        yield replica


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
