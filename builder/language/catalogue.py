"""A language's catalogue: builder/locale/<language>/LC_MESSAGES/site.po, read as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from model.problem import SettingProblem

LOCALE = Path(__file__).parents[1] / "locale"


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """``words`` are by the Russian text, ``nouns`` by the noun's first form.

    A noun's forms are in the order of the language's plural categories.
    """

    words: Mapping[str, str]
    nouns: Mapping[str, tuple[str, ...]]


def file(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "site.po"


def known() -> tuple[str, ...]:
    """Languages that have a catalogue."""
    return tuple(sorted(path.parts[-3] for path in LOCALE.glob("*/LC_MESSAGES/site.po")))


@cache
def catalogue(language: str) -> Catalogue:
    """Words not translated, or not for certain, are left out: they stay Russian."""
    path = file(language)
    if language not in known():
        listed = ", ".join(("ru", *known()))
        raise SettingProblem(f"--lang {language}: такого перевода нет; есть: {listed}")
    with path.open("rb") as opened:
        found = read_po(opened, locale=language)
    words: dict[str, str] = {}
    nouns: dict[str, tuple[str, ...]] = {}
    for message in found:
        said = message.string or ""
        if not message.id or message.fuzzy:
            continue
        if isinstance(message.id, str):
            words[message.id] = str(said) or message.id
        elif all(said):
            nouns[message.id[0]] = tuple(said)
    return Catalogue(words=words, nouns=nouns)
