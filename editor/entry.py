"""What Decap is shown of a file, and what of its answer goes back into the file.

Decap parses a file and writes all of it anew, without comments and quotes. Only fields whose value
differs from what was shown count as edited; their lines alone are changed. Pure text in, text out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from model import content, frontmatter, yamlhead
from model.announcement import FIELDS, FRONT_MATTER

FLAGS = tuple(name for name, field in FIELDS.items() if field.type == "bool")
INTEGER = re.compile(r"-?(?:0|[1-9]\d{0,14})")
RISKY = re.compile(
    r"~|null|true|false|[-+]?\.inf|\.nan|[-+]?0[ox][\da-f_]+"
    r"|[-+]?[\d_]*\.?[\d_]*(?:e[-+]?\d+)?|\d{4}-\d\d-\d\dT[\d:.]+Z",
    re.IGNORECASE,
)
"""Bare words that Decap's YAML reads as something else than their letters."""


def served(text: str) -> str:
    """The file as Decap may read it: what its YAML would take for a number stands in quotes."""
    try:
        parts = frontmatter.cut(text)
        nodes = [*_scalars(yaml.compose("".join(parts.head), Loader=yamlhead.Loader))]
    except (frontmatter.Unsafe, yaml.YAMLError, RecursionError):
        return text
    head = "".join(parts.head)
    for name, node in reversed(nodes):
        if (plain := _plain(name, node)) is not None:
            head = head[: node.start_mark.index] + plain + head[node.end_mark.index :]
    return parts.open + head + parts.tail


def _scalars(node: yaml.Node | None, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every scalar value in the text's order, with the field that it belongs to."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars(value, name or str(key.value))
    elif isinstance(node, yaml.SequenceNode):
        for one in node.value:
            yield from _scalars(one, name)
    elif node is not None:
        yield name, node


def _plain(name: str, node: Any) -> str | None:
    """What to serve in place of a scalar; ``None`` where it may stand as it is."""
    said = str(node.value)
    if node.style or not RISKY.fullmatch(said):
        return None
    if name in FLAGS and said.lower() in ("true", "false"):
        return said.lower()
    if INTEGER.fullmatch(said):
        return None
    return f' "{said}"' if not said else f'"{said}"'


def merged(before: str, raw: str) -> str:
    """The file with what Decap's editor changed, and nothing else."""
    shown = served(before)
    old, new = frontmatter.values(shown), frontmatter.values(raw)
    changes: dict[str, Any] = {
        name: _said(name, new.get(name))
        for name in {**old, **new}
        if _said(name, old.get(name)) != _said(name, new.get(name))
    }
    said = frontmatter.body(raw)
    if said != frontmatter.body(shown):
        changes["body"] = said
    return frontmatter.edit(before, changes) if changes else before


def _said(name: str, value: Any) -> Any:
    """A value without what is empty; ``None`` if nothing is left."""
    if isinstance(value, dict):
        value = {key: one for key, said in value.items() if (one := _said("", said)) is not None}
    elif isinstance(value, list):
        value = [one for said in value if (one := _said("", said)) is not None]
    elif value is not None:
        value = str(value)
        if name in FLAGS and value.lower() in ("true", "false"):
            value = value.lower()
    return None if value in ("", [], {}) or (name in FLAGS and value == "false") else value


def canonical(raw: str) -> str:
    """A new file as the model writes it: its order, nothing that is empty, unknown fields last."""
    fields = {name: _said(name, value) for name, value in frontmatter.values(raw).items()}
    told = {name: value for name, value in fields.items() if value is not None}
    ordered = sorted(told, key=lambda n: FRONT_MATTER.index(n) if n in FRONT_MATTER else 99)
    head = yamlhead.dump({name: told[name] for name in ordered})
    fence = content.FENCE
    return f"{fence}\n{head if told else ''}{fence}\n\n{frontmatter.body(raw)}\n"
