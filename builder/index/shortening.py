"""Texts found by what their phrases may be shortened to, though no text has it written so."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from builder.index import glossary, tally
from builder.index.corpus import SHIFT, Changed, Corpus, closed, rows_of
from builder.index.document import WEAK
from builder.index.forms import CLIPPED, SHORT
from builder.index.glossary import Names
from builder.index.lexicon import is_taken
from builder.index.normalise import is_stop
from builder.index.phrases import Phrases, named, phrases
from builder.index.tally import SORT

VERY_OFTEN = 8
"""Documents from which on a phrase is worth two initials: they are chance more often."""

CLEAR = 1.5
"""How much more often than the next a phrase must be if it gives two letters only."""


Moved = tuple["array[int]", int, bool]
"""Numbers of a phrase's forms, the first document that gained or lost it, and whether it is usual
now."""

NONE = Phrases({}, {}, ())


class Counted(NamedTuple):
    """The rows of the tally, and phrases that come often, by what they may be shortened to: which
    are meant is not known yet."""

    rows: tally.Rows
    phrases: dict[str, Phrases]


def counted(corpus: Corpus) -> Counted:
    """What all closed documents say. Leaves the corpus as it is."""
    from builder.index import whole  # only where much is to do

    digests = corpus.digests[: closed(len(corpus.digests))]
    rows = [corpus.reads[digest].row for digest in digests]
    kept, usual = whole.phrases(rows, corpus.forms)
    found: dict[str, Phrases] = {}
    for one, often in usual.items():
        name, shorts = named(rows[often.first][often.place], one, corpus.forms)
        for short in shorts:
            names, counts, _ = found.setdefault(short, Phrases({}, {}, ()))
            names[one], counts[one] = name, often.documents
    return Counted(kept, found)


def rebuild(corpus: Corpus, told: Counted) -> dict[int, int]:
    """From all closed documents; return the forms whose entries may have changed."""
    corpus.tally.update(enumerate(told.rows))
    touched: dict[int, int] = {}
    for short in sorted({*corpus.phrases, *told.phrases}):
        names, counts, _ = told.phrases.get(short, NONE)
        touched |= _publish(corpus, short, names, counts, {})
    return touched


def change(
    corpus: Corpus, changed: Sequence[Changed], learned: Mapping[str, object]
) -> dict[int, int]:
    """The same after some documents have changed: each form with the first document where.

    ``learned`` is what abbreviations were known to mean before.
    """
    anew = {one for one, _ in learned.items() ^ corpus.learned.items()}
    moved: dict[str, dict[int, int]] = defaultdict(dict, {short: {} for short in anew})
    names: dict[int, str] = {}
    for one, (phrase, at, is_usual) in _moves(corpus, changed).items():
        name, shorts = named(phrase, one, corpus.forms)
        if is_usual:
            names[one] = name
        for short in shorts:
            moved[short][one] = at
    touched: dict[int, int] = {}
    frequencies = _counts(corpus, names)
    for short, since in sorted(moved.items()):
        kept = corpus.phrases.get(short, NONE)
        stay, come = kept.names.keys() - since.keys(), since.keys() & names.keys()
        now = {one: kept.names[one] for one in stay} | {one: names[one] for one in come}
        counts = {one: kept.counts[one] for one in stay} | {one: frequencies[one] for one in come}
        touched |= _publish(corpus, short, now, counts, {} if short in anew else since)
    return touched


def _counts(corpus: Corpus, some: Iterable[int]) -> dict[int, int]:
    return {one: tally.frequency(corpus.tally, one) for one in some}


def _moves(corpus: Corpus, changed: Sequence[Changed]) -> dict[int, Moved]:
    """Phrases that documents have gained or lost and that come often, now or before; by key."""
    counts, moves = corpus.tally, list[tuple[int, int, bool]]()
    found: dict[int, tuple[array[int], int]] = {}
    rows = rows_of(corpus, changed)
    spans = {digest: phrases(row, corpus.forms) for digest, row in rows.items()}
    for at, old, new in changed:
        was, now = spans[old], spans[new]
        for one in was.keys() ^ now.keys():
            phrase = rows[new][now[one]] if one in now else rows[old][was[one]]
            found.setdefault(one, (phrase, at))
            moves.append((one, at, one in now))
    before = {one for one in found if tally.is_usual(counts, one)}
    for one, at, there in moves:
        tally.put(counts, one, at, there=there)
    after = {one for one in found if tally.is_usual(counts, one)}
    return {one: (*found[one], one in after) for one in before | after}


def _publish(
    corpus: Corpus,
    short: str,
    names: dict[int, str],
    counts: dict[int, int],
    moved: Mapping[int, int],
) -> dict[int, int]:
    """Mark the documents that have what is meant. ``moved`` tells of phrases the first document
    that gained or lost it; of all others all documents have stayed. Without it all may be new."""
    form, before = SHORT + short, corpus.phrases.get(short, NONE)
    chosen = _meant(corpus, short, names, counts)
    now = Phrases(names, counts, chosen)
    if not names:
        corpus.phrases.pop(short, None)
    elif now != before:
        corpus.phrases[short] = now
    if moved and chosen == before.meant and moved.keys().isdisjoint(chosen):
        return {}
    if not chosen and form not in corpus.forms.numbers:
        return {}
    number = corpus.forms.number(form)
    _mean(corpus, short, before.meant, chosen)
    lists = [tally.documents(corpus.tally, one) for one in chosen]
    if lists:
        found = sorted(set().union(*lists)) if len(lists) > 1 else lists[0]
        corpus.entries[number] = array("I", [at << SHIFT | WEAK << 4 for at in found])
    elif number in corpus.entries:
        del corpus.entries[number]
    if not moved or chosen != before.meant:
        return {number: 0}
    return {number: min(at for one, at in moved.items() if one in chosen)}


def _mean(corpus: Corpus, short: str, before: Collection[int], now: Collection[int]) -> None:
    """Let these phrases have its term, and not those that had it before."""
    if before == now:
        return
    term = corpus.forms.term(SHORT + short)
    for one in before:
        left = list(corpus.meant.pop(one))
        left.remove(term)
        if left:
            corpus.meant[one] = tuple(left)
    for one in now:
        corpus.meant[one] = (*corpus.meant.get(one, ()), term)


def _meant(
    corpus: Corpus, short: str, names: Mapping[int, str], counts: Mapping[int, int]
) -> tuple[int, ...]:
    """The phrases that it stands for: none if it is a word, or the beginning of one."""
    if short in corpus.learned:  # The texts tell what it means.
        told = set(map(" ".join, corpus.learned[short]))
        return _usual({one: count for one, count in counts.items() if names[one] in told})
    if known := _known(corpus, short):
        counts = _like(counts, names, known)
    clipped = short.startswith(CLIPPED)
    chosen = _usual(counts) if clipped or len(short) > 2 else _clear(counts)
    if chosen and not clipped:
        free = corpus.names.get(short)
        if free is None:
            other = is_stop(short) or short in glossary.stems() or is_taken(short)
            free = corpus.names[short] = bool(known) or not other
        return chosen if free else ()
    return chosen


def _known(corpus: Corpus, short: str) -> Names:
    if short not in glossary.glossary():
        return ()
    known: Names | None = corpus.known.get(short)
    if known is None:
        known = corpus.known[short] = glossary.names(short)
    return known


def _like(counts: Mapping[int, int], names: Mapping[int, str], known: Names) -> dict[int, int]:
    """Of phrases those that are a known full name, or if none is, those that begin as one does: a
    text says «артериальная гипертония» for «гипертензия»."""
    whole, firsts = set(map(" ".join, known)), {first for first, *_ in known}
    same = {one: count for one, count in counts.items() if names[one] in whole}
    return same or {n: count for n, count in counts.items() if names[n].split(" ")[0] in firsts}


def _usual(counts: Mapping[int, int]) -> tuple[int, ...]:
    """All that are half as usual as the most usual one."""
    most = max(counts.values(), default=0)
    return tuple(sorted(one for one, count in counts.items() if 2 * count >= most))


def _clear(counts: Mapping[int, int]) -> tuple[int, ...]:
    """The one that two letters stand for beyond doubt."""
    ranked = sorted(((count, one) for one, count in counts.items()), reverse=True)[:2]
    least = max(VERY_OFTEN, *(CLEAR * count for count, _ in ranked[1:]), 0)
    return tuple(one for count, one in ranked[:1] if count >= least)


def meanings(corpus: Corpus, short: str) -> list[tuple[str, int]]:
    """The names that it stands for, each with its sort (see tally.py)."""
    kept = corpus.phrases.get(short, NONE)
    return sorted({(kept.names[one], one & SORT) for one in kept.meant})
