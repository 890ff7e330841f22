"""Platforms: each a module with ``collect(source, get) -> Iterator[Post]``, loaded when used.

Adapters know their platform and nothing of each other, of files on disk or of announcements.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

from scraper.post import Post
from scraper.problem import LayoutProblem
from scraper.response import Get
from scraper.source import Source

__all__ = ["ADAPTERS", "LayoutProblem", "collect", "platform"]

ADAPTERS = {
    "feed": "scraper.adapters.feed",
    "html": "scraper.adapters.html",
    "wordpress": "scraper.adapters.wordpress",
    "mosru": "scraper.adapters.mosru",
    "govkz": "scraper.adapters.govkz",
    "telegram": "scraper.adapters.telegram",
    "sitemap": "scraper.adapters.sitemap",
    "files": "scraper.adapters.files",
}


def collect(source: Source, get: Get) -> Iterator[Post]:
    """Yield what a source publishes, in its own order.

    Raises :class:`LayoutProblem` or :class:`scraper.problem.FetchProblem`, possibly after posts
    that are good.
    """
    posts: Iterator[Post] = platform(source).collect(source, get)
    return posts


def platform(source: Source) -> ModuleType:
    """The module that reads a source. Loaded by one thread before others begin to use it."""
    return import_module(ADAPTERS[source.adapter])
