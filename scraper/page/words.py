"""The word lists of words.toml, ready to ask. Lines are asked about in their folded form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from model.table import parsed
from scraper.page.tree import Element

TOKEN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
LETTERS = re.compile(r"\w+")
NUMBERS = re.compile(r"(?:^|\s)\d+(?=\s|$)")


@cache
def words(name: str) -> frozenset[str]:
    """The phrases of a list, as they are written."""
    return _lists()[name]


@cache
def _lists() -> dict[str, frozenset[str]]:
    data = parsed(Path(__file__).with_name("words.toml"))
    return {name: frozenset(phrases) for name, phrases in data.items()}


def folded(text: str) -> str:
    """Words as they are compared: small letters, ё as е, nothing but words and single spaces."""
    return " ".join(LETTERS.findall(text.lower().replace("ё", "е")))


def label(text: str) -> str:
    """What a line is about: its words before a colon, without numbers."""
    return NUMBERS.sub("", folded(text.partition(":")[0][:200])).strip()


def opens(line: str, about: str, name: str) -> bool:
    """Say whether a folded line begins as a list says; ``about`` is its label."""
    whole, openings = _openings(name)
    return about in whole or (openings is not None and openings.match(line[:120]) is not None)


@cache
def _openings(name: str) -> tuple[frozenset[str], re.Pattern[str] | None]:
    phrases = words(name)
    whole = frozenset(folded(phrase) for phrase in phrases if not phrase.endswith("…"))
    open_ = [folded(phrase) for phrase in phrases if phrase.endswith("…")]
    return whole, re.compile(rf"(?:{_any(open_)})(?!\w)") if open_ else None


def has(line: str, name: str) -> bool:
    """Say whether a folded line has one of the phrases of a list anywhere."""
    return _anywhere(name).search(line) is not None


@cache
def _anywhere(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any(map(folded, words(name)))})(?!\w)")


def _any(phrases: Iterable[str]) -> str:
    return "|".join(sorted(phrases, key=len, reverse=True))


@cache
def sections() -> frozenset[str]:
    """Names of a site's sections, folded."""
    return frozenset(map(folded, words("sections")))


def names(element: Element, name: str) -> bool:
    """Say whether class or id of an element have a token of a list."""
    return any(_is_token(token, name) for token in _tokens(element))


def _tokens(element: Element) -> tuple[str, ...]:
    classes, name = element.get("class"), element.get("id")
    return _split(f"{classes or ''} {name or ''}"[:200]) if classes or name else ()


@lru_cache(4096)
def _split(names: str) -> tuple[str, ...]:
    return tuple(token.lower() for token in TOKEN.findall(names))


@lru_cache(4096)
def _is_token(token: str, name: str) -> bool:
    return _token_pattern(name).fullmatch(token) is not None


@cache
def _token_pattern(name: str) -> re.Pattern[str]:
    return re.compile("|".join(token.replace("*", r"\w*") for token in words(name)))
