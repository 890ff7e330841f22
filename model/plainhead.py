"""Front matter in the plain YAML that our own writer makes, read without a YAML parser.

Takes only what it surely reads as PyYAML would, which the tests hold it to, in a tenth of the time.
"""

from __future__ import annotations

import re

KEY = r"[a-z][a-z0-9_]*"
_REST = r"[^\n\t:#]*(?:(?::(?! )|(?<! )#)[^\n\t:#]*)*(?<![\s:])"
SCALAR = rf"[^\s!&*?|>%@`\"'#,\[\]{{}}:\-]{_REST}"
QUOTED = r"'[^'\n\t]*(?:''[^'\n\t]*)*'"
VALUE = rf"({SCALAR}|{QUOTED})"
LINE = re.compile(rf"(?m)^(?:({KEY}):(?: {VALUE})?|- {VALUE}|  ({KEY}): {VALUE})$")
"""A field, an item of a list, or a pair of a mapping."""

ODD = r"\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff"
UNUSUAL = re.compile(f"[{ODD}]")

Value = str | list[str] | dict[str, str]


def plain_values(head: str) -> tuple[dict[str, Value], dict[str, int]] | None:
    """Every field with its value, and with its line in the file; ``None`` if it is not plain."""
    if UNUSUAL.search(head):
        return None
    found = LINE.findall(head)
    if len(found) != head.count("\n") + 1:
        return None
    values: dict[str, Value] = {}
    lines: dict[str, int] = {}
    name = ""
    for number, (field, told, item, key, value) in enumerate(found, 2):
        if field:
            if field in values:
                return None
            name = field
            values[name], lines[name] = _text(told), number
        elif not (_listed(item, name, values) if item else _paired(key, value, name, values)):
            return None
    return values, lines


def _listed(item: str, name: str, values: dict[str, Value]) -> bool:
    """Take an item of a list; false if the field is none."""
    own = values.get(name)
    if own == "":
        values[name] = own = []
    if not isinstance(own, list):
        return False
    own.append(_text(item))
    return True


def _paired(key: str, value: str, name: str, values: dict[str, Value]) -> bool:
    """Take a pair of a mapping; false if the field is none, or has the key already."""
    own = values.get(name)
    if own == "":
        values[name] = own = {}
    if not isinstance(own, dict) or key in own:
        return False
    own[key] = _text(value)
    return True


def _text(told: str) -> str:
    return told[1:-1].replace("''", "'") if told[:1] == "'" else told
