"""Announcements on disk: what people own, and the pristine copy of what was last scraped.

Knows which file belongs to which publication, what a person deleted, and how to write so that a
killed run leaves every file whole. Decides nothing about values: that is
:mod:`scraper.storage.merge`.
"""

from __future__ import annotations

import contextlib
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from model import content, frontmatter
from model.announcement import Announcement
from model.files import write
from scraper.canonical import canonical
from scraper.storage.merge import merge

VOLATILE = ("fetched",)
"""Fields that say when we looked and not what was there: they alone never cause a write."""


NEXT = ".next"
"""Ending of a pristine copy whose announcement is just being written."""


class Change(StrEnum):
    """What one publication did to the content folder."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DELETED = "deleted"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """The outcome of one announcement: where it lies, what moved, what the source objects to."""

    change: Change
    path: Path
    announcement: Announcement
    moved: dict[str, Any]
    objections: dict[str, Any]


class Store:
    """A content folder with its state folder. Not thread-safe: one run writes at a time."""

    def __init__(self, folder: Path, state: Path) -> None:
        self.folder = folder / content.LABEL
        self.pristine = state / "pristine"
        self._files = {path.stem: path for path in content.files(folder)}
        self._by_key = {key(stem): path for stem, path in self._files.items()}
        self._keys: dict[str, list[str]] = defaultdict(list)
        for path in sorted(self.pristine.glob("*.md")):
            self._keys[key(path.stem)].append(path.stem)
        self._moved: dict[str, Path] | None = None
        for intent in sorted(self.pristine.glob(f"*{NEXT}")):
            self._finish(intent)

    def put(self, fresh: Announcement) -> Stored:
        """Merge one announcement in."""
        fresh = replace(fresh, id=self._minted(fresh))
        before = self.pristine / f"{fresh.id}.md"
        path = self._find(fresh)
        if not before.exists():
            return self._add(fresh, path, before)
        if path is None:
            return _stored(Change.DELETED, self.folder / before.name, fresh)
        known = _read(before)
        lead = known.reprint_of if known else None
        return self._merge(replace(fresh, reprint_of=lead), path, before)

    def relate(self, stem: str, lead: str | None) -> Stored | None:
        """Say whose reprint a stored announcement is: the robot's judgement, not its source's."""
        pristine = _read(self.pristine / f"{stem}.md")
        if pristine is None or pristine.reprint_of == lead:
            return None
        fresh = replace(pristine, reprint_of=lead)
        path = self._find(fresh)
        return self._merge(fresh, path, self.pristine / f"{stem}.md") if path else None

    def recent(self, since: date) -> list[Announcement]:
        """What was last scraped and is not older than a day, as its sources said it."""
        found = (
            _read(self.pristine / f"{stem}.md")
            for stems in list(self._keys.values())
            for stem in stems
            if stem[:10] >= since.isoformat()
        )
        return sorted((one for one in found if one), key=lambda one: one.id)

    def _minted(self, fresh: Announcement) -> str:
        """The stem that this publication got when it was first seen, whatever its title now."""
        for stem in self._keys[key(fresh.id)]:
            before = _read(self.pristine / f"{stem}.md")
            if before is None or _one_address(before.source_url, fresh.source_url):
                return stem
        return fresh.id

    def _add(self, fresh: Announcement, path: Path | None, before: Path) -> Stored:
        if path is not None and not _same(_read(path), fresh):
            return _stored(Change.UNCHANGED, path, fresh)
        target = path or self.folder / before.name
        if path is None:
            self._write(fresh, target, fresh, before)
        else:
            write(before, content.write(fresh))
        self._files[fresh.id] = target
        self._by_key[key(fresh.id)] = target
        self._keys[key(fresh.id)].append(fresh.id)
        return _stored(Change.NEW if path is None else Change.UNCHANGED, target, fresh)

    def _merge(self, fresh: Announcement, path: Path, before: Path) -> Stored:
        read_at_start = path.read_bytes()
        edited = _read(path)
        pristine = _read(before) or edited
        if edited is None or pristine is None:
            return _stored(Change.UNREADABLE, path, fresh)
        if _same(pristine, fresh):
            return _stored(Change.UNCHANGED, path, edited)
        merged = merge(pristine, edited, fresh)
        if path.read_bytes() != read_at_start:
            return _stored(Change.UNREADABLE, path, edited)
        change = Change.UNCHANGED if _same(merged.announcement, edited) else Change.UPDATED
        if change is Change.UPDATED:
            self._write(merged.announcement, path, fresh, before)
        else:
            write(before, content.write(fresh))
        return Stored(change=change, path=path, announcement=merged.announcement,
                      moved=merged.moved, objections=merged.objections)  # fmt: skip

    def _write(self, said: Announcement, path: Path, fresh: Announcement, before: Path) -> None:
        """Write an announcement and its pristine copy as one: without the copy, what we wrote
        would pass for a person's words. A run killed half-way is finished by the next."""
        intent = before.with_suffix(NEXT)
        write(intent, content.write(fresh))
        write(path, _text(path, said))
        intent.replace(before)

    def _finish(self, intent: Path) -> None:
        """Do again what a killed run had begun: merging twice is merging once."""
        before = intent.with_suffix(".md")
        fresh, pristine = _read(intent, before), _read(before)
        path = self._find(fresh) if fresh else None
        edited = _read(path) if path else None
        if fresh is None or path is None:
            intent.unlink()
        elif pristine is None:
            intent.replace(before)
            self._keys[key(before.stem)].append(before.stem)
        elif edited is not None:
            merged = merge(pristine, edited, fresh).announcement
            if not _same(merged, edited):
                write(path, _text(path, merged))
            intent.replace(before)

    def _find(self, fresh: Announcement) -> Path | None:
        """The file of an announcement: by stem, else, where a person renamed it, by address."""
        if path := self._files.get(fresh.id):
            return path
        known = fresh.id in self._keys[key(fresh.id)]
        if known and len(self._keys[key(fresh.id)]) == 1 and key(fresh.id) in self._by_key:
            return self._by_key[key(fresh.id)]
        if self._moved is None:
            strangers = [p for stem, p in self._files.items() if key(stem) not in self._keys]
            read = ((path, _read(path)) for path in strangers)
            self._moved = {a.source_url: p for p, a in read if a and a.source_url}
        return self._moved.get(fresh.source_url) if fresh.source_url else None


def _one_address(one: str | None, other: str | None) -> bool:
    """Whether two addresses are of one article: http and https, Kazakh and Russian."""
    return one == other or bool(one and other and canonical(one) == canonical(other))


def key(stem: str) -> str:
    """The six hex digits at a stem's end: the same publication has the same, whatever its title."""
    return stem.rpartition("-")[2]


def _text(path: Path, said: Announcement) -> str:
    """What the file shall be: of one that people may have edited only what differs is written."""
    known = _read(path)
    if known is None:
        return content.write(said)
    return frontmatter.rewrite(path.read_bytes().decode("utf-8-sig"), known, said)


def _stored(change: Change, path: Path, announcement: Announcement) -> Stored:
    return Stored(change=change, path=path, announcement=announcement, moved={}, objections={})


def _read(path: Path, name: Path | None = None) -> Announcement | None:
    """What a file says, as the one called ``name``; of one that cannot be read, nothing."""
    with contextlib.suppress(ExceptionGroup):
        return content.parse(content.decoded(content.whole(path), path), name or path)
    return None


def _same(one: Announcement | None, other: Announcement) -> bool:
    blank: dict[str, Any] = dict.fromkeys(VOLATILE)
    return one is not None and replace(one, id=other.id, **blank) == replace(other, **blank)
