"""What is searched: one announcement as the index sees it, and its words in order.

Knows no shards. The words of a document are kept as a row of form numbers with marks between
them, from which everything else follows.
"""

from __future__ import annotations

import marshal
import operator
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from itertools import groupby
from typing import NamedTuple, Protocol

from builder.index.normalise import KAZAKH_ONLY, WORD_OR_STOP, is_kazakh
from model.status import Dates

WEAK, BODY, STRONG, TITLE = range(4)
"""Where a word was found. Weak: a fuller or shorter name of it stands in the text."""

SHORTEST, LONGEST = 2, 10
"""Letters of an abbreviation."""

BREAK = 4
"""Between sentences and fields; the numbers below it open a field of that level."""

Numbers = Callable[[Sequence[str], bool], Sequence[int]]
"""Tells those of words' forms, given whether the text is Kazakh: nought of a stop word, and
``BREAK`` where a sentence ends."""

Rank = tuple[date, str, str, str]
"""By which documents are ordered: day, first region, kind, address."""


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
        return self.published or date.min, "".join(self.regions[:1]), self.kind, self.url

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
    def url(self) -> str: ...
    @property
    def rank(self) -> Rank: ...
    def digest(self) -> bytes: ...
    def made(self) -> SearchDocument: ...


def order(documents: Iterable[Promise]) -> list[Promise]:
    """Oldest first, by region within a day: numbers tell the date, and new ones come last."""
    return sorted(documents, key=operator.attrgetter("rank"))


class Read(NamedTuple):
    """A document's words in order, as numbers of forms between marks; those of abbreviations."""

    row: array[int]
    capitals: array[int]


def read_document(document: SearchDocument, numbers: Numbers) -> Read:
    """Stop words are left out, so that a phrase may be looked for without them."""
    kazakh = is_kazakh(f"{document.title} {document.body}")
    row, capitals = array("I"), set[int]()
    for level, text in document.fields():
        row.append(level)
        tokens = WORD_OR_STOP.findall(text)
        row.extend(filter(None, numbers(tokens, kazakh)))
        row.append(BREAK)
        if not kazakh and max(map(len, filter(str.isupper, tokens)), default=0) >= SHORTEST:
            for sentence in sentences(tokens):
                shorts = [word for word in sentence if is_abbreviation(word, sentence)]
                capitals.update(filter(None, numbers(shorts, kazakh)))
    return Read(row, array("I", sorted(capitals)))


def sentences(tokens: Iterable[str]) -> Iterator[list[str]]:
    """Words between those tokens that stand for the end of a sentence."""
    for ends, words in groupby(tokens, key=operator.not_):
        if not ends:
            yield list(words)


def is_abbreviation(word: str, sentence: Sequence[str]) -> bool:
    """Whether a word is written in capitals on purpose: not in a sentence that is all capitals."""
    if not (SHORTEST <= len(word) <= LONGEST and word.isupper() and word.isalpha()):
        return False
    if KAZAKH_ONLY.search(word):
        return False
    return len(sentence) < 3 or sum(map(str.isupper, sentence)) * 2 <= len(sentence)
