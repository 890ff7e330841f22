"""The word lists of words.toml, ready to ask."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from scraper.page.tree import Element

TOKEN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
LETTERS = re.compile(r"\w+")


@cache
def lists() -> dict[str, frozenset[str]]:
    data = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    return {name: frozenset(values) for name, values in data.items()}


def names_furniture(element: Element) -> bool:
    """Say whether class, id or role call an element page furniture."""
    if element.get("role") in lists()["roles"]:
        return True
    return any(map(_is_furniture, tokens(element)))


def names_title(element: Element) -> bool:
    """Say whether class or id call an element a title."""
    return not lists()["titles"].isdisjoint(tokens(element))


def tokens(element: Element) -> tuple[str, ...]:
    """What class and id of an element are made of."""
    classes, name = element.get("class"), element.get("id")
    return _tokens(f"{classes or ''} {name or ''}"[:200]) if classes or name else ()


@lru_cache(4096)
def _tokens(names: str) -> tuple[str, ...]:
    return tuple(token.lower() for token in TOKEN.findall(names))


@cache
def _furniture() -> re.Pattern[str]:
    return re.compile("|".join(word.replace("*", r"\w*") for word in lists()["classes"]))


@lru_cache(4096)
def _is_furniture(token: str) -> bool:
    return _furniture().fullmatch(token) is not None


def folded(text: str) -> str:
    """Words as they are compared: small letters, ё as е, nothing but words and single spaces."""
    return " ".join(LETTERS.findall(text.lower().replace("ё", "е")))


@cache
def sections() -> frozenset[str]:
    """Names of a site's sections, folded."""
    return frozenset(map(folded, lists()["sections"]))


@cache
def _openings(name: str) -> re.Pattern[str]:
    phrases = sorted(map(folded, lists()[name]), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(phrases)})(?!\w)")


def opens(text: str, name: str) -> bool:
    """Say whether a folded line begins with one of the phrases of a list."""
    return _openings(name).match(text) is not None


def has(text: str, name: str) -> bool:
    """Say whether a folded line has one of the phrases of a list anywhere."""
    return _anywhere(name).search(text) is not None


@cache
def _anywhere(name: str) -> re.Pattern[str]:
    phrases = sorted(map(folded, lists()[name]), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)")
