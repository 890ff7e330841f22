"""What a night did, as plain data: what the report tells, and the exit code that follows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from model import content
from publish.gates import Held
from publish.step import Step

FINE, INCOMPLETE, WRONG = 0, 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One announcement that came or changed."""

    path: str
    title: str
    source: str


@dataclass(slots=True, kw_only=True)
class Night:
    """Filled as the steps go. ``published`` is false until readers see the new site; ``stopped``
    says in Russian why the job went no further."""

    day: date
    target: str
    steps: list[Step] = field(default_factory=list)
    sources: list[dict[str, Any]] = field(default_factory=list)
    new: list[Entry] = field(default_factory=list)
    changed: list[Entry] = field(default_factory=list)
    problems: list[dict[str, Any]] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    alerts: list[str] = field(default_factory=list)
    announced: list[str] = field(default_factory=list)
    pages: int = 0
    lost: list[str] = field(default_factory=list)
    commit: str = ""
    published: bool = False
    stopped: str = ""

    @property
    def broken(self) -> list[dict[str, Any]]:
        return [row for row in self.sources if row.get("state") not in ("ok", "paused")]

    @property
    def code(self) -> int:
        """0: published and all is well; 1: published, but something is left out; 2: not."""
        if not self.published:
            return WRONG
        whole = all(step.code == 0 for step in self.steps)
        return FINE if whole and not self.problems else INCOMPLETE


def listing(folder: Path) -> dict[Path, tuple[int, int]]:
    """Every announcement's file with what moves when it is written."""
    found = {}
    for path in content.files(folder):
        told = path.stat()
        found[path] = (told.st_mtime_ns, told.st_size)
    return found


def difference(
    before: Mapping[Path, tuple[int, int]], after: Mapping[Path, tuple[int, int]]
) -> tuple[list[Entry], list[Entry]]:
    """What came and what changed between two listings."""
    new = _entries(path for path in after if path not in before)
    changed = _entries(path for path in after if path in before and after[path] != before[path])
    return new, changed


def _entries(paths: Iterable[Path]) -> list[Entry]:
    return [_entry(path) for path in sorted(paths)]


def _entry(path: Path) -> Entry:
    try:
        read = content.read(path)
    except ExceptionGroup:
        return Entry(path=str(path), title=path.stem, source="")
    return Entry(path=str(path), title=read.title, source=read.source or "")
