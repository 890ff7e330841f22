"""What is packed for each term: where it stands, what follows it there; and again after a change.

A long list is packed in runs of so many documents, each of whole letters, so that what is added at
the end, or changed near it, leaves the letters before as they are.
"""

from __future__ import annotations

import marshal
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from itertools import chain
from typing import NamedTuple

from builder.index.corpus import SHIFT, Corpus
from builder.index.forms import CLIPPED, NAME, SHORT
from builder.index.lexicon import KAZAKH_MARK, inflected
from builder.index.memory import Shelf
from builder.index.packing import RUN, base36, code, finished, neighbours, postings
from builder.index.shortening import meanings
from builder.index.tally import INSTITUTION, SEVERAL

FEW = 32
"""Documents up to which a term tells the forms it has in each: an exact form goes before others."""

ABBREVIATION = "^"
"""The flag of one, in capitals or for a full name."""

MASKED = 7
"""Forms that are told, the more usual ones: so many that three bits tell one."""
LONG = 5
"""Letters of an abbreviation that people also leave the last one out of: «ЕГИС»."""

USUAL = {INSTITUTION: 1, SEVERAL: 4}
"""By the sort of a name, or 2: if more than one text in so many has it, it is not looked for in
short, being of no more use than a stop word."""


class Said(NamedTuple):
    """What the forms of a term say of it, without the texts.

    ``stems`` of other forms lead to it; ``whole`` are words with their «-ость», which a misspelt
    one is held against. ``flags`` are parts of its line (see vocabulary.py). ``written``: texts
    have it as it is; ``names`` are then the full names that it stands for, as terms, and itself.
    ``usual``: it may be in one text of so many, or is not worth being known. ``wider`` are those
    of its forms that are compounds with it.
    """

    flags: str
    stems: tuple[str, ...]
    whole: tuple[str, ...]
    written: bool
    names: tuple[tuple[str, str], ...]
    usual: int
    wider: tuple[int, ...]


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


UNKNOWN = Term((), Said("", (), (), False, (), 1, ()), "", "", 0, (), array("I"))
Terms = MutableMapping[str, Term]


def shelf() -> Shelf[str, Term]:
    return Shelf(table="terms", encode=_kept, decode=_term)


def _kept(term: Term) -> bytes:
    plain = term._asdict() | {"said": tuple(term.said), "marks": term.marks.tobytes()}
    return marshal.dumps(tuple(plain.values()))


def _term(data: bytes) -> Term:
    term = Term(*marshal.loads(data))
    return term._replace(said=Said(*term.said), marks=array("I", term.marks))


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

    def counts(self, more: Iterable[int] = ()) -> list[int]:
        told = Counter(more)
        return [count + told[level] for level, count in enumerate(self[-4:])]


NOTHING = Mark()
NUMBERS = len(NOTHING)


def pack(corpus: Corpus, terms: Terms, touched: Mapping[int, int]) -> None:
    """Pack anew the terms of the touched forms, and drop what is no longer used.

    ``touched`` has for each form the first document in which it may have changed.
    """
    stale: dict[str, list[int]] = defaultdict(list)
    for number in touched:
        for term in corpus.forms.readings[number].every():
            stale[term].append(number)
    for term, numbers in stale.items():
        old = terms.get(term, UNKNOWN)
        forms = _in_use(corpus, old.forms, numbers)
        if forms:
            begun = _before(old, min(map(touched.__getitem__, numbers)))
            learned = any(corpus.forms.texts[n][0] in (NAME, SHORT) for n in numbers)
            same = forms == old.forms and not learned
            old = old._replace(forms=forms, said=old.said if same else said(corpus, term, forms))
            packed = _pack(corpus, term, old, begun) or _pack(corpus, term, old, NOTHING)
            terms[term] = packed or old
        elif term in terms:
            del terms[term]


