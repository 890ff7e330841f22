"""Russian of the editor's desk: nouns with numbers, what a doubt is about."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale

from builder.language.words import FORMS, NBSP


@cache
def table() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))


def plural(number: int, noun: str) -> str:
    """The noun's form alone: 3 → «факта»."""
    return str(table()["noun"][noun][FORMS[Locale("ru").plural_form(number)]])


def count(number: int, noun: str) -> str:
    return f"{number}{NBSP}{plural(number, noun)}"
