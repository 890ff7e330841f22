"""Noun phrases of a text and what people shorten them to: «ОКБ», «медсестра», «депздрав».

Tells of one document what its phrases may become; and of all phrases that may become the same,
which of them are meant.
"""

from __future__ import annotations

import marshal
import re
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Container, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product

from builder.index.clipping import ADJECTIVE, BODY, CLIPS, LONG, NOUN, OF
from builder.index.clips import REST, clips, science
from builder.index.document import LONGEST
from builder.index.forms import CLIPPED, Forms
from builder.index.normalise import stem
from builder.index.tally import OFTEN, TWICE, key

MOST = 5
"""Words of a phrase."""

LEAD = 48
"""Words of a document, from its title on, in which phrases are looked for: what it is about."""

VERY_OFTEN = 8
"""Documents from which on a phrase is worth two initials: they are chance more often."""

CLEAR = 1.5
"""How much more often than the next a phrase must be if it gives two letters only."""

INSTITUTION, SEVERAL = "!", "*"
"""Before the name of one; before a name of several nouns that is none."""

MARKS = INSTITUTION + SEVERAL
REMEMBERED = 50_000
"""Phrases whose shorts are kept at hand."""

CHUNK = re.compile(b"[ab]{0,4}[ngNG]")
CHAIN = re.compile(b"[ab]{1,4}[ngNG](?:b{0,4}[gG]){0,20}|[ngNG](?:b{0,4}[gG]){1,20}")


def _letter(kind: int) -> str:
    if kind & NOUN:
        letter = "g" if kind & OF else "n"
        return letter.upper() if kind & BODY else letter
    if kind & ADJECTIVE:
        return "b" if kind & OF else "a"
    return "."


LETTERS = "".join(map(_letter, range(256))).encode()
"""For a form's kind: a noun or an adjective, and whether it may follow another noun; a capital
is an institution."""

Span = tuple[int, int, bool]
"""From where to where in a row; whether it names an institution."""


@dataclass(slots=True, kw_only=True)
class Phrases:
    """Those that may become one thing: which ``documents`` have which of the ``names``, in order.

    A name is the terms of its words, marked if it is an institution's; ``which`` are the names'
    numbers.
    """

    names: dict[str, int] = field(default_factory=dict)
    documents: array[int] = field(default_factory=lambda: array("I"))
    which: array[int] = field(default_factory=lambda: array("I"))

    def dumps(self) -> bytes:
        return marshal.dumps((self.names, self.documents.tobytes(), self.which.tobytes()))

    @staticmethod
    def loads(data: bytes) -> Phrases:
        names, documents, which = marshal.loads(data)
        return Phrases(names=names, documents=array("I", documents), which=array("I", which))

    def add(self, document: int, name: str) -> None:
        """Say that a document has one that comes after all others, or is the last."""
        self.documents.append(document)
        self.which.append(self.names.setdefault(name, len(self.names)))

    def change(self, document: int, lost: Collection[str], gained: Collection[str]) -> set[str]:
        """Of any document; return all that it has then."""
        low, high = (bisect_left(self.documents, at) for at in (document, document + 1))
        every = list(self.names)
        now = {every[at] for at in self.which[low:high]}.difference(lost).union(gained)
        which = [self.names.setdefault(name, len(self.names)) for name in sorted(now)]
        self.documents[low:high] = array("I", [document] * len(which))
        self.which[low:high] = array("I", which)
        return now

    def meant(self, *, clipped: bool, letters: int) -> frozenset[str]:
        """The usual ones; an organisation's name need only stand in two texts."""
        numbers = Counter(self.which)
        counts = {name: numbers[at] for name, at in self.names.items() if numbers[at]}
        ranked = sorted(counts.values(), reverse=True)
        if not clipped and letters == 2:
            clear = bool(ranked) and ranked[0] >= max(VERY_OFTEN, CLEAR * sum(ranked[1:2]))
            return frozenset(name for name, count in counts.items() if clear and count == ranked[0])
        return frozenset(
            name
            for name, count in counts.items()
            if 2 * count >= ranked[0]
            and count >= (TWICE if name.startswith(INSTITUTION) else OFTEN)
        )


def shortened(row: array[int], forms: Forms, usual: Container[int]) -> set[tuple[str, str]]:
    """What those phrases of a document that are ``usual`` may become, each beside its phrase."""
    found: set[tuple[str, str]] = set()
    for one, span in phrases(row, forms):
        if one in usual:
            phrase = tuple(row[span])
            found.update(forms.shortened.get(phrase) or _shortened(phrase, forms))
    return found


def phrases(row: array[int], forms: Forms) -> Iterator[tuple[int, slice]]:
    """Runs of a row, each after its key: nouns with their adjectives, all but the first of them in
    the genitive.

    Only those that begin with an adjective, or name an institution: who shortens «итоги форума»?
    """
    row = row[:LEAD]
    terms = list(map(forms.terms.__getitem__, row))
    text = bytes(map(forms.kinds.__getitem__, row)).translate(LETTERS)
    for chain in CHAIN.finditer(text):
        first = chain.start()
        for start, end, institution in _spans(chain[0]):
            span = slice(first + start, first + end)
            yield key(tuple(terms[span]), institution), span


def keys(row: array[int], forms: Forms) -> set[int]:
    return {one for one, _ in phrases(row, forms)}


@lru_cache(maxsize=10_000)
def _spans(chain: bytes) -> tuple[Span, ...]:
    heads = [chunk.end() for chunk in CHUNK.finditer(chain)]
    return tuple(
        (start, end, chain[head - 1 : head].isupper())
        for at, head in enumerate(heads)
        for start in range(heads[at - 1] if at else 0, head)
        for end in heads[at:]
        if 1 < end - start <= MOST and chain[start] in b"abNG"
    )


def _shortened(phrase: tuple[int, ...], forms: Forms) -> tuple[tuple[str, str], ...]:
    name = " ".join([forms.readings[number].terms[0] for number in phrase])
    nouns = [kind for number in phrase if (kind := forms.kinds[number]) & NOUN]
    name = (INSTITUTION if nouns[0] & BODY else SEVERAL if nouns[1:] else "") + name
    if len(forms.shortened) >= REMEMBERED:
        forms.shortened.clear()
    found = forms.shortened[phrase] = tuple((short, name) for short in _shorts(phrase, forms))
    return found


def _shorts(phrase: tuple[int, ...], forms: Forms) -> Iterator[str]:
    kinds = [forms.kinds[number] for number in phrase]
    given = [
        forms.given[number] if kind & LONG else (chr(forms.letters[number]),)
        for number, kind in zip(phrase, kinds, strict=True)
    ]
    yield from (short for some in product(*given) if len(short := "".join(some)) <= LONGEST)
    if len(phrase) == 2:
        first, second = phrase
        if kinds[0] & ADJECTIVE:
            text, term = forms.texts[first], forms.readings[second].terms[0]
            for size, flag in zip(clips(text), CLIPS, strict=False):
                if kinds[0] & flag and len(term) >= REST:
                    yield CLIPPED + text[:size] + term
            if clip := science(text):
                yield CLIPPED + clip + term
        elif kinds[0] & BODY:
            text, other = forms.texts[first], forms.texts[second]
            for size, end in product(clips(text), clips(other)):
                yield CLIPPED + stem(text[:size] + other[:end])
