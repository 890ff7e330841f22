"""What robots.txt of a host permits, as RFC 9309 has it.

4xx: everything is permitted. 5xx, 429 or no answer: nothing is, until it answers again.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from protego import Protego

from scraper.problem import FetchProblem
from scraper.response import Response

SIZE_LIMIT = 512_000
DELAY_CAP = 60.0
"""Seconds: a longer Crawl-delay was written for another age of the Web."""


Ask = Callable[[str], Response]


@dataclass(slots=True)
class _Rules:
    lock: threading.Lock = field(default_factory=threading.Lock)
    parsed: Protego | None = None
    problem: FetchProblem | None = None


class Robots:
    """The rules of every host met, each read once in a run."""

    def __init__(self, agent: str) -> None:
        self._agent = agent
        self._hosts: dict[str, _Rules] = {}
        self._lock = threading.Lock()

    def check(self, url: str, get: Ask) -> float:
        """Return the seconds that the host wants between requests.

        Raises :class:`FetchProblem` where robots.txt forbids the address.
        """
        rules = self._rules(url, get)
        if known := rules.problem:
            raise FetchProblem(known.state, known.url, known.reason, status=known.status)
        assert rules.parsed is not None
        if not rules.parsed.can_fetch(url, self._agent):
            raise FetchProblem("refused", url, "robots.txt сайта не разрешает этот адрес")
        return min(float(rules.parsed.crawl_delay(self._agent) or 0), DELAY_CAP)

    def _rules(self, url: str, get: Ask) -> _Rules:
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        with self._lock:
            rules = self._hosts.setdefault(root, _Rules())
        with rules.lock:
            if rules.parsed is None and rules.problem is None:
                try:
                    rules.parsed = _read(f"{root}/robots.txt", get)
                except FetchProblem as problem:
                    rules.problem = problem
        return rules


def _read(url: str, get: Ask) -> Protego:
    try:
        data = get(url).data
    except FetchProblem as problem:
        status = problem.status
        if status is not None and 400 <= status < 500 and status != 429:
            return Protego.parse("")
        reason = f"robots.txt не получен, поэтому сайт не читаем: {problem.reason}"
        raise FetchProblem(problem.state, url, reason, status=status) from None
    return Protego.parse(data[:SIZE_LIMIT].decode("utf-8-sig", "replace"))
