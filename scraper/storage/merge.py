"""The three-way merge: what the source says now, what it said before, what a person made of it.

A field follows its source until a person changes it; from then on it is theirs. Lists and quotes
merge by element, the body by paragraph. Pure: three records in, one record and the objections out.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import Any, TypeVar

from model.announcement import FIELDS, Announcement

T = TypeVar("T", bound=Hashable)

OURS = ("draft", "hidden", "pinned", "confirmed")
"""What only people set: no source ever touches it."""

DOUBTS = ("inferred", "review")
"""Lists of fields that a value brings along."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """``objections``: fields that a person owns and whose source has since moved, with its value.

    ``moved``: fields that followed the source, with the value before.
    """

    announcement: Announcement
    objections: dict[str, Any] = field(default_factory=dict)
    moved: dict[str, Any] = field(default_factory=dict)


def merge(pristine: Announcement, edited: Announcement, fresh: Announcement) -> Merged:
    """Bring ``edited`` up to ``fresh``, both of which grew from ``pristine``."""
    values: dict[str, Any] = {}
    objections: dict[str, Any] = {}
    for name in FIELDS:
        if name == "id" or name in OURS:
            continue
        base, mine, theirs = (getattr(one, name) for one in (pristine, edited, fresh))
        if name in edited.confirmed:
            merged, objects = mine, theirs not in (base, mine)
        else:
            merged, objects = _field(base, mine, theirs)
        values[name] = merged
        if objects:
            objections[name] = theirs
    held = {name: getattr(edited, name) for name in _torn(replace(edited, **values))}
    objections |= {n: getattr(fresh, n) for n, v in held.items() if v != getattr(fresh, n)}
    announcement = _proven(pristine, edited, fresh, replace(edited, **values | held), objections)
    moved = {
        name: getattr(edited, name)
        for name in values
        if getattr(announcement, name) != getattr(edited, name)
    }
    return Merged(announcement=announcement, objections=objections, moved=moved)


def _proven(
    pristine: Announcement,
    edited: Announcement,
    fresh: Announcement,
    merged: Announcement,
    objections: Collection[str],
) -> Announcement:
    """Quotes and doubts go with the value that they are about, whoever's it is."""
    kept = {*edited.confirmed, *objections}
    quotes = {name: words for name, words in merged.evidence.items() if name not in kept}
    quotes |= {name: words for name, words in edited.evidence.items() if name in kept}
    followed = [
        name
        for name in FIELDS
        if getattr(merged, name) == getattr(fresh, name) != getattr(pristine, name)
    ]
    marks = {}
    for key in DOUBTS:
        told = [name for name in getattr(merged, key) if name not in edited.confirmed]
        again = (n for n in getattr(fresh, key) if n in followed and n not in edited.confirmed)
        marks[key] = tuple(dict.fromkeys([*told, *again]))
    order = dict.fromkeys([*merged.evidence, *quotes])
    evidence = {name: quotes[name] for name in order if name in quotes}
    return replace(merged, evidence=evidence, inferred=marks["inferred"], review=marks["review"])


def _field(base: Any, mine: Any, theirs: Any) -> tuple[Any, bool]:
    """The merged value, and whether the source objects to a person's value."""
    if mine in (base, theirs):
        return theirs, False
    if theirs == base:
        return mine, False
    if isinstance(mine, tuple):
        return merge_set(base, mine, theirs), False
    if isinstance(mine, dict):
        return merge_quotes(base, mine, theirs), False
    if isinstance(mine, str) and "\n\n" in f"{base}{mine}{theirs}":
        return merge_body(base, mine, theirs)
    return mine, True


def merge_set(base: tuple[T, ...], mine: tuple[T, ...], theirs: tuple[T, ...]) -> tuple[T, ...]:
    """What either side added stays, what either side removed goes; the person's order leads."""
    kept = [one for one in mine if one in theirs or one not in base]
    return tuple(dict.fromkeys([*kept, *(one for one in theirs if one not in base)]))


def merge_quotes(
    base: dict[str, str], mine: dict[str, str], theirs: dict[str, str]
) -> dict[str, str]:
    names = dict.fromkeys([*mine, *theirs])
    merged = {name: _field(base.get(name), mine.get(name), theirs.get(name))[0] for name in names}
    return {name: quote for name, quote in merged.items() if quote is not None}


def merge_body(base: str, mine: str, theirs: str) -> tuple[str, bool]:
    """Paragraphs follow whichever side changed them; where both did, the person's text stands."""
    old, ours, new = (text.split("\n\n") for text in (base, mine, theirs))
    mine_at, theirs_at = _changes(old, ours), _changes(old, new)
    clash = any(_touch(a, b) for a in mine_at for b in theirs_at if a[2] != b[2])
    if clash:
        return mine, True
    edits = sorted({(start, end, tuple(text)) for start, end, text in [*mine_at, *theirs_at]})
    out: list[str] = []
    at = 0
    for start, end, text in edits:
        out += [*old[at:start], *text]
        at = max(at, end)
    return "\n\n".join([*out, *old[at:]]), False


def _changes(old: list[str], new: list[str]) -> list[tuple[int, int, list[str]]]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [(i, j, new[a:b]) for tag, i, j, a, b in matcher.get_opcodes() if tag != "equal"]


def _touch(a: tuple[int, int, list[str]], b: tuple[int, int, list[str]]) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]


def _torn(merged: Announcement) -> Iterator[str]:
    """Fields of a window whose two halves, each right alone, contradict each other."""
    from model.schema import contradictions

    windows = {"apply_close": "apply_open", "event_end": "event_start"}
    for complaint in contradictions(merged):
        if complaint.field in windows:
            yield from (windows[complaint.field], complaint.field)
