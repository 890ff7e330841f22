"""What a calendar shows on a day: the end of a call, the beginning of an event, a cancellation.

A mark follows from its announcement alone, never from the day of the build, so a month that is
over stays as it is. A date that a person has yet to check is no mark.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from builder.language import words
from builder.language.speech import say
from builder.parts.card import Entry, hour, region_name
from model.announcement import Announcement, Stage, day

FIRST, LAST = 2000, 2100
"""Years beyond are slips of somebody's pen."""

CUT = 80
"""Letters of a title that fit into a cell."""

DEADLINE, EVENT, OFF, MOVED = "dl", "evt", "off", "moved"
WORDS = {
    DEADLINE: say("Срок подачи"),
    EVENT: say("Событие"),
    OFF: say("Отменено"),
    MOVED: say("Срок перенесён"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One line of one day. ``look`` is its shape; ``line`` says what the word and title do not."""

    look: str
    word: str
    name: str
    title: str
    path: str
    line: str
    meta: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A mark with its day; an event also has its last one."""

    day: date
    last: date
    mark: Mark
    entry: Entry

    @property
    def order(self) -> tuple[date, str, str]:
        return (self.day, self.mark.look, self.mark.path)


def marks(entries: Iterable[Entry]) -> list[Dated]:
    """All marks of all announcements, by day."""
    found = (one for entry in entries for one in _marks(entry))
    return sorted((d for d in found if FIRST <= d.day.year <= LAST), key=lambda d: d.order)


def _marks(entry: Entry) -> Iterator[Dated]:
    a = entry.announcement
    if a.apply_close and a.stage is not Stage.REPORT and "apply_close" not in a.review:
        close = day(a.apply_close)
        at = hour(a)
        line = say("до~{at}", at=at) if at else ""
        yield _dated(entry, close, DEADLINE, line, inferred="apply_close" in a.inferred)
        yield from _moved(entry, close)
    if a.event_start and "event_start" not in a.review:
        last = a.event_end if a.event_end and "event_end" not in a.review else a.event_start
        last = max(a.event_start, last)
        line = "" if last == a.event_start else words.span(a.event_start, last)
        inferred = "event_start" in a.inferred or "event_end" in a.inferred
        yield _dated(entry, a.event_start, EVENT, line, last=last, inferred=inferred)


def _moved(entry: Entry, close: date) -> Iterator[Dated]:
    """A former deadline stays in its month and says where it went."""
    a = entry.announcement
    if a.cancelled:
        return
    told = (change.old for change in entry.changes if change.field == "apply_close")
    former = {day(old) for old in told if isinstance(old, date)}
    for old in sorted(former - {close}):
        line = say("теперь до~{day}", day=words.in_year(close, old.year))
        yield _dated(entry, old, MOVED, line, inferred="apply_close" in a.inferred)


def _dated(
    entry: Entry, on: date, look: str, line: str, *, inferred: bool, last: date | None = None
) -> Dated:
    a = entry.announcement
    shown = OFF if a.cancelled else look
    word = WORDS[shown] if not a.cancelled else f"{WORDS[OFF]}: {WORDS[look].lower()}"
    mark = Mark(
        look=shown,
        word=word,
        name=short(a),
        title=a.title,
        path=entry.path,
        line=line,
        meta=region_name(a.region) if a.region else "",
        how=say("год выведен") if inferred else "",
    )
    return Dated(day=on, last=last or on, mark=mark, entry=entry)


def short(a: Announcement) -> str:
    """The announcement's own name if it has one, cut at a word's end."""
    return words.cut(a.name or a.title, CUT)
