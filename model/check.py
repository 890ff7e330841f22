"""Rules that a field's text must keep, as markers in its type.

A marker carries a plain function; pydantic is imported only when something is validated.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Check:
    """A function that returns the clean value or raises ``ValueError`` with a Russian message."""

    function: Callable[[str], str]
    pattern: str | None = None

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(self.function, handler(source))

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> Any:
        out = handler(schema)
        return out | {"pattern": self.pattern} if self.pattern else out


SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LINE_LIMIT = 2000


def _one_line(value: str) -> str:
    flat = " ".join(value.split())
    if not flat:
        raise ValueError("пустая строка; уберите поле, если сказать нечего")
    if len(flat) > LINE_LIMIT:
        raise ValueError(f"слишком длинно: {len(flat)} знаков, можно {LINE_LIMIT}")
    return flat


def _slug(value: str) -> str:
    if not re.fullmatch(SLUG, value):
        raise ValueError("только строчные латинские буквы, цифры и дефисы")
    return value


def _link(value: str) -> str:
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        raise ValueError("это не адрес страницы") from None
    bare = not re.search(r"[\s<>\"\\\x00-\x1f]", value)
    if parts.scheme not in ("http", "https") or not parts.hostname or not bare:
        raise ValueError("адрес должен начинаться с http:// или https://")
    return value


def _region(value: str) -> str:
    from model.region import regions

    if value not in regions():
        raise ValueError("нет такого кода; список: docs/redaktoru.md, «Регионы»")
    return value


one_line = Check(_one_line)
slug = Check(_slug, SLUG)
link = Check(_link, "^https?://")
region_code = Check(_region)
