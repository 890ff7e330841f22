"""Names of places in Kazakh sentences: «Қарағанды облысында», «Шымкентте», «атыраулықтар».

Kazakh adds endings to an unchanged stem, so a word is a name if what remains before a known
chain of endings is one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from model.region import regions, towns
from scraper.facts.language.words import Token
from scraper.facts.places.declension import tables
from scraper.facts.places.gazetteer import Place

LETTER = re.compile("[әғқңөұүһіӘҒҚҢӨҰҮҺІ]")
SHARE, SHARE_THROUGHOUT = 40, 12
"""One Kazakh letter in so many makes a paragraph Kazakh; one in so few, a whole text."""
LONGEST = 40
"""Letters; no name with all its endings is longer."""


class Found(NamedTuple):
    """A name in a Kazakh sentence: the token after it, and the chain of its last word's endings."""

    place: Place
    end: int
    endings: str


def is_kazakh(text: str, *, throughout: bool = False) -> bool:
    share = SHARE_THROUGHOUT if throughout else SHARE
    return len(LETTER.findall(text)) * share > len(text)


def find(words: Sequence[Token], start: int) -> Found | None:
    """Return the longest name that begins at this token."""
    capital = words[start].text[0].isupper()
    for width in (3, 2, 1) if capital else (1,):
        chunk = words[start : start + width]
        if len(chunk) < width:
            continue
        head = "".join(f"{token.text.lower()} " for token in chunk[:-1])
        for stem, endings in _cuts(chunk[-1].text.lower()):
            place = _names().get(head + stem)
            if place and (capital or endings.startswith(tuple(tables()["kazakh"]["of"]))):
                return Found(place, start + width, endings)
    return None


@lru_cache(maxsize=20_000)
def _cuts(word: str) -> tuple[tuple[str, str], ...]:
    """Return every (stem, chain of endings) that a word may be, the longest stem first."""
    region: str = tables()["kazakh"]["region"]
    if word.startswith(region[:-1]):
        return ((region, word.removeprefix(region)),)
    if len(word) > LONGEST:
        return ()
    chains = _chains()
    ways = ((word[:i], word[i:]) for i in range(len(word), 1, -1))
    return tuple((stem, endings) for stem, endings in ways if endings in chains)


@lru_cache(maxsize=1)
def _chains() -> frozenset[str]:
    kazakh = tables()["kazakh"]
    of, plural, case = ([""] + kazakh[key] for key in ("of", "plural", "case"))
    return frozenset(a + b + c for a in of for b in plural for c in case)


@lru_cache(maxsize=1)
def _names() -> Mapping[str, Place]:
    codes: dict[str, set[str]] = defaultdict(set)
    for code, row in regions().items():
        if row.name_kk:
            codes[row.name_kk.lower()].add(code)
    for name, code in _without_region(list(codes.items())):
        codes.setdefault(name, {code})
    for code, places in towns().items():
        for name in places.kazakh:
            if name.lower() not in codes:
                codes[name.lower()].add(code)
    return {name: _place(name, frozenset(found)) for name, found in codes.items()}


def _without_region(named: Iterable[tuple[str, set[str]]]) -> Iterator[tuple[str, str]]:
    """«Қарағанды» for «Қарағанды облысы»: most regions bear the name of their town."""
    kazakh = tables()["kazakh"]
    for name, found in named:
        short = name.removesuffix(" " + kazakh["region"])
        if short != name and short not in kazakh["never_alone"]:
            yield short, next(iter(found))


def _place(name: str, codes: frozenset[str]) -> Place:
    return Place(
        name=name,
        codes=codes,
        usual=next(iter(codes)) if len(codes) == 1 else None,
        sort="region" if name.endswith(tables()["kazakh"]["region"]) else "town",
    )
