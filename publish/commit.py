"""The robot's commits: one a run, only of what it owns, laid upon what editors pushed meanwhile.

Works in a clone of its own with real git. Never forces, never touches anything but the content and
state folders, and leaves a clone that a killed run broke off in good order.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from model.problem import SettingProblem
from publish.step import PROJECT

AUTHOR = "Робот Кадрового радара"
ADDRESS = "robot@localhost"
TRIES = 8
STALE = 600
"""Seconds after which a lock of the index belongs to nobody: our commands take a few."""

OVERTAKEN = ("[rejected]", "cannot lock ref", "failed to update ref")
"""What git says where someone else pushed first; all else is a refusal that trying cannot mend."""

VOLATILE = ("health.json", "published.json")
"""State files that move every night; alone they are no reason for a commit."""

ATTRIBUTES = """\
{content}/announcements/**/*.md merge=announcement
{content}/announcements/*.md merge=announcement
{state}/** merge=robot
{state}/*.jsonl merge=union
"""


class GitProblem(OSError):
    """Git refused, and said why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clone:
    """The robot's clone. ``content`` and ``state`` are paths from its top; all else is foreign."""

    top: Path
    branch: str
    content: str
    state: str
    remote: str = "origin"

    @property
    def ours(self) -> tuple[str, ...]:
        return (self.content, self.state, f":(exclude){self.state}/fetch")

    def git(self, *arguments: str, check: bool = True) -> str:
        code, said = self.ask(*arguments)
        if check and code:
            line = (said.strip().splitlines() or [f"код {code}"])[-1]
            raise GitProblem(f"git {arguments[0]}: {line}")
        return said

    def ask(self, *arguments: str) -> tuple[int, str]:
        """The exit code of a git command, and what it printed."""
        done = subprocess.run(
            ["git", *arguments], cwd=self.top, env=_environment(), check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        return done.returncode, done.stdout.decode("utf-8", "replace")


def clone(content: Path, state: Path, *, branch: str | None = None) -> Clone:
    """The clone that holds both folders. Raises ``SettingProblem`` if there is none."""
    top = _said(content, "rev-parse", "--show-toplevel")
    if top is None or not _said(content, "remote"):
        raise SettingProblem(f"{content}: --commit нужен клон Git, у которого есть origin")
    root = Path(top).resolve()
    try:
        inside = [path.resolve().relative_to(root).as_posix() for path in (content, state)]
    except ValueError:
        raise SettingProblem(f"{state}: лежит вне клона {root}") from None
    named = branch or _said(root, "symbolic-ref", "--short", "HEAD") or _branch_of_ci()
    if not named:
        raise SettingProblem("--commit: неизвестно, в какую ветку; задайте --branch")
    return Clone(top=root, branch=named, content=inside[0], state=inside[1])


def _said(folder: Path, *arguments: str) -> str | None:
    if not folder.is_dir():
        return None
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, env=_environment(), check=False,
                              capture_output=True, text=True)  # fmt: skip
    except FileNotFoundError:
        raise SettingProblem("нет программы git; поставьте пакет git") from None
    return done.stdout.strip() if done.returncode == 0 else None


def _branch_of_ci() -> str:
    """GitLab checks out a commit and not a branch, and names the branch in its environment."""
    names = ("CI_COMMIT_BRANCH", "CI_DEFAULT_BRANCH", "GITHUB_REF_NAME")
    return next((os.environ[name] for name in names if os.environ.get(name)), "")


def _environment() -> dict[str, str]:
    usual = {
        "GIT_AUTHOR_NAME": AUTHOR, "GIT_AUTHOR_EMAIL": ADDRESS,
        "GIT_COMMITTER_NAME": AUTHOR, "GIT_COMMITTER_EMAIL": ADDRESS,
    }  # fmt: skip
    fixed = {"GIT_TERMINAL_PROMPT": "0", "GIT_EDITOR": "true", "LC_ALL": "C.UTF-8",
             "PYTHONPATH": str(PROJECT)}  # fmt: skip
    return usual | dict(os.environ) | fixed


def sync(here: Clone) -> None:
    """Clear up after a killed run, and take what editors pushed; leftovers of ours stay."""
    _mend(here)
    here.git("fetch", "--quiet", here.remote, here.branch)
    if not here.git("rev-list", "--max-count=1", "FETCH_HEAD..HEAD").strip():
        # Refused, and harmless, where an editor changed a file that a killed run left changed:
        # the commit at the end of this run brings the two together.
        here.ask("merge", "--quiet", "--ff-only", "FETCH_HEAD")


def _mend(here: Clone) -> None:
    for name in ("rebase-merge", "rebase-apply"):
        if (here.top / here.git("rev-parse", "--git-path", name).strip()).exists():
            here.git("rebase", "--abort", check=False)
    lock = here.top / here.git("rev-parse", "--git-path", "index.lock").strip()
    if lock.exists() and time.time() - lock.stat().st_mtime > STALE:
        lock.unlink()


def is_due(here: Clone, *, verdict_changed: bool) -> bool:
    """Whether anything changed that people would want in the history."""
    changed = here.git("status", "--porcelain", "-z", "-uall", "--", *here.ours).split("\0")
    for line in filter(None, changed):
        known = line[:2] != "??"
        volatile = line[3:] in {f"{here.state}/{name}" for name in VOLATILE}
        if not (volatile and known) or verdict_changed:
            return True
    return False


def record(here: Clone, message: str) -> str:
    """Commit content and state, and nothing else that may be staged. The commit's short name."""
    here.git("add", "--all", "--", *here.ours)
    here.git("commit", "--quiet", "--no-verify", "--only", "--message", message, "--", *here.ours)
    return here.git("rev-parse", "--short", "HEAD").strip()


def push(here: Clone, *, tries: int = TRIES, wait: float = 1.0) -> bool:
    """Push what is ours; lay it anew upon what editors pushed meanwhile. False if nothing was to
    push. Raises :class:`GitProblem` when it was always overtaken: the next run tries again."""
    for attempt in range(tries):
        here.git("fetch", "--quiet", here.remote, here.branch)
        if not here.git("rev-list", "--max-count=1", "FETCH_HEAD..HEAD").strip():
            return False
        _only_ours(here)
        if here.git("rev-list", "--max-count=1", "HEAD..FETCH_HEAD").strip():
            _rebase(here)
        code, said = here.ask("push", "--quiet", here.remote, f"HEAD:refs/heads/{here.branch}")
        if code == 0:
            return True
        if not any(sign in said for sign in OVERTAKEN):
            line = (said.strip().splitlines() or [""])[-1]
            raise GitProblem(f"git push: {line}")
        time.sleep(wait * attempt)
    raise GitProblem(f"git push: редакторы опередили нас {tries} раз подряд")


def _only_ours(here: Clone) -> None:
    """Refuse to push another's unpushed work that happens to lie in this clone."""
    base = here.git("merge-base", "FETCH_HEAD", "HEAD").strip()
    touched = here.git("diff", "--name-only", "-z", base, "HEAD").split("\0")
    foreign = [p for p in touched if p and not p.startswith((f"{here.content}/", f"{here.state}/"))]
    if foreign:
        raise GitProblem(f"git push: в клоне робота чужая правка: {foreign[0]}")


def _rebase(here: Clone) -> None:
    """Lay our commits upon FETCH_HEAD: announcements merge by field, our state goes before."""
    with _merging(here) as settings:
        code, said = here.ask(*settings, "rebase", "--autostash", "FETCH_HEAD")
        for _ in range(TRIES):
            if code == 0:
                return
            if not _settle(here):
                break
            code, said = here.ask(*settings, "rebase", "--continue")
            if code and "--skip" in said:
                code, said = here.ask(*settings, "rebase", "--skip")
    here.git("rebase", "--abort", check=False)
    raise GitProblem(f"git rebase: {(said.strip().splitlines() or [''])[-1]}")


def _settle(here: Clone) -> bool:
    """Where one side deleted a file that the other changed, in content the editor's side holds.
    False if there is nothing to settle or something that is not ours."""
    rows = here.git("ls-files", "--unmerged", "-z").split("\0")
    stages: dict[str, set[str]] = {}
    for row in filter(None, rows):
        head, _, path = row.partition("\t")
        stages.setdefault(path, set()).add(head.split()[2])
    for path, found in stages.items():
        if not path.startswith((f"{here.content}/", f"{here.state}/")):
            return False
        side = "2" if path.startswith(f"{here.content}/") else "3"
        if side == "2":
            _forget(here, path)
        if side in found:
            here.git("checkout", "--ours" if side == "2" else "--theirs", "--", path)
            here.git("add", "--", path)
        else:
            here.git("rm", "--quiet", "--force", "--", path)
    return bool(stages)


def _forget(here: Clone, path: str) -> None:
    """Take back that the source's news of this announcement was seen: what an editor's file could
    not take in now is offered to it again by the next run."""
    pristine = f"{here.state}/pristine/{Path(path).name}"
    if here.ask("cat-file", "-e", f"FETCH_HEAD:{pristine}")[0] == 0:
        here.git("checkout", "FETCH_HEAD", "--", pristine)


@contextmanager
def _merging(here: Clone) -> Iterator[Sequence[str]]:
    """Git's settings under which announcements are merged by field."""
    with tempfile.NamedTemporaryFile("w", suffix=".attributes", encoding="utf-8") as file:
        file.write(ATTRIBUTES.format(content=here.content, state=here.state))
        file.flush()
        driver = f"'{sys.executable}' -m publish.driver %O %A %B"
        yield (
            "-c", f"core.attributesFile={file.name}",
            "-c", "merge.announcement.name=announcements by field",
            "-c", f"merge.announcement.driver={driver}",
            "-c", "merge.robot.name=what the robot remembers",
            "-c", "merge.robot.driver=cp -- %B %A",
            "-c", "core.editor=true",
        )  # fmt: skip
