"""One request over the wire, with requests: no cookies, no proxy of the environment, no retry."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass

import requests
import urllib3

from scraper.fetch import body
from scraper.fetch.connection import Addresses, Transport, trust
from scraper.fetch.verdict import Failure, tls_reason
from scraper.problem import FetchProblem
from scraper.response import Response

CONNECT_TIMEOUT = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How to ask: seconds, a file of extra roots, and bytes of one answer at most."""

    delay: float = 5.0
    timeout: float = 60.0
    ca_bundle: str | None = None
    size: int = 15_000_000


DEFAULT = Manners()


class Wire:
    """Connections to all hosts, kept alive between requests."""

    def __init__(self, addresses: Addresses) -> None:
        self._addresses = addresses
        self._transports: dict[tuple[bool, str | None], Transport] = {}
        self._lock = threading.Lock()

    def send(self, url: str, headers: Mapping[str, str], manners: Manners) -> Response:
        """Send a GET and read the answer whole. Raises :class:`Failure`."""
        try:
            prepared = requests.Request("GET", url, headers=dict(headers)).prepare()
            timeout = (min(CONNECT_TIMEOUT, manners.timeout), manners.timeout)
            transport = self._transport(url, manners.ca_bundle)
            answer = transport.send(prepared, stream=True, timeout=timeout)
            try:
                data = body.read(answer.raw, manners.size)
            finally:
                answer.close()
        except FetchProblem as problem:  # the name's addresses: not found, or not permitted
            known = FetchProblem(problem.state, url, problem.reason)
            raise Failure(known, again=problem.state == "unreachable") from problem
        except body.BodyProblem as problem:
            raise Failure(FetchProblem("error", url, str(problem)), again=problem.cut) from problem
        except (OSError, urllib3.exceptions.HTTPError, ValueError) as error:
            raise _failure(url, error) from error
        low = {name.lower(): value for name, value in answer.headers.items()}
        return Response(url=url, status=answer.status_code, headers=low, data=data)

    def _transport(self, url: str, ca_bundle: str | None) -> Transport:
        secure = url.startswith("https:")
        with self._lock:
            if (secure, ca_bundle) not in self._transports:
                tls = trust(ca_bundle) if secure else None
                self._transports[secure, ca_bundle] = Transport(self._addresses, tls)
            return self._transports[secure, ca_bundle]


TLS = (requests.exceptions.SSLError, urllib3.exceptions.SSLError)
TIMEOUTS = (requests.exceptions.Timeout, urllib3.exceptions.TimeoutError, TimeoutError)


def _failure(url: str, error: Exception) -> Failure:
    """Say what a library's error means. Requests' own errors are ``OSError`` too."""
    if isinstance(error, TLS):
        return Failure(FetchProblem("tls", url, tls_reason(str(error))))
    if isinstance(error, TIMEOUTS):
        reason = "не ответил вовремя; возможно, сайт пускает только из своей страны"
        return Failure(FetchProblem("unreachable", url, reason), again=True)
    if isinstance(error, ValueError):
        return Failure(FetchProblem("error", url, f"адрес не годится: {str(error)[:200]}"))
    reason = f"соединение не удалось или оборвалось ({_deepest(error)})"
    return Failure(FetchProblem("unreachable", url, reason), again=True)


def _deepest(error: BaseException) -> str:
    """The system's own words, without the libraries' wrapping."""
    while (inner := error.__cause__ or error.__context__) is not None:
        error = inner
    return " ".join(str(error).split())[:200] or type(error).__name__
