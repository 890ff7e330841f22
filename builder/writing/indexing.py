"""The index of the search, brought up to date beside the pages: it takes the longest of all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from builder.page import Page
from builder.writing.crew import Means

if TYPE_CHECKING:
    from builder.index import Where
    from builder.search import Wanted

Index = Callable[["Wanted", "Where", Callable[[], None]], None]

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
def indexing(found: Wanted | None, index: Index | None, means: Means) -> Iterator[Indexing]:
    """Make the index of what is ``found``, if anything: with processes, it is under way at once.

    ``index`` makes it, if not ours does: it calls what it is given when all files are written.
    """
    if found is None:
        yield AtLast(lambda where, done: None)
        return
    from builder.search import index as ours

    memory = means.cache / MEMORY if means.cache and not means.clean else None
    do = partial(index or partial(ours, memory=memory, jobs=means.jobs), found)
    if means.jobs < 2:
        yield AtLast(do)
        return
    from builder.writing.pool import beside

    with beside(do) as begun:
        yield begun
