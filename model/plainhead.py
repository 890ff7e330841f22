"""Front matter in the plain YAML that our own writer makes, read without a YAML parser.

Takes only what it surely reads as PyYAML would, which the tests hold it to, in a tenth of the time.
"""

from __future__ import annotations

import re

KEY = r"[a-z][a-z0-9_]*"
SCALAR = r"[^\s!&*?|>%@`\"'#,\[\]{}:\-](?:(?!: | #)[^\n\t])*(?<![\s:])"
QUOTED = r"'(?:[^'\n\t]|'')*'"
VALUE = rf"({SCALAR}|{QUOTED})"
FIELD = re.compile(rf"({KEY}):(?: {VALUE})?")
ITEM = re.compile(rf"- {VALUE}")
PAIR = re.compile(rf"  ({KEY}): {VALUE}")
UNUSUAL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")

Value = str | list[str] | dict[str, str]


def plain_values(head: str) -> tuple[dict[str, Value], dict[str, int]] | None:
    """Every field with its value, and with its line in the file; ``None`` if it is not plain."""
    if UNUSUAL.search(head):
        return None
    values: dict[str, Value] = {}
    lines: dict[str, int] = {}
    name = ""
    for number, line in enumerate(head.split("\n"), 2):
        if field := FIELD.fullmatch(line):
            name, told = field.groups()
            if name in values:
                return None
            values[name], lines[name] = _text(told or ""), number
        elif not _within(line, name, values):
            return None
    return values, lines


def _within(line: str, name: str, values: dict[str, Value]) -> bool:
    """Take a line of a list or of a mapping; false if it is neither."""
    own = values.get(name)
    if item := ITEM.fullmatch(line):
        if own == "":
            values[name] = own = []
        if isinstance(own, list):
            own.append(_text(item[1]))
            return True
    elif pair := PAIR.fullmatch(line):
        if own == "":
            values[name] = own = {}
        if isinstance(own, dict) and pair[1] not in own:
            own[pair[1]] = _text(pair[2])
            return True
    return False


def _text(told: str) -> str:
    return told[1:-1].replace("''", "'") if told[:1] == "'" else told
