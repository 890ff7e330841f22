"""Whether anything moved since the last build, by stat alone and with no import that costs.

What the last build told is kept with the state of all that it read; if that is as it was, so is
the site. A clock that went back, or a change within the clock's own grain, means an ordinary build.
"""

from __future__ import annotations

import marshal
import os
import sys
import time
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from builder.cache import store, twin
from builder.cache.files import Seen, code, seen

FILE = "stamp"
MARKER = ".kadrovy-radar.json"
RACY = 2_000_000_000
"""Nanoseconds within which two changes of a file may look the same."""

OWN = ("addresses.json", "digest/")
"""What a build itself writes into the state folder."""


class Inputs(NamedTuple):
    """The state of all that a build reads: ``written`` by the build itself, and the ``rest``."""

    rest: bytes
    written: bytes
    newest: int


def folder(cache: Path, site: Path) -> Path:
    """Where a site's builds remember: one folder a site."""
    name = blake2b(os.fsencode(os.path.realpath(site)), digest_size=6).hexdigest()
    return cache / f"build-{name}"


def inputs(settings: Iterable[object], content: Path, state: Path, project: Path) -> Inputs:
    """``settings`` are all options that the site follows from."""
    memory = _memory(state)
    own = [one for one in memory if one[0][len(os.fspath(state)) + 1 :].startswith(OWN)]
    rest = [*code(project), *seen(content), *(one for one in memory if one not in own)]
    packages = [(path, os.stat(path).st_mtime_ns) for path in sys.path if _packages(path)]  # noqa: PTH116
    told = (list(map(str, settings)), sys.version, packages, rest)
    return Inputs(
        rest=_digest(told), written=_digest(own), newest=max((one[1] for one in rest), default=0)
    )


def _memory(state: Path) -> list[Seen]:
    """Files of the state folder that a build reads; what the scraper keeps lies deeper."""
    try:
        with os.scandir(state) as found:
            stats = [(one.path, one.stat()) for one in found if one.is_file()]
    except FileNotFoundError:
        return []
    top = [(path, stat.st_mtime_ns, stat.st_size) for path, stat in stats]
    return sorted([*top, *seen(state / "digest")])


def _packages(path: str) -> bool:
    return path.endswith("site-packages") and os.path.isdir(path)  # noqa: PTH112


def _digest(value: Any) -> bytes:
    return blake2b(marshal.dumps(value), digest_size=16).digest()


def same(cache: Path, site: Path, now: Inputs) -> Any:
    """What the last build told, if everything is as it was then; else ``None``."""
    value, _ = store.load(cache / FILE, b"")
    if not value:
        return None
    began, rest, written, marker, told = value
    if (rest, written) != now[:2] or not now.newest + RACY < began <= time.time_ns():
        return None
    real = Path(os.path.realpath(site))
    if marker != _marker(real) or not twin.untouched(real, twin.known(cache, real).site):
        return None
    return told


def write(cache: Path, site: Path, began: int, before: Inputs, after: Inputs, told: Any) -> None:
    """Keep what was told, unless something moved while the build ran."""
    if before.rest == after.rest:
        value = (began, after.rest, after.written, _marker(site), told)
        store.save(cache / FILE, b"", value)


def _marker(site: Path) -> tuple[int, int, int] | None:
    try:
        stat = (site / MARKER).stat()
    except OSError:
        return None
    return stat.st_ino, stat.st_mtime_ns, stat.st_size
