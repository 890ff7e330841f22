"""Which words of a Russian paragraph together are the name of a place.

«Тульской и Орловской областей», «Великих Лук», «елецкие», «КЧР». Whether such a name is
meant as a place is for :mod:`scraper.facts.places.mentions` to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter

from scraper.facts.language.words import Token, lemma, parses, tokens
from scraper.facts.places.declension import ADJECTIVE_ENDINGS, cues, plain, tables
from scraper.facts.places.gazetteer import SORTS, Place, Word, gazetteer, word

TEXT = itemgetter(0)
REACH = 8
"""Words that may lie between the first of several adjectives and their noun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph's text with its tokens, and what each may be as a name."""

    text: str
    words: tuple[Token, ...]
    names: tuple[Word | None, ...]

    def gap(self, i: int) -> str:
        """What stands between a token and the next; a line's end beyond the last."""
        if not 0 <= i < len(self.words) - 1:
            return "\n"
        return self.text[self.words[i].end : self.words[i + 1].start]

    def plain(self, i: int) -> str:
        """A token in plain letters, or nothing beyond the paragraph's ends."""
        return plain(self.words[i].text) if 0 <= i < len(self.words) else ""

    def lemma(self, i: int) -> str:
        return lemma(self.plain(i))

    def capital(self, i: int) -> bool:
        return 0 <= i < len(self.words) and self.words[i].text[0].isupper()

    def opens(self, i: int) -> bool:
        """Tell whether a token opens a sentence, so that its capital says nothing."""
        before = self.gap(i - 1).rstrip('«"( —–-')
        return i == 0 or before.endswith((".", "!", "?", "…", ":", ";", "\n"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A name at tokens ``first`` to ``last``; ``head``: the noun that an adjective belongs to."""

    place: Place
    first: int
    last: int
    adjective: bool = False
    head: int | None = None


def paragraph(text: str) -> Paragraph:
    words = tokens(text)
    return Paragraph(text=text, words=words, names=tuple(map(word, map(TEXT, words))))


def hits(p: Paragraph) -> Iterator[Hit]:
    """Yield the names of a paragraph from left to right, none within another."""
    free = 0
    for i, name in enumerate(p.names):
        if name is None or i < free:
            continue
        hit = _abbreviation(p, i, name) or _hit(p, i, name)
        if hit:
            yield hit
            free = hit.last + 1


def _abbreviation(p: Paragraph, i: int, name: Word) -> Hit | None:
    place = name.abbreviation
    if not place or p.gap(i).endswith(("«", '"')):
        return None
    if place.guarded and p.lemma(i - 1) not in cues()["body"] | cues()["branch"]:
        return None
    return Hit(place=place._replace(guarded=False), first=i, last=i)


def _hit(p: Paragraph, i: int, name: Word) -> Hit | None:
    phrase = _phrase(p, i, name)
    if phrase and phrase.last > i:
        return phrase
    head = _head(p, i) if name.adjective or name.district or name.subject else None
    adjective = _adjective(p, i, name, head)
    if adjective and (head is not None or not phrase):
        return adjective
    if phrase:
        return phrase
    return Hit(place=name.people, first=i, last=i) if name.people else None


def _phrase(p: Paragraph, i: int, name: Word) -> Hit | None:
    """Find the longest name that begins here."""
    found = [
        (len(words), place)
        for base in name.parts
        if not _wrong_case(p, i, base)
        for words, place in gazetteer().phrases.get(base, ())
        if _capitals(p, i, words, place)
        and all(_continues(p, i + k, part) for k, part in enumerate(words) if k)
    ]
    if not found:
        return None
    length = max(length for length, _ in found)
    places = [place for width, place in found if width == length]
    return Hit(place=_one_of(places, p.plain(i)), first=i, last=i + length - 1)


def _one_of(places: list[Place], form: str) -> Place:
    """Join names that share a form («в Пушкине»: Пушкин, Пушкино), the greater sort first."""
    if len(places) == 1:
        return places[0]
    exact = [place for place in places if place.name == form]
    best = min(SORTS.index(place.sort) for place in places)
    likely = exact or [place for place in places if SORTS.index(place.sort) == best]
    return places[0]._replace(
        codes=frozenset(code for place in places for code in place.codes),
        usual=likely[0].usual if len(likely) == 1 else None,
        sort=SORTS[best],
        guarded=all(place.guarded for place in places),
    )


def _wrong_case(p: Paragraph, i: int, base: str) -> bool:
    """«В Волжском» is in Волжский: Волжск would need another case after «в»."""
    return p.plain(i) == base + "ом" and p.plain(i - 1) in cues()["preposition"]


def _capitals(p: Paragraph, i: int, words: tuple[str, ...], place: Place) -> bool:
    """All words of a name bear capitals; «республика Алтай», «северная столица» need not."""
    if place.sort == "region" and len(words) > 1:
        return p.capital(i + len(words) - 1) or words[-1] in cues()["small"]
    return all(p.capital(i + k) for k in range(len(words)))


def _continues(p: Paragraph, i: int, part: str) -> bool:
    name = p.names[i] if i < len(p.words) else None
    return name is not None and part in name.parts and not p.gap(i - 1).strip(" \xa0—–-(")


def _adjective(p: Paragraph, i: int, name: Word, head: int | None) -> Hit | None:
    noun = _noun(p, i, head) if head is not None else ""
    code = gazetteer().subjects.get((name.subject or "", noun))
    if code:
        place = Place(f"{p.plain(i)} {noun}", frozenset([code]), code, "region")
        last = head if head is not None and _unbroken(p, i, head) else i
        return Hit(place=place, first=i, last=last, head=head)
    found = name.adjective
    if noun in cues()["district"] and p.capital(i):
        found = name.district or (found if found and found.sort != "region" else None)
    if not found or noun in cues()["no_district"]:
        return None
    return Hit(place=found, first=i, last=i, adjective=True, head=head)


def _noun(p: Paragraph, i: int, head: int) -> str:
    """The noun of an adjective, which may lie in another one.

    «Тоцкая районная больница» speaks of a район, «Приволжский федеральный округ» of none.
    """
    short: dict[str, str] = tables()["short"]
    for between in (p.lemma(k) for k in range(i + 1, head)):
        if between in cues()["no_district"]:
            return between
        if p.capital(i) and between in short:
            return short[between]
    noun = p.lemma(head)
    return short.get(noun, noun)


def _unbroken(p: Paragraph, i: int, head: int) -> bool:
    """Tell whether «Ханты-Мансийский автономный округ» runs on to its noun."""
    joined = all(not p.gap(k).strip() for k in range(i, head))
    return joined and not any(p.plain(k) in cues()["and"] for k in range(i, head))


def _head(p: Paragraph, i: int) -> int | None:
    """Find the noun of an adjective, over other adjectives and places in the same row."""
    for j in range(i + 1, min(i + REACH, len(p.words))):
        gap = p.gap(j - 1).strip()
        if gap and not (gap == "," and _placed_adjective(p.names[j])):
            return None
        if p.plain(j) in cues()["and"] and _is_adjective(p.plain(j + 1)):
            continue
        if _is_adjective(p.plain(j)):
            continue
        return j if _is_noun(p, j) else None
    return None


def _placed_adjective(name: Word | None) -> bool:
    return name is not None and bool(name.adjective or name.district or name.subject)


def _is_adjective(text: str) -> bool:
    ends = text[-2:] in ADJECTIVE_ENDINGS or text[-3:] in ADJECTIVE_ENDINGS
    if not ends:
        return False
    found = parses(text)
    return bool(found) and found[0].pos in ("ADJF", "PRTF", "NUMR")


def _is_noun(p: Paragraph, i: int) -> bool:
    if p.words[i].text.isupper():
        return True
    found = parses(p.plain(i))
    return bool(found) and found[0].pos in ("NOUN", "ADJS", None)


def listed(p: Paragraph, first: Hit, second: Hit) -> bool:
    """Tell whether two names stand side by side in one list."""
    between = p.text[p.words[first.last].end : p.words[second.first].start].strip()
    return between in (",", "и", ", а также", "или", "/")
