"""The replica web over real HTTP, on loopback: a port a site."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from scraper.demo import ANCHOR
from scraper.demo.web import SITES, answer

PORTS = 18710
"""Where the first site likes to listen; addresses that stay make announcements that stay."""

HOST = "127.0.0.1"
TRIES = 5


@contextlib.contextmanager
def serve(first: int | None = None) -> Iterator[dict[str, str]]:
    """Serve every site; give the address of each by its name.

    ``first`` asks for a row of ports that begins there; one that is taken is sought a hundred
    higher. ``None`` takes any free ones.
    """
    with contextlib.ExitStack() as stack:
        servers = {
            name: stack.enter_context(_listening(name, first and first + place))
            for place, name in enumerate(SITES)
        }
        yield {name: server.origin for name, server in servers.items()}


class Site(ThreadingHTTPServer):
    """One site. Its clock stands at the anchor's noon and moves by a second a request."""

    daemon_threads = True

    def __init__(self, name: str, port: int) -> None:
        self.name = name
        self.asked = itertools.count()
        super().__init__((HOST, port), _Handler)

    @property
    def origin(self) -> str:
        return f"http://{HOST}:{self.server_address[1]}"

    def now(self) -> datetime:
        noon = datetime.combine(ANCHOR, time(12), tzinfo=UTC)
        return noon + timedelta(seconds=next(self.asked))


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Site
    timeout = 30

    def do_GET(self) -> None:
        reply = answer(
            self.server.name,
            self.path,
            origin=self.server.origin,
            moment=self.server.now(),
            headers=dict(self.headers),
        )
        tag = f'"{hashlib.sha256(reply.body).hexdigest()[:16]}"'
        fresh = reply.status == 200 and self.headers.get("If-None-Match") == tag
        body = b"" if fresh else reply.body
        self.send_response(304 if fresh else reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("ETag", tag)
        if not fresh:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_GET

    def version_string(self) -> str:
        return "nginx"

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the run that asks tells what matters."""


@contextlib.contextmanager
def _listening(name: str, port: int | None) -> Iterator[Site]:
    server = _bound(name, port)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _bound(name: str, port: int | None) -> Site:
    wanted = [port + 100 * place for place in range(TRIES)] if port else []
    for number in wanted:
        with contextlib.suppress(OSError, OverflowError):
            return Site(name, number)
    return Site(name, 0)
