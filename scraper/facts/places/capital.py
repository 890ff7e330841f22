"""«Столица», «столичный», «елорда»: which capital is meant, where the text leaves it to the reader.

«В столице Бурятии» and «приморская столица» are named by their region anyway and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.region import regions
from scraper.facts.language.words import lemma, parses
from scraper.facts.places.gazetteer import Place
from scraper.facts.places.mentions import Mention, Role

CAPITAL = re.compile(r"(?<!\w)(?:столиц|столичн|елорда)\w{0,8}", re.IGNORECASE)
PARTS = ("столи", "елорда")
"""The many texts that hold neither are not searched: the expression is slow."""
NEIGHBOUR = 40
"""Characters on either side within which the word before and the word after are read."""
COUNTRY = {"россия": "RU-MOW", "рф": "RU-MOW", "страна": None, "казахстан": "KZ-71"}
OWN_CAPITAL = ("Республика", "республика", "округ")
"""A region so named calls its own chief town «столица»."""
NATIONAL = ("российский", "федеральный", "национальный", "казахстанский")


def capitals(text: str, country: str, actor: str | None) -> Iterator[Mention]:
    """Yield mentions of the national capital.

    ``country`` is RU or KZ; ``actor`` is the code of the region that the text is about.
    """
    low = text.lower()
    for match in CAPITAL.finditer(text) if any(part in low for part in PARTS) else ():
        before = text[max(0, match.start() - NEIGHBOUR) : match.start()].split(" ")[-2:-1]
        after = text[match.end() : match.end() + NEIGHBOUR].split(" ")[1:2]
        left, right = "".join(before), "".join(after).strip(".,;:!?»)")
        code = _meant(match.group().lower(), left, right, country)
        if code and not (actor and _has_own_capital(actor) and not _told(right)):
            yield Mention(
                place=Place("столица", frozenset([code]), code, "town"),
                start=match.start(),
                end=match.end(),
                role=Role.HOST if left.lower() in ("в", "во") else Role.PLAIN,
            )


def _meant(word: str, before: str, after: str, country: str) -> str | None:
    own = "KZ-71" if country == "KZ" else "RU-MOW"
    if word.startswith("елорда"):
        return "KZ-71"
    if word.startswith("столичн"):
        return own
    if _told(after):
        return COUNTRY[lemma(after.lower())] or own
    return None if _modified(before) or _governs(after) else own


def _told(after: str) -> bool:
    """«Столица России»."""
    return lemma(after.lower()) in COUNTRY


def _modified(before: str) -> bool:
    """«Приморская столица», but not «российская»."""
    found = parses(before.lower())
    return bool(found) and found[0].pos == "ADJF" and found[0].lemma not in NATIONAL


def _governs(after: str) -> bool:
    """«Столица республики», «столица Урала»."""
    if after[:1].isupper():
        return True
    found = parses(after.lower())
    return bool(found) and found[0].pos == "NOUN" and found[0].case == "gent"


def _has_own_capital(code: str) -> bool:
    name = regions()[code].name
    return any(word in name for word in OWN_CAPITAL)
