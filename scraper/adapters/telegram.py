"""The public preview of a Telegram channel, t.me/s/CHANNEL."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from bs4 import Tag

from scraper.canonical import canonical
from scraper.formats.markup import Page, page_of, settle, stamp_of, words
from scraper.post import Post
from scraper.problem import EmptyProblem, FetchProblem, LayoutProblem
from scraper.response import Get
from scraper.source import Source

MESSAGE = ".tgme_widget_message"
TEXT = ".tgme_widget_message_text"
LINK = "a.tgme_widget_message_date[href]"
TIME = ".tgme_widget_message_meta time[datetime], a.tgme_widget_message_date time[datetime]"
FORWARDED = ".tgme_widget_message_forwarded_from_name"
OLDER = ".js-messages_more_wrap a[href*='before='], a.tme_messages_more[href*='before=']"
HISTORY = ".tgme_channel_history, .tgme_channel_info"
QUOTED = ".tgme_widget_message_reply, .message_media_not_supported"

TITLE_LENGTH = 100
NO_PREVIEW = "у канала нет открытого предпросмотра; это свойство канала, а не поломка"


def collect(source: Source, get: Get) -> Iterator[Post]:
    """Yield messages with text, the newest first. Messages of a page come oldest first."""
    url: str | None = source.url
    seen: set[str] = set()
    for number in range(source.telegram.pages):
        if url is None:
            return
        page = page_of(source, get(url))
        fresh = [p for p in _posts(source, page, first=not number) if canonical(p.url) not in seen]
        if not fresh:
            return
        seen.update(canonical(post.url) for post in fresh)
        yield from reversed(fresh)
        older = page.soup.select_one(OLDER)
        url = page.link(older) if older else None


def _posts(source: Source, page: Page, *, first: bool) -> list[Post]:
    messages = page.soup.select(MESSAGE)
    if not messages and first:
        raise _nothing(page)
    spoken = [m for m in messages if "service_message" not in str(m.get("class")).split()]
    posts = [post for message in spoken if (post := _post(source, page, message))]
    if spoken and not any(m.select(LINK) for m in spoken):
        raise page.problem(LINK, f"нет ни у одного из {len(spoken)} сообщений")
    if first and len(spoken) > 3 and not posts:
        raise page.problem(TEXT, f"нет ни у одного из {len(spoken)} сообщений")
    return posts


def _nothing(page: Page) -> FetchProblem | LayoutProblem:
    """Tell a channel without preview, which leads to its invitation, from a changed page."""
    if "/s/" not in urlsplit(page.url).path:
        return FetchProblem("refused", page.url, NO_PREVIEW)
    if page.soup.select_one(HISTORY):
        return EmptyProblem(page.source, page.url, MESSAGE, "в канале нет сообщений")
    return page.problem(MESSAGE, "не найдено ничего")


def _post(source: Source, page: Page, message: Tag) -> Post | None:
    """A message as a post; ``None`` if it has no words. Its first line serves as its title."""
    for quoted in message.select(QUOTED):
        quoted.decompose()
    texts = [t for t in message.select(TEXT) if words(t)]
    link = message.select_one(LINK)
    url = page.link(link) if link else None
    if not texts or url is None:
        return None
    text = texts[-1]
    _mend(text, page.base)
    time = message.select_one(TIME)
    return Post(
        source=source.id,
        url=_permalink(url),
        title=_title(text),
        published=stamp_of(time) if time else None,
        html=_forwarded(message) + str(text),
        language=source.language,
    )


def _mend(text: Tag, base: str) -> None:
    """Telegram escapes addresses twice in links that ask before they open."""
    for link in text.select("a[onclick][href]"):
        link["href"] = html.unescape(str(link["href"]))
    settle(text, base)


def _permalink(url: str) -> str:
    """An album's messages are all shown at any of its numbers."""
    return url.partition("?")[0]


def _forwarded(message: Tag) -> str:
    name = message.select_one(FORWARDED)
    return f"<p>Переслано из: {html.escape(words(name))}</p>\n" if name and words(name) else ""


def _title(text: Tag) -> str:
    """The first line, cut at a word."""
    for line_break in text.select("br"):
        line_break.insert_before("\n")
    line = next(x for x in map(str.strip, text.get_text().splitlines()) if x)
    line = " ".join(line.split())
    if len(line) <= TITLE_LENGTH:
        return line
    sentence = re.match(r".{20,100}?[.!?…](?=\s)", line)
    return sentence[0] if sentence else line[:TITLE_LENGTH].rpartition(" ")[0] + "…"
