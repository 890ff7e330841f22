"""Who does the work: this process, processes forked from it, or any executor that is given.

Forked processes find the work in their memory, so that nothing is sent to them, and write files
themselves. Any other executor, on whatever machine, is sent pages and sends back bytes.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from builder.cache.put import put
from builder.language.speech import speak
from builder.page import Page, anchor
from builder.site import Site
from builder.writing import output

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

    from builder.writing.render import Renderer

WORTH = 400
"""Pages from which on further processes pay for their start."""

SHARE = 32
"""Pages of one task."""

AHEAD = 3
"""Tasks sent ahead for each worker: more would only fill memory."""

T = TypeVar("T")
R = TypeVar("R")


class Code(NamedTuple):
    """Digests of all code, words and templates, and of what is no template: no text follows from
    those.
    """

    whole: str
    sense: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What a build may use: ``jobs`` processes of this machine or workers of an ``executor``.

    ``cache`` is a folder for what the next build will be quicker by; ``code`` tells all code, if
    that is known. ``clean``: all is made anew. The nicer its processes are, the more they give way
    to others.
    """

    jobs: int = 1
    nice: int = 0
    executor: Executor | None = None
    cache: Path | None = None
    code: Code | None = None
    clean: bool = False

    def of(self, executor: Executor, jobs: int) -> Means:
        """The same with other workers."""
        return replace(self, executor=executor, jobs=jobs)


ALONE = Means()


def render_all(
    stale: Sequence[Page],
    site: Site,
    versions: Mapping[str, str],
    new: Path,
    means: Means,
    meanwhile: Callable[[], None],
) -> None:
    """Write every page's file below ``new``; ``meanwhile`` may run beside that."""
    output.folders(new, (page.path for page in stale))
    if not stale:
        meanwhile()
        return
    assets = links_to(versions)
    if means.executor:
        meanwhile()
        _sent(stale, site, assets, new, means.executor, means.jobs)
        return
    render = _renderer(site, assets, means.cache)

    def render_some(pages: Iterable[Page]) -> None:
        for page, data in render.several(pages):
            put(f"{new}/{page.path}", data)

    if means.jobs < 2 or len(stale) < WORTH:
        meanwhile()
        for share in _shares(stale):
            render_some(share)
        return
    from builder.writing.pool import Lanes, shared

    shares = list(_shares(_near(stale)))
    lanes = Lanes(len(shares), means.jobs)

    def render_next(_: int) -> None:
        render_some(shares[lanes.take()])

    with shared(render_next, len(shares), means.jobs, means.nice) as done:
        meanwhile()
        deque(done, maxlen=0)


def _near(pages: Iterable[Page]) -> list[Page]:
    """Pages that tell of the same announcements one after another: whoever renders them takes each
    out of the cache once, and makes files in other folders than the others.
    """
    places: dict[int, int] = {}
    return sorted(pages, key=lambda page: places.setdefault(id(anchor(page)), len(places)))


def _shares(pages: Sequence[Page]) -> Iterator[Sequence[Page]]:
    return (pages[at : at + SHARE] for at in range(0, len(pages), SHARE))


def links_to(versions: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Each static file with what links to it name its version by."""
    return tuple((name, told[:8]) for name, told in sorted(versions.items()))


def _sent(
    stale: Sequence[Page],
    site: Site,
    assets: tuple[tuple[str, str], ...],
    new: Path,
    executor: Executor,
    jobs: int,
) -> None:
    import pickle

    # Packed here: an executor that looks into what it sends takes far longer than to render it.
    tasks = (
        pickle.dumps((site, assets, [_alone(page) for page in share])) for share in _shares(stale)
    )
    for future in _flowing(executor, _render_sent, tasks, jobs):
        for path, data in future.result():
            put(f"{new}/{path}", data)


def _alone(page: Page) -> tuple[str, str, object]:
    """What rendering needs of a page: what it is searched by stays here."""
    return page.path, page.template, page.context


def _render_sent(task: bytes) -> list[tuple[str, bytes]]:
    import pickle

    site, assets, told = pickle.loads(task)
    render = _renderer(site, assets)
    pages = [Page(path=path, template=name, context=context) for path, name, context in told]
    return [(page.path, data) for page, data in render.several(pages)]


@lru_cache(maxsize=2)
def _renderer(
    site: Site, assets: tuple[tuple[str, str], ...], cache: Path | None = None
) -> Renderer:  # fmt: skip
    speak(site.language)
    from builder.writing.render import Renderer

    return Renderer(site, dict(assets), cache)


def _flowing(
    executor: Executor, do: Callable[[T], R], tasks: Iterable[T], jobs: int
) -> Iterator[Future[R]]:
    """Futures as they come, never more than a few ahead of the workers."""
    from concurrent.futures import FIRST_COMPLETED, wait

    waiting = iter(tasks)
    running = {executor.submit(do, task) for task in islice(waiting, max(1, jobs) * AHEAD)}
    while running:
        done, running = wait(running, return_when=FIRST_COMPLETED)
        yield from done
        running |= {executor.submit(do, task) for task in islice(waiting, len(done))}
