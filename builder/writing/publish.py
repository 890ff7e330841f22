"""From planned pages to the site's folder: renders what differs, keeps the rest, swaps.

An incremental build gives the same bytes as a clean one, because a file is kept only if the digest
of all that it follows from is the same.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from builder.cache import twin
from builder.cache.census import digest as file_digest
from builder.cache.census import packages
from builder.cache.files import seen
from builder.language.speech import RUSSIAN, spoken
from builder.page import Page, digest
from builder.site import Site
from builder.writing import output
from builder.writing.crew import ALONE, Code, Means, render_all
from builder.writing.statics import Static, statics

if TYPE_CHECKING:
    from builder.search import Wanted

PROJECT = Path(__file__).parents[2]
TEMPLATES = PROJECT / "templates"
LOOK = "templates/"
CODE = ("builder/", "model/", LOOK)
LIBRARIES = (
    "jinja2-",
    "markdown-",
    "nh3-",
    "babel-",
    "icalendar-",
    "pyphen-",
    "tzdata-",
    "segno-",
    "pillow-",
)
BEHIND = 5
"""How nice those who render are to the index beside them, which takes the longest of all."""

SEARCH = "search"
"""Where the index lies; a site of which no page is searched for has none."""

STATUS = "static/status.js"
SCRIPT = ("status.js", "parts/icon.html")
"""The one script that is a page, for its words come from the model; and its templates."""

Index = Callable[["Wanted", Path], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a build did. ``changed`` is false if not one byte was written."""

    pages: int
    rendered: int
    reused: int
    removed: int
    changed: bool


class Target(NamedTuple):
    """What a folder is to hold. ``shared`` is as in :class:`builder.writing.output.Built`,
    ``versions`` are of files that are no pages.
    """

    pages: Sequence[Page]
    versions: Mapping[str, str]
    shared: str
    found: Wanted | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What a folder lacks. ``same`` files are kept, ``stale`` pages rendered, the rest goes.

    ``index`` are files of the search index that lie there: those of ``found``, if it is indexed;
    ``found`` is ``None`` where no page is searched for.
    """

    shared: str
    wanted: Mapping[str, str]
    same: frozenset[str]
    stale: Sequence[Page]
    gone: int
    found: Wanted | None
    indexed: bool
    index: tuple[str, ...]
    nothing: bool


def publish(
    pages: Sequence[Page],
    site: Site,
    folder: Path,
    *,
    means: Means = ALONE,
    clean: bool = False,
    index: Index | None = None,
) -> Outcome:
    """Bring ``folder`` to what ``pages`` say; ``clean`` renders all of them anew.

    ``index`` makes the index of the search, if any page is searched for.
    """
    folder = folder.resolve()
    with output.locked(folder):
        return _publish(pages, site, folder, means, index, clean=clean)


def _publish(
    pages: Sequence[Page],
    site: Site,
    folder: Path,
    means: Means,
    index: Index | None,
    *,
    clean: bool,
) -> Outcome:
    cache = None if clean else means.cache
    shipped = statics()
    own = versions(shipped, pages)
    told = means.code or code(_own())
    shared = _digest(repr((told.whole, sorted(own.items()), site)).encode())
    known = twin.known(cache, folder)
    lies = twin.untouched(folder, known.site)
    target = Target(pages, own, shared, _sought(pages, told.sense))
    need = _difference(target, folder, lies=lies, clean=clean)
    if not need.nothing:
        new, there = twin.take(cache, folder, known.twin)
        try:
            lacking = _compose(need, shipped, there, folder, new)
            with _indexing(need, new, index, means) as indexed:
                second = replace(means, nice=BEHIND) if need.found and not need.indexed else means
                render_all(need.stale, site, own, new, second, partial(_ship, lacking, new))
                indexed()
            found = _index(need, new)
            output.write_built(
                new,
                output.Built(
                    shared=need.shared,
                    digests=need.wanted,
                    search=need.found.key if need.found else "",
                    index=found,
                ),
            )
            old = known.site if lies else []
            twin.settle(cache, new, folder, [*need.wanted, *found], old)
        finally:
            if cache is None or new != cache / twin.FOLDER:
                shutil.rmtree(new, ignore_errors=True)
    return Outcome(
        pages=len(pages),
        rendered=len(need.stale),
        reused=len(pages) - len(need.stale),
        removed=need.gone,
        changed=not need.nothing,
    )


def _indexing(
    need: Difference, new: Path, index: Index | None, means: Means
) -> AbstractContextManager[Callable[[], None]]:
    """What brings the index up to date: with processes, it is under way already."""
    if need.found is None or need.indexed:
        return nullcontext(lambda: None)
    from builder.search import index as ours

    do = partial(index or ours, need.found, new)
    if means.jobs < 2:
        return nullcontext(do)
    from builder.writing.pool import beside

    return beside(do)


def _index(need: Difference, new: Path) -> tuple[str, ...]:
    """The paths of the index's files."""
    if need.found is None:
        return ()
    made = {f"{SEARCH}/{name}" for name in output.lying(new / SEARCH)}
    return tuple(sorted(made - need.wanted.keys()))


