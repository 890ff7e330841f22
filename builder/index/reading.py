"""The words of a document in order, as a row of form numbers with marks between them, from which
everything else follows.
"""

from __future__ import annotations

import operator
import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from builder.index.document import BREAK, SearchDocument
from builder.index.normalise import WORD_OR_STOP, is_kazakh

SHORTEST, LONGEST = 2, 10
"""Letters of an abbreviation."""

CAPITALS = re.compile(r"\b[A-ZА-ЯЁ][A-Za-zА-Яа-яЁё]*[A-ZА-ЯЁ]\b")
"""What may be one: it begins and ends with a capital («СанПиН»)."""

Numbers = Callable[[Sequence[str], bool], Sequence[int]]
"""Tells those of words' forms, given whether the text is Kazakh: nought of a stop word, and
``BREAK`` where a sentence ends."""


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
        if not kazakh and CAPITALS.search(text):
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
    if not (SHORTEST <= len(word) <= LONGEST and CAPITALS.fullmatch(word)):
        return False
    return len(sentence) < 3 or sum(map(str.isupper, sentence)) * 2 <= len(sentence)
