"""All announcements for the editor's pages: read once, and again only where a file changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from builder.state.jsonfile import read_table
from builder.state.memory import OBJECTIONS
from editor.storage import Storage, version
from model import content
from model.announcement import Announcement

Stamp = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An announcement and its file: ``name`` as the storage knows it, ``version`` when read."""

    announcement: Announcement
    name: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """``state`` holds the pristine copies and the objections."""

    storage: Storage
    state: Path
    _known: dict[Path, tuple[Stamp, Record | None]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def records(self) -> dict[str, Record]:
        """Every valid announcement by its id; of two with one name, the first."""
        found: dict[str, Record] = {}
        with self._lock:
            for path in content.files(self.storage.root):
                if record := self._record(path):
                    found.setdefault(record.announcement.id, record)
        return found

    def _record(self, path: Path) -> Record | None:
        try:
            told = path.stat()
            stamp = (told.st_mtime_ns, told.st_size)
            if (known := self._known.get(path)) and known[0] == stamp:
                return known[1]
            data = path.read_bytes()
            announcement = content.parse(data.decode("utf-8-sig"), path)
            record = Record(announcement=announcement, name=self.storage.name(path),
                            version=version(data))  # fmt: skip
        except (OSError, UnicodeDecodeError, ExceptionGroup):
            return None
        self._known[path] = (stamp, record)
        return record

    def objections(self) -> Mapping[str, Mapping[str, object]]:
        """What sources now say against editors' words, by announcement and field."""
        table, _ = read_table(self.state / OBJECTIONS)
        return {name: row for name, row in table.items() if isinstance(row, dict)}

    def pristine(self, announcement: Announcement) -> Announcement | None:
        """The announcement as it was last scraped, ``None`` if a person made it."""
        for path in self._copies(announcement):
            try:
                return content.read(path)
            except ExceptionGroup:
                continue
        return None

    def _copies(self, announcement: Announcement) -> Iterator[Path]:
        """Its copy by name; where a person renamed the file, by its address in the source."""
        folder = self.state / "pristine"
        named = folder / f"{announcement.id}.md"
        if named.is_file():
            yield named
        elif announcement.source_url:
            line = f"source_url: {announcement.source_url}\n".encode()
            yield from (path for path in sorted(folder.glob("*.md")) if line in path.read_bytes())
