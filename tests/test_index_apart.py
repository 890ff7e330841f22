"""Documents that another process reads are read like any others."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from builder.cache.texts import Damaged
from builder.index.apart import BATCH, aside, read_apart, read_here
from builder.index.document import BREAK, Promise, SearchDocument
from builder.index.forms import Forms
from tests.search_documents import a_document, documents


class Dying(NamedTuple):
    """A document that takes its process along."""

    one: SearchDocument

    def made(self) -> SearchDocument:
        os._exit(9)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.one, name)


def said(read: Callable[..., Iterator[Any]], found: Sequence[Promise]) -> list[Any]:
    forms = Forms()

    def texts(row: Sequence[int]) -> list[str]:
        return [forms.texts[n] if n > BREAK else str(n) for n in row]

    return [
        (texts(one.row), sorted(texts(one.capitals)), told)
        for one, told in read(found, forms.of_words)
    ]


@pytest.mark.parametrize("count", [0, 1, BATCH, BATCH + 1, 3 * BATCH - 1])
def test_it_does_not_matter_who_reads(count: int) -> None:
    found = (documents() * 3)[:count]
    assert len(found) == count
    assert said(read_apart, found) == said(read_here, found)


def test_a_process_that_dies_is_told() -> None:
    found: list[Any] = [a_document(str(at), "Врачи") for at in range(BATCH)]
    with pytest.raises(ChildProcessError, match="оборвался"):
        said(read_apart, [*found, Dying(found[0]), *found])


def test_nobody_waits_for_who_does_not_listen() -> None:
    found = [a_document(str(at), "Врачи " * 2_000) for at in range(6 * BATCH)]
    reading = read_apart(found, Forms().of_words)
    next(reading)
    reading.close()


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_done_aside_comes_back(jobs: int) -> None:
    found = aside(lambda: (os.getpid(), "я" * 10**6), jobs)
    pid, text = found()
    assert (pid == os.getpid(), text) == (jobs == 1, "я" * 10**6)


def test_who_is_asked_last_gives_way() -> None:
    found = aside(lambda: os.nice(0), 2, nice=3)
    assert found() == min(19, os.nice(0) + 3)


def test_who_dies_aside_is_told() -> None:
    with pytest.raises(ChildProcessError, match="оборвался"):
        aside(lambda: os._exit(9), 2)()


@pytest.mark.parametrize("jobs", [1, 2])
def test_damage_that_is_found_aside_is_told(jobs: int) -> None:
    def found() -> None:
        raise Damaged("memory")

    with pytest.raises(Damaged, match="memory"):
        aside(found, jobs)()


def test_who_works_aside_ends_with_those_it_works_for(tmp_path: Path) -> None:
    told = tmp_path / "pid"

    def work() -> bytes:
        told.write_text(str(os.getpid()))
        return bytes(10**6)  # more than a pipe takes while nobody reads

    def ask() -> None:
        aside(work, 2)
        signal.pause()

    asking = get_context("fork").Process(target=ask)
    asking.start()
    wait_for(lambda: told.exists() and told.read_text())
    asking.kill()
    asking.join()
    wait_for(lambda: not Path(f"/proc/{told.read_text()}/fd").is_dir())


def wait_for(holds: Callable[[], object]) -> None:
    until = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.01)
