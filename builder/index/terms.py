"""What is packed for each term: where it stands, what follows it there; and again after a change.

A long list is packed in runs of so many documents, each of whole letters, so that what is added at
the end, or changed near it, leaves the letters before as they are.
"""

from __future__ import annotations

import marshal
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from functools import partial
from itertools import chain, compress
from operator import eq
from typing import NamedTuple

from builder.index.apart import aside
from builder.index.corpus import BITS, SHIFT, Corpus
from builder.index.forms import CLIPPED, NAME, SHORT
from builder.index.lexicon import KAZAKH_MARK
from builder.index.memory import Shelf
from builder.index.packing import RUN, Code, base36, code, finished, neighbours, postings
from builder.index.said import Said, said

FEW = 32
"""Documents up to which a term tells the forms it has in each: an exact form goes before others."""

MASKED = 7
"""Forms that are told, the more usual ones: so many that three bits tell one."""
SHARED = 2_000
"""Terms from which on another process pays for its start: half are packed by one."""

CHUNK = 16
"""Terms that are packed together."""


class Term(NamedTuple):
    """What was packed for a term: kept between builds, as most of it stays.

    ``forms`` are numbers of those in use; ``rare`` the documents, if they are few. ``marks``: where
    the runs of a long list begin, as the fields of a :class:`Mark` in a row.
    """

    forms: tuple[int, ...]
    said: Said
    postings: str
    near: str
    frequency: int
    rare: tuple[int, ...]
    marks: array[int]

    def told(self) -> int:
        """How many forms the list tells of each document: none where there is but one."""
        return self.postings.count(",") and self.postings.count(",") + 1


UNKNOWN = Term((), Said("", (), (), False, False, (), 1, ()), "", "", 0, (), array("I"))
Terms = MutableMapping[str, Term]

LEVEL = bytes(entry >> 4 & 3 for entry in range(256))
NEXT = tuple(1 << (entry & 15) for entry in range(BITS + 1))
"""By an entry's lower bits its level, and as a mask what its next word hashes to."""

LEARNED = (ord(NAME), ord(SHORT))
"""The first letters of forms whose meaning may be another now."""


def shelf() -> Shelf[str, Term]:
    return Shelf(table="terms", encode=_kept, decode=_term)


def _kept(term: Term) -> bytes:
    return marshal.dumps((term.forms, tuple(term.said), *term[2:-1], term.marks.tobytes()))


def _term(data: bytes) -> Term:
    forms, told, postings, near, frequency, rare, marks = marshal.loads(data)
    return Term(forms, Said(*told), postings, near, frequency, rare, array("I", marks))


class Mark(NamedTuple):
    """The beginning of a run: its first document, the first that may follow the one before it; how
    many letters of both lists are before it, and how many documents of each level."""

    document: int = 0
    after: int = 0
    postings: int = 0
    near: int = 0
    weak: int = 0
    body: int = 0
    strong: int = 0
    title: int = 0

    def counts(self, more: bytes = b"") -> list[int]:
        return [count + more.count(level) for level, count in enumerate(self[-4:])]


class Runs(NamedTuple):
    """What follows a mark: documents in order, the best level in each, and as a mask what the next
    words hash to; ``how`` is the code of the whole list.
    """

    begun: Mark
    how: Code
    documents: list[int]
    levels: bytes
    near: list[int]


NOTHING = Mark()
NUMBERS = len(NOTHING)


def pack(corpus: Corpus, terms: Terms, touched: Mapping[int, int], jobs: int = 1) -> None:
    """Pack anew the terms of the touched forms, and drop what is no longer used.

    ``touched`` has for each form the first document in which it may have changed; ``jobs``
    processes may be used. Raises ``ChildProcessError`` if one was killed.
    """
    stale: dict[str, list[int]] = defaultdict(list)
    for number in touched:
        for term in corpus.forms.readings[number].every():
            stale[term].append(number)
    names = list(stale)

    def packed(some: Sequence[str]) -> dict[str, Term | None]:
        chunks = (some[at : at + CHUNK] for at in range(0, len(some), CHUNK))
        return {
            term: new
            for chunk in chunks
            for term, new in _packed(corpus, chunk, terms, stale, touched)
        }

    share = 2 if len(names) >= SHARED and jobs > 1 else 1
    others = aside(partial(packed, names[1::share] if share > 1 else ()), share)
    for term, new in chain(packed(names[::share]).items(), others().items()):
        if new:
            terms[term] = new
        else:
            terms.pop(term, None)


def _packed(
    corpus: Corpus,
    names: Sequence[str],
    terms: Mapping[str, Term],
    stale: Mapping[str, Sequence[int]],
    touched: Mapping[int, int],
) -> Iterator[tuple[str, Term | None]]:
    """Terms after so many of their forms have changed; nothing for one that no text has any more.

    Each step is done for all of them before the next one (decision 0011).
    """
    formed = [_formed(corpus, term, terms.get(term, UNKNOWN), stale[term]) for term in names]
    used = [(term, one) for term, one in zip(names, formed, strict=True) if one]
    first = [min(map(touched.__getitem__, stale[term])) for term, _ in used]
    runs = [_runs(corpus, one, at) for (_, one), at in zip(used, first, strict=True)]
    yield from ((term, None) for term, one in zip(names, formed, strict=True) if not one)
    for (term, one), its in zip(used, runs, strict=True):
        yield term, _written(corpus, term, one, its)


