"""The index of the search, brought up to date beside the pages: it takes the longest of all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from builder.page import Page
from builder.writing.crew import Means

if TYPE_CHECKING:
    from builder.index.engine import Where
    from builder.search import Wanted
    from builder.writing.beside import Beside, Hear, Say

Make = Callable[["Wanted", "Where", Callable[[], None]], None]

FOLDER = "search"
"""Where the index lies; a site of which no page is searched for has none."""

MEMORY = "search.memory"


class Indexing(Protocol):
    """The index on its way: it is told its site when that is ready, and waited for."""

    def tell(self, value: Path) -> None: ...

    def wait(self) -> None: ...


class AtLast:
    """An index that is made when it is waited for."""

    def __init__(self, do: Callable[[Where, Callable[[], None]], None]) -> None:
        self._do = do

    def tell(self, value: Path) -> None:
        self._site = value

    def wait(self) -> None:
        self._do(lambda: self._site, lambda: None)


def sought(pages: Iterable[Page], code: str) -> Wanted | None:
    """What is to be found of these pages; ``code`` is the digest of all code but templates."""
    documents = [page.search for page in pages if page.search]
    if not documents:
        return None
    from builder.search import wanted

    return wanted(documents, code)


@contextmanager
def indexing(found: Wanted | None, means: Means, make: Make | None = None) -> Iterator[Indexing]:
    """Make the index of what is ``found``, if anything: with processes, it is under way at once.

    ``make`` makes it, if not ours does: it calls what it is given when all files are written.
    """
    if found is None:
        yield AtLast(lambda where, done: None)
        return
    from builder.search import index as ours

    do = partial(make or partial(ours, memory=_memory(means), jobs=means.jobs), found)
    if means.jobs < 2:
        yield AtLast(do)
        return
    from builder.writing.beside import beside

    def work(hear: Hear[Path], say: Say) -> None:
        do(hear, lambda: say(None))

    with beside(work) as begun:
        yield begun


Index = Callable[["Wanted | None", Means], AbstractContextManager[Indexing]]
"""As :func:`indexing`."""


@contextmanager
def beginning(means: Means) -> Iterator[Index]:
    """Let a process read what the last build left of the index, if it left anything, while pages
    are planned. At the end it is waited for.
    """
    memory = _memory(means)
    if means.jobs < 2 or not (memory and memory.exists() and means.code):
        yield indexing
        return
    from builder.search import begun, engine
    from builder.writing.beside import beside

    with beside(partial(begun, engine(means.code.sense), memory, means.jobs)) as one:
        yield partial(_going_on, one)


@contextmanager
def _going_on(begun: Beside[Any], found: Wanted | None, means: Means) -> Iterator[Indexing]:
    """The index in the process that has begun it, or in another if that will not do."""
    from builder.search import go_on

    if found and go_on(found, begun):
        yield begun
        return
    begun.leave()
    with indexing(found, means) as other:
        yield other


def _memory(means: Means) -> Path | None:
    return means.cache / MEMORY if means.cache and not means.clean else None
