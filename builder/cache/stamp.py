"""Whether the site is as the last build left it, of the same files; with no import that costs."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

from builder.cache import store, twin

FILE = "stamp"
MARKER = ".kadrovy-radar.json"
SITE = "site"
"""Names the site that a folder of ours belongs to."""

STALE = 30 * 86_400
ABANDONED = 86_400
"""Seconds for which what is remembered of a site is kept unused; the less, if the site is gone."""

AT_ONCE = 3
"""Old folders that one build removes: each has as many files as a site."""


def folder(cache: Path, site: Path) -> Path:
    """Where a site's builds remember: one folder a site."""
    name = blake2b(os.fsencode(os.path.realpath(site)), digest_size=6).hexdigest()
    return cache / f"build-{name}"


def same(cache: Path, site: Path, key: bytes) -> Any:
    """What the last build told, if it was of all that ``key`` stands for; else ``None``."""
    value, _ = store.load(cache / FILE, key)
    if not value:
        return None
    marker, told = value
    real = Path(os.path.realpath(site))
    if marker != _marker(real) or not twin.untouched(real, twin.known(cache, real).site):
        return None
    return told


def write(cache: Path, site: Path, key: bytes, told: Any) -> None:
    """Keep what was told, if it can be kept."""
    store.keep(cache / FILE, key, (_marker(site), told))
    with suppress(OSError):
        (cache / SITE).write_bytes(os.fsencode(os.path.realpath(site)))


def prune(cache: Path, own: Path) -> None:
    """Let go of what was remembered of sites that nobody builds any more; ``own`` stays."""
    import shutil

    old = [one for one in cache.glob("build-*") if one != own and _old(one)]
    for one in old[:AT_ONCE]:
        shutil.rmtree(one, ignore_errors=True)


def _old(folder: Path) -> bool:
    """What bears no name is of another version, or of a first build that failed."""
    name = folder / SITE
    try:
        used = (name if name.exists() else folder).stat().st_mtime
        site = Path(os.fsdecode(name.read_bytes())) if name.exists() else None
    except OSError:
        return False
    if folder.with_name(f".{folder.name}.lock").exists():
        return False
    return time.time() - used > (STALE if site and site.exists() else ABANDONED)


def _marker(site: Path) -> tuple[int, int, int] | None:
    try:
        stat = (site / MARKER).stat()
    except OSError:
        return None
    return stat.st_ino, stat.st_mtime_ns, stat.st_size