def _formed(corpus: Corpus, term: str, old: Term, stale: Sequence[int]) -> Term | None:
    """A term as it was, but with what its forms are now."""
    forms = _in_use(corpus, old.forms, stale)
    if not forms:
        return None
    if forms != old.forms or any(corpus.forms.letters[n] in LEARNED for n in stale):
        return old._replace(forms=forms, said=said(corpus, term, forms))
    return old


def _in_use(corpus: Corpus, forms: tuple[int, ...], touched: Sequence[int]) -> tuple[int, ...]:
    """The forms of a term that texts have, in order, after these have changed."""
    used = [number for number in touched if number in corpus.entries]
    others = set(forms).difference(touched)
    if others.union(used) == set(forms):
        return forms
    return tuple(sorted(others.union(used), key=corpus.forms.texts.__getitem__))


def told(terms: Mapping[str, Term], documents: int) -> dict[str, Term]:
    """Without those that no text writes and that say as little as a stop word."""
    return {
        name: term
        for name, term in terms.items()
        if term.said.written or term.frequency * term.said.usual <= documents
    }


def _before(term: Term, since: int) -> Mark:
    """The last run that a change in document ``since`` leaves the beginning of."""
    at = bisect_right(term.marks[::NUMBERS], since) - 1
    return Mark(*term.marks[at * NUMBERS : (at + 1) * NUMBERS]) if at > 0 else NOTHING


def _runs(corpus: Corpus, term: Term, since: int) -> Runs:
    """What is to be packed of a term whose first change is in document ``since``: all of it if what
    is before would be packed otherwise now.
    """
    entries = [_entries(corpus, number, term.said) for number in term.forms]
    for begun in (_before(term, since), NOTHING):
        low = begun.document << SHIFT
        documents, levels, near = _merged([kept[bisect_left(kept, low) :] for kept in entries])
        how = code(documents[-1] if documents else begun.after - 1, begun.counts(levels))
        if begun is NOTHING or term.postings.partition(":")[0][1:3] == how.head():
            break
    return Runs(begun, how, documents, levels, near)


def _written(corpus: Corpus, term: str, before: Term, new: Runs) -> Term:
    """A term with its lists, of which the runs are new."""
    begun, how, documents, levels, near = new
    count = sum(begun.counts(levels))
    forms, masks = _forms(corpus, before.forms, documents) if count <= FEW else ([], {})
    marks = before.marks[: sum(begun.counts()) // RUN * NUMBERS]
    lists = [before.postings.partition(":")[2][: begun.postings]]
    nears = [before.near[: begun.near]]
    at, bits = begun, len(forms) if len(forms) > 1 else 0
    for start in range(0, len(documents), RUN):
        run = slice(start, start + RUN)
        marks.extend(at._replace(document=documents[start]))
        some = [masks[d] for d in documents[run]] if bits else ()
        lists.append(postings(documents[run], levels[run], how, at.after, some, bits))
        nears.append(neighbours(near[run]))
        letters = at.postings + len(lists[-1]), at.near + len(nears[-1])
        at = Mark(0, documents[run][-1] + 1, *letters, *at.counts(levels[run]))
    told = f"#{how.head()}{base36(count)}:{finished(''.join(lists))}"
    if forms:
        told += f"\t!{','.join(_tail(term, form) for form in forms)}"
    return before._replace(
        postings=told,
        near=finished("".join(nears)) if before.said.written else "",
        frequency=count,
        rare=tuple(documents) if count <= FEW and before.said.written else (),
        marks=marks if count > RUN else array("I"),
    )


def _entries(corpus: Corpus, number: int, said: Said) -> array[int]:
    """A compound says weakly what its parts say."""
    found = corpus.entries[number]
    if number in said.wider:
        return array("I", [entry >> SHIFT << SHIFT for entry in found])
    return found


def _forms(
    corpus: Corpus, numbers: Sequence[int], documents: Sequence[int]
) -> tuple[list[str], dict[int, int]]:
    """The forms of a rare term, the more usual ones, and which of them stand in each document."""
    masks = dict.fromkeys(documents, 0)
    plain = {n: corpus.forms.texts[n].lstrip(KAZAKH_MARK + NAME + SHORT + CLIPPED) for n in numbers}
    common = sorted(numbers, key=lambda n: (-len(corpus.entries[n]), plain[n]))[:MASKED]
    forms = list(dict.fromkeys(plain[n] for n in common))
    for number in common:
        for entry in corpus.entries[number]:
            masks[entry >> SHIFT] |= 1 << forms.index(plain[number])
    return forms, masks


def _merged(entries: Sequence[array[int]]) -> tuple[list[int], bytes, list[int]]:
    """The documents in order, the best level in each, and as a mask what the next words hash to."""
    found = sorted(chain.from_iterable(entries))
    documents, lower = [entry >> SHIFT for entry in found], bytes([entry & BITS for entry in found])
    levels, near = lower.translate(LEVEL), [NEXT[entry] for entry in lower]
    again = list(compress(range(1, len(found)), map(eq, documents, documents[1:])))
    if again:
        last = bytearray(b"\1" * len(found))  # which is the best of a document's
        for at in again:
            near[at] |= near[at - 1]
            last[at - 1] = 0
        return [*compress(documents, last)], bytes(compress(levels, last)), [*compress(near, last)]
    return documents, levels, near


def _tail(term: str, form: str) -> str:
    """A form by its difference from the term: how many letters they share, and the rest."""
    shared = shared_start(term, form)
    return base36(shared) + form[shared:]


def shared_start(one: str, other: str) -> int:
    """Letters that two words begin with alike, at most 35."""
    at = 0
    for letter, its in zip(one, other, strict=False):
        if letter != its:
            break
        at += 1
    return min(at, 35)
