"""Addresses for names that texts give: short, guessable, the same in every build.

A name is known by its letters alone, so that quotes, capitals and «минздрав» make no second
organiser. «Областное министерство здравоохранения» names another body in every region, so the
region is part of such a name. Of two names with one address the older keeps it; the other's ends
in a digest of its letters, so that what comes later moves neither.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b

from builder.language.words import cut
from model.slug import NAMELESS, slugify

WORD = re.compile(r"[^\W_]+")
SHORT = {"минздрав": "министерство здравоохранения", "минздрава": "министерства здравоохранения"}
GENERIC = re.compile(
    r"министерств\w*|здравоохранени\w*|департамент\w*|управлени\w*|комитет\w*|правительств\w*"
    r"|област\w*|кра[йяею]\w*|краев\w*|республик\w*|регион\w*|город\w*|район\w*|местн\w*|окруж?\w*"
    r"|организаци\w*|профсоюз\w*|больниц\w*|поликлиник\w*|центр\w*|колледж\w*|университет\w*"
    r"|академи\w*|факультет\w*|медицинск\w*|медколледж\w*|перинатальн\w*|учебн\w*|центральн\w*|наш\w*|и|по|при"
)
"""Words that make no name of their own."""

SEVERAL = 8
"""Organisers of one announcement that get a page; a longer list is no list of organisers."""

LONGEST = 160
"""Letters of a name that are shown."""


@lru_cache(maxsize=8192)
def organisers(line: str, region: str) -> tuple[str, ...]:
    """The keys of all that a line names: «союз; министерство» are two. ``region`` may be empty."""
    return tuple(dict.fromkeys(filter(None, (key(one, region) for one in _parts(line)))))


def key(name: str, region: str) -> str:
    """Empty for a body that the text does not tell from those of other regions."""
    words = _letters(name)
    if not all(map(GENERIC.fullmatch, words)):
        return " ".join(words)
    return " ".join((*words, *_letters(region))) if region and words else ""


def _letters(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return " ".join(SHORT.get(word, word) for word in WORD.findall(folded)).split()


def _parts(line: str) -> list[str]:
    return line.split(";")[:SEVERAL]


def spelled(known: str, line: str, region: str) -> str:
    """The name as a line spells it, with a capital letter."""
    name = next((one for one in _parts(line) if key(one, region) == known), known).strip()
    shown = cut(name, LONGEST)
    qualified = key(name, "") == "" and region
    return shown[:1].upper() + shown[1:] + (f" ({region})" if qualified else "")


def slugs(keys: Iterable[str]) -> dict[str, str]:
    """An address for every key; ``keys`` are oldest first."""
    taken: dict[str, str] = {}
    for name in keys:
        taken.setdefault(next(slug for slug in _candidates(name) if slug not in taken), name)
    return {name: slug for slug, name in taken.items()}


def _candidates(name: str) -> Iterator[str]:
    """A bare number is a sheet's address, and a name without letters has none of its own."""
    slug = slugify(name)
    if slug != NAMELESS and not slug.isdigit():
        yield slug
    digest = blake2b(name.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    for length in (6, 12, 32):
        yield f"{slug}-{digest[:length]}"
