"""What is searched: one announcement as the index sees it. Loads nothing of the index."""

from __future__ import annotations

import marshal
import operator
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import NamedTuple, Protocol

from model.status import Dates

WEAK, BODY, STRONG, TITLE = range(4)
"""Where a word was found. Weak: a fuller or shorter name of it stands in the text."""

BREAK = 4
"""Between sentences and fields; the numbers below it open a field of that level."""

Rank = tuple[int, str, str, str]
"""By which documents are ordered: the day's ordinal, the least of the regions, kind, address."""

UNDATED = 1
"""In place of the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchDocument:
    """``url`` is from the site's root and is the key. Texts are plain; labels are as people read.

    ``dates`` tell the status on any day; ``state`` is its code if that is final, else empty.
    ``meta``, ``at`` and ``how`` are what a list's row says besides (see
    :class:`builder.parts.card.Card`), ``meta`` without region and kind. ``about`` is what the
    text need not say: «конференция». ``posts`` are whom it is for, to narrow by, and
    ``hosts`` who holds it: each a key, a tab, and how this document spells it.
    """

    url: str
    title: str
    body: str
    dates: Dates
    kind: str
    about: str = ""
    name: str = ""
    programme: str = ""
    organiser: str = ""
    place: str = ""
    format: str = ""
    state: str = ""
    published: date | None = None
    regions: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    specialties: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    meta: tuple[str, ...] = ()
    at: str = ""
    how: str = ""
    pinned: bool = field(default=False)

    @property
    def rank(self) -> Rank:
        day = self.published.toordinal() if self.published else UNDATED
        return day, min(self.regions, default=""), self.kind, self.url

    def made(self) -> SearchDocument:
        return self

    def digest(self) -> bytes:
        """Changes when anything that the index shows or finds changes."""
        told = self.dates
        moments = (told.open, told.close, told.start, told.end, told.since, self.published)
        said = (
            self.url, self.title, self.body, self.state, self.kind, self.about, self.name,
            self.programme, self.organiser, self.place, self.format, self.at, self.how, self.pinned,
            self.regions, self.audience, self.specialties, self.posts, self.hosts, self.meta,
            told.stage.value, told.cancelled, told.zone, [m and m.isoformat() for m in moments],
        )  # fmt: skip
        # Version 2 knows no references: equal values have equal bytes.
        return blake2b(marshal.dumps(said, 2), digest_size=8).digest()

    def fields(self) -> Iterator[tuple[int, str]]:
        """Texts by level; what a line ends with is no phrase with the next one."""
        yield TITLE, self.title
        yield STRONG, "\n".join((self.name, self.programme, self.organiser))
        yield WEAK, self.about
        yield BODY, "\n".join((self.body, self.place, *self.audience, *self.specialties))


class Promise(Protocol):
    """A document that may still have to be made, and what is known of it before."""

    @property
    def rank(self) -> Rank: ...
    def digest(self) -> bytes: ...
    def made(self) -> SearchDocument: ...


class Known(NamedTuple):
    """A document whose rank and digest are known; who will look at it can have it made."""

    rank: Rank
    key: bytes
    promise: Promise | None

    def digest(self) -> bytes:
        return self.key

    def made(self) -> SearchDocument:
        assert self.promise, f"{self.rank}: nobody was to look at it"
        return self.promise.made()


Ask = Callable[[Collection[bytes]], Iterable[Promise]]
"""Tells all documents; those with the digests that it is given will not be looked at."""


def order(documents: Iterable[Promise]) -> list[Promise]:
    """Oldest first, by region within a day: numbers tell the date, and new ones come last."""
    return sorted(documents, key=operator.attrgetter("rank"))
