"""Going back to a day: a source's listings read on, page after page, until its posts are older."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from scraper.post import Post
from scraper.source import Source

DEEPEST = {"pages": 1000, "posts": 10_000}
"""What caps of pages and posts are raised to: the most that a source file may state."""

OLDER_IN_A_ROW = 10
"""Posts older than the day that end a listing; fewer may be pinned or out of order."""


def deep(source: Source) -> Source:
    """The source with its listing's caps out of the way."""
    table = getattr(source, source.adapter)
    caps = {name: cap for name, cap in DEEPEST.items() if name in type(table).model_fields}
    return source.model_copy(update={source.adapter: table.model_copy(update=caps)})


def until(
    posts: Iterable[Post], since: date, day_of: Callable[[Post], date | None]
) -> Iterator[Post]:
    """Yield what came out on ``since`` or later, and what has no date; end where all is older."""
    older = 0
    for post in posts:
        day = day_of(post)
        if day is None:
            yield post
        elif day >= since:
            older = 0
            yield post
        else:
            older += 1
            if older >= OLDER_IN_A_ROW:
                return