def _difference(target: Target, folder: Path, *, lies: bool, clean: bool) -> Difference:
    """Compare what is planned with what lies there; nothing is written."""
    pages, versions, shared, sought = target
    found = output.read_built(folder)
    built = output.NOTHING if clean else found
    present = twin.present(folder, found, lies=lies)
    digests = {page.path: digest(page) for page in pages}
    wanted = digests | {name: told for name, told in versions.items() if name != STATUS}
    same = _right(built, wanted, shared, versions) & present
    indexed = (sought.key if sought else "") == built.search and present.issuperset(built.index)
    index = tuple(name for name in built.index if name in present)
    return Difference(
        shared=shared,
        wanted=wanted,
        same=frozenset(same),
        stale=[page for page in pages if page.path not in same],
        gone=len(found.digests.keys() - wanted.keys()),
        found=sought,
        indexed=indexed,
        index=index,
        nothing=indexed and same == wanted.keys() and present == {*same, *index, output.MARKER},
    )


def _right(
    built: output.Built, wanted: Mapping[str, str], shared: str, versions: Mapping[str, Any]
) -> set[str]:
    """Files that were built from what is wanted now; what is no page has its version alone."""
    told = wanted if built.shared == shared else versions.keys() - {STATUS}
    return {path for path in told if built.digests.get(path) == wanted.get(path)}


def _sought(pages: Iterable[Page], code: str) -> Wanted | None:
    documents = [page.search for page in pages if page.search]
    if not documents:
        return None
    from builder.search import wanted

    return wanted(documents, code)


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=12).hexdigest()


def code(files: Iterable[tuple[str, bytes]]) -> Code:
    """All code, words and templates, and the libraries that make bytes.

    ``files`` are those of :data:`CODE`, each with its digest.
    """
    listed = list(files)
    used = [line for line in packages() if line.lower().startswith(LIBRARIES)]
    sense = [one for one in listed if not one[0].startswith(LOOK)]
    return Code(*(_digest(repr((used, some)).encode()) for some in (listed, sense)))


def _own() -> Iterator[tuple[str, bytes]]:
    """The code as it lies now."""
    for folder in CODE:
        for path, _, size in sorted(seen(PROJECT / folder)):
            if not path.endswith(".pyc"):
                yield f"{folder}{path}", file_digest(f"{PROJECT / folder}/{path}", size)


def versions(shipped: Mapping[str, Static], pages: Iterable[Page]) -> dict[str, str]:
    """What tells apart the states of files that are no pages, and of the script that is one."""
    return {name: one.version() for name, one in shipped.items()} | {STATUS: _script(pages)}


def _script(pages: Iterable[Page]) -> str:
    """The version of the script of statuses: it moves with its own bytes, not with all code."""
    told = [digest(page).encode() for page in pages if page.path == STATUS]
    sources = [TEMPLATES / name for name in SCRIPT]
    if spoken() != RUSSIAN:
        from builder.language.catalogue import file

        sources.append(file(spoken()))
    return _digest(b"".join([*told, *(path.read_bytes() for path in sources)]))


def _compose(
    need: Difference, shipped: Mapping[str, Static], there: output.Built, old: Path, new: Path
) -> dict[str, Static]:
    """Keep what lies ``there`` and what the site has; returns those of ``shipped`` that lack."""
    right = _right(there, need.wanted, need.shared, shipped)
    stale, index = there.digests.keys() - need.wanted.keys(), need.index
    if need.indexed or not need.found:
        stale |= set(there.index)
    elif there.index:  # who makes the index keeps of its own files what is right
        index = ()
    twin.prune(new, stale)
    output.keep([*(need.same - right), *index], old, new)
    return {name: shipped[name] for name in shipped.keys() - need.same - right}


def _ship(lacking: Mapping[str, Static], new: Path) -> None:
    output.folders(new, lacking)
    for name, one in lacking.items():
        output.put(new / name, one.data())
