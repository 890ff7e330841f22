"""200 publishers on loopback: each host of 127.0.x.y is a ministry with twenty announcements.

Pages are made from host and path alone, so that every run asks the same. ``/--counts`` tells how
many requests came and how many bytes went either way, and starts counting anew.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import sys
from functools import cache

HOSTS = 200
ARTICLES = 20
SENTENCE = (
    "Министерство здравоохранения приглашает врачей и медицинских сестёр на курс повышения "
    "квалификации по реабилитации, занятия пройдут в областном симуляционном центре. "
)
MENU = "".join(
    f'<li class="menu__item"><a class="menu__link" href="/section/{n}/">Раздел сайта номер {n}</a>'
    f'<ul class="menu__sub"><li><a href="/section/{n}/docs/">Документы раздела</a></li></ul></li>'
    for n in range(60)
)
ASIDE = "".join(
    f'<div class="banner"><a href="/banner/{n}/"><img src="/img/{n}.png" alt="Плакат {n}"></a>'
    f"<p>Подробности по телефону единой справочной службы</p></div>"
    for n in range(20)
)
FRAME = f"""<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>%s</title>
<link rel="stylesheet" href="/style.css"><script>window.settings = {{}};</script></head><body>
<header><ul class="menu">{MENU}</ul></header><main>%s</main><aside>{ASIDE}</aside>
<footer><ul>{MENU}</ul><p>© Министерство здравоохранения</p></footer></body></html>"""


@cache
def page(host: str, path: str) -> bytes | None:
    if path == "/robots.txt":
        return b"User-agent: *\nDisallow: /search/\n"
    if path == "/news/":
        return (FRAME % ("Новости", _listing(host))).encode()
    number = path.removeprefix("/news/").removesuffix("/")
    if number.isdecimal() and 1 <= int(number) <= ARTICLES:
        return (FRAME % (f"Курс {number}", _article(host, int(number)))).encode()
    return None


def _listing(host: str) -> str:
    cards = "".join(
        f'<div class="news-item"><span class="news-date">{n:02}.11.2026</span>'
        f'<a class="news-title" href="/news/{n}/">Курс {n} от {host}: набор слушателей</a></div>'
        for n in range(1, ARTICLES + 1)
    )
    return f'<div class="news-list">{cards}</div>'


def _article(host: str, number: int) -> str:
    text = "".join(f"<p>{SENTENCE * 3}</p>" for _ in range(6))
    return (
        f'<article><h1 class="title">Курс {number} от {host}: набор слушателей</h1>'
        f'<time class="date">{number:02}.11.2026</time><div class="text">{text}'
        f'<p><a href="/files/{number}.pdf">Программа курса</a></p></div></article>'
    )


class Counts:
    """Since the last time that somebody asked."""

    requests = received = sent = 0


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            writer.write(_answer(head))
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError, asyncio.LimitOverrunError):
        pass
    finally:
        writer.close()


def _answer(head: bytes) -> bytes:
    lines = head.decode("latin-1").split("\r\n")
    path = lines[0].split(" ")[1]
    said = {k.lower(): v for k, _, v in (line.partition(": ") for line in lines[1:])}
    if path == "/--counts":
        body = json.dumps({"requests": Counts.requests, "received": Counts.received,
                           "sent": Counts.sent}).encode()  # fmt: skip
        Counts.requests = Counts.received = Counts.sent = 0
        return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)
    answer = _page(said.get("host", ""), path, said.get("if-none-match", ""))
    Counts.requests += 1
    Counts.received += len(head)
    Counts.sent += len(answer)
    return answer


def _page(host: str, path: str, known: str) -> bytes:
    body = page(host, path)
    if body is None:
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    tag = '"' + hashlib.sha256(body).hexdigest()[:16] + '"'
    if known == tag:
        return f"HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\n\r\n".encode()
    kind = "text/plain" if path == "/robots.txt" else "text/html"
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nETag: {tag}\r\nContent-Length: {len(body)}"
    return f"{head}\r\n\r\n".encode() + body


async def main() -> None:
    server = await asyncio.start_server(_serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    others = [await asyncio.start_server(_serve, host(n), port) for n in range(HOSTS)]
    print(port, flush=True)
    await asyncio.gather(*(one.serve_forever() for one in [server, *others]))


def host(number: int) -> str:
    return f"127.0.{1 + number // 100}.{1 + number % 100}"


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        sys.exit(0)
