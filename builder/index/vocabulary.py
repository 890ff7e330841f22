"""The lines of the shards: for every stem that a query may have, what it leads to.

A line is the stem and its parts, each with a letter that tells what it is:

    #3a1:…   the term's postings: packing size, documents, bits
    !9ам,9ов forms that the masks tell, by their difference from the term
    >сестр   another stem of a word whose term is «сестр»
    @RU-LIP  a region's name; «@новгород:RU-NIZ» if more words follow
    %RU-LIP  a town or settlement of a region, less than the region's own name
    =медицинск образован:нмо   the rest of a full name, and its abbreviation
    ~ ^ *    a word of Kazakh texts, an abbreviation, only a verb
    ?охрана труда  what to look for instead if no text knows the stem
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from builder.index.abbreviation import Learned
from builder.index.glossary import glossary
from builder.index.normalise import stem
from builder.index.places import places, spellings
from builder.index.terms import Term

Stem = tuple[str, str]
"""A stem and a part of its line."""

INSTEAD = "?"
"""The sign of what to look for instead: a line that begins with it belongs to no word of a text."""

SHORTENED = 3
"""Words that are left of a full name when its first ones are left out."""


def lines(terms: Mapping[str, Term], learned: Learned, places: Sequence[Stem]) -> dict[str, str]:
    """Everything that a stem leads to, by stem, without the stem itself."""
    parts: dict[str, list[str]] = defaultdict(list)
    led: dict[str, list[str]] = defaultdict(list)
    for name, term in terms.items():
        parts[name].append("\t".join(filter(None, (term.postings, term.said.flags))))
        for other in term.said.stems:
            led[other].append(name)
    for other, names in led.items():
        parts[other].append(f">{','.join(sorted(names))}")
    for other, said in places:
        parts[other].append(said)
    told = {(" ".join(name), short) for short, names in learned.items() for name in names}
    for name, short in sorted(told.union(*(term.said.names for term in terms.values()))):
        words = name.split(" ")
        for at in range(max(1, len(words) - SHORTENED + 1)):
            parts[words[at]].append(f"={' '.join(words[at + 1 :])}:{short}")
    for short, meant in glossary().items():
        parts[stem(short)].extend(INSTEAD + name for name in meant)
    return {word: "\t".join(said) for word, said in parts.items()}


def of_texts(lines: Mapping[str, str]) -> Iterator[str]:
    """The stems of words that texts or places have."""
    return (stem for stem, line in lines.items() if not line.startswith(INSTEAD))


def place_parts() -> Iterator[Stem]:
    for (first, *rest), (own, lying) in places().items():
        following = f"{' '.join(rest)}:" if rest else ""
        for sign, codes in (("@", own), ("%", lying)):
            if codes:
                yield first, f"{sign}{following}{','.join(codes)}"
                for other in spellings().get(first, ()) if not rest else ():
                    yield other, f"{sign}{','.join(codes)}"
