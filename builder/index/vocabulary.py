"""The lines of the shards: for every stem that a query may have, what it leads to.

A line is the stem and its parts, each with a letter that tells what it is:

    #3a1:…   the term's postings: packing size, documents, bits; a second one of the newest
    !9ам,9ов forms that the masks tell, by their difference from the term
    >сестр   another stem of a word whose term is «сестр»
    ^речев   words with its short root: less than the word itself
    @RU-LIP  a region's name; «@новгород:RU-NIZ» if more words follow
    %RU-LIP  a town or settlement of a region, less than the region's own name
    =медицинск образован:нмо   the rest of a full name, and its abbreviation
    ~ *      a word of Kazakh texts, only a verb
    -участков what only looks like its kin
    ?:охрана труда  what to look for instead if no text knows the stem; «?фап:…» if that was typed
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from statistics import fmean
from types import MappingProxyType

from builder.index import unlike
from builder.index.abbreviation import Learned
from builder.index.clips import REST, SHORTEST, cuts
from builder.index.families import families
from builder.index.glossary import Meant
from builder.index.lexicon import KAZAKH_MARK
from builder.index.normalise import stem
from builder.index.terms import Term

NONE: Mapping[str, str] = MappingProxyType({})
FAMILY = "^"
INSTEAD = "?"
NAMES = "="
APART = "-"
"""The signs of what has the same root, of what to look for instead and of the rest of a full name:
a line that begins with one of these belongs to no word of a text. Then that of what is no kin."""

ADJECTIVES = ("н", "ск", "ов", "ев")
"""What their stems end in."""

SEVERAL = 8
"""Adjectives that may be cut to one beginning: of more it tells none."""

SHORTENED = 3
"""Words that are left of a full name when its first ones are left out."""


def lines(
    terms: Mapping[str, Term],
    learned: Learned,
    places: Iterable[Sequence[str]],
    shorts: Sequence[Meant],
    newest: Mapping[str, str] = NONE,
) -> dict[str, str]:
    """Everything that a stem leads to, by stem, without the stem itself.

    ``places`` are stems with what they lead to, ``shorts`` the glossary; ``newest`` are second
    lists of postings, by term (see newest.py).
    """
    parts: dict[str, list[str]] = defaultdict(list)
    led: dict[str, list[str]] = defaultdict(list)
    for name, term in terms.items():
        parts[name].extend(filter(None, (term.postings, term.said.flags, newest.get(name))))
        for other in term.said.stems:
            led[other].append(name)
    written = {name for name, term in terms.items() if term.said.written}
    for sign, leading in ((">", led), (FAMILY, _related(written, led))):
        for other, names in leading.items():
            parts[other].append(f"{sign}{','.join(sorted(names))}")
    for other, said in places:
        parts[other].append(said)
    told = {(" ".join(name), short) for short, names in learned.items() for name in names}
    told.update(_known(terms, shorts))
    told.update(chain.from_iterable(term.said.names for term in terms.values()))
    for name, short in sorted(told):
        stems = name.split(" ")
        for at in range(max(1, len(stems) - SHORTENED + 1)):
            parts[stems[at]].append(f"{NAMES}{' '.join(stems[at + 1 :])}:{short}")
    for adjective, rest, joined in sorted(_joined(written)):
        parts[adjective].append(f"{NAMES}{rest}:{joined}")
    for own, meaning in chain(_instead(shorts, {*terms, *led}), _apart(terms)):
        parts[own].append(meaning)
    return {word: "\t".join(said) for word, said in parts.items()}


def _related(
    terms: Collection[str], led: Mapping[str, Collection[str]]
) -> dict[str, Collection[str]]:
    """What texts have of each stem's families: «детский» is of «дети», the term of which is
    «ребёнок»."""
    found: dict[str, set[str]] = defaultdict(set)
    for family in families():
        members = {term for one in family for term in (one, *led.get(one, ())) if term in terms}
        for one in family if members else ():
            found[one] |= members - {one}
    return {one: kin for one, kin in found.items() if kin}


def _apart(terms: Mapping[str, Term]) -> Iterator[tuple[str, str]]:
    """What only looks like kin of the texts' words, at each stem that leads to one of them."""
    for name in sorted(unlike.stems().keys() & terms.keys()):
        for one in (name, *terms[name].said.stems):
            yield from ((one, f"{APART}{other}") for other in sorted(unlike.stems()[name]))


def _known(terms: Mapping[str, Term], shorts: Iterable[Meant]) -> Iterator[tuple[str, str]]:
    """Full names, as stems, of known short forms that texts have: of initials in capitals."""
    for short, own, alone, _, names in shorts:
        term, kazakh = terms.get(own), terms.get(own + KAZAKH_MARK)
        if kazakh or (term and (term.said.short if alone else term.said.written)):
            yield from ((name, short) for name in names)


def _instead(shorts: Iterable[Meant], known: Collection[str]) -> Iterator[tuple[str, str]]:
    """Of each short form the full name of which texts lack the least; of equal ones the first.

    None that leads back to the form by words that no text has: of two words that stand for each
    other the browser would go from one to the other for ever.
    """
    told: list[tuple[str, str, list[str]]] = []
    leads: dict[str, list[str]] = defaultdict(list)
    for short, own, alone, full, names in shorts:
        stems = [name.split() for name in names]
        lacking = [fmean(stem not in known for stem in some) for some in stems]
        best = lacking.index(min(lacking))
        absent = [stem for stem in stems[best] if stem not in known]
        told.append((own, f"{INSTEAD}{short if alone else ''}:{full[best]}", absent))
        leads[own] += absent
    for own, meaning, absent in told:
        if own not in _reached(absent, leads):
            yield own, meaning


def _reached(start: Iterable[str], leads: Mapping[str, Iterable[str]]) -> set[str]:
    found: set[str] = set()
    left = list(start)
    while left:
        if (one := left.pop()) not in found:
            found.add(one)
            left.extend(leads.get(one, ()))
    return found


def _joined(terms: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """Adjectives and nouns whose texts may have them in one word: «биологические препараты» are
    «биопрепараты»."""
    cut: dict[str, list[str]] = defaultdict(list)
    for name in terms:
        if name.endswith(ADJECTIVES):
            for start in cuts(name):
                cut[start].append(name)
    starts: dict[str, list[str]] = defaultdict(list)
    for start, adjectives in cut.items():
        if len(adjectives) <= SEVERAL:
            starts[start[:SHORTEST]].append(start)
    for name in terms:
        for start in starts.get(name[:SHORTEST], ()):
            rest = name[len(start) :]
            if (
                name.startswith(start)
                and len(rest) >= REST
                and rest in terms
                and stem(name) == name
            ):
                yield from ((adjective, rest, name) for adjective in cut[start])


def of_texts(lines: Mapping[str, str]) -> Iterator[str]:
    """The stems of words that texts or places have: of others a line tells names only."""
    return (stem for stem, line in lines.items() if not line.startswith((FAMILY, INSTEAD, NAMES)))
