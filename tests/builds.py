"""Sites without search, put straight into a folder."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from builder.index.engine import Where
from builder.plan import pages
from builder.search import Wanted
from builder.writing.crew import Means
from builder.writing.indexing import indexing
from builder.writing.publish import publish
from model.announcement import Announcement
from tests.sites import SITE, TODAY, catalogue


def _nothing(found: Wanted, site: Where, done: Callable[[], None]) -> None:
    pass


no_index = partial(indexing, make=_nothing)
"""A site without search."""


def put(folder: Path, *announcements: Announcement, jobs: int = 1) -> None:
    found = pages(catalogue(*announcements), SITE, TODAY)
    publish(found, SITE, folder, means=Means(jobs=jobs), index=no_index)
