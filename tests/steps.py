"""Kills a scrape before each single change that it makes to the disk, and looks at what the next
run makes of it. Run by test_torture.py, or: ``python -m tests.steps FOLDER``.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from tests.torture import LENGTHS, Place, Source, converged, forked, prepare, served, touched, whole

CHANGES = frozenset({"os.rename", "os.remove", "os.mkdir"})
"""What Python calls the changes that a run makes; a rename is how every file is written."""

BEYOND = 2 * LENGTHS
"""In so many steps, which move the feed on by two and three in turn, it has each length: one that
none of them reaches is behind the end."""

CLEARING = (1, 2, 3, 5, 8)
"""Steps at which the run after a killed one is killed too, while it clears up."""


def stopped(here: Place, step: int) -> bool:
    """Scrape, killed before the ``step``-th change of the disk; false if it ended before."""

    def work(begin: Callable[[], object]) -> int:
        left = itertools.count(step, -1)

        def before(event: str, args: tuple[object, ...]) -> None:
            if event in CHANGES and next(left) == 1:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(before)
        return here.scrape()

    return _ended(work) == -signal.SIGKILL


def scraped(here: Place) -> None:
    assert _ended(lambda begin: here.scrape()) == 0, "the run after the kill did not complete"


def _ended(work: Callable[[Callable[[], object]], int]) -> int:
    child, told = forked(work)
    os.close(told)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def steps(folder: Path, port: int) -> dict[str, int]:
    """Returns how many runs were killed."""
    here = prepare(folder / "stepped", port)
    with contextlib.redirect_stdout(sys.stderr):
        here.scrape()  # in this process, so that its children are born with all that is imported
    edited, deleted = touched(here)
    step, killed, beyond = 0, 0, 0
    while beyond < BEYOND:
        step += 1
        Source.revision += 1
        reached = stopped(here, step)
        killed += reached
        beyond = 0 if reached else beyond + 1
        if step % 2:
            Source.revision += 1
            killed += stopped(here, CLEARING[step // 2 % len(CLEARING)])
        whole(here, edited, deleted)
        Source.revision += 1
        scraped(here)
        whole(here, edited, deleted)
        fresh = prepare(folder / "fresh", port)
        scraped(fresh)
        converged(here, fresh, edited)
        shutil.rmtree(fresh.folder)
    return {"killed": killed, "steps": step - beyond}


if __name__ == "__main__":
    with served() as port:
        print(json.dumps(steps(Path(sys.argv[1]), port)))
