"""The night job's own settings: content/publish.toml, all of it optional. Secrets are never here:
they come from the environment (docs/engineer.md lists them)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from model.problem import SettingProblem, meant
from publish.alerts import Patience
from publish.announce import Indexing
from publish.gates import Limits

FILE = "publish.toml"

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How much may change in a night, when to speak of a broken source, whom to tell of news."""

    gates: Limits
    alerts: Patience
    indexnow: Indexing


def read_settings(content: Path) -> Settings:
    path = content / FILE
    tables: dict[str, Any] = {}
    if path.is_file():
        try:
            tables = tomllib.loads(path.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingProblem(f"{path}: не читается: {error}") from None
    names = [field.name for field in fields(Settings)]
    for name in tables:
        _known(path, name, names)
    return Settings(
        gates=_table(path, "gates", Limits, tables.get("gates", {})),
        alerts=_table(path, "alerts", Patience, tables.get("alerts", {})),
        indexnow=_table(path, "indexnow", Indexing, tables.get("indexnow", {})),
    )


def _table(path: Path, table: str, kind: type[T], values: Any) -> T:
    """One table as its dataclass; a value must be of its default's type."""
    if not isinstance(values, dict):
        raise SettingProblem(f"{path}: «{table}»: нужна таблица [{table}]")
    usual = kind()
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    typed: dict[str, Any] = {}
    for name, value in values.items():
        _known(path, name, names)
        typed[name] = _typed(path, f"{table}.{name}", value, getattr(usual, name))
    return kind(**typed)


def _typed(path: Path, name: str, value: Any, usual: Any) -> Any:
    if isinstance(usual, tuple):
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return tuple(dict.fromkeys([*usual, *value]))
        raise SettingProblem(f"{path}: «{name}»: нужен список строк в кавычках")
    if isinstance(usual, str):
        if isinstance(value, str) and value.startswith(("https://", "http://")):
            return value
        raise SettingProblem(f"{path}: «{name}»: нужен адрес, https://…, в кавычках")
    if isinstance(usual, float):
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if number and 0 <= value <= 1:
            return float(value)
        raise SettingProblem(f"{path}: «{name}»: нужна доля от 0 до 1, например {usual}")
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    raise SettingProblem(f"{path}: «{name}»: нужно целое число, например {usual}")


def _known(path: Path, name: str, names: list[str]) -> None:
    if name not in names:
        hint = meant(name, names)
        raise SettingProblem(f"{path}: неизвестное поле «{name}»" + (hint and f"; {hint}"))
