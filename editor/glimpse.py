"""The page of an announcement that was just saved, before the whole site is built again.

A process of its own (``python -m editor.glimpse``) that holds the last edition of the site; it is
told files by lines of JSON and answers with their pages, or with what is wrong in them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from builder.edition import Edition
from builder.page import Page
from builder.pages.article import article, programme_of
from builder.pages.listing import Link
from builder.pages.plainpages import plain_files
from builder.pages.programmes import programme_links
from builder.parts.beside import neighbours
from builder.parts.card import Entry, entry
from builder.plan import edition, joined
from builder.site import Site, read_site
from builder.state.memory import read_memory
from builder.writing.crew import links_to
from builder.writing.publish import versions
from builder.writing.render import Renderer
from builder.writing.statics import statics
from model import content
from model.announcement import Announcement
from model.content import Catalogue
from model.problem import ContentProblem, SettingProblem

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """Where the site comes from; ``cache`` has templates that were compiled for it."""

    content: Path
    state: Path
    cache: Path
    today: date
    base_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The last edition, and what an announcement's page takes from the others."""

    edition: Edition
    entries: Mapping[str, Entry]
    beside: Mapping[str, tuple[Link, ...]]
    programmes: Mapping[str, Link]
    copies: frozenset[str]
    render: Callable[[Page], bytes]


@dataclass(slots=True, kw_only=True)
class Glimpse:
    """All valid announcements by file, as last read, and the edition that they make."""

    folders: Folders
    known: dict[Path, Announcement] = field(default_factory=dict)
    held: Held | None = None

    def refresh(self, changed: Iterable[Path] | None = None) -> None:
        """Take in what was changed, or everything. Raises :class:`SettingProblem`."""
        paths = content.files(self.folders.content) if changed is None else changed
        for path in paths:
            self.known.pop(path, None)
            try:
                self.known[path] = content.read(path)
            except ExceptionGroup:
                continue
        self.held = _held(self.folders, self.known.values())

    def look(self, path: Path) -> Answer:
        """The page of one file, by its own path in the site; or its problems; or nothing."""
        try:
            a = content.read(path)
        except ExceptionGroup as group:
            rows = [one.row() for one in group.exceptions if isinstance(one, ContentProblem)]
            return {"problems": rows} if path.exists() else {}
        held = self.held
        if held is None or a.draft or a.hidden or a.reprint_of or a.id in held.copies:
            return {}
        page = _page(held, a)
        return {"pages": {page.path: held.render(page).decode()}}


def _page(held: Held, a: Announcement) -> Page:
    old, told = held.entries.get(a.id), held.edition
    made = entry(a, told.today)
    if old:
        made = replace(made, copies=old.copies, changes=old.changes)
    programme = held.programmes.get(programme_of(made))
    return article(made, told.memory, held.beside.get(a.id, ()), programme)


def _held(folders: Folders, announcements: Iterable[Announcement]) -> Held:
    site: Site = read_site(folders.content, folders.base_url)
    catalogue = Catalogue(announcements=tuple(announcements), problems=())
    memory, _ = read_memory(folders.state, folders.content)
    told = edition(catalogue, site, folders.today, memory)
    assets = dict(links_to(versions(statics(), plain_files())))
    return Held(
        edition=told,
        entries={one.announcement.id: one for one in told.entries},
        beside=neighbours(told.entries),
        programmes=programme_links(told.programmes),
        copies=frozenset(joined(catalogue, memory).lead_of),
        render=Renderer(site, assets, folders.cache),
    )


def answers(glimpse: Glimpse, order: Mapping[str, Any]) -> Answer:
    """What one line of orders is answered; ``number`` comes back as it was given."""
    try:
        if "look" in order:
            return {"number": order["number"], **glimpse.look(Path(order["look"]))}
        changed = order["refresh"]
        glimpse.refresh(None if changed is None else map(Path, changed))
    except SettingProblem:  # the build tells it
        glimpse.held = None
    return {"number": order["number"]}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m editor.glimpse", description=__doc__)
    for name in ("content", "state", "cache"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--today", type=date.fromisoformat, required=True)
    parser.add_argument("--base-url")
    glimpse = Glimpse(folders=Folders(**vars(parser.parse_args())))
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answers(glimpse, json.loads(line))) + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
