"""The only code that touches the network: polite, bounded, and honest about who asks."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from scraper.fetch.cache import Cache
from scraper.fetch.connection import Addresses, Permit, is_public
from scraper.fetch.host import Hosts
from scraper.fetch.robots import Robots
from scraper.fetch.verdict import REDIRECT_STATUSES, Failure, checked_address, judge
from scraper.fetch.wire import DEFAULT, Manners, Wire
from scraper.problem import FetchProblem
from scraper.response import Get, Response

if TYPE_CHECKING:
    from scraper.settings import Fetch

NAME = "KadrovyRadar"
HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "ru,kk;q=0.8,en;q=0.5",
    "Accept-Encoding": "gzip",
}
REDIRECTS = 5
TRIES = 3
BACK_OFF = 2.0
"""Seconds before the second try; each further pause is twice as long."""
RETRY_CAP = 60.0
"""A host that asks for a longer pause gets it, but not while we stand and wait."""
WAIT_CAP = 600.0


class Fetcher:
    """Fetches for all sources of a run; safe to call from several threads.

    ``contact`` (an address of a page or of mail; ``None`` if we have none) is told to every host.
    ``cache`` is a folder kept across runs. ``permit`` says which addresses may be reached:
    ``is_public`` or ``is_any``.
    """

    def __init__(
        self,
        *,
        contact: str | None,
        cache: Path | None = None,
        permit: Permit = is_public,
        manners: Manners = DEFAULT,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], object] | None = None,
    ) -> None:
        told = f"; +{contact}" if contact else ""
        self._agent = f"Mozilla/5.0 (compatible; {NAME}/1.0{told})"
        self._manners = manners
        self._stopped = threading.Event()
        self._clock, self._sleep = clock, sleep or self._stopped.wait
        self._cache = Cache(cache)
        self._cache.prune(clock())
        self._hosts = Hosts(cache / "hosts.json" if cache else None, clock)
        self._robots = Robots(NAME)
        self._wire = Wire(Addresses(permit))

    def get(
        self,
        url: str,
        /,
        *,
        headers: Mapping[str, str] | None = None,
        manners: Manners | None = None,
    ) -> Response:
        """Fetch an address, following redirects. Raises :class:`FetchProblem`."""
        return self._follow(url, headers or {}, manners or self._manners, ask_robots=True)

    @property
    def forgetful(self) -> str:
        """Why answers could not be kept for the next run; empty if they could."""
        return self._cache.trouble

    def stop(self) -> None:
        """Ask for nothing more: pauses end at once, further requests raise ``FetchProblem``."""
        self._stopped.set()

    def getter(self, said: Fetch) -> Get:
        """Return ``get`` with the manners that a source's [fetch] table states."""
        usual = self._manners
        manners = Manners(
            delay=usual.delay if said.delay is None else said.delay,
            timeout=said.timeout or usual.timeout,
            ca_bundle=said.ca_bundle or usual.ca_bundle,
            size=usual.size,
        )
        return partial(self.get, manners=manners)

    def _follow(
        self, url: str, headers: Mapping[str, str], manners: Manners, *, ask_robots: bool
    ) -> Response:
        """Take each redirect as a new address, with all its checks."""
        start, seen = url, set[str]()
        for _ in range(REDIRECTS + 1):
            url = checked_address(url)
            pause = manners.delay
            if ask_robots:
                ask = partial(self._follow, headers={}, manners=manners, ask_robots=False)
                pause = max(pause, self._robots.check(url, ask))
            answer = self._polite(url, headers, manners, pause)
            if answer.status not in REDIRECT_STATUSES:
                return answer
            seen.add(url)
            url = _target(answer)
            if url in seen:
                raise FetchProblem("error", start, f"переадресация по кругу: {url}")
        raise FetchProblem("error", start, f"больше {REDIRECTS} переадресаций подряд")

    def _polite(
        self, url: str, headers: Mapping[str, str], manners: Manners, pause: float
    ) -> Response:
        """Ask one host, alone and not too often, and again a little later if it stumbles."""
        host = self._hosts.of(urlsplit(url).netloc)
        with host.lock:
            host.refuse_early(url, self._clock())
            for attempt in range(TRIES):
                self._wait(host.last + pause - self._clock())
                if self._stopped.is_set():
                    raise FetchProblem("error", url, "запуск прерван")
                try:
                    answer = self._once(url, headers, manners)
                except Failure as failure:
                    wait = BACK_OFF * 2**attempt if failure.asked is None else failure.asked
                    if not failure.again or attempt == TRIES - 1 or wait > RETRY_CAP:
                        host.failed(failure.problem, self._clock(), failure.asked)
                        self._hosts.remember()
                        raise failure.problem from failure
                    self._wait(wait)
                else:
                    if host.worked():
                        self._hosts.remember()
                    return answer
                finally:
                    host.last = self._clock()
        raise AssertionError("the last try returns or raises")

    def _wait(self, seconds: float) -> None:
        if seconds > 0:
            self._sleep(min(seconds, WAIT_CAP))

    def _once(self, url: str, headers: Mapping[str, str], manners: Manners) -> Response:
        """Ask once, conditionally if we were here before."""
        headers = {"User-Agent": self._agent, **HEADERS, **headers}
        key = f"{headers['Accept-Language']} {url}"
        entry = self._cache.load(key)
        validators = entry.validators if entry else {}
        answer = self._wire.send(url, {**headers, **validators}, manners)
        if answer.status == 304 and entry:
            self._cache.touch(key)
            kept = {**entry.headers, **{k: v for k, v in answer.headers.items() if k in validators}}
            return Response(url=url, status=200, headers=kept, data=entry.data)
        judge(answer, self._clock())
        if answer.status == 200:
            self._cache.save(key, answer.headers, answer.data)
        return answer


def _target(answer: Response) -> str:
    """Where a redirect leads; servers send raw UTF-8 where only ASCII is allowed."""
    location = answer.headers["location"].encode("latin-1", "replace").decode("utf-8", "replace")
    try:
        return urljoin(answer.url, location)
    except ValueError:
        raise FetchProblem(
            "error", answer.url, f"переадресация в никуда: {location[:200]}"
        ) from None
