"""Builds in turns: every side does the same to its own copy of one corpus."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.build import corpus
from bench.build.measure import Cost, cost
from bench.build.results import ROOT, Results, Sides

HERE = Path(__file__).parent
TODAY = "2026-11-21"
MORE = 20
SETTLED = 2.5
"""Seconds after which a file's time is believed by a build that goes by times."""

Action = Callable[[Path, int], None]


GONE = "gone-"
"""What folders are called that wait to be removed."""


def fresh(site: Path, turn: int) -> None:
    """Nothing is left of earlier builds."""
    for name in ("public", "site", "cache", "state", "resources"):
        set_aside(site / name, site.parent)


def set_aside(folder: Path, work: Path) -> None:
    """Let a folder go without removing it yet.

    Where many files were removed within minutes, ext4 looks at every one of them for each new file:
    that would be measured, half as much again as all else.
    """
    if folder.exists():
        folder.rename(Path(tempfile.mkdtemp(prefix=GONE, dir=work)) / folder.name)


def still(site: Path, turn: int) -> None:
    """Nothing changed, and all was written long enough ago for its time to be believed."""


def checkout(site: Path, turn: int) -> None:
    """The same files with new times, as git leaves them."""
    now = time.time() - 30 + turn
    for path in (site / "content").rglob("*.md"):
        os.utime(path, (now, now))


def more(site: Path, turn: int) -> None:
    """What a night's run adds."""
    count = len(list((site / "content/announcements").glob("*.md")))
    corpus.put(site / "content", corpus.corpus(MORE, start=count + 1_000_000, fresh=True))


def edit(site: Path, turn: int) -> None:
    """One text is changed by an editor."""
    path = sorted((site / "content/announcements").glob("*.md"))[turn + 1]
    path.write_text(path.read_text("utf-8") + f"\nДополнение {turn}.\n", "utf-8")


ACTIONS: Mapping[str, Action] = {
    "cold": fresh, "more": more, "nothing": still, "checkout": checkout, "edit": edit
}  # fmt: skip
"""The dearest to know first: a race may be broken off."""

LARGE = 20_000
"""Announcements beyond which one round must do."""

VAST = 100_000
"""Announcements beyond which there is no pairing with search: Pagefind wants 150 KB for each."""

VAST_ACTIONS = ("cold", "more")


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a race is run on. ``until`` is a moment of ``time.monotonic``; ``rounds`` ``None``: as
    many as the size allows.
    """

    work: Path
    programs: tuple[str, str]
    actions: Sequence[str]
    sides: Sequence[str]
    rounds: int | None
    jobs: int
    until: float
    resume: bool


def ours(profile: str, jobs: int) -> list[str]:
    folders = [f"--{name}={name}" for name in ("content", "state", "site", "cache")]
    command = [sys.executable, str(ROOT / "build.py"), f"--profile={profile}", f"--today={TODAY}"]
    return [*command, *folders, f"--jobs={jobs}", "--base-url=https://radar.example.test/"]


PROFILES = ("plain", "searched", "full")


def commands(terms: Terms) -> dict[str, list[str]]:
    """Command by name; each of ours stands after the one that it is compared with."""
    hugo, pagefind = terms.programs
    both = f"{hugo} --quiet && exec {pagefind} --site public --quiet"
    found = {
        "plain": {"Hugo": [hugo, "--quiet"], "ours": ours("plain", terms.jobs)},
        "searched": {
            "Hugo + Pagefind": ["sh", "-c", both],
            "ours + search": ours("searched", terms.jobs),
        },
        "full": {"ours, the full site": ours("full", terms.jobs)},
    }
    return {name: command for side in terms.sides for name, command in found[side].items()}


def race(count: int, terms: Terms, results: Results) -> bool:
    """Measure every action that is not known; false if the time was over before the end."""
    told = commands(terms)
    if count > VAST:
        told = {name: told[name] for name in told if name in ("Hugo", "ours")}
    rounds = terms.rounds or (1 if count > LARGE else 3)
    actions = [one for one in terms.actions if count <= VAST or one in VAST_ACTIONS]
    if terms.resume:
        actions = [one for one in actions if not results.has(count, one, told, rounds)]
    if not actions:
        return True
    say(terms, f"{count:,}: {', '.join(actions)}; rounds: {rounds}; laying out the corpus")
    places = {name: place(terms.work, name, count) for name in told}
    for action in actions:
        found = _rounds(count, action, rounds, told, places, terms)
        results.put(count, action, found)
        if any(len(costs) < rounds for costs in found.values()):
            return False
    for folder in (*places.values(), *(terms.work / f"{count}").glob(f"{GONE}*")):
        shutil.rmtree(folder)
    return True


def _rounds(
    count: int,
    action: str,
    rounds: int,
    told: Mapping[str, list[str]],
    places: Mapping[str, Path],
    terms: Terms,
) -> Sides:
    """Whole rounds only, so that what is compared ran side by side; nobody writes for another."""
    found: Sides = {name: [] for name in told}
    for turn in range(rounds):
        if time.monotonic() > terms.until:
            break
        made: dict[str, Cost] = {}
        for name, command in told.items():
            ACTIONS[action](places[name], turn)
            if action != "cold" and name.startswith("ours") and not turn:
                time.sleep(SETTLED)
                cost(command, places[name])
                ACTIONS[action](places[name], turn + rounds)
                time.sleep(SETTLED if action == "nothing" else 0)
            os.sync()
            made[name] = cost(command, places[name])
            say(terms, f"{count:7,} {action:9} {turn + 1}/{rounds} {name:20} {made[name]}")
        for name, one in made.items():
            found[name].append(one)
    return found


def say(terms: Terms, text: str) -> None:
    left = terms.until - time.monotonic()
    clock = f"{left / 60:4.0f} min left" if left < 10**6 else time.strftime("%H:%M:%S")
    print(f"[{clock}] {text}", flush=True)


def place(work: Path, name: str, count: int) -> Path:
    """A folder with the corpus and, for Hugo, its templates."""
    folder = work / f"{count}" / name.replace(" ", "-").replace(",", "")
    folder.parent.mkdir(parents=True, exist_ok=True)
    set_aside(folder, folder.parent)
    folder.mkdir()
    if name.startswith("Hugo"):
        shutil.copytree(HERE / "hugo", folder, dirs_exist_ok=True)
    shutil.copytree(_corpus(work, count), folder / "content")
    return folder


def _corpus(work: Path, count: int) -> Path:
    """Made whole or not at all: a race that is stopped leaves none half done."""
    made = work / f"{count}" / "corpus"
    if not made.exists():
        half = made.with_name("corpus.half")
        shutil.rmtree(half, ignore_errors=True)
        corpus.put(half, corpus.corpus(count))
        half.rename(made)
    return made
