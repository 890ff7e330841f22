"""The forms of all words that were ever read, by number, and what the dictionary says of each."""

from __future__ import annotations

import marshal
from array import array
from dataclasses import dataclass, field
from typing import Any

from builder.index.document import BREAK
from builder.index.lexicon import Reading, read
from builder.index.memory import Shelf
from builder.index.packing import word_hash

FIRST = BREAK + 1
"""Number of the first form; the numbers below are marks between words."""

NAME = "="
"""Before an abbreviation: the form that stands for its full name in the texts."""


@dataclass(slots=True, kw_only=True)
class Forms:
    """``hashes`` are those of the forms' first terms, by number: a phrase is checked by them."""

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

    def shelves(self) -> tuple[Shelf[Any, Any], ...]:
        return self.numbers, self.texts, self.readings

    def number(self, form: str) -> int:
        known = self.numbers.held.get(form) or self.numbers.get(form)
        if known is None:
            known = self.numbers[form] = len(self.hashes)
            reading = read(form.removeprefix(NAME))
            self.texts[known] = form
            self.readings[known] = reading
            self.hashes.append(word_hash(reading.terms[0]))
        return known

    def term(self, form: str) -> str:
        return self.readings[self.numbers[form]].terms[0]


def _packed(reading: Reading) -> bytes:
    return marshal.dumps(tuple(reading))


def _reading(data: bytes) -> Reading:
    return Reading(*marshal.loads(data))
