"""What the forms of a term say of it, without the texts: flags, other stems, full names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from builder.index.corpus import Corpus
from builder.index.forms import CLIPPED, NAME, SHORT
from builder.index.lexicon import KAZAKH_MARK, inflected
from builder.index.shortening import meanings
from builder.index.tally import INSTITUTION, SEVERAL

LONG = 5
"""Letters of an abbreviation that people also leave the last one out of: «ЕГИС»."""

USUAL = {INSTITUTION: 1, SEVERAL: 4}
"""By the sort of a name, or 2: if more than one text in so many has it, it is not looked for in
short, being of no more use than a stop word."""


class Said(NamedTuple):
    """What the forms of a term say of it, without the texts.

    ``stems`` of other forms lead to it; ``whole`` are words with their «-ость», which a misspelt
    one is held against. ``flags`` are parts of its line (see vocabulary.py). ``short``: it is
    an abbreviation, in capitals or for a full name. ``written``: texts have it as it is; ``names``
    are the full names, as terms, that lead to it, and itself: by a clipped word that no text has,
    texts with its two words side by side go before others.
    ``usual``: it may be in one text of so many, or is not worth being known. ``wider`` are those
    of its forms that are compounds with it.
    """

    flags: str
    stems: tuple[str, ...]
    whole: tuple[str, ...]
    short: bool
    written: bool
    names: tuple[tuple[str, str], ...]
    usual: int
    wider: tuple[int, ...]


def said(corpus: Corpus, term: str, numbers: Sequence[int]) -> Said:
    forms = [corpus.forms.texts[number] for number in numbers]
    readings = [corpus.forms.readings[number] for number in numbers]
    shorts = [form for form in forms if form in corpus.capitals]
    every = tuple(_names(corpus, forms))
    written = any(form[0] not in (NAME, SHORT) for form in forms)
    initials = [(name, short) for name, short, _ in every if short in corpus.capitals]
    clips = [(name, short.lstrip(CLIPPED)) for name, short, _ in every if short[0] == CLIPPED]
    flags = {
        "~": any(form.startswith(KAZAKH_MARK) for form in forms),
        "*": all(reading.verb for reading in readings),
    }
    stems = {stem for one in readings if one.terms[-1] == term for stem in one.stems}
    stems.update(stem for short in shorts for stem in inflected(short))
    stems.update(short[:-1] for short in shorts if len(short) >= LONG)
    return Said(
        "\t".join(flag for flag, holds in flags.items() if holds),
        tuple(sorted(stems - {term})),
        tuple(sorted({one.whole for one in readings if one.whole})),
        bool(shorts or initials),
        written,
        (*initials, *clips),
        min((USUAL.get(sort & (INSTITUTION | SEVERAL), 2) for *_, sort in every), default=1),
        tuple(n for n, one in zip(numbers, readings, strict=True) if term not in one.terms),
    )


def _names(corpus: Corpus, forms: Sequence[str]) -> Iterator[tuple[str, str, int]]:
    """What an abbreviation or a clipped word is short for; of what sort that is."""
    for short in [form[1:] for form in forms if form[0] == SHORT]:
        yield from ((name, short, sort) for name, sort in meanings(corpus, short))
