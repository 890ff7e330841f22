"""Whose word each field is: read by the robot, doubted, confirmed, corrected, contradicted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from editor import value
from editor.words import table
from model.announcement import FIELDS, FRONT_MATTER, Announcement

OWN = ("evidence", "inferred", "review", "confirmed", "fetched", "draft", "hidden", "pinned")
"""Fields that say how others came about, or that only people set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A row of the table. ``read`` is the robot's value where it is another than ours."""

    field: str
    label: str
    value: str
    origin: str
    read: str = ""
    quote: str = ""

    @property
    def says(self) -> str:
        return str(table()["origin"][self.origin])


def origins(
    a: Announcement, pristine: Announcement | None, objected: Collection[str]
) -> tuple[Origin, ...]:
    """Every field that says something now, or did when the robot read it."""
    rows = []
    for name in FRONT_MATTER:
        mine = getattr(a, name)
        theirs = getattr(pristine, name) if pristine else None
        if name in OWN or not (mine or theirs):
            continue
        rows.append(
            Origin(
                field=name,
                label=str(FIELDS[name].metadata["label"]),
                value=value.show(name, mine),
                origin=origin(a, pristine, name, objected),
                read=value.show(name, theirs) if pristine and theirs != mine else "",
                quote=a.evidence.get(name, ""),
            )
        )
    return tuple(rows)


def origin(
    a: Announcement, pristine: Announcement | None, name: str, objected: Collection[str]
) -> str:
    """A key of words.toml's table."""
    if name in objected:
        return "objection"
    if pristine is None or getattr(a, name) != getattr(pristine, name):
        return "edited"
    if name in a.confirmed:
        return "confirmed"
    if name in a.review:
        return "doubtful"
    return "inferred" if name in a.inferred else "read"
