"""A replica web that the project carries: small sites of the platforms it reads, on loopback.

Everything on it is invented and dated around one fixed day, so that a scrape of it gives the same
announcements on every machine and in every year.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

ANCHOR = date(2026, 11, 21)
"""The day that the corpus takes for today."""


@contextlib.contextmanager
def replica() -> Iterator[Path]:
    """Serve all sites and give the folder of source files that lead to them."""
    from scraper.demo.server import PORTS, serve
    from scraper.demo.sources import write_sources

    with tempfile.TemporaryDirectory(prefix="radar-demo-") as folder, serve(PORTS) as origins:
        write_sources(Path(folder), origins)
        yield Path(folder)
