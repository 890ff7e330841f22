"""The search: announcements as documents of the index, and the only module that knows its engine.

A document is made when the index first looks at its words: a small change reads few of them. The
browser's side is static/search/; the page is templates/search/.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from builder.cache.census import packages
from builder.index import Into, Promise, SearchDocument, Where, build
from builder.language import words
from builder.language.names import role, specialty
from builder.language.speech import spoken
from builder.pages.facets.facet import AUDIENCE, ORGANISER, spelled_by
from builder.parts.card import Entry, audience, hour, how, meta
from builder.parts.evidence import excerpt, plain
from builder.parts.regions import concerned
from model.announcement import Announcement

LIBRARIES = ("pymorphy3",)
FOLDER = "search"
"""The index lies beside the search page, in files of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be found. ``engine`` stands for all code that the index follows from, ``key`` for
    the documents too.
    """

    documents: tuple[Promise, ...]
    digests: Mapping[str, bytes]
    engine: str
    key: str


class Promised(NamedTuple):
    """A document by what it follows from: most are never looked into."""

    entry: Entry
    programme: str

    @property
    def url(self) -> str:
        return self.entry.path

    @property
    def rank(self) -> tuple[date, str, str, str]:
        a = self.entry.announcement
        region = a.region or "".join(a.other_regions[:1])
        return a.published or date.min, region, a.kind, self.entry.path

    def digest(self) -> bytes:
        """Of what it follows from, without the day."""
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


def wanted(documents: Iterable[Promise], code: str) -> Wanted:
    """``code`` is the digest of the code that documents and index follow from."""
    found = tuple(documents)
    digests = {one.url: one.digest() for one in found}
    used = [line for line in packages() if line.startswith(LIBRARIES)]
    engine = _digest(repr((spoken(), code, used)).encode())
    key = _digest(engine.encode() + b"".join(digests.values()))
    return Wanted(documents=found, digests=digests, engine=engine, key=key)


def index(
    found: Wanted,
    site: Where,
    done: Callable[[], None],
    memory: Path | None = None,
    jobs: int = 1,
) -> None:
    """Bring the index below ``site``, which is asked for when all is ready, to what is wanted, and
    tell when that is ``done``.

    ``memory`` is a file that this machine alone writes; with it a small change costs little.
    """
    into = Into(lambda: site() / FOLDER, done)
    build(found.documents, into, memory, found.engine, found.digests, jobs)


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=12).hexdigest()
