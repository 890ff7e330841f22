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
from scraper.facts.language.table import fold, listed, pattern
from scraper.facts.names import head_noun, name
from scraper.facts.titles import NUMERAL

YEAR = re.compile(r"[\s,–—-]*(?:19|20)\d\d(?:[–—/-](?:19|20)?\d\d)?(?:\s*(?:год[а-я]*|г\.))?")


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
    text = fold(" ".join(sentences(document)))
    again = pattern("names", "again").search(text) is not None
    if not (scheme or numbered or again):
        return None
    return Fact(slugify(series(found.value)), found.quote, inferred=not (scheme or numbered))


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
