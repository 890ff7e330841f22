"""A scripted web server on loopback: what real sites do to a scraper, over real HTTP."""

from __future__ import annotations

import gzip
import ssl
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self
from urllib.parse import parse_qs, urlsplit

import pytest

from scraper.fetch import Fetcher, FetchProblem, Manners, is_any


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One request as it arrived."""

    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """``drip`` seconds pass before each byte of the body; ``promised`` bytes are announced."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    drip: float = 0.0
    promised: int | None = None
    hang: float = 0.0
    drip_head: float = 0.0


def html(text: str, **more: object) -> Answer:
    return Answer(body=text.encode(), headers={"Content-Type": "text/html; charset=utf-8"}, **more)  # type: ignore[arg-type]


def json_(text: str, **headers: str) -> Answer:
    kind = {"Content-Type": "application/json"}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(body=text.encode(), headers=kind | named)


def gzipped(data: bytes, *, keep: float = 1.0) -> Answer:
    """A gzip body of which only the first part is sent, with a length that fits it."""
    packed = gzip.compress(data)
    packed = packed[: int(len(packed) * keep)]
    return Answer(body=packed, headers={"Content-Encoding": "gzip", "Content-Type": "text/html"})


Script = Answer | Callable[[Asked], Answer]


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up, as ours does at a limit, is no news."""


class Replica:
    """Answers each path with its scripts in turn, the last one for ever; unknown paths are 404.

    ``asked`` is every request but those for robots.txt; ``busiest`` the most answered at once.
    """

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.scripts: dict[str, list[Script]] = defaultdict(list)
        self.every: list[Asked] = []
        self.busy = self.busiest = 0
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), self._handler())
        self._scheme = "http"
        if tls:
            self._scheme = "https"
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def asked(self) -> list[Asked]:
        return [one for one in self.every if one.path != "/robots.txt"]

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"{self._scheme}://{host}:{self.port}{path}"

    def on(self, path: str, *scripts: Script) -> str:
        """Script a path; return its address."""
        self.scripts[path] = list(scripts)
        return self.url(path)

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _answer(self, asked: Asked) -> Answer:
        with self._lock:
            self.every.append(asked)
            scripts = self.scripts.get(asked.path, [])
            script = scripts.pop(0) if len(scripts) > 1 else scripts[0] if scripts else None
        if script is None:
            return Answer(status=404, body=b"not here")
        return script if isinstance(script, Answer) else script(asked)

    def _handler(replica) -> type[BaseHTTPRequestHandler]:
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True
            timeout = 20

            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                headers = {name.lower(): value for name, value in self.headers.items()}
                asked = Asked(path=parts.path, query=parse_qs(parts.query), headers=headers)
                with replica._lock:
                    replica.busy += 1
                    replica.busiest = max(replica.busiest, replica.busy)
                try:
                    self.give(replica._answer(asked))
                except (ConnectionError, ssl.SSLError):
                    self.close_connection = True
                finally:
                    with replica._lock:
                        replica.busy -= 1

            def give(self, answer: Answer) -> None:
                time.sleep(answer.hang)
                if answer.drip_head:
                    for letter in b"HTTP/1.1 200 OK\r\n" + b"X-Slow: yes\r\n" * 50:
                        self.wfile.write(bytes([letter]))
                        time.sleep(answer.drip_head)
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                promised = len(answer.body) if answer.promised is None else answer.promised
                if answer.status != 304:
                    self.send_header("Content-Length", str(promised))
                self.end_headers()
                step = 1 if answer.drip else max(len(answer.body), 1)
                for at in range(0, len(answer.body), step):
                    time.sleep(answer.drip)
                    self.wfile.write(answer.body[at : at + step])
                self.close_connection = self.close_connection or promised != len(answer.body)

            def log_message(self, *args: object) -> None:
                pass

        return Handler


class Clock:
    """A clock that stands still until someone sleeps."""

    def __init__(self, now: float = 1_800_000_000.0) -> None:
        self.time, self.slept = now, list[float]()
        self._lock = threading.Lock()

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.slept.append(seconds)
            self.time += seconds


QUICK = Manners(delay=0.0, timeout=5.0)


def fetcher(clock: Clock, cache: Path | None = None, manners: Manners = QUICK) -> Fetcher:
    return Fetcher(
        contact="https://radar.test/bot",
        cache=cache,
        permit=is_any,
        manners=manners,
        clock=clock.now,
        sleep=clock.sleep,
    )


def problem(function: Callable[[], object]) -> FetchProblem:
    with pytest.raises(FetchProblem) as caught:
        function()
    return caught.value
