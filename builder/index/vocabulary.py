"""The lines of the shards: for every stem that a query may have, what it leads to.

A line is the stem and its parts, each with a letter that tells what it is:

    #3a1:…   the term's postings: packing size, documents, bits
    !9ам,9ов forms that the masks tell, by their difference from the term
    >сестр   another stem of a word whose term is «сестр»
    @RU-LIP  a region's name; «@новгород:RU-NIZ» if more words follow
    %RU-LIP  a town or settlement of a region, less than the region's own name
    =медицинск образован:нмо   the rest of a full name, and its abbreviation
    ~ ^ *    a word of Kazakh texts, an abbreviation, only a verb
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from builder.index import normalise
from builder.index.corpus import Corpus
from builder.index.lexicon import KAZAKH_MARK
from builder.index.places import places, spellings
from builder.index.rules import rules
from builder.index.terms import Terms

Stem = tuple[str, str]
"""A stem and a part of its line."""

SHORTENED = 3
"""Words that are left of a full name when its first ones are left out."""


def forms_of(corpus: Corpus) -> dict[str, list[int]]:
    """The forms in use, by their terms."""
    found: dict[str, list[int]] = defaultdict(list)
    for number in corpus.entries:
        for term in corpus.readings[number].terms:
            found[term].append(number)
    for numbers in found.values():
        if len(numbers) > 1:
            numbers.sort(key=corpus.forms.__getitem__)
    return found


def lines(
    corpus: Corpus, terms: Terms, by_term: Mapping[str, list[int]], places: Sequence[Stem]
) -> dict[str, str]:
    """Everything that a stem leads to, by stem, without the stem itself."""
    parts: dict[str, list[str]] = defaultdict(list)
    for term, numbers in by_term.items():
        parts[term].append(terms.postings[term])
        said = flags(corpus, numbers)
        if said:
            parts[term].append(said)
    for stem, led in sorted(_aliases(corpus, by_term).items()):
        parts[stem].append(f">{','.join(sorted(led))}")
    for stem, said in places:
        parts[stem].append(said)
    for short, names in sorted(corpus.learned.items()):
        for name in names:
            for at in range(max(1, len(name) - SHORTENED + 1)):
                parts[name[at]].append(f"={' '.join(name[at + 1 :])}:{short}")
    return {stem: "\t".join(said) for stem, said in parts.items()}


def flags(corpus: Corpus, numbers: Sequence[int]) -> str:
    forms = [corpus.forms[number] for number in numbers]
    told = {
        "~": any(form.startswith(KAZAKH_MARK) for form in forms),
        "^": any(form in corpus.capitals for form in forms),
        "*": all(corpus.readings[number].verb for number in numbers),
    }
    return "\t".join(flag for flag, holds in told.items() if holds)


def spellings_of(corpus: Corpus, by_term: Mapping[str, list[int]]) -> set[str]:
    """What a misspelt word is held against: stems, and words with their «-ость»."""
    whole = (corpus.readings[n].whole for numbers in by_term.values() for n in numbers)
    return {word for word in whole if word}


def _aliases(corpus: Corpus, by_term: Mapping[str, list[int]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for term, numbers in by_term.items():
        for number in numbers:
            for stem in corpus.readings[number].stems:
                if stem != term and corpus.readings[number].terms[-1] == term:
                    found[stem].add(term)
    for short in corpus.capitals:
        term = corpus.term(short)
        for stem in inflected(short):
            if stem != term and term in by_term:
                found[stem].add(term)
    return found


@cache
def inflected(short: str) -> tuple[str, ...]:
    """Stems of the forms in which people write an abbreviation: «ОРИТы», «на ФАПе»."""
    if short[-1] in normalise.VOWEL:
        return (normalise.stem(short),)
    return tuple(
        sorted({normalise.stem(short + ending) for ending in ("", *rules().inflected)} - {""})
    )


def place_parts() -> Iterator[Stem]:
    for (first, *rest), (own, lying) in places().items():
        following = f"{' '.join(rest)}:" if rest else ""
        for sign, codes in (("@", own), ("%", lying)):
            if codes:
                yield first, f"{sign}{following}{','.join(codes)}"
                for stem in spellings().get(first, ()) if not rest else ():
                    yield stem, f"{sign}{','.join(codes)}"
