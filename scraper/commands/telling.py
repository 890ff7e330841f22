"""What a run says when it is over: sources that are broken alike in one line, and the sums."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from scraper.outcome import Outcome, State

TOGETHER = 3
"""Sources with one trouble that share a line."""

NAMES = 12
"""Of these, so many are named."""

OFFLINE = "не ответил ни один узел: скорее всего, сети нет у нас самих"


def broken(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Lines about the broken sources, then one about ourselves if nobody could be reached."""
    alike: dict[tuple[str, str], list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        if not outcome.healthy:
            alike[outcome.state, _trouble(outcome.reason)].append(outcome)
    for (state, trouble), some in alike.items():
        if len(some) < TOGETHER:
            yield from (f"{one.id}: {one.state}: {one.reason}" for one in some)
            continue
        names = ", ".join(one.id for one in some[:NAMES])
        more = f" и ещё {len(some) - NAMES}" if len(some) > NAMES else ""
        yield f"{state}: {trouble}; источников — {len(some)}: {names}{more}"
    asked = [outcome for outcome in outcomes if outcome.state != State.PAUSED]
    if len(asked) > 1 and all(outcome.state == State.UNREACHABLE for outcome in asked):
        yield OFFLINE


def _trouble(reason: str) -> str:
    """A reason without the address that most begin with."""
    address, colon, said = reason.partition(": ")
    return said if colon and address.startswith(("http://", "https://")) else reason


def sums(outcomes: Sequence[Outcome]) -> str:
    """All counts of a run in a line."""
    left_out = sum(outcome.rejected.total() for outcome in outcomes)
    paused = sum(outcome.state == State.PAUSED for outcome in outcomes)
    return (
        f"{len(outcomes)} sources, {sum(not o.healthy for o in outcomes)} broken, {paused} paused; "
        f"{sum(o.posts for o in outcomes)} posts: {sum(o.new for o in outcomes)} new, "
        f"{sum(o.updated for o in outcomes)} updated, "
        f"{sum(o.unchanged for o in outcomes)} unchanged, {left_out} left out"
    )
