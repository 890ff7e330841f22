"""One run over all sources: collect in parallel, merge one by one, lose nothing.

The only place where a source may fail without stopping the rest, and the only ``except Exception``.
"""

from __future__ import annotations

import re
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import NamedTuple, Protocol
from urllib.parse import urlsplit

from model.announcement import Announcement
from scraper.adapters import collect, platform
from scraper.backfill import deep, until
from scraper.normalise import Rejected, normalise, published_on
from scraper.outcome import Item, Outcome, State
from scraper.post import Post
from scraper.problem import EmptyProblem, FetchProblem, LayoutProblem
from scraper.response import Get
from scraper.source import Source
from scraper.storage.health import Health, vanished
from scraper.storage.store import Change, Store, Stored

POSTS_LIMIT = 1000
"""Publications taken from one source in one run."""

BACKFILL_LIMIT = 20_000
"""The same, where a run goes back to a day."""

BODY = 40
"""Letters below which a publication counts as one without text."""

TAG = re.compile(r"<[^<>]*>|\s+")


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


class Workers(NamedTuple):
    """Who asks and reads. Of those that are ``apart`` one gets all sources of a host, for no other
    would keep its pauses. ``halt`` makes them end soon: the run was interrupted, or the disk
    refused.
    """

    executor: Executor
    apart: bool = False
    halt: Callable[[], None] = lambda: None


def gather(source: Source, get: Get, today: date, since: date | None = None) -> Collected:
    """Collect and read one source. Whatever goes wrong becomes its outcome.

    ``since`` reads on until posts are older than that day, whatever the source's caps.
    """
    started = time.perf_counter()
    outcome = Outcome(id=source.id)
    found: list[Announcement] = []
    rejected: list[Rejected] = []
    if source.paused:
        outcome.state, outcome.reason = State.PAUSED, source.paused
        return Collected(outcome=outcome)
    try:
        for post in _posts(source, get, today, since):
            match normalise(source, post, today):
                case Rejected() as left_out:
                    rejected.append(left_out)
                case announcement:
                    found.append(announcement)
            _count(outcome, source, post, today)
        if not outcome.posts:
            outcome.state, outcome.reason = State.EMPTY, "список пуст"
    except FetchProblem as problem:
        outcome.state, outcome.reason = State(problem.state), str(problem)
    except LayoutProblem as problem:
        empty = isinstance(problem, EmptyProblem)
        outcome.state, outcome.reason = State.EMPTY if empty else State.LAYOUT, str(problem)
        outcome.trouble = problem
    except Exception as crash:  # noqa: BLE001 - the source boundary
        outcome.state, outcome.reason = State.ERROR, f"{type(crash).__name__}: {crash}"
        outcome.traceback = traceback.format_exc()
    outcome.kept = len(found)
    outcome.rejected = Counter(str(one.reason) for one in rejected)
    outcome.seconds = time.perf_counter() - started
    return Collected(outcome=outcome, announcements=tuple(found), rejected=tuple(rejected))


def _posts(source: Source, get: Get, today: date, since: date | None) -> Iterator[Post]:
    if since is None:
        return islice(collect(source, get), POSTS_LIMIT)
    posts = islice(collect(deep(source), get), BACKFILL_LIMIT)
    return until(posts, since, lambda post: published_on(source, post, today))


def _count(outcome: Outcome, source: Source, post: Post, today: date) -> None:
    day = published_on(source, post, today)
    item = Item(url=post.url, title=" ".join((post.title or "").split())[:200])
    outcome.count(item, day, body=len(TAG.sub("", post.html) or post.text) >= BODY)


def run(
    sources: Sequence[Source],
    gathered: Callable[[Sequence[Source]], list[Collected]],
    store: Store,
    workers: Workers,
    watch: Watch = lambda outcome: None,
) -> Report:
    """Run all sources. What one source gave is merged as soon as it is whole.

    ``gathered`` is :func:`gather` for some sources, with all else settled; workers call it.
    """
    report, order = Report(), spread(sources)
    for source in order:
        platform(source)
    groups = by_host(order) if workers.apart else [[source] for source in order]
    futures = [workers.executor.submit(gathered, group) for group in groups]
    places = zip(futures, groups, strict=True)
    told = {one.id: (future, at) for future, some in places for at, one in enumerate(some)}
    try:
        for source in order:
            # Merged in the order of asking, whichever ends first: runs are repeatable.
            future, at = told[source.id]
            collected = future.result()[at]
            keep(collected, store, report)
            watch(collected.outcome)
    except BaseException:
        workers.halt()
        for future in futures:
            future.cancel()
        raise
    return report


def spread(sources: Iterable[Source]) -> list[Source]:
    """Sources in turns by host: one host is asked one thing at a time, and twenty of its sources
    in a row would keep all threads waiting for each other."""
    turns = [turn for some in by_host(sources) for turn in enumerate(some)]
    return [source for _, source in sorted(turns, key=lambda turn: turn[0])]


def by_host(sources: Iterable[Source]) -> list[list[Source]]:
    found: dict[str, list[Source]] = {}
    for source in sources:
        found.setdefault(urlsplit(source.url).netloc or source.id, []).append(source)
    return list(found.values())


def sound(collected: Collected, before: Health | None) -> Collected:
    """What may be merged: nothing of a page without the dates or texts that it always had."""
    outcome = collected.outcome
    reason = vanished(outcome, before)
    if not reason:
        return collected
    outcome.state, outcome.reason, outcome.vanished = State.LAYOUT, reason, True
    return Collected(outcome=outcome, rejected=collected.rejected)


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
