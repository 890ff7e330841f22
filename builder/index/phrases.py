"""Noun phrases of a text and what people shorten them to: «ОКБ», «медсестра», «депздрав».

A phrase is known by its words' dictionary forms, so that its cases are one.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from builder.index.clipping import ADJECTIVE, BODY, CLIPS, LONG, NOUN, OF
from builder.index.clips import REST, clips, science
from builder.index.forms import CLIPPED, Forms
from builder.index.normalise import stem
from builder.index.reading import LONGEST
from builder.index.tally import INSTITUTION, NOUN_FIRST, SEVERAL, key

MOST = 5
"""Words of a phrase."""

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


class Phrases(NamedTuple):
    """Those that come often and may become one thing: names by key, in how many documents each
    is, and which keys are meant."""

    names: dict[int, str]
    counts: dict[int, int]
    meant: tuple[int, ...]


def phrases(row: array[int], forms: Forms) -> dict[int, slice]:
    """Runs of a row by their keys: nouns with their adjectives, all but the first of them in the
    genitive.

    Only those that begin with an adjective, or name an institution: who shortens «итоги форума»?
    """
    words = tuple(map(forms.words.__getitem__, row))
    text = bytes(map(forms.kinds.__getitem__, row)).translate(LETTERS)
    chains = ((chain.start(), spans(chain[0])) for chain in CHAIN.finditer(text))
    return {
        key(words[at + start : at + end], sort): slice(at + start, at + end)
        for at, spans in chains
        for start, end, sort in spans
    }


@lru_cache(maxsize=10_000)
def spans(chain: bytes) -> tuple[tuple[int, int, int], ...]:
    """From where to where phrases are, and of what sort."""
    heads = [chunk.end() for chunk in CHUNK.finditer(chain)]
    return tuple(
        (start, end, _sort(chain[start:end]))
        for at, head in enumerate(heads)
        for start in range(heads[at - 1] if at else 0, head)
        for end in heads[at:]
        if 1 < end - start <= MOST and chain[start] in b"abNG"
    )


def _sort(letters: bytes) -> int:
    nouns = letters.translate(None, b"ab")
    told = INSTITUTION if nouns[:1].isupper() else SEVERAL if nouns[1:] else 0
    return told | NOUN_FIRST * (letters[0] not in b"ab")


def named(phrase: array[int], one: int, forms: Forms) -> tuple[str, frozenset[str]]:
    """The name of a phrase with this key, which is its words' terms, and what it may be shortened
    to."""
    lemmas = [forms.lemmas[number] for number in phrase]
    terms = [stem(forms.texts[number]) for number in lemmas]
    shorts = {*_initials(lemmas, forms)}
    if len(lemmas) == 2:
        shorts.update(CLIPPED + short for short in _clipped(lemmas, terms[1], one, forms))
    return " ".join(terms), frozenset(shorts)


def _initials(lemmas: list[int], forms: Forms) -> Iterator[str]:
    given = [
        forms.given[number] if forms.kinds[number] & LONG else (chr(forms.letters[number]),)
        for number in lemmas
    ]
    return (short for some in product(*given) if len(short := "".join(some)) <= LONGEST)


def _clipped(lemmas: list[int], term: str, one: int, forms: Forms) -> Iterator[str]:
    first, second = (forms.texts[number] for number in lemmas)
    if one & NOUN_FIRST:
        for size, end in product(clips(first), clips(second)):
            yield CLIPPED + first[:size] + second[:end]
    elif len(term) >= REST:
        for size, flag in zip(clips(first), CLIPS, strict=False):
            if forms.kinds[lemmas[0]] & flag:
                yield first[:size] + term
        if clip := science(first):
            yield clip + term
