"""Whether the site is as the last build left it, of the same files; with no import that costs."""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path
from typing import Any

from builder.cache import store, twin

FILE = "stamp"
MARKER = ".kadrovy-radar.json"


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
    """Keep what was told. Raises ``OSError``."""
    store.save(cache / FILE, key, (_marker(site), told))


def _marker(site: Path) -> tuple[int, int, int] | None:
    try:
        stat = (site / MARKER).stat()
    except OSError:
        return None
    return stat.st_ino, stat.st_mtime_ns, stat.st_size
