"""The search: announcements as documents of the index, and the only module that knows its engine.

The browser's side is static/search/; the page is templates/search/.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from builder.index import SearchDocument, build
from builder.language import words
from builder.language.names import role, specialty
from builder.language.speech import spoken
from builder.pages.facets.facet import AUDIENCE, ORGANISER, spelled_by
from builder.parts.card import Entry, audience
from builder.parts.evidence import excerpt, plain
from builder.parts.regions import concerned
from model.announcement import Announcement

PROJECT = Path(__file__).parent.parent
CODE = ("builder/index/*.*", "builder/language/words.*", "builder/locale/**/*.po", "model/*.*")
LIBRARIES = ("pymorphy3", "pymorphy3-dicts-ru")
FOLDER = "search"
"""The index lies beside the search page, in files of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be found; ``key`` changes when the index would be another one."""

    documents: tuple[SearchDocument, ...]
    digests: Mapping[str, bytes]
    key: str


def document(entry: Entry, programme: str = "") -> SearchDocument:
    """``programme`` is the title that readers know it by."""
    a, card = entry.announcement, entry.card
    text = a.body if a.show != "excerpt" else excerpt(a.body)
    return SearchDocument(
        url=card.path,
        title=a.title,
        body="\n".join(filter(None, (plain(text), a.eligibility, a.contacts))),
        dates=entry.dates,
        state="" if card.dates else entry.state.code,
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
        meta=card.meta[1:],
        at=card.at,
        how=card.how,
        pinned=a.pinned,
    )


def _organiser(a: Announcement) -> str:
    return " · ".join(dict.fromkeys(filter(None, (a.organiser, a.issuer))))


def _hosts(entry: Entry) -> Iterator[str]:
    """The organisers' lists are of the same, under the same names."""
    for key in ORGANISER.keys(entry, entry.today):
        yield f"{key}\t{' '.join(spelled_by(key, entry).split())}"


def wanted(documents: Iterable[SearchDocument]) -> Wanted:
    found = tuple(documents)
    digests = {one.url: one.digest() for one in found}
    key = blake2b(_engine().encode() + b"".join(digests.values()), digest_size=12).hexdigest()
    return Wanted(documents=found, digests=digests, key=key)


def index(found: Wanted, site: Path, memory: Path | None = None) -> None:
    """Bring the index below ``site`` to what is wanted.

    ``memory`` is a file that this machine alone writes; with it a small change costs little.
    """
    build(found.documents, site / FOLDER, memory, _engine(), found.digests)


@cache
def _engine() -> str:
    """One digest of the code, the words and the dictionaries that the index follows from."""
    state = blake2b(spoken().encode(), digest_size=12)
    for library in LIBRARIES:
        state.update(f"{library} {version(library)}\n".encode())
    for pattern in CODE:
        for path in sorted(path for path in PROJECT.glob(pattern) if path.is_file()):
            state.update(f"{path.relative_to(PROJECT)}\n".encode() + path.read_bytes())
    return state.hexdigest()
