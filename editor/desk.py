"""The queue's work on files: what to look at, one verdict written, the last one undone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import Any

from builder.parts.reprints import Families
from builder.plan import joined
from builder.state.jsonfile import read_table, write_table
from builder.state.memory import OBJECTIONS, Memory, publishers, read_memory
from editor.library import Library, Record
from editor.queue import Case, queue
from editor.storage import CHANGED, Refused, version
from editor.verdict import Changes
from model import content, frontmatter
from model.announcement import Announcement
from model.content import Catalogue
from model.problem import ContentProblem

KEPT = 100
"""Verdicts that can be undone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A verdict that was written: the file before, its version after, the objections before."""

    name: str
    id: str
    before: bytes
    after: str
    objections: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """All that one page of the queue shows is taken from here, read at one moment."""

    cases: tuple[Case, ...]
    records: dict[str, Record]
    families: Families
    memory: Memory
    names: dict[str, str]


@dataclass(slots=True)
class Desk:
    """``today`` decides what is near; ``done`` grows with each verdict of this session."""

    library: Library
    today: date
    done: list[Done] = field(default_factory=list)
    count: int = 0
    _lock: Lock = field(default_factory=Lock)

    def view(self) -> View:
        records = self.library.records()
        memory, _ = read_memory(self.library.state, self.library.storage.root)
        catalogue = Catalogue(
            announcements=tuple(one.announcement for one in records.values()), problems=()
        )
        known = joined(catalogue, memory)
        names = publishers(catalogue.announcements, memory.sources)
        cases = queue(records, memory.objections, known, names, self.today)
        return View(cases=cases, records=records, families=known, memory=memory, names=names)

    def write(self, record: Record, had: str, changes: Changes, settled: Iterable[str]) -> None:
        """Change a file of which the version ``had`` was shown. ``settled`` are the fields whose
        objections are answered by it. Raises :class:`Refused`."""
        storage, a = self.library.storage, record.announcement
        with self._lock:
            before = storage.read(record.name)
            if before is None or version(before) != had:
                raise Refused(f"«{record.name}»: {CHANGED}", 409)
            text = _edited(before, changes, record)
            after = storage.write(record.name, text, had)
            rows = self._settle(a.id, settled)
            self.done = [
                *self.done[-KEPT:],
                Done(name=record.name, id=a.id, before=before, after=after, objections=rows),
            ]
            self.count += 1

    def undo(self) -> Done:
        """Put the file of the last verdict back, unless someone wrote it since."""
        with self._lock:
            if not self.done:
                raise Refused("отменять нечего")
            last = self.done.pop()
            self.library.storage.write(last.name, last.before, last.after)
            if last.objections is not None:
                table, _ = read_table(self.library.state / OBJECTIONS)
                write_table(self.library.state / OBJECTIONS, table | {last.id: last.objections})
            self.count -= 1
            return last

    def _settle(self, name: str, settled: Iterable[str]) -> Any:
        """Answered objections go; what stood there is returned, ``None`` if nothing did."""
        table, problems = read_table(self.library.state / OBJECTIONS)
        rows = table.get(name)
        answered = set(settled)
        if problems or not isinstance(rows, dict) or not answered & rows.keys():
            return None
        left = {key: said for key, said in rows.items() if key not in answered}
        rest = {key: said for key, said in table.items() if key != name}
        write_table(self.library.state / OBJECTIONS, rest | ({name: left} if left else {}))
        return rows


def _edited(before: bytes, changes: Changes, record: Record) -> bytes:
    """The new bytes, if the model finds nothing wrong with them."""
    try:
        text = frontmatter.edit(before.decode("utf-8"), changes)
    except UnicodeDecodeError:
        raise Refused(f"«{record.name}»: файл не в UTF-8") from None
    except frontmatter.Unsafe as unsafe:
        raise Refused(f"«{record.name}»: {unsafe}. Поправьте файл в редакторе текста") from None
    _valid(text, record.announcement)
    return text.encode()


def _valid(text: str, a: Announcement) -> None:
    from pathlib import Path

    try:
        content.parse(text.removeprefix("\ufeff"), Path(f"{a.id}.md"))
    except ExceptionGroup as group:
        told = [one for one in group.exceptions if isinstance(one, ContentProblem)]
        said = "; ".join(
            f"«{p.found}» — {p.message}{'; ' + p.hint if p.hint else ''}" for p in told
        )
        raise Refused(f"не записано: {said}") from None
