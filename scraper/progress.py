"""Progress of a long run on a terminal; silence anywhere else."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from scraper.outcome import Outcome
from scraper.run import Watch


@contextmanager
def watching(total: int) -> Iterator[Watch]:
    """A callable to be told of each source as it ends."""
    if not sys.stderr.isatty():
        yield lambda outcome: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    said = TextColumn("{task.fields[said]}")
    columns = (TextColumn("sources"), BarColumn(), MofNCompleteColumn(), said)
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("sources", total=total, said="")
        sums = {"posts": 0, "broken": 0}

        def watch(outcome: Outcome) -> None:
            sums["posts"] += outcome.posts
            sums["broken"] += not outcome.healthy
            text = f"{sums['posts']} posts, {sums['broken']} broken · {outcome.id}"
            progress.update(task, advance=1, said=text)

        yield watch
