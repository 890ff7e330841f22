"""The forms of all words that were ever read, by number, and what the dictionary says of each."""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

from builder.index.abbreviation import JOINED, is_compound
from builder.index.clipping import LONG, initials, kind, within
from builder.index.document import BREAK
from builder.index.lexicon import KAZAKH_MARK, Reading, inflected, read
from builder.index.memory import Shelf
from builder.index.normalise import KAZAKH_ONLY, form, is_stop, stem
from builder.index.packing import word_hash

FIRST = BREAK + 1
"""Number of the first form; the numbers below are marks between words."""

NAME = "="
"""Before an abbreviation: the form that stands for its full name in the texts."""

SHORT, CLIPPED = "+", "-"
"""Before what phrases of the texts may be shortened to: initials, or parts of words; the second
comes twice if it is parts only, and so no dictionary word in the end."""


@dataclass(slots=True, kw_only=True)
class Forms:
    """``seen`` are words as written, in Russian and Kazakh texts, with the numbers of their forms.
    ``given`` is what compounds give to initials of phrases.

    Arrays are by number: ``hashes`` of the forms' first terms, by which a quoted phrase is
    checked, ``kinds`` (see clipping.py) and first ``letters``; ``words`` are hashes of their
    dictionary forms, ``lemmas`` the numbers of those.
    """

    numbers: Shelf[str, int] = field(
        default_factory=lambda: Shelf(table="numbers", encode=marshal.dumps, decode=marshal.loads)
    )
    texts: Shelf[int, str] = field(
        default_factory=lambda: Shelf(table="texts", encode=str.encode, decode=bytes.decode)
    )
    readings: Shelf[int, Reading] = field(
        default_factory=lambda: Shelf(table="readings", encode=_packed, decode=_reading)
    )
    given: Shelf[int, tuple[str, ...]] = field(
        default_factory=lambda: Shelf(table="given", encode=marshal.dumps, decode=marshal.loads)
    )
    hashes: array[int] = field(default_factory=lambda: array("B", [0] * FIRST))
    kinds: array[int] = field(default_factory=lambda: array("B", [0] * FIRST))
    letters: array[int] = field(default_factory=lambda: array("H", [0] * FIRST))
    words: array[int] = field(default_factory=lambda: array("I", [0] * FIRST))
    lemmas: array[int] = field(default_factory=lambda: array("I", range(FIRST)))
    seen: tuple[dict[str, int], dict[str, int]] = field(
        default_factory=lambda: ({"": BREAK}, {"": BREAK})
    )

    def shelves(self) -> tuple[Shelf[Any, Any], ...]:
        return self.numbers, self.texts, self.readings, self.given

    def of_words(self, words: Sequence[str], kazakh: bool) -> list[int]:
        """The numbers of words' forms as they are written in a text: nought of a stop word,
        ``BREAK`` of none."""
        seen = self.seen[kazakh]
        with suppress(KeyError):  # most words are known
            return list(map(seen.__getitem__, words))
        for word in dict.fromkeys(words):
            if word in seen:
                continue
            found = form(word)
            marks = 2 if KAZAKH_ONLY.search(word) else int(kazakh)
            found = marks * KAZAKH_MARK + found if found and not is_stop(found) else ""
            seen[word] = self.number(found) if found else 0
        return list(map(seen.__getitem__, words))

    def number(self, form: str) -> int:
        known = self.numbers.held.get(form) or self.numbers.get(form)
        if known is None:
            known = self.numbers[form] = len(self.hashes)
            self.texts[known] = form
            self.readings[known] = self._reading(form)
            self.letters.append(ord(form[0]))
            self.lemmas.append(known)
            if form[0] in (NAME, SHORT):  # which stand in no text
                for row in (self.hashes, self.kinds, self.words):
                    row.append(0)
            else:
                self._describe(form, known)
        return known

    def _describe(self, form: str, number: int) -> None:
        flags, lemma = kind(form)
        if flags & LONG:
            self.given[number] = initials(form)
        self.hashes.append(word_hash(self.readings[number].terms[0]))
        self.kinds.append(flags | JOINED * is_compound(form))
        self.words.append(crc32(lemma.encode()))
        if lemma != form:
            self.lemmas[number] = self.number(lemma)

    @staticmethod
    def _reading(form: str) -> Reading:
        if form.startswith(SHORT + CLIPPED):
            short = form[1:].lstrip(CLIPPED)
            return Reading((short,), inflected(short) if form[2] == CLIPPED else ())
        if form.startswith(SHORT):
            return Reading((stem(form[1:]),))
        reading = read(form.removeprefix(NAME))
        parts = () if form.startswith(NAME) else within(form)
        return reading._replace(within=tuple(read(part).terms[0] for part in parts))

    def arrays(self) -> tuple[array[int], ...]:
        return self.hashes, self.kinds, self.letters, self.words, self.lemmas

    def take(self, arrays: tuple[array[int], ...]) -> None:
        self.hashes, self.kinds, self.letters, self.words, self.lemmas = arrays

    def term(self, form: str) -> str:
        return self.readings[self.numbers[form]].terms[0]


def _packed(reading: Reading) -> bytes:
    return marshal.dumps(tuple(reading))


def _reading(data: bytes) -> Reading:
    return Reading(*marshal.loads(data))
