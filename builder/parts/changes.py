"""What sources changed in announcements that readers have seen, told in Russian.

The scraper writes a line a moved fact into state/changes.jsonl; here it is read and put in words.
The words never depend on the day of the build, so pages of the past stay as they are.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from builder.language import words
from builder.language.speech import fill, say
from model.announcement import Announcement, Moment, day
from model.problem import ContentProblem

FILE = "changes.jsonl"
MOMENTS = ("apply_open", "apply_close", "event_start", "event_end")
LINES = ("place", "apply_url")
LONGEST = 160
"""Letters of a value that are shown."""

SLOT = re.compile(r"\{(was|from|now)\}")

Value = Moment | str | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One fact that moved: the day on which we noticed, and the values of before and after."""

    day: date
    id: str
    field: str
    old: Value
    new: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a sentence; ``tag`` is del, ins or empty."""

    text: str
    tag: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A change in words. ``key``: it moves a date that a reader acts by."""

    id: str
    iso: str
    day: str
    parts: tuple[Part, ...]
    key: bool

    @property
    def line(self) -> str:
        return "".join(part.text for part in self.parts)


def read_changes(state: Path) -> tuple[dict[str, tuple[Change, ...]], list[ContentProblem]]:
    """Every change by announcement, oldest first; a damaged line is told and passed over."""
    path = state / FILE
    found: dict[str, list[Change]] = defaultdict(list)
    problems = []
    try:
        lines = path.read_bytes().splitlines()
    except OSError:
        return {}, []
    for number, line in enumerate(lines, 1):
        try:
            change = _change(json.loads(line)) if line.strip() else None
        except (ValueError, KeyError, TypeError, RecursionError):
            message = "строка повреждена и пропущена"
            problems.append(ContentProblem(path, number, "", "", message))
            continue
        if change:
            found[change.id].append(change)
    return {name: joined(changes) for name, changes in found.items()}, problems


def _change(row: Mapping[str, Any]) -> Change | None:
    """One line; ``None`` for a field of which nothing is told. Raises if it is damaged."""
    name, field = row["id"], row["field"]
    if not isinstance(name, str) or not isinstance(field, str):
        raise TypeError
    if field not in words.table()["change"]:
        return None
    old, new = _value(field, row["old"]), _value(field, row["new"])
    return Change(day=date.fromisoformat(row["day"]), id=name, field=field, old=old, new=new)


def _value(field: str, told: object) -> Value:
    if told is None or (field == "cancelled" and isinstance(told, bool)):
        return told
    if not isinstance(told, str):
        raise TypeError
    if field in LINES:
        return " ".join(told.split())
    if field not in MOMENTS:
        raise TypeError
    return moment(told)


def moment(text: str) -> Moment:
    """A day or an aware time. Raises ``ValueError`` for anything else."""
    if len(text) <= 10:
        return date.fromisoformat(text)
    stated = datetime.fromisoformat(text)
    if stated.tzinfo is None:
        raise ValueError(text)
    return stated


def joined(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Several moves of one fact on one day are one; a value that came back did not move."""
    first: dict[tuple[date, str], Change] = {}
    for change in changes:
        key = (change.day, change.field)
        old = first[key].old if key in first else change.old
        first[key] = Change(day=change.day, id=change.id, field=change.field, old=old,
                            new=change.new)  # fmt: skip
    moved = (change for change in first.values() if change.old != change.new)
    return tuple(sorted(moved, key=lambda c: (c.day, c.field)))


def tell(change: Change, tz: str) -> Told:
    """``tz`` is the announcement's zone: an hour is named by its town."""
    pattern = str(words.table()["change"][change.field][_way(change)])
    return Told(
        id=f"izmeneno-{change.day.isoformat()}-{change.field.replace('_', '-')}",
        iso=change.day.isoformat(),
        day=words.in_year(change.day),
        parts=tuple(_parts(pattern, _values(change, tz))),
        key=change.field in MOMENTS or change.field == "cancelled",
    )


def moved(changes: Sequence[Change], a: Announcement, tz: str) -> str:
    """The sentence for a row of a list: how the date that it shows came to be what it is."""
    fields = ("apply_close",) if a.apply_close else ("event_start",)
    last = _last(changes, a, fields)
    return tell(last, tz).line if last else ""


def moved_deadline(changes: Sequence[Change], a: Announcement) -> str:
    """«Срок продлён: был 14 ноября», for where the new day is in sight."""
    last = _last(changes, a, ("apply_close",))
    pattern = words.table()["moved"].get(_way(last)) if last else None
    return fill(str(pattern), was=_values(last, "")["was"]) if pattern and last else ""


def _last(changes: Sequence[Change], a: Announcement, fields: Sequence[str]) -> Change | None:
    """The newest move that led to today's value: an editor's own word has no history."""
    own = [c for c in changes if c.field in fields]
    if not own or own[-1].old is None or own[-1].new is None:
        return None
    return own[-1] if own[-1].new == getattr(a, own[-1].field) else None


def _way(change: Change) -> str:
    """How a fact changed: the name of its pattern."""
    old, new = change.old, change.new
    if change.field == "cancelled":
        return "set" if new else "unset"
    if old is None or new is None:
        return "named" if old is None else "dropped"
    if not isinstance(old, date) or not isinstance(new, date):
        return "changed"
    if day(old) == day(new):
        return "hour"
    if day(new) < day(old):
        return "earlier"
    return "reopened" if day(old) < change.day <= day(new) else "later"


def _values(change: Change, tz: str) -> dict[str, str]:
    old, new = change.old, change.new
    if not isinstance(old, date) or not isinstance(new, date):
        was, now = _text(old, change.day), _text(new, change.day)
        return {"was": was, "from": was, "now": now}
    if day(old) == day(new):
        return {"was": _hour(old, tz), "from": _hour(old, tz), "now": _hour(new, tz)}
    here = {day(old).year, day(new).year} == {change.day.year}
    was, now = (words.in_year(day(m), change.day.year if here else None) for m in (old, new))
    near = here and day(old).month == day(new).month
    return {"was": was, "from": str(day(old).day) if near else was, "now": now}


def _text(value: Value, noticed: date) -> str:
    if isinstance(value, date):
        return words.in_year(day(value), noticed.year)
    text = str(value or "")
    return text if len(text) <= LONGEST else text[:LONGEST].rpartition(" ")[0] + "…"


def _hour(moment: Moment, tz: str) -> str:
    if not isinstance(moment, datetime):
        return say("весь день")
    return words.clock(moment, tz) if tz else f"{moment:%H:%M}"


def _parts(pattern: str, values: Mapping[str, str]) -> Iterable[Part]:
    at = 0
    for slot in SLOT.finditer(pattern):
        if slot.start() > at:
            yield Part(text=pattern[at : slot.start()])
        yield Part(text=values[slot.group(1)], tag="ins" if slot.group(1) == "now" else "del")
        at = slot.end()
    if at < len(pattern):
        yield Part(text=pattern[at:])
