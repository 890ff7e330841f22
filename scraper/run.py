"""One run over all sources: collect in parallel, merge one by one, lose nothing.

The only place where a source may fail without stopping the rest, and the only ``except Exception``.
"""

from __future__ import annotations

import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from model.announcement import Announcement
from scraper.adapters import collect, platform
from scraper.normalise import Rejected, normalise
from scraper.outcome import Outcome, State
from scraper.post import Post
from scraper.problem import EmptyProblem, FetchProblem, LayoutProblem
from scraper.reprints import relate
from scraper.response import Get
from scraper.source import Source
from scraper.store import Change, Store, Stored

POSTS_LIMIT = 1000
"""Publications taken from one source in one run."""


class Watch(Protocol):
    """Told as each source ends; draws progress or stays quiet."""

    def __call__(self, outcome: Outcome) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What one source gave: announcements in its own order, and how it went."""

    outcome: Outcome
    announcements: tuple[Announcement, ...] = ()
    rejected: tuple[Rejected, ...] = ()


@dataclass(slots=True, kw_only=True)
class Report:
    """All outcomes of a run, and what it did to the content folder."""

    outcomes: list[Outcome] = field(default_factory=list)
    stored: list[Stored] = field(default_factory=list)

    @property
    def healthy(self) -> bool:
        return all(outcome.healthy for outcome in self.outcomes)


def gather(source: Source, get: Get, today: date) -> Collected:
    """Collect and read one source. Whatever goes wrong becomes its outcome."""
    started = time.perf_counter()
    outcome = Outcome(id=source.id)
    found: list[Announcement] = []
    rejected: list[Rejected] = []
    if source.paused:
        outcome.state, outcome.reason = State.PAUSED, source.paused
        return Collected(outcome=outcome)
    try:
        for post in _bounded(collect(source, get)):
            outcome.posts += 1
            match normalise(source, post, today):
                case Rejected() as left_out:
                    rejected.append(left_out)
                case announcement:
                    found.append(announcement)
        if not outcome.posts:
            outcome.state, outcome.reason = State.EMPTY, "список пуст"
    except FetchProblem as problem:
        outcome.state, outcome.reason = State(problem.state), str(problem)
    except EmptyProblem as problem:
        outcome.state, outcome.reason = State.EMPTY, str(problem)
    except LayoutProblem as problem:
        outcome.state, outcome.reason = State.LAYOUT, str(problem)
    except Exception as crash:  # noqa: BLE001 - the source boundary
        outcome.state, outcome.reason = State.ERROR, f"{type(crash).__name__}: {crash}"
        outcome.traceback = traceback.format_exc()
    outcome.kept = len(found)
    outcome.rejected = Counter(str(one.reason) for one in rejected)
    outcome.seconds = time.perf_counter() - started
    return Collected(outcome=outcome, announcements=tuple(found), rejected=tuple(rejected))


def _bounded(posts: Iterable[Post]) -> Iterator[Post]:
    for number, post in enumerate(posts):
        if number >= POSTS_LIMIT:
            return
        yield post


def run(
    sources: Sequence[Source],
    get: Callable[[Source], Get],
    store: Store,
    today: date,
    *,
    jobs: int = 8,
    watch: Watch = lambda outcome: None,
) -> Report:
    """Run all sources. What one source gave is merged as soon as it is whole."""
    report = Report()
    for source in sources:
        platform(source)
    with ThreadPoolExecutor(max_workers=max(1, jobs)) as pool:
        for collected in _in_order(pool, sources, get, today):
            keep(collected, store, report)
            watch(collected.outcome)
    report.stored += relate(store, {source.id: source.role for source in sources}, today)
    return report


def _in_order(
    pool: Executor, sources: Sequence[Source], get: Callable[[Source], Get], today: date
) -> Iterator[Collected]:
    """Sources fetch in parallel, but are merged in their own order, so that runs are repeatable."""
    futures: list[Future[Collected]] = [
        pool.submit(gather, source, get(source), today) for source in sources
    ]
    try:
        for future in futures:
            yield future.result()
    finally:
        for future in futures:
            future.cancel()


def keep(collected: Collected, store: Store, report: Report) -> None:
    """Merge one source's announcements into the content folder."""
    outcome = collected.outcome
    for announcement in collected.announcements:
        stored = store.put(announcement)
        report.stored.append(stored)
        outcome.new += stored.change is Change.NEW
        outcome.updated += stored.change is Change.UPDATED
        outcome.unchanged += stored.change not in (Change.NEW, Change.UPDATED)
    report.outcomes.append(outcome)
