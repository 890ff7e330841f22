"""Front matter as PyYAML reads and writes it, every scalar as text.

Loaded for files that :mod:`model.plainhead` does not take, and for writing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import yaml

from model.problem import ContentProblem, Place, together

Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Quotes only what syntax needs: every scalar is text, so none can be mistaken for a number."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[Any]]] = {}


def dump(values: Mapping[str, Any]) -> str:
    """Fields in the order given, each on lines of its own."""
    told = yaml.dump(values, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=10**6)
    return str(told)


def yaml_values(head: str, path: Place) -> tuple[dict[str, Any], dict[str, int]]:
    """Every field with its value, and with its line; raises as ``model.content.read`` does."""
    try:
        node = yaml.compose(head, Loader=Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        found = head.split("\n")[mark.line] if mark and mark.line < head.count("\n") + 1 else ""
        hint = "если в значении есть двоеточие или кавычки, возьмите его целиком в кавычки '…'"
        message = f"шапка не читается: «{found.strip()}»"
        raise together([ContentProblem(path, line, "", "", message, hint)]) from None
    if node is None:
        return {}, {}
    if not isinstance(node, yaml.MappingNode):
        raise together([ContentProblem(path, 2, "", "", "в шапке нужны строки «поле: значение»")])
    lines: dict[str, int] = {}
    for key, _ in node.value:
        name, line = str(key.value), key.start_mark.line + 2
        if name in lines:
            raise together([ContentProblem(path, line, name, "", "поле стоит дважды",
                                         f"первый раз в строке {lines[name]}")])  # fmt: skip
        lines[name] = line
    return {str(key.value): _plain(value) for key, value in node.value}, lines


def _plain(node: yaml.Node, depth: int = 0) -> Any:
    if isinstance(node, yaml.MappingNode) and depth < 5:
        return {str(key.value): _plain(value, depth + 1) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode) and depth < 5:
        return [_plain(value, depth + 1) for value in node.value]
    return str(node.value)
