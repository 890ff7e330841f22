"""Texts found by what their phrases may be shortened to, though no text has it written so."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from builder.index.corpus import SHIFT, Changed, Corpus, put
from builder.index.document import WEAK
from builder.index.forms import CLIPPED, SHORT
from builder.index.lexicon import is_taken
from builder.index.normalise import is_stop
from builder.index.phrases import MARKS, Phrases, shortened

Moved = tuple[int, Collection[str]]
"""A document's number, and which of the phrases it has now."""


def rebuild(corpus: Corpus) -> dict[int, int]:
    """From all documents; return the forms whose entries may have changed."""
    found: dict[str, Phrases] = defaultdict(Phrases)
    for at, digest in enumerate(corpus.digests):
        for short, names in shortened(corpus.reads[digest].row, corpus.forms).items():
            found[short].add(at, names)
    touched: dict[int, int] = {}
    for short in sorted({*corpus.phrases, *found}):
        _keep(corpus, short, found[short])
        touched |= _publish(corpus, short, found[short], [])
    return touched


def change(
    corpus: Corpus, changed: Iterable[Changed], learned: Mapping[str, object]
) -> dict[int, int]:
    """The same after some documents have changed: each form with the first document where.

    ``learned`` is what abbreviations were known to mean before.
    """
    anew = {one for one, _ in learned.items() ^ corpus.learned.items()}
    moved: dict[str, list[Moved]] = defaultdict(list, {short: [] for short in anew})
    for at, old, new in changed:
        before = shortened(old.row, corpus.forms) if old else {}
        after = shortened(new.row, corpus.forms) if new else {}
        for short in before.keys() | after.keys():
            if before.get(short) != after.get(short):
                moved[short].append((at, after.get(short, ())))
    touched: dict[int, int] = {}
    for short, some in sorted(moved.items()):
        kept = corpus.phrases.get(short) or Phrases()
        usual = meant(corpus, short, kept)
        for at, names in some:
            kept.put(at, names)
        _keep(corpus, short, kept)
        same = short not in anew and usual == meant(corpus, short, kept)
        touched |= _publish(corpus, short, kept, some if same else [])
    return touched


def _keep(corpus: Corpus, short: str, phrases: Phrases) -> None:
    if phrases.documents:
        corpus.phrases[short] = phrases
    elif short in corpus.phrases:
        del corpus.phrases[short]


def meant(corpus: Corpus, short: str, phrases: Phrases) -> frozenset[str]:
    """The phrases that it stands for: none if it is a word, or the beginning of one."""
    clipped = short.startswith(CLIPPED)
    found = phrases.meant(clipped=clipped, letters=len(short))
    if short in corpus.learned:  # The texts tell what it means.
        told = set(map(" ".join, corpus.learned[short]))
        return frozenset(name for name in found if name.lstrip(MARKS) in told)
    if found and not clipped:
        known = corpus.names.get(short)
        if known is None:
            known = corpus.names[short] = not is_stop(short) and not is_taken(short)
        return found if known else frozenset()
    return found


def _publish(
    corpus: Corpus, short: str, phrases: Phrases, moved: Sequence[Moved]
) -> dict[int, int]:
    """Mark the documents that have what is meant: those that moved, or all."""
    names, form = meant(corpus, short, phrases), SHORT + short
    if not names and form not in corpus.forms.numbers:
        return {}
    number = corpus.forms.number(form)
    if moved:
        for at, some in moved:
            put(corpus, number, at, (WEAK << 4,) if names.intersection(some) else ())
        return {number: min(at for at, _ in moved)}
    wanted = {phrases.names[name] for name in names}
    pairs = zip(phrases.documents, phrases.which, strict=True)
    documents = dict.fromkeys(document for document, at in pairs if at in wanted)
    if documents:
        corpus.entries[number] = array("I", [at << SHIFT | WEAK << 4 for at in documents])
    elif number in corpus.entries:
        del corpus.entries[number]
    return {number: 0}
