"""The forms of all words that were ever read, by number, and what the dictionary says of each."""

from __future__ import annotations

import marshal
from array import array
from dataclasses import dataclass, field
from typing import Any

from builder.index.clipping import kind, within
from builder.index.document import BREAK
from builder.index.lexicon import Reading, read
from builder.index.memory import Shelf
from builder.index.normalise import stem
from builder.index.packing import word_hash

FIRST = BREAK + 1
"""Number of the first form; the numbers below are marks between words."""

NAME = "="
"""Before an abbreviation: the form that stands for its full name in the texts."""

SHORT, CLIPPED = "+", "-"
"""Before what phrases of the texts may be shortened to: initials, or parts of words."""


@dataclass(slots=True, kw_only=True)
class Forms:
    """Arrays are by number: ``hashes`` of the forms' first terms, by which a quoted phrase is
    checked, ``kinds`` (see clipping.py) and first ``letters``. ``shortened`` keeps what has been
    told of phrases.
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
    hashes: array[int] = field(default_factory=lambda: array("B", [0] * FIRST))
    kinds: array[int] = field(default_factory=lambda: array("B", [0] * FIRST))
    letters: array[int] = field(default_factory=lambda: array("H", [0] * FIRST))
    shortened: dict[tuple[int, ...], tuple[str, tuple[str, ...]]] = field(default_factory=dict)

    def shelves(self) -> tuple[Shelf[Any, Any], ...]:
        return self.numbers, self.texts, self.readings

    def number(self, form: str) -> int:
        known = self.numbers.held.get(form) or self.numbers.get(form)
        if known is None:
            known = self.numbers[form] = len(self.hashes)
            marked = form[0] in (NAME, SHORT)
            reading = read(form[1:] if marked else form)
            if not marked and (rest := within(form)):
                reading = reading._replace(within=read(rest).terms[0])
            if form.startswith(SHORT):
                reading = Reading((form[2:] if form[1] == CLIPPED else stem(form[1:]),))
            self.texts[known] = form
            self.readings[known] = reading
            self.hashes.append(word_hash(reading.terms[0]))
            self.kinds.append(0 if marked else kind(form))
            self.letters.append(ord(form[0]))
        return known

    def arrays(self) -> tuple[array[int], ...]:
        return self.hashes, self.kinds, self.letters

    def take(self, arrays: tuple[array[int], ...]) -> None:
        self.hashes, self.kinds, self.letters = arrays

    def term(self, form: str) -> str:
        return self.readings[self.numbers[form]].terms[0]


def _packed(reading: Reading) -> bytes:
    return marshal.dumps(tuple(reading))


def _reading(data: bytes) -> Reading:
    return Reading(*marshal.loads(data))
