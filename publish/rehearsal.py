"""The night job without the night: on the project's own replica web, in a folder of its own.

A repository with an editor's remote, a folder for readers and one for alerts stand in for the real
ones; every program that runs is the real one. Needs no network.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(".cache/rehearsal")
BRANCH = "main"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Where a rehearsal plays. ``clone`` is the robot's, ``origin`` what editors push to."""

    folder: Path

    @property
    def origin(self) -> Path:
        return self.folder / "origin.git"

    @property
    def clone(self) -> Path:
        return self.folder / "clone"

    @property
    def readers(self) -> Path:
        return self.folder / "published"

    @property
    def alerts(self) -> Path:
        return self.folder / "alerts"


def stage(folder: Path, *, anew: bool = True) -> Stage:
    """Set the stage; ``anew`` forgets the last rehearsal."""
    here = Stage(folder=folder.resolve())
    if anew:
        shutil.rmtree(folder, ignore_errors=True)
    if not here.clone.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _git(folder, "init", "--quiet", "--bare", f"--initial-branch={BRANCH}", str(here.origin))
        _git(folder, "clone", "--quiet", str(here.origin), str(here.clone))
        _git(here.clone, "checkout", "--quiet", "-B", BRANCH)
        for name in ("content/announcements", "state"):
            (here.clone / name).mkdir(parents=True)
        (here.clone / "content/publish.toml").write_text("# Настройки ночной работы\n", "utf-8")
        _git(here.clone, "add", "--all")
        _git(here.clone, "-c", "user.name=Редакция", "-c", "user.email=editors@localhost",
             "commit", "--quiet", "--message", "Начало")  # fmt: skip
        _git(here.clone, "push", "--quiet", "origin", BRANCH)
    return here


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)
