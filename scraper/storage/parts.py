"""What the jobs of a divided run left, made one: see ``python -m scraper run --shard``.

Every job began with the same content and state and ran sources of its own, so announcements go
through the ordinary merge, and of every other file of the state the one that moved is taken.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from model import content, files
from model.announcement import Announcement
from scraper.storage import health, known
from scraper.storage.store import Store, Stored

SOURCES = "sources.json"
"""Who the sources are, for the site."""

CACHED = "fetch"


def merged(store: Store, states: Sequence[Path]) -> list[Stored]:
    """Merge what the parts scraped into the store, as one run would have."""
    fresh = [one for state in states for one in _scraped(state / "pristine", store.pristine)]
    return [store.put(one) for one in fresh]


def _scraped(part: Path, own: Path) -> Iterator[Announcement]:
    """What a part read anew, as its sources said it; a file that cannot be read is left to it."""
    for path, _ in _moved(part, own):
        with contextlib.suppress(ExceptionGroup):
            yield content.read(part / path.name)


def gather(state: Path, states: Sequence[Path]) -> None:
    """The state's other files. Raises ``OSError``."""
    records = health.load(state)
    before = dict(records)
    for part in states:
        judged = health.load(part).items()
        records |= {name: one for name, one in judged if before.get(name) != one}
    if records != before:
        files.write(state / health.FILE, health.text(records.values()))
    _name(state, states)
    moved = [
        one
        for part in states
        for folder in (known.FOLDER, CACHED)
        for one in _moved(part / folder, state / folder)
    ]
    for path, data in moved:
        files.write(path, data, durable=False)


def _name(state: Path, states: Iterable[Path]) -> None:
    told = names(state)
    for part in states:
        told |= names(part)
    if told:
        files.write(state / SOURCES, named(told))


def names(state: Path) -> dict[str, dict[str, Any]]:
    """Who the sources are; a missing or damaged file names none."""
    try:
        return dict(json.loads((state / SOURCES).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def named(told: Mapping[str, Mapping[str, Any]]) -> str:
    """The file's content."""
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _moved(part: Path, own: Path) -> Iterator[tuple[Path, bytes]]:
    """Files of a part that are not as the run began, each with where it belongs."""
    for path in sorted(part.rglob("*")):
        if path.is_file():
            data, target = path.read_bytes(), own / path.relative_to(part)
            if not target.is_file() or target.read_bytes() != data:
                yield target, data
