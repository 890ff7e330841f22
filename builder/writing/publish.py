"""From planned pages to the site's folder: renders what differs, keeps the rest, swaps.

An incremental build gives the same bytes as a clean one, because a file is kept only if the digest
of all that it follows from is the same.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from builder.cache import twin
from builder.cache.census import digest as file_digest
from builder.cache.census import packages
from builder.cache.files import seen
from builder.cache.put import put
from builder.language.speech import RUSSIAN, spoken
from builder.page import Page, digest
from builder.site import Site
from builder.writing import output
from builder.writing.crew import ALONE, Code, Means, render_all
from builder.writing.difference import STATUS, Difference, Lying, Target, difference, right_of
from builder.writing.indexing import FOLDER, Index, Indexing, indexing, sought
from builder.writing.statics import Static, statics

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

SCRIPT = ("status.js", "parts/icon.html")
"""The one script that is a page, for its words come from the model; and its templates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a build did. ``changed`` is false if not one byte was written."""

    pages: int
    rendered: int
    reused: int
    removed: int
    changed: bool


class Place(NamedTuple):
    """The site's folder and what the last build knew of it; ``lies``: no name came or went."""

    folder: Path
    cache: Path | None
    known: twin.Known
    lies: bool


def publish(
    pages: Sequence[Page],
    site: Site,
    folder: Path,
    *,
    rest: Callable[[], Sequence[Page]] = tuple,
    means: Means = ALONE,
    index: Index = indexing,
) -> Outcome:
    """Bring ``folder`` to what ``pages`` say.

    ``rest`` plans further ones, none of them searched for, while ``index`` makes the index of the
    search already, if any page is searched for.
    """
    folder = folder.resolve()
    with output.locked(folder):
        return _publish(pages, rest, site, folder, means, index)


def _publish(
    pages: Sequence[Page],
    rest: Callable[[], Sequence[Page]],
    site: Site,
    folder: Path,
    means: Means,
    index: Index,
) -> Outcome:
    told, cache = means.code or code(_own()), None if means.clean else means.cache
    known = twin.known(cache, folder)
    place = Place(folder, cache, known, twin.untouched(folder, known.site))
    old, wanted = _lying(place, clean=means.clean), sought(pages, told.sense)
    stale = None if old.indexes(wanted) else wanted
    with index(stale, means) as indexed:
        pages = [*pages, *rest()]
        shipped = statics()
        own = versions(shipped, pages)
        shared = _digest(repr((told.whole, sorted(own.items()), site)).encode())
        need = difference(Target(pages, own, shared, wanted), old)
        if not need.nothing:
            crew = replace(means, nice=BEHIND) if stale else means
            _write(need, place, site, shipped, crew, indexed)
    return Outcome(
        pages=len(pages),
        rendered=len(need.stale),
        reused=len(pages) - len(need.stale),
        removed=need.gone,
        changed=not need.nothing,
    )


def _lying(place: Place, *, clean: bool) -> Lying:
    found = output.read_built(place.folder)
    built = output.NOTHING if clean else found
    return Lying(twin.present(place.folder, found, lies=place.lies), found, built)


def _write(
    need: Difference,
    place: Place,
    site: Site,
    shipped: Mapping[str, Static],
    means: Means,
    indexed: Indexing,
) -> None:
    """Make a folder that lacks nothing, and let it take the site's place."""
    folder, cache, known, lies = place
    new, there = twin.take(cache, folder, known.twin)
    try:
        lacking = _compose(need, shipped, there, folder, new)
        indexed.tell(new)
        render_all(need.stale, site, need.versions, new, means, partial(_ship, lacking, new))
        indexed.wait()
        found = _index(need, new)
        key = need.sought.key if need.sought else ""
        told = output.Built(shared=need.shared, digests=need.wanted, search=key, index=found)
        output.write_built(new, told)
        twin.settle(cache, new, folder, [*need.wanted, *found], known.site if lies else [])
    finally:
        if cache is None or new != cache / twin.FOLDER:
            shutil.rmtree(new, ignore_errors=True)


def _index(need: Difference, new: Path) -> tuple[str, ...]:
    """The paths of the index's files."""
    if need.sought is None:
        return ()
    made = {f"{FOLDER}/{name}" for name in output.lying(new / FOLDER)}
    return tuple(sorted(made - need.wanted.keys()))


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
    right = right_of(there, need.wanted, need.shared, shipped)
    stale, index = there.digests.keys() - need.wanted.keys(), need.index
    if need.indexed or not need.sought:
        stale |= set(there.index)
    elif there.index:  # who makes the index keeps of its own files what is right
        index = ()
    twin.prune(new, stale)
    output.keep([*(need.same - right), *index], old, new)
    return {name: shipped[name] for name in shipped.keys() - need.same - right}


def _ship(lacking: Mapping[str, Static], new: Path) -> None:
    output.folders(new, lacking)
    for name, one in lacking.items():
        put(new / name, one.data())
