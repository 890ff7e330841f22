"""The preview: the plain build in a process of its own, again whenever a file changes.

What it builds is what will be published. It works on a copy of the small files of the state folder,
for a preview must not be remembered as published.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Condition, Event, Thread

from watchfiles import Change, watch

from builder.cache.stamp import folder
from editor.ahead import Ahead
from model.content import LABEL

PROJECT = Path(__file__).parents[1]
CODE = ("builder", "model", "static", "templates")
CACHE = PROJECT / ".cache" / "preview"
PAUSE = 150
"""Milliseconds of quiet after a change; an editor's program may write a file in steps."""

SETTLED = 100
"""Milliseconds: whoever watches first and builds then misses no change."""

FEW = 100
"""Files beyond which all are read anew."""

LIMIT = 600
UNSEEN = ("fetch", "pristine", "known")
"""Folders of the state that a build does not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The folders of one preview, as given to build.py."""

    content: Path
    state: Path
    site: Path
    today: str
    base_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """``number`` grows with each build; ``failure`` is why there is no new site, else empty.

    ``ahead`` are pages by path that the site itself will have after the next build.
    """

    number: int = 0
    ahead: Mapping[str, bytes] = field(default_factory=dict)
    problems: tuple[dict[str, str | int], ...] = ()
    failure: str = ""


@dataclass(slots=True)
class Preview:
    """One preview and those who wait for its next build.

    One thread watches and shows ahead what was saved, another builds. ``_waiting`` are changed
    paths that no build has taken up, ``_building`` those that one has; ``_looked`` are pages ahead
    of both, by file. ``_due``: a build is wanted.
    """

    sources: Sources
    built: Built = field(default_factory=Built)
    _due: bool = False
    _waiting: set[Path] = field(default_factory=set)
    _building: set[Path] = field(default_factory=set)
    _looked: dict[Path, Mapping[str, bytes]] = field(default_factory=dict)
    _turn: Condition = field(default_factory=Condition)
    _stop: Event = field(default_factory=Event)
    ahead: Ahead = field(init=False)

    def __post_init__(self) -> None:
        self.ahead = Ahead(_options(self.sources))

    def start(self) -> None:
        Thread(target=self._watch, name="preview", daemon=True).start()
        Thread(target=self._build, name="preview-build", daemon=True).start()

    def stop(self) -> None:
        self._stop.set()
        with self._turn:
            self._turn.notify_all()
        self.ahead.stop()

    def turns(self, since: int, patience: float = 15.0) -> Iterator[int | None]:
        """The number of each new build; ``None`` where none came for a while."""
        while not self._stop.is_set():
            with self._turn:
                if self.built.number == since:
                    self._turn.wait(patience)
                now = self.built.number
            yield now if now != since else None
            since = now

    def _watch(self) -> None:
        """Show what is saved; what is saved during a build is built next."""
        changes = watch(
            *watched(self.sources), watch_filter=worth, debounce=PAUSE, step=50,
            rust_timeout=SETTLED, yield_on_timeout=True, stop_event=self._stop,
        )  # fmt: skip
        for turn, seen in enumerate(changes):
            paths = {Path(path).resolve() for _, path in seen}
            if paths or not turn:
                with self._turn:
                    self._due, self._waiting = True, self._waiting | paths
                    self._turn.notify_all()
            if paths and self.built.number:
                self._look(paths)

    def _build(self) -> None:
        """Build once, then whenever something waits for it."""
        while (paths := self._taken()) is not None:
            first, told = not self.built.number, build(self.sources)
            with self._turn:
                self._building = set()
                for path in self._looked.keys() - self._waiting:
                    del self._looked[path]
            self._tell(told)
            if first:
                self.ahead.start()
            else:
                self._follow(paths)

    def _taken(self) -> set[Path] | None:
        """What waits to be built, as soon as something does; nothing once all is over."""
        with self._turn:
            self._turn.wait_for(lambda: self._stop.is_set() or self._due)
            self._due, self._building, self._waiting = False, self._waiting, set()
            return None if self._stop.is_set() else self._building

    def _look(self, paths: Set[Path]) -> None:
        """Show the page of the one announcement that was saved, or what is wrong in it."""
        if len(paths) != 1 or self.built.failure or not (path := self._texts(paths)):
            return
        told = self.ahead.look(path[0])
        pages = {name: html.encode() for name, html in told.get("pages", {}).items()}
        with self._turn:
            self._looked.pop(path[0], None)
            if path[0] in self._building | self._waiting:
                self._looked[path[0]] = pages
        if told.get("problems"):
            self._tell(Built(problems=tuple(told["problems"])))
        elif pages:
            rest = (row for row in self.built.problems if row["path"] != str(path[0]))
            self._tell(Built(problems=tuple(rest)))

    def _follow(self, paths: Set[Path]) -> None:
        """Let the next look know what this build has taken in."""
        if any(path.is_relative_to(PROJECT / name) for path in paths for name in CODE):
            self.ahead.start()
        else:
            changed = self._texts(paths)
            self.ahead.refresh(changed if len(changed) <= FEW else None)

    def _texts(self, paths: Set[Path]) -> list[Path]:
        """Those of announcements."""
        folder = self.sources.content.resolve() / LABEL
        return [path for path in paths if path.suffix == ".md" and path.is_relative_to(folder)]

    def _tell(self, built: Built) -> None:
        """``built`` without its number and without the pages ahead."""
        with self._turn:
            ahead = {name: page for pages in self._looked.values() for name, page in pages.items()}
            self.built = replace(built, number=self.built.number + 1, ahead=ahead)
            self._turn.notify_all()