def _in_use(corpus: Corpus, forms: tuple[int, ...], touched: Sequence[int]) -> tuple[int, ...]:
    """The forms of a term that texts have, in order, after these have changed."""
    used = [number for number in touched if number in corpus.entries]
    others = set(forms).difference(touched)
    if others.union(used) == set(forms):
        return forms
    return tuple(sorted(others.union(used), key=corpus.forms.texts.__getitem__))


def said(corpus: Corpus, term: str, numbers: Sequence[int]) -> Said:
    forms = [corpus.forms.texts[number] for number in numbers]
    readings = [corpus.forms.readings[number] for number in numbers]
    shorts = [form for form in forms if form in corpus.capitals]
    every = tuple(_names(corpus, forms))
    written = any(form[0] not in (NAME, SHORT) for form in forms)
    names = tuple(
        (name, short.lstrip(CLIPPED))
        for name, short, _ in every
        if (written if short[0] == CLIPPED else short in corpus.capitals)
    )
    flags = {
        "~": any(form.startswith(KAZAKH_MARK) for form in forms),
        ABBREVIATION: bool(shorts or names),
        "*": all(reading.verb for reading in readings),
    }
    stems = {stem for one in readings if one.terms[-1] == term for stem in one.stems}
    stems.update(stem for short in shorts for stem in inflected(short))
    stems.update(short[:-1] for short in shorts if len(short) >= LONG)
    return Said(
        "\t".join(flag for flag, holds in flags.items() if holds),
        tuple(sorted(stems - {term})),
        tuple(sorted({one.whole for one in readings if one.whole})),
        written,
        names,
        min((USUAL.get(sort & (INSTITUTION | SEVERAL), 2) for *_, sort in every), default=1),
        tuple(n for n, one in zip(numbers, readings, strict=True) if term not in one.terms),
    )


def _names(corpus: Corpus, forms: Sequence[str]) -> Iterator[tuple[str, str, int]]:
    """What an abbreviation or a clipped word is short for; of what sort that is."""
    for short in [form[1:] for form in forms if form[0] == SHORT]:
        yield from ((name, short, sort) for name, sort in meanings(corpus, short))


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


def _pack(corpus: Corpus, term: str, before: Term, begun: Mark) -> Term | None:
    """Pack a term from a run on; nothing if what is before it would be packed otherwise now."""
    numbers = before.forms
    entries = [_entries(corpus, number, before.said) for number in numbers]
    low = begun.document << SHIFT
    documents, levels, near = _merged([kept[bisect_left(kept, low) :] for kept in entries])
    passed, counts = sum(begun.counts()), begun.counts(levels)
    count, how = sum(counts), code(documents[-1] if documents else begun.after - 1, counts)
    old = before.postings.partition(":")
    if passed and old[0][1:3] != how.head():
        return None
    forms, masks = _forms(corpus, numbers, documents) if count <= FEW else ([], {})
    marks = before.marks[: passed // RUN * NUMBERS]
    lists, nears = [old[2][: begun.postings]], [before.near[: begun.near]]
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


def _merged(entries: Sequence[array[int]]) -> tuple[list[int], list[int], list[int]]:
    """The documents in order, the best level in each, and as a mask what the next words hash to."""
    documents: list[int] = []
    levels: list[int] = []
    near: list[int] = []
    last = -1
    for entry in sorted(chain.from_iterable(entries)):
        document = entry >> SHIFT
        if document == last:  # the entries of one document are in order too
            levels[-1] = entry >> 4 & 3
            near[-1] |= 1 << (entry & 15)
        else:
            last = document
            documents.append(document)
            levels.append(entry >> 4 & 3)
            near.append(1 << (entry & 15))
    return documents, levels, near


def _tail(term: str, form: str) -> str:
    """A form by its difference from the term: how many letters they share, and the rest."""
    shared = shared_start(term, form)
    return base36(shared) + form[shared:]


def shared_start(one: str, other: str) -> int:
    """Letters that two words begin with alike, at most 35."""
    at, most = 0, min(len(one), len(other), 35)
    while at < most and one[at] == other[at]:
        at += 1
    return at
