"""``make bench``: our build beside Hugo and Pagefind, in turns, on one corpus of made-up texts.

Whole processes are measured. Ratios are told of pairs that ran one after the other, so that a
machine that others use too does not favour either; of several rounds the median counts.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from bench.build import corpus, peers, table
from bench.build.measure import Cost, cost

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
WORK = ROOT / ".cache/bench-build"
TODAY = "2026-11-21"
MORE = 20

Action = Callable[[Path, int], None]


def fresh(site: Path, turn: int) -> None:
    """Nothing is left of earlier builds."""
    for name in ("public", "site", "cache", "state", "resources"):
        shutil.rmtree(site / name, ignore_errors=True)


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


ACTIONS: dict[str, Action] = {
    "cold": fresh, "nothing": still, "checkout": checkout, "more": more, "edit": edit
}  # fmt: skip


def ours(profile: str, jobs: int) -> list[str]:
    folders = [f"--{name}={name}" for name in ("content", "state", "site", "cache")]
    command = [sys.executable, str(ROOT / "build.py"), f"--profile={profile}", f"--today={TODAY}"]
    return [*command, *folders, f"--jobs={jobs}", "--base-url=https://radar.example.test/"]


def sides(programs: tuple[str, str], full: bool, jobs: int) -> dict[str, list[str]]:
    """Command by name; each of ours stands after the one that it is compared with."""
    hugo, pagefind = programs
    both = f"{hugo} --quiet && exec {pagefind} --site public --quiet"
    found = {
        "Hugo": [hugo, "--quiet"],
        "ours": ours("plain", jobs),
        "Hugo + Pagefind": ["sh", "-c", both],
        "ours + search": ours("searched", jobs),
    }
    return found | ({"ours, the full site": ours("full", jobs)} if full else {})


def place(name: str, count: int) -> Path:
    """A folder with the corpus and, for Hugo, its templates."""
    folder = WORK / f"{count}" / name.replace(" ", "-").replace(",", "")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    if name.startswith("Hugo"):
        shutil.copytree(HERE / "hugo", folder, dirs_exist_ok=True)
    made = WORK / f"{count}" / "corpus"
    if not made.exists():
        corpus.put(made, corpus.corpus(count))
    shutil.copytree(made, folder / "content")
    return folder


def race(
    count: int, rounds: int, programs: tuple[str, str], options: argparse.Namespace
) -> table.Rows:
    commands = sides(programs, options.full, options.jobs)
    places = {name: place(name, count) for name in commands}
    rows: table.Rows = {}
    for action in options.actions.split(","):
        found: dict[str, list[Cost]] = {name: [] for name in commands}
        for turn in range(rounds):
            for name, command in commands.items():
                ACTIONS[action](places[name], turn)
                if action != "cold" and name.startswith("ours") and not turn:
                    time.sleep(2.5)
                    cost(command, places[name])
                    ACTIONS[action](places[name], turn + rounds)
                    time.sleep(2.5 if action == "nothing" else 0)
                found[name].append(cost(command, places[name]))
                print(f"{count:7} {action:9} {name:20} {found[name][-1]}", flush=True)
        rows[action] = {name: _median(costs) for name, costs in found.items()}
    return rows


def _median(costs: list[Cost]) -> Cost:
    return Cost(*(median(values) for values in zip(*costs, strict=True)))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.build", description=__doc__)
    option = parser.add_argument
    option("--quick", action="store_true", help="a thousand announcements, one round, no report")
    option("--counts", default="10000", help="corpora, as 10000,50000")
    option("--rounds", type=int, default=3)
    option("--actions", default=",".join(ACTIONS))
    option("--jobs", type=int, default=os.cpu_count() or 1)
    option("--full", action="store_true", help="measure the full site too")
    options = parser.parse_args()
    programs = peers.installed(WORK / "peers")
    counts = [1000] if options.quick else [int(count) for count in options.counts.split(",")]
    rounds = 1 if options.quick else options.rounds
    found = {count: race(count, rounds, programs, options) for count in counts}
    print(table.text(found))
    if not options.quick:
        table.write(ROOT / "docs/performance.md", found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
