"""Phrases of a text put into the nominative, for people to read as labels.

Only the adjectives and their head change; what depends on the head stays as it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from scraper.facts.language.phrase import Word, is_readable, traits
from scraper.facts.language.words import _analyser

ALIKE = 4
"""Letters that two forms of a longer word share at least, if they are of one stem."""
NOMINAL = {"NOUN", "ADJF", "PRTF"}


def nominative(run: Sequence[Word], head: int, *, plural: bool) -> str:
    """Return ``run``, adjectives and their head noun, in the nominative."""
    gender = None if plural else _gender(run[head].text)
    out = []
    for at, word in enumerate(run):
        gap = word.before if at else ""
        out.append(gap + _inflected(word.text, at == head, plural, gender))
    return " ".join("".join(out).split())


def _inflected(text: str, head: bool, plural: bool, gender: str | None) -> str:
    if any(char.isupper() for char in text[1:]) and "-" not in text:
        return text
    first, hyphen, rest = text.rpartition("-")
    if hyphen and head and _stays(first.lower(), rest.lower()):
        return f"{first}-{_inflected(rest, head, plural, gender)}"
    if hyphen and head:
        parts = (_inflected(part, head, plural, gender) for part in (first, rest))
        return "-".join(parts)
    return as_written(text, _form(text.lower(), head, plural, gender))


def _stays(first: str, rest: str) -> bool:
    """Whether only the second part is declined: «лор-врачей», «кейс-чемпионату»."""
    singular = ("nomn", "sing")
    return singular in traits(first).noun and singular not in traits(rest).noun


def front(word: Word, gender: str) -> str:
    """Return an adjective in the nominative singular, for a head that has no forms of its own."""
    return as_written(word.text, _form(word.text.lower(), False, False, gender))


@lru_cache(maxsize=20_000)
def _form(low: str, head: bool, plural: bool, gender: str | None) -> str:
    reading = _reading(low, head)
    if reading is None:
        return low
    wanted = {"nomn", "plur"} if plural else {"nomn", "sing"}
    if not plural and gender and reading.tag.POS != "NOUN":
        wanted.add(gender)
    found = reading.inflect(wanted)
    if found is None:
        return low
    form = _nearest(reading, wanted, str(found.word), low)
    return form if _analyser().word_is_known(form) else form.replace("ё", "е")


def _nearest(reading: Any, wanted: set[str], form: str, low: str) -> str:
    """Return the form most like the word: «высшей» gives «высшая», and not «высочайшая»."""
    if _shared(form, low) >= ALIKE or len(low) <= ALIKE:
        return form
    forms = [f.word for f in reading.lexeme if wanted <= set(map(str, f.tag.grammemes))]
    return str(max([form, *forms], key=lambda word: _shared(word, low)))


def _shared(left: str, right: str) -> int:
    """Return how many letters two words begin with alike."""
    pairs = enumerate(zip(left, right, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(left), len(right)))


def _reading(low: str, head: bool) -> Any:
    """Return the likeliest nominal reading; a person before a thing, a noun before an adjective."""
    found = _analyser().parse(low) if is_readable(low) else []
    readings = [p for p in found if p.tag.POS in NOMINAL]
    if head:
        nouns = [p for p in readings if p.tag.POS == "NOUN"]
        people = [p for p in nouns if p.tag.animacy == "anim" and "Surn" not in p.tag]
        return next(iter(people or nouns or readings), None)
    adjectives = [p for p in readings if p.tag.POS != "NOUN"]
    return next(iter(adjectives), None)


def _plain(grammeme: Any) -> str | None:
    return None if grammeme is None else str(grammeme)


@lru_cache(maxsize=5_000)
def _gender(text: str) -> str | None:
    reading = _reading(text.lower(), True)
    return _plain(reading.tag.gender) if reading is not None else None


def as_written(original: str, form: str) -> str:
    """Return a form with the capitals of the word that it comes from."""
    parts, forms = original.split("-"), form.split("-")
    if len(parts) == len(forms) > 1:
        return "-".join(map(as_written, parts, forms))
    return form[:1].upper() + form[1:] if original[:1].isupper() else form
