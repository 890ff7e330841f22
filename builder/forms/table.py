"""A table as a CSV file that a Russian Excel opens as it is, and that cannot run anything there."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from builder.forms.dataset import Table

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
CONTROLS = dict.fromkeys([*range(32), *range(127, 160)], " ")
FORMULA = frozenset("=+-@＝＋－＠")
"""What a spreadsheet may take for the beginning of a formula."""


def write(table: Table) -> str:
    return "".join([BOM, table.head, *table.rows])


def line(values: Iterable[str]) -> str:
    """One row of the file, with its end."""
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerow(map(cell, values))
    return out.getvalue()


def cell(value: str) -> str:
    """One line without control characters; what looks like a formula begins with an apostrophe."""
    if not value or (value[0].isalnum() and value.isprintable()):
        return value
    flat = " ".join(value.translate(CONTROLS).split())
    first = next((c for c in flat if unicodedata.category(c)[0] not in "ZCM"), "")
    return f"'{flat}" if first in FORMULA else flat
