"""From planned pages to the site's folder: renders what differs, keeps the rest, swaps.

An incremental build gives the same bytes as a clean one, because a file is kept only if the digest
of all that it follows from is the same.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from builder import search
from builder.cache import twin
from builder.language.speech import RUSSIAN, spoken
from builder.page import Page, digest
from builder.site import Site
from builder.writing import output
from builder.writing.crew import ALONE, Means, render_all
from builder.writing.statics import Static, statics

PROJECT = Path(__file__).parents[2]
TEMPLATES = PROJECT / "templates"
CODE = (
    "builder/**/*.py",
    "builder/**/*.toml",
    "model/*.py",
    "model/*.toml",
    "builder/**/*.po",
    "templates/**/*.*",
)
LIBRARIES = (
    "Jinja2",
    "Markdown",
    "nh3",
    "babel",
    "icalendar",
    "pyphen",
    "tzdata",
    "segno",
    "pillow",
)
STATUS = "static/status.js"
SCRIPT = ("status.js", "parts/icon.html")
"""The one script that is a page, for its words come from the model; and its templates."""

Index = Callable[[search.Wanted, Path], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a build did. ``changed`` is false if not one byte was written."""

    pages: int
    rendered: int
    reused: int
    removed: int
    changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What a folder lacks. ``same`` files are kept, ``stale`` pages rendered, the rest goes.

    ``index`` are files of the search index that lie there: those of ``found``, if it is indexed.
    """

    wanted: Mapping[str, str]
    same: frozenset[str]
    stale: Sequence[Page]
    gone: int
    found: search.Wanted
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
    index: Index = search.index,
) -> Outcome:
    """Bring ``folder`` to what ``pages`` say; ``clean`` renders all of them anew."""
    folder = folder.resolve()
    with output.locked(folder):
        return _publish(pages, site, folder, means, index, clean=clean)


def _publish(
    pages: Sequence[Page],
    site: Site,
    folder: Path,
    means: Means,
    index: Index,
    *,
    clean: bool,
) -> Outcome:
    cache = None if clean else means.cache
    shipped = statics()
    versions = {name: static.version() for name, static in shipped.items()}
    versions[STATUS] = _script(pages)
    known = twin.known(cache, folder)
    need = _difference(pages, site, folder, versions, known.site, clean=clean)
    if not need.nothing:
        new, there = twin.take(cache, folder, known.twin)
        try:
            _compose(need, shipped, there, folder, new)
            render_all(need.stale, site, versions, new, means)
            if not need.indexed:
                index(need.found, new)
            made = {f"{search.FOLDER}/{name}" for name in output.lying(new / search.FOLDER)}
            found = tuple(sorted(made - need.wanted.keys()))
            output.write_built(
                new, output.Built(digests=need.wanted, search=need.found.key, index=found)
            )
            old = known.site if twin.untouched(folder, known.site) else []
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


def _difference(
    pages: Sequence[Page],
    site: Site,
    folder: Path,
    versions: Mapping[str, str],
    told: twin.Folders,
    *,
    clean: bool,
) -> Difference:
    """Compare what is planned with what lies there; nothing is written."""
    found = output.read_built(folder)
    built = output.NOTHING if clean else found
    present = twin.present(folder, found, told)
    shared = _digest(repr((_engine(), sorted(versions.items()), site)).encode())
    digests = {page.path: digest(page, shared) for page in pages}
    wanted = digests | {name: told for name, told in versions.items() if name != STATUS}
    same = {path for path, told in wanted.items() if built.digests.get(path) == told} & present
    sought = search.wanted(page.search for page in pages if page.search)
    indexed = sought.key == built.search and present.issuperset(built.index)
    index = tuple(name for name in built.index if name in present)
    return Difference(
        wanted=wanted,
        same=frozenset(same),
        stale=[page for page in pages if page.path not in same],
        gone=len(found.digests.keys() - wanted.keys()),
        found=sought,
        indexed=indexed,
        index=index,
        nothing=indexed and same == wanted.keys() and present == {*same, *index, output.MARKER},
    )


def files(folder: Path, pattern: str) -> list[Path]:
    return sorted(path for path in folder.glob(pattern) if path.is_file())


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=12).hexdigest()


def _engine() -> str:
    """One digest of all code, words and templates, and of the libraries that make bytes."""
    state = blake2b(digest_size=12)
    for library in LIBRARIES:
        state.update(f"{library} {version(library)}\n".encode())
    for path in (path for pattern in CODE for path in files(PROJECT, pattern)):
        state.update(f"{path.relative_to(PROJECT)}\n".encode() + path.read_bytes())
    return state.hexdigest()


def _script(pages: Sequence[Page]) -> str:
    """The version of the script of statuses: it moves with its own bytes, not with all code."""
    told = [digest(page, "").encode() for page in pages if page.path == STATUS]
    sources = [TEMPLATES / name for name in SCRIPT]
    if spoken() != RUSSIAN:
        from builder.language.catalogue import file

        sources.append(file(spoken()))
    return _digest(b"".join([*told, *(path.read_bytes() for path in sources)]))


def _compose(
    need: Difference, shipped: Mapping[str, Static], there: output.Built, old: Path, new: Path
) -> None:
    """All but the pages to render: what lies ``there``, what the site has, statics."""
    right = {path for path, told in there.digests.items() if need.wanted.get(path) == told}
    twin.prune(new, (there.digests.keys() - need.wanted.keys()) | set(there.index))
    output.keep([*(need.same - right), *need.index], old, new)
    for name in shipped.keys() - need.same - right:
        (new / name).parent.mkdir(parents=True, exist_ok=True)
        output.put(new / name, shipped[name].data())
