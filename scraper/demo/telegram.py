"""A messenger's public preview of one channel; another channel of it has none.

A page holds its messages oldest first and a link to those before; a post has no title.
"""

from __future__ import annotations

import re
from datetime import UTC
from html import escape

from scraper.demo.corpus import Item, items
from scraper.demo.reply import Ask, Reply, page, robots, text

CHANNEL = "medkadry_demo"
PER_PAGE = 4
"""Messages a page; the real preview has up to twenty."""

SERVICE = 0
"""The number of the message in which the channel only reports about itself."""


def answer(ask: Ask) -> Reply:
    if ask.path == "/robots.txt":
        return robots("User-agent: *", "Disallow:")
    if ask.path.rstrip("/") == f"/s/{CHANNEL}":
        return _channel(ask)
    found = re.fullmatch(r"/s/(\w{1,40})/?", ask.path)
    if found:
        return Reply(body=b"", status=302, headers={"Location": f"/{found[1]}"})
    channel = re.sub(r"\W", "", ask.path.split("/")[1], flags=re.ASCII)[:40]
    return text(page("telegram/invitation.html", channel=channel))


def _channel(ask: Ask) -> Reply:
    before = ask.number("before", 1_000_000)
    rows = sorted(items("telegram"), key=lambda item: item.shown)
    numbered = [(place + 1, item) for place, item in enumerate(rows) if place + 1 < before]
    shown = numbered[-PER_PAGE:]
    messages = [_message(ask, number, item) for number, item in shown]
    first = shown[0][0] if shown else 0
    if first == 1:
        service = page("telegram/service.html", channel=CHANNEL, number=SERVICE, origin=ask.origin)
        messages.insert(0, service)
    older = (
        f'<div class="tgme_widget_message_centered js-messages_more_wrap">'
        f'<a href="/s/{CHANNEL}?before={first}" class="tme_messages_more" data-before="{first}">'
        f"</a></div>"
        if first > 1
        else ""
    )
    return text(page("telegram/channel.html", older=older, messages="\n".join(messages)))


def _message(ask: Ask, number: int, item: Item) -> str:
    source = item.forwarded_from
    forwarded = (
        '<div class="tgme_widget_message_forwarded_from">Forwarded from '
        f'<a class="tgme_widget_message_forwarded_from_name" href="https://example.org/">'
        f"<span>{escape(source)}</span></a></div>"
        if source
        else ""
    )
    moment = item.shown.astimezone(UTC)
    return page(
        "telegram/message.html",
        channel=CHANNEL,
        number=number,
        origin=ask.origin,
        forwarded=forwarded,
        text=escape(item.text.strip(), quote=False).replace("\n", "<br>"),
        views=500 + 90 * number,
        iso=moment.isoformat(),
        time=f"{moment:%H:%M}",
    )
