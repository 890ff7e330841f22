"""Bars as plain data: what a chart shows, and the same as a table. Drawn in parts/bars.html."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

WIDTH = 270
"""Units of the longest bar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """``shown`` is the number in words beside the bar; ``length`` its length in units."""

    label: str
    value: int
    shown: str
    length: int
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """``remark`` says what was counted and what was not; ``rest`` are rows of the table alone."""

    id: str
    title: str
    remark: str
    columns: tuple[str, str]
    bars: tuple[Bar, ...]
    rest: tuple[Bar, ...] = ()


LABEL = 40
"""Letters of a label that have room over a bar; the table has them all."""


def chart_label(text: str) -> str:
    return text if len(text) <= LABEL else f"{text[: LABEL - 1].rstrip()}…"


def bars(counted: Iterable[tuple[str, int]], *, most: int = 0, unit: str = "") -> tuple[Bar, ...]:
    """One bar a row, in the order given. ``most`` is the longest bar's value; 0: the largest."""
    rows = list(counted)
    top = most or max((value for _, value in rows), default=0)
    return tuple(
        Bar(
            label=label,
            value=value,
            shown=f"{value}{unit}",
            length=round(WIDTH * value / top) if top else 0,
        )
        for label, value in rows
    )
