"""Writing TOML as source files have it: aligned keys, plain strings, tables last."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def toml_table(table: Mapping[str, Any]) -> list[str]:
    """Lines of one table, without its head."""
    width = max(map(len, table), default=0)
    return [f"{name:<{width}} = {_value(value)}" for name, value in table.items()]


def toml_file(table: Mapping[str, Any]) -> str:
    """A whole file: plain keys first, then each table under its name."""
    plain = {name: value for name, value in table.items() if not isinstance(value, Mapping)}
    parts = [toml_table(plain)]
    parts += [
        [f"[{name}]", *toml_table(value)]
        for name, value in table.items()
        if isinstance(value, Mapping)
    ]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _value(value: Any) -> str:
    """JSON's strings, numbers, booleans and lists are TOML's too."""
    if isinstance(value, str) and '"' in value and "'" not in value and "\n" not in value:
        return f"'{value}'"
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)
