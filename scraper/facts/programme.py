"""The named programme or series that an announcement belongs to, as an address.

A name that comes again has one slug, whatever its number or year: «IX Съезд урологов» and
«X Съезд урологов» are one series.
"""

from __future__ import annotations

import re

from model.slug import slugify
from scraper.facts.document import Document
from scraper.facts.fact import Fact
from scraper.facts.language.phrase import sentences, words
from scraper.facts.language.sought import Sought
from scraper.facts.language.table import fold, listed, pattern
from scraper.facts.names import head_noun, name
from scraper.facts.titles import NUMERAL

YEAR = re.compile(r"[\s,–—-]*(?:19|20)\d\d(?:[–—/-](?:19|20)?\d\d)?(?:\s*(?:год[а-я]*|г\.))?")
AGAIN = Sought("names", "again")


def programme(document: Document) -> Fact[str] | None:
    """Return the slug of the programme that the text is about, if its name comes again.

    Schemes, contests and prizes do («программа «…»»); a conference does where the text numbers
    it or calls it yearly.
    """
    found = name(document)
    if found is None:
        return None
    scheme = head_noun(document, found) & listed("names", "scheme")
    numbered = series(found.value) != found.value
    if not (scheme or numbered or _comes_again(document)):
        return None
    return Fact(slugify(series(found.value)), found.quote, inferred=not (scheme or numbered))


def _comes_again(document: Document) -> bool:
    pieces = sentences(document)
    if not any(AGAIN.may_stand(piece) for piece in pieces):
        return False
    return pattern("names", "again").search(fold(" ".join(pieces))) is not None


def series(title: str) -> str:
    """Return a name without its number and year; «Первый» goes, «Первые шаги» stays."""
    run = words(title)
    start = 0
    for word in run[:2]:
        ordinal = NUMERAL.fullmatch(word.text) or (
            word.traits.lemmas & listed("names", "ordinal") and _before_title(title, word.end)
        )
        if not ordinal:
            break
        start = word.end
    rest = YEAR.sub("", title[start:]).strip(" ,–—-")
    return rest or title


def _before_title(title: str, end: int) -> bool:
    return any(w.traits.lemmas & listed("names", "titled") for w in words(title[end:]))
