"""Announcements as documents of the search, made when the index first looks at their words: a small
change reads few of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from typing import NamedTuple

from builder.index.document import UNDATED, Promise, Rank, SearchDocument
from builder.language import words
from builder.language.names import role, specialty
from builder.pages.facets.facet import AUDIENCE, ORGANISER, spelled_by
from builder.parts.card import Entry, audience, hour, how, meta, path
from builder.parts.evidence import excerpt, plain
from builder.parts.regions import concerned
from model.announcement import Announcement


class Promised(NamedTuple):
    """A document by what it follows from: most are never looked into."""

    entry: Entry
    programme: str

    @property
    def url(self) -> str:
        return self.entry.path

    @property
    def rank(self) -> Rank:
        a = self.entry.announcement
        day = a.published.toordinal() if a.published else UNDATED
        return day, min(concerned(self.entry), default=""), str(a.kind), path(a)

    def digest(self) -> bytes:
        """Of what it follows from, without the day."""
        if not self.programme:  # an entry's digest is one already
            return bytes.fromhex(self.entry.lasting)
        said = f"{self.entry.lasting}\0{self.programme}"
        return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).digest()

    def made(self) -> SearchDocument:
        return _made(self.entry, self.programme)


def document(entry: Entry, programme: str = "") -> Promise:
    """``programme`` is the title that readers know it by."""
    return Promised(entry, programme)


def _made(entry: Entry, programme: str) -> SearchDocument:
    a, final = entry.announcement, entry.turn is None
    text = a.body if a.show != "excerpt" else excerpt(a.body)
    return SearchDocument(
        url=entry.path,
        title=a.title,
        body="\n".join(filter(None, (plain(text), a.eligibility, a.contacts))),
        dates=entry.dates,
        state=entry.state.code if final else "",
        kind=a.kind.value,
        about=words.table()["kind"][a.kind]["one"],
        name=a.name or "",
        programme=programme,
        organiser=_organiser(a),
        place=a.place or "",
        format=a.format.value if a.format else "",
        published=a.published,
        regions=concerned(entry),
        audience=audience(a),
        specialties=tuple(map(specialty, a.specialties)),
        posts=tuple(map(role, dict.fromkeys(AUDIENCE.keys(entry, entry.today)))),
        hosts=tuple(_hosts(entry)),
        meta=tuple(meta(a)[1:]),
        at="" if final else hour(a),
        how=how(a, entry.state),
        pinned=a.pinned,
    )


def _organiser(a: Announcement) -> str:
    return " · ".join(dict.fromkeys(filter(None, (a.organiser, a.issuer))))


def _hosts(entry: Entry) -> Iterator[str]:
    """The organisers' lists are of the same, under the same names."""
    for key in ORGANISER.keys(entry, entry.today):
        yield f"{key}\t{' '.join(spelled_by(key, entry).split())}"
