"""From planned pages to the site's folder: renders what differs, keeps the rest, swaps.

An incremental build gives the same bytes as a clean one, because a file is kept only if the digest
of all that it follows from is the same.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from hashlib import blake2b
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

from builder import output, search
from builder.page import Page, digest
from builder.site import Site

PROJECT = Path(__file__).parent.parent
STATIC, TEMPLATES = PROJECT / "static", PROJECT / "templates"
CODE = ("builder/**/*.py", "builder/**/*.toml", "model/*.py", "model/*.toml", "templates/**/*.*")
LIBRARIES = ("Jinja2", "Markdown", "nh3", "babel", "icalendar", "tzdata")
STATUS = "static/status.js"
SCRIPT = ("status.js", "parts/icon.html")
"""The one script that is a page, for its words come from the model; and its templates."""

WORTH = 400
"""Pages from which on further processes pay for their start."""

Render = Callable[[Page], bytes]


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
    """What a folder lacks. ``same`` files are kept, ``stale`` pages rendered, the rest goes."""

    wanted: Mapping[str, str]
    same: frozenset[str]
    stale: Sequence[Page]
    gone: int
    key: str
    indexed: bool
    index: tuple[str, ...]
    nothing: bool


def _static_files() -> list[Path]:
    """What every site ships; static/search/ waits until its engine replaces Pagefind."""
    return [path for path in files(STATIC, "**/*.*") if path.parent != STATIC / "search"]


def publish(
    pages: Sequence[Page],
    site: Site,
    folder: Path,
    *,
    jobs: int = 1,
    clean: bool = False,
    index: Callable[[Path], None] = search.index,
) -> Outcome:
    """Bring ``folder`` to what ``pages`` say; ``clean`` renders all of them anew."""
    folder = folder.resolve()
    statics = {f"static/{path.relative_to(STATIC)}": path for path in _static_files()}
    versions = {name: _digest(path.read_bytes()) for name, path in statics.items()}
    versions[STATUS] = _script(pages)
    need = _difference(pages, site, folder, versions, clean=clean)
    if not need.nothing:
        new = output.stage(folder)
        try:
            output.keep([*need.same, *need.index], folder, new)
            _copy({name: path for name, path in statics.items() if name not in need.same}, new)
            _render_all(need.stale, site, versions, new, jobs)
            if not need.indexed:
                index(new)
            found = tuple(sorted(output.lying(new) - need.wanted.keys()))
            output.write_built(
                new, output.Built(digests=need.wanted, search=need.key, index=found)
            )  # fmt: skip
            output.swap(new, folder)
        finally:
            shutil.rmtree(new, ignore_errors=True)
    return Outcome(
        pages=len(pages),
        rendered=len(need.stale),
        reused=len(pages) - len(need.stale),
        removed=need.gone,
        changed=not need.nothing,
    )


def _difference(
    pages: Sequence[Page], site: Site, folder: Path, versions: Mapping[str, str], *, clean: bool
) -> Difference:
    """Compare what is planned with what lies there; nothing is written."""
    found = output.read_built(folder)
    built = output.NOTHING if clean else found
    present = output.lying(folder)
    shared = _digest(repr((_engine(), sorted(versions.items()), site)).encode())
    digests = {page.path: digest(page, shared) for page in pages}
    wanted = digests | {name: told for name, told in versions.items() if name != STATUS}
    same = {path for path, told in wanted.items() if built.digests.get(path) == told} & present
    key = _digest(repr([search.key(), *(digests[p.path] for p in pages if p.searched)]).encode())
    indexed = key == built.search and present.issuperset(built.index)
    index = built.index if indexed else ()
    return Difference(
        wanted=wanted,
        same=frozenset(same),
        stale=[page for page in pages if page.path not in same],
        gone=len(found.digests.keys() - wanted.keys()),
        key=key,
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
    return _digest(b"".join([*told, *((TEMPLATES / name).read_bytes() for name in SCRIPT)]))


def _copy(statics: Mapping[str, Path], new: Path) -> None:
    for name, path in statics.items():
        (new / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, new / name)


def _render_all(
    stale: Sequence[Page], site: Site, versions: Mapping[str, str], new: Path, jobs: int
) -> None:
    if not stale:
        return
    from builder.render import renderer

    render = renderer(site, {name: told[:8] for name, told in versions.items()})
    for folder in {(new / page.path).parent for page in stale}:
        folder.mkdir(parents=True, exist_ok=True)
    if jobs < 2 or len(stale) < WORTH:
        _render(stale, render, new)
        return
    _Shared.work = (stale, render, new)
    shares = [range(n, len(stale), jobs * 4) for n in range(jobs * 4)]
    with ProcessPoolExecutor(jobs, mp_context=get_context("fork")) as pool:
        list(pool.map(_render_share, shares))


class _Shared:
    """What forked processes find without its being sent to them."""

    work: tuple[Sequence[Page], Render, Path]


def _render_share(share: range) -> None:
    stale, render, new = _Shared.work
    _render([stale[n] for n in share], render, new)


def _render(pages: Iterable[Page], render: Render, new: Path) -> None:
    for page in pages:
        (new / page.path).write_bytes(render(page))
