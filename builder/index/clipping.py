"""What kind of word a form is, as far as phrases go, and how people cut it: «мед», «здрав»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from builder.index.abbreviation import COMPOUND
from builder.index.clips import COMBINED, REST, clips, is_combining, is_proven
from builder.index.lexicon import CYRILLIC, KAZAKH_MARK, NOMINAL, analyser, is_common
from builder.index.normalise import VOWEL, fold
from builder.index.places import KINDS
from builder.index.rules import rules

ADJECTIVE, NOUN, OF, LONG, BODY, CLIP, LONG_CLIP = (1 << at for at in range(7))
"""``OF``: may be in the genitive. ``LONG``: gives more than one initial. ``BODY``: an institution.
``CLIP``: the dictionary has words that begin with its first syllable and go on with a noun."""

CLIPS = (CLIP, LONG_CLIP)
AGAINST = re.compile("^(?:противо|анти|контр)(?=.{5})")
"""Beginnings of a word that names what it is against: it is about that."""

LINKED = re.compile(f"(?<=.{{3}}[^{VOWEL}])[ое](?=.{{5}})")
"""Between the parts of a compound."""


def kind(form: str) -> tuple[int, str]:
    """The flags of a folded form and its dictionary form; nought if it takes no part in phrases."""
    if form.startswith(KAZAKH_MARK) or not CYRILLIC.search(form):
        return 0, form
    found = analyser().parse(form)
    part, lemma, told = str(found[0].tag.POS), fold(found[0].normal_form), 0
    if not is_common(found[0].tag) or lemma in KINDS or "Geox" in found[0].tag.grammemes:
        return 0, form
    if part == "NOUN":
        told = NOUN | BODY * (lemma in rules().bodies)
        told |= OF * any(one.tag.grammemes >= {"gent", "NOUN"} for one in found)
    elif part == "ADJF":
        told = ADJECTIVE
        told |= OF * any("gent" in one.tag.grammemes and one.tag.POS in NOMINAL for one in found)
        for flag, size in zip(CLIPS, clips(form), strict=False):
            told |= flag * is_proven(form[:size])
    elif form.endswith("о"):
        told, lemma = ADJECTIVE | OF, form
    return told | LONG * (part == "ADJF" and len(initials(form)) > 1), lemma


@cache
def initials(form: str) -> tuple[str, ...]:
    """What a compound gives to an abbreviation: «п» and «пн» of «психоневрологический»."""
    starts = (part.start() for part in COMPOUND.finditer(form))
    parts = [form[at] for at in starts if analyser().word_is_known(form[at:])]
    return tuple(form[0] + "".join(parts[:size]) for size in range(len(parts) + 1))


def within(word: str) -> tuple[str, ...]:
    """The nouns that a compound is made of: «пожаротушение»; the last one of «микрохирург», and of
    «онкоуролог» or «санавиация», where the dictionary does not know it whole; and what is left of
    «антикоррупционный»."""
    found = _within(word) if CYRILLIC.match(word) else ()
    whole = found and fold(analyser().parse(word)[0].normal_form) in rules().whole
    return () if whole else found


def _within(word: str) -> tuple[str, ...]:
    rest = AGAINST.sub("", word)
    if rest != word and analyser().word_is_known(rest):
        return (rest,)
    for match in LINKED.finditer(word):
        parts = word[: match.start()], word[match.end() :]
        if all(map(_is_form, parts)):
            return parts
    return tuple(islice(_ends(word), 1))


def _ends(word: str) -> Iterator[str]:
    """What a combining form or a cut word may be put before in it, the longest first."""
    known = analyser().word_is_known(word)
    for at in (match.start() for match in COMBINED.finditer(word)):
        sure = is_combining(word[:at]) and _is_form(word[at:])
        if sure or (not known and _is_form(word[at:], "NOUN", "ADJF")):
            yield word[at:]
    for size in () if known else clips(word):
        rest = word[size:]
        if len(rest) >= REST and _is_form(rest) and is_proven(word[:size]):
            yield rest


def _is_form(word: str, *parts: str) -> bool:
    """Whether it is one of a noun, or of those parts of speech."""
    known = analyser().word_is_known(word) and analyser().parse(word)[0].tag
    return bool(known) and known.POS in (parts or ("NOUN",)) and is_common(known)
