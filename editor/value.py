"""A field's value as an editor reads and types it: «28 ноября 2026», «Липецкая область», «да»."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from builder.language import words
from editor import form
from model.announcement import FIELDS
from model.frontmatter import Value

SPOKEN = re.compile(r"(\d{1,2})\s+([а-яё]{3,})\s+(\d{4})(?:\s*г(?:ода|\.)?)?", re.IGNORECASE)
DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
DATES = tuple(name for name, field in FIELDS.items() if "Day" in str(field.type))
FLAGS = tuple(name for name, field in FIELDS.items() if field.type == "bool")
LISTS = tuple(name for name, field in FIELDS.items() if str(field.type).startswith("tuple"))
YES, NO = "да", "нет"


@cache
def choices() -> Mapping[str, Mapping[str, str]]:
    """Of each field with a fixed set of values, its labels."""
    return {
        one["name"]: {option["value"]: option["label"] for option in one["options"]}
        for one in form.fields()
        if "options" in one
    }


def show(name: str, value: object) -> str:
    """As in the queue; empty where the text does not say. A clock is shown with its zone."""
    if value is None or value == ():
        return ""
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return words.in_year(value).replace(words.NBSP, " ")
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, tuple):
        return "; ".join(show(name, one) for one in value)
    return choices().get(name, {}).get(str(value), str(value))


def read(name: str, typed: str) -> Value:
    """What the file shall say; ``None`` for nothing. The model judges whether it is valid."""
    said = " ".join(typed.split())
    if not said:
        return None
    if name in FLAGS:
        return "true" if said.casefold() in (YES, "true", "1") else None
    if name in LISTS:
        return [str(_one(name, one.strip())) for one in said.split(";") if one.strip()] or None
    return str(_one(name, said))


def _one(name: str, said: str) -> str:
    if name in DATES:
        return day(said) or said
    codes = {label.casefold(): code for code, label in choices().get(name, {}).items()}
    return codes.get(said.casefold(), said)


def day(said: str) -> str | None:
    """«28 ноября 2026 года» and «28.11.2026» as 2026-11-28; ``None`` if it is no such thing."""
    if match := DOTTED.fullmatch(said):
        number, month, year = match.groups()
        return f"{year}-{int(month):02}-{int(number):02}"
    match = SPOKEN.fullmatch(said)
    if match and (month_of := _month(match[2].lower())):
        return f"{match[3]}-{month_of:02}-{int(match[1]):02}"
    return None


def _month(word: str) -> int | None:
    start = "мая" if word == "май" else word[:3]
    found = [n for n, name in enumerate(words.months(), 1) if name.startswith(start)]
    return found[0] if found else None


def raw(value: Any) -> Value:
    """A value of state/objections.json as a file says it."""
    if value is None or value == []:
        return None
    if isinstance(value, bool):
        return "true" if value else None
    return [str(one) for one in value] if isinstance(value, list) else str(value)
