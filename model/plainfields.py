"""Front matter values to an announcement where each is plainly what its field wants.

The rules are those of :mod:`model.announcement`'s types. Whatever is wrong, or in doubt, is left to
pydantic, which tells people what; it takes longer to load than a small build takes otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING
from enum import StrEnum
from functools import cache, lru_cache, partial
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from model.announcement import FIELDS, Announcement
from model.check import Check, link, region_code

LINK = re.compile(r"https?://[a-z0-9][a-z0-9.-]*(?:/[A-Za-z0-9\-._~/?=&%+,:@#!$]*)?")
"""Of ASCII, without user or port: surely an address."""

NUMBER = re.compile(r"[1-9][0-9]{0,8}")
BOOLEANS = {"true": True, "false": False, True: True, False: False}

PUT = tuple((name, vars(Announcement)[name].__set__, one.default) for name, one in FIELDS.items())
"""What sets each field, and what to if nothing is said."""

Read = Callable[[Any], Any]


class Unsure(ValueError):
    """The value is not plainly right."""


def plain_announcement(values: Mapping[str, Any]) -> Announcement | None:
    """``None`` if any value is not plainly right. Of texts, lists and pairs of texts."""
    readers, needed = _readers()
    try:
        made = {name: readers[name](value) for name, value in values.items()}
    except (ValueError, KeyError, TypeError):
        return None
    return _announcement(made) if needed <= made.keys() else None


def _announcement(said: dict[str, Any]) -> Announcement:
    """What ``Announcement(**said)`` is: a frozen one sets its fields in three times the time."""
    made = object.__new__(Announcement)
    said.setdefault("evidence", {})
    for name, put, default in PUT:
        put(made, said.get(name, default))
    return made


@cache
def _readers() -> tuple[dict[str, Read], frozenset[str]]:
    """A reader for each field, and the fields that must be there."""
    told = get_type_hints(Announcement, include_extras=True)
    needed = (
        name
        for name, one in FIELDS.items()
        if one.default is MISSING and one.default_factory is MISSING
    )
    return {name: _reader(told[name]) for name in FIELDS}, frozenset(needed)


def _reader(kind: Any) -> Read:
    if hasattr(kind, "__metadata__"):
        return _checked(kind)
    if kind in PLAIN:
        return PLAIN[kind]
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return partial(_one_of, {one.value: one for one in kind})
    parts = [part for part in get_args(kind) if part not in (NoneType, ...)]
    if get_origin(kind) is tuple:
        return partial(_list, _reader(parts[0]))
    if get_origin(kind) is dict:
        return _pairs
    assert len(parts) == 1, f"no plain way to read {kind}"
    return _reader(parts[0])


def _checked(kind: Any) -> Read:
    [check] = kind.__metadata__
    assert isinstance(check, Check)
    assert check.reads or kind.__origin__ is str, f"no plain way to read {kind}"
    if check is link:
        return _link
    # Days and regions come again and again.
    function = lru_cache(4096)(check.function) if check.reads or check is region_code else None
    return partial(_told, function or check.function)


def _told(check: Read, value: Any) -> Any:
    if value.__class__ is not str:
        raise Unsure
    value.encode()
    return check(value)


def _text(value: Any) -> str:
    """A text that can be written: ``encode`` raises a ``ValueError`` for half of a letter."""
    told: str = _told(str, value)
    return told


def _link(value: Any) -> Any:
    text = _text(value)
    return text if LINK.fullmatch(text) else link.function(text)


def _number(value: Any) -> int:
    if not NUMBER.fullmatch(_text(value)):
        raise Unsure
    return int(value)


def _boolean(value: Any) -> bool:
    if value.__class__ not in (str, bool):
        raise Unsure
    return BOOLEANS[value]


def _one_of(known: Mapping[str, Any], value: Any) -> Any:
    if value.__class__ is not str:
        raise Unsure
    return known[value]


def _list(read: Read, value: Any) -> tuple[Any, ...]:
    if value.__class__ is not list:
        raise Unsure
    return tuple(map(read, value))


def _pairs(value: Any) -> dict[str, str]:
    if value.__class__ is not dict:
        raise Unsure
    return {_text(key): _text(told) for key, told in value.items()}


PLAIN: Mapping[Any, Read] = {str: _text, int: _number, bool: _boolean}
