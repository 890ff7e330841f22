"""What a person should look at, most harmful first. Pure: records in, cases out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from builder.language import words
from builder.parts.objection import objections
from builder.parts.reprints import Families
from editor.library import Record
from model.announcement import FIELDS, Announcement, Moment, Stage, day

HARM = {
    "apply_close": 0, "cancelled": 10, "apply_open": 20, "event_start": 30, "event_end": 40,
    "stage": 50, "apply_url": 60, "region": 60, "kind": 60,
}  # fmt: skip
"""Days that a doubt may wait longer than one about a deadline as near; of other fields 90."""

OTHER, MERELY, UNKNOWN, OVER = 90, 60, 21, 100_000
"""In days: of other fields; of what is merely inferred, or stands in a reprint; of a date that is
not known; of what is over."""

DATES = ("apply_close", "apply_open", "event_start", "event_end")
COMPARED = ("apply_close", "event_start")
PAST = 60
"""Days after which an announcement without dates is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One field. ``kinds`` are keys of words.toml, gravest first; ``notes`` what others say."""

    field: str
    kinds: tuple[str, ...]
    notes: tuple[str, ...] = ()
    near: int | None = None
    harm: int = OVER

    @property
    def label(self) -> str:
        return str(FIELDS[self.field].metadata["label"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One announcement with all its doubts, gravest first."""

    record: Record
    doubts: tuple[Doubt, ...]

    @property
    def id(self) -> str:
        return self.record.announcement.id


def queue(
    records: Mapping[str, Record],
    told: Mapping[str, Mapping[str, object]],
    known: Families,
    names: Mapping[str, str],
    today: date,
) -> tuple[Case, ...]:
    """All cases. ``told`` are objections, ``names`` each announcement's publisher."""
    cases = []
    for record in records.values():
        a = record.announcement
        if a.hidden:
            continue
        copies = known.copies.get(a.id, ())
        found = doubts(a, told.get(a.id, {}), _others(a, copies, names), today)
        if found:
            cases.append(Case(record=record, doubts=found))
    return tuple(sorted(cases, key=lambda case: (case.doubts[0].harm, case.id)))


def doubts(
    a: Announcement,
    told: Mapping[str, object],
    others: Mapping[str, tuple[str, ...]],
    today: date,
) -> tuple[Doubt, ...]:
    """What is uncertain of one announcement. A confirmed field comes back only if its source
    objects."""
    kinds: dict[str, list[str]] = {}
    objected = objections(a, told)
    for name in objected:
        kinds.setdefault(name, []).append("objection")
    open_ = [name for name in FIELDS if name not in a.confirmed]
    for name in open_:
        if name in others:
            kinds.setdefault(name, []).append("copies")
        if name in a.review:
            kinds.setdefault(name, []).append("review" if getattr(a, name) else "empty")
        if name in a.inferred and getattr(a, name):
            kinds.setdefault(name, []).append("year" if name in DATES else "inferred")
    found = [
        Doubt(
            field=name,
            kinds=tuple(kind),
            notes=(*([objected[name]] if name in objected else []), *others.get(name, ())),
            near=_days(a, name, today),
            harm=harm(a, name, kind, today),
        )
        for name, kind in kinds.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.harm, list(FIELDS).index(one.field))))


def harm(a: Announcement, name: str, kinds: Sequence[str], today: date) -> int:
    """The lower, the worse: days until someone is misled, and how badly."""
    days = _days(a, name, today)
    if days is None:
        days = UNKNOWN
        if _over(a, today):
            days = OVER
    elif days < 0:
        days = OVER
    merely = MERELY if set(kinds) <= {"year", "inferred"} or a.reprint_of else 0
    return days + HARM.get(name, OTHER) + merely


def _days(a: Announcement, name: str, today: date) -> int | None:
    """Days until the doubtful date; for another field, until the next date of the announcement."""
    value: Moment | None = getattr(a, name) if name in DATES else None
    if value:
        return (day(value) - today).days
    ahead = [(day(at) - today).days for at in (getattr(a, one) for one in DATES) if at]
    return min((days for days in ahead if days >= 0), default=max(ahead, default=None))


def _over(a: Announcement, today: date) -> bool:
    old = a.published is not None and (today - a.published).days > PAST
    return old or a.stage is Stage.REPORT


def _others(
    lead: Announcement, copies: Iterable[Announcement], names: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """What copies say otherwise for certain, by field."""
    found: dict[str, list[str]] = {}
    for copy in copies:
        for name in COMPARED:
            ours, theirs = getattr(lead, name), getattr(copy, name)
            if theirs is None or name in copy.review or (ours and day(ours) == day(theirs)):
                continue
            found.setdefault(name, []).append(f"{names[copy.id]}: {words.in_year(day(theirs))}")
    return {name: tuple(dict.fromkeys(notes)) for name, notes in found.items()}


def similar(cases: Iterable[Case], doubt: Doubt) -> tuple[Case, ...]:
    """Cases with the same doubt about the same field, where a glance at the quote may be enough."""
    if set(doubt.kinds) & {"objection", "copies", "empty"}:
        return ()
    return tuple(
        case
        for case in cases
        if any((d.field, d.kinds) == (doubt.field, doubt.kinds) for d in case.doubts)
    )
