"""The lists of words in ``facts/lists``: TOML that a linguist can edit, read once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from model.table import parsed

LISTS = Path(__file__).parents[1] / "lists"
Table = Mapping[str, tuple[str, ...]]


@cache
def raw(name: str) -> dict[str, Any]:
    """Return a list file as it is written."""
    return parsed(LISTS / f"{name}.toml")


@lru_cache(maxsize=32)
def table(name: str) -> Table:
    """Return a table's lists of words, folded: lower case, ``ё`` as ``е``."""
    return {key: tuple(fold(item) for item in items) for key, items in raw(name).items()}


@lru_cache(maxsize=256)
def listed(name: str, *keys: str) -> frozenset[str]:
    """Return the words of one or several lists as a set."""
    return frozenset(item for key in keys for item in table(name)[key])


@lru_cache(maxsize=256)
def pattern(name: str, *keys: str) -> re.Pattern[str]:
    """Return one expression for lists of phrases, to be searched in folded text.

    In a phrase ``*`` stands for letters to the end of the word; a space for any white space.
    The expression is a tree by letters: an alternation of phrases is tried from the first to the
    last at every word, which took most of the time of reading a text.
    """
    tree: Tree = {}
    for phrase in listed(name, *keys):
        _grow(tree, phrase)
    return re.compile(rf"(?<![^\W_]){_source(tree)}")


Tree = dict[str, "Tree"]
END = ""
"""The key that ends a phrase in a tree."""


def _grow(tree: Tree, phrase: str) -> None:
    for char in " ".join(phrase.split()):
        tree = tree.setdefault(char, {})
    tree[END] = {}


def _source(tree: Tree, last: str = "") -> str:
    """Return the expression of a tree; ``last`` is the character that led to it."""
    branches = [_letter(c) + _source(below, c) for c, below in sorted(tree.items()) if c != END]
    if END in tree:
        branches.append(r"(?![^\W_])" if last.isalnum() else "")
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def _letter(char: str) -> str:
    return {"*": r"[^\W_]*", " ": r"\s+"}.get(char, re.escape(char))


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return the text as all lists are written: lower case, ``ё`` as ``е``."""
    return text.lower().replace("ё", "е")
