"""What is said to readers, in the one language that this process speaks.

A process speaks one language from its first word on, as programs with gettext do: words are kept in
constants and caches all over the builder. ``~`` in a text is a space at which no line breaks.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from string import Formatter
from typing import Any

from builder.language.cases import decline, place

RUSSIAN = "ru"
NBSP = "\N{NO-BREAK SPACE}"


class _Speech:
    """The language, and whether a word was said in it already."""

    language = RUSSIAN
    begun = False


def speak(language: str) -> None:
    """Choose the language; raises if words were said in another one."""
    if language == _Speech.language:
        return
    if _Speech.begun:
        raise RuntimeError(f"this process speaks {_Speech.language}; start another for {language}")
    if language != RUSSIAN:
        from builder.language.catalogue import catalogue

        catalogue(language)
    _Speech.language = language


def spoken() -> str:
    return _Speech.language


def say(text: str, /, **values: object) -> str:
    """The text in the language, with ``{name}`` replaced by values; they may be anything."""
    told = translated(text)
    return fill(told, **values) if values else told


def fill(told: str, /, **values: object) -> str:
    """The same for a text that is in the language already."""
    return told.format(**values) if _Speech.language == RUSSIAN else _FILL.format(told, **values)


@cache
def translated(text: str) -> str:
    _Speech.begun = True
    return _words().get(text, text).replace("~", NBSP)


def noun_forms(forms: tuple[str, ...]) -> tuple[str, ...]:
    """A noun after numbers, from the Russian forms after 1, 2 and 5: one form a plural category."""
    _Speech.begun = True
    if _Speech.language == RUSSIAN:
        return forms
    from builder.language.catalogue import catalogue

    return catalogue(_Speech.language).nouns.get(forms[0], forms)


def order(text: str) -> str:
    """What names are sorted by in the language."""
    return text if _Speech.language == RUSSIAN else place(text)


def retold(table: Any) -> Any:
    """A table of words read from TOML, every text of it in the language."""
    if isinstance(table, str):
        return translated(table)
    if isinstance(table, list):
        return [retold(one) for one in table]
    if isinstance(table, Mapping):
        return {name: retold(one) for name, one in table.items()}
    return table


def _words() -> Mapping[str, str]:
    if _Speech.language == RUSSIAN:
        return {}
    from builder.language.catalogue import catalogue

    return catalogue(_Speech.language).words


class _Fill(Formatter):
    """``{day:ға}`` puts the value into a case, named by its ending."""

    def format_field(self, value: Any, format_spec: str) -> str:
        return decline(str(value), format_spec) if format_spec else str(value)


_FILL = _Fill()
