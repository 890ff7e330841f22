"""What a query that was never asked costs beyond the network: see run.py.

A server answers everything a fixed while later. How many round trips a query took is told by its
requests: one that began after another had ended went on from it.
"""

from __future__ import annotations

import statistics
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Page

TRIP = 100
"""Milliseconds until an answer."""

KEY = 120
"""Milliseconds between two keys of a quick typist."""

MOST = 70
"""Queries that are asked so: to type one takes a second or two."""

FIRST = "врач медсестра"
"""A query that loads what all need; it is not counted."""

ASK = """([q, pause]) => new Promise(async done => {
  const box = document.querySelector('[data-search]'), input = document.querySelector('#q');
  const put = text => {
    input.value = text;
    input.dispatchEvent(new InputEvent('input', {bubbles: true}));
  };
  for (let n = 1; pause && n < q.length; n++) {
    put(q.slice(0, n));
    await new Promise(next => setTimeout(next, pause));
  }
  let busy = false;
  const watch = new MutationObserver(() => {
    if (box.dataset.searchState === 'busy') busy = true;
    else if (busy) {
      const to = performance.now(), ended = one => [one.startTime, Math.min(one.responseEnd, to)];
      watch.disconnect();
      // The browser notes a request some time after its end.
      setTimeout(() => done({from, to, requests: performance.getEntriesByType('resource')
        .filter(one => one.responseEnd > from && one.startTime < to).map(ended)}), 50);
    }
  });
  watch.observe(box, {attributes: true});
  performance.clearResourceTimings();
  const from = performance.now();
  put(q);
})"""

Span = tuple[float, float]
"""When a request began and when its answer was there, in milliseconds."""


class Late(SimpleHTTPRequestHandler):
    """Files of a folder, each after a while."""

    def do_GET(self) -> None:
        time.sleep(TRIP / 1000)
        super().do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@contextmanager
def late(site: Path) -> Iterator[str]:
    """The address of a site whose answers are late."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Late, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """From the last key to the results: round trips; milliseconds; those of no request at all."""

    q: str
    trips: int
    ms: float
    own: float

    @property
    def beyond(self) -> float:
        return self.ms - self.trips * TRIP


def chain(requests: Sequence[Span]) -> int:
    """How many of them had to wait for one another."""
    ends: list[tuple[float, int]] = []
    for begun, ended in sorted(requests):
        before = max((n for to, n in ends if to <= begun), default=0)
        ends.append((ended, before + 1))
    return max((n for _, n in ends), default=0)


def waited(requests: Sequence[Span], begun: float) -> float:
    """Milliseconds since ``begun`` in which an answer was awaited."""
    total, last = 0.0, begun
    for start, end in sorted(requests):
        total += max(0.0, end - max(start, last))
        last = max(last, end)
    return total


def ask(page: Page, q: str, pause: int) -> Answer:
    told = page.evaluate(ASK, [q, pause])
    requests = [(start, end) for start, end in told["requests"]]
    ms = told["to"] - told["from"]
    return Answer(q=q, trips=chain(requests), ms=ms, own=ms - waited(requests, told["from"]))


def measure(browser: Browser, address: str, queries: Sequence[str], pause: int) -> list[Answer]:
    """Every query once, in one visit of the page; ``pause`` between keys, or none: put whole."""
    page = browser.new_page(locale="ru-RU")
    page.goto(f"{address}search/")
    ask(page, FIRST, 0)
    found = [ask(page, q, pause) for q in queries]
    page.close()
    return found


def row(name: str, found: Sequence[Answer]) -> str:
    counts = Counter(min(one.trips, 3) for one in found)
    shares = [f"{100 * counts[n] / len(found):.0f} %" for n in range(4)]
    times = [
        f"{statistics.median(some):.1f} / {sorted(some)[int(len(some) * 0.95)]:.1f}"
        for some in ([one.beyond for one in found], [one.own for one in found])
    ]
    return "| " + " | ".join([name, str(len(found)), *shares, *times]) + " |"


def report(browser: Browser, site: Path, queries: Sequence[str]) -> str:
    """A table: of queries put whole and of those typed, each in a visit of its own."""
    asked = list(dict.fromkeys(queries))
    asked = asked[:: -(-len(asked) // MOST)]
    head = f"new queries, answers after {TRIP} ms|queries|no trip|1|2|3 and more|"
    with late(site) as address:
        rows = [
            row(name, measure(browser, address, asked, pause))
            for name, pause in (("put whole", 0), (f"typed, {KEY} ms a key", KEY))
        ]
    return "\n".join([f"|{head}ms beyond trips, median / p95|ms without a request|", *rows])