def _options(sources: Sources) -> list[str]:
    site = sources.site.resolve()
    return [
        "--content", str(sources.content.resolve()), "--state", str(sources.state.resolve()),
        "--cache", str(folder(CACHE, site)), "--today", sources.today,
        *(["--base-url", sources.base_url] if sources.base_url else []),
    ]  # fmt: skip


def watched(sources: Sources) -> list[Path]:
    folders = [sources.content, sources.state, *(PROJECT / name for name in CODE)]
    return [folder for folder in folders if folder.is_dir()]


def worth(change: Change, path: str) -> bool:
    """Whether a changed file can change the site: no half-written ones, no caches."""
    parts = Path(path).parts
    hidden = any(part.startswith(".") and part not in (".", "..") for part in parts[-2:])
    return (
        not hidden
        and not parts[-1].endswith(("~", ".pyc", ".next"))
        and not (set(parts[-3:-1]) & {*UNSEEN, "__pycache__"})
    )


def build(sources: Sources) -> Built:
    """One plain build into the preview's folder."""
    with tempfile.TemporaryDirectory(prefix="radar-preview-") as name:
        state, report = Path(name, "state"), Path(name, "report.json")
        _copy(sources.state, state)
        command = [
            sys.executable, str(PROJECT / "build.py"), "--jobs", "1",
            "--content", str(sources.content.resolve()), "--state", str(state),
            "--site", str(sources.site.resolve()), "--today", sources.today,
            "--report", str(report), "--cache", str(CACHE),
            *(["--base-url", sources.base_url] if sources.base_url else []),
        ]  # fmt: skip
        try:
            done = subprocess.run(command, cwd=PROJECT, capture_output=True, timeout=LIMIT,
                                  check=False)  # fmt: skip
        except subprocess.TimeoutExpired:
            return Built(failure=f"Сборка не закончилась за {LIMIT} секунд.")
        told = done.stderr.decode("utf-8", "replace").strip()
        if done.returncode not in (0, 1) or not report.is_file():
            return Built(failure=told or "Сборка прервалась и ничего не сказала.")
        problems = json.loads(report.read_text("utf-8")).get("problems", [])
    return Built(problems=tuple(_named(row, state, sources.state) for row in problems))


def _copy(state: Path, target: Path) -> None:
    if state.is_dir():
        shutil.copytree(state, target, ignore=shutil.ignore_patterns(*UNSEEN))
    else:
        target.mkdir()


def _named(row: dict[str, str | int], copy: Path, state: Path) -> dict[str, str | int]:
    return row | {"path": str(row["path"]).replace(str(copy), str(state))}
