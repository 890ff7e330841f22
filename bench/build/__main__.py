"""``make bench``: our build beside Hugo and Pagefind, in turns, on one corpus of made-up texts.

Whole processes are measured. Ratios are told of pairs that ran one after the other, so that a
machine that others use too does not favour either; of several rounds the median counts. What is
measured is kept after every action: a race that was stopped goes on with ``--resume``.
"""

from __future__ import annotations

import argparse
import math
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench.build import peers, table
from bench.build.measure import Failed
from bench.build.race import ACTIONS, PROFILES, Terms, race
from bench.build.results import ROOT, Results, known

WORK = ROOT / ".cache/bench-build"
REPORT = ROOT / "docs/performance.md"


def main(argv: list[str] | None = None) -> int:
    options = arguments().parse_args(argv)
    try:
        return run(options)
    except Failed as failure:
        print(f"bench: {failure}", file=sys.stderr)
    except KeyboardInterrupt:
        print("bench: stopped; go on with --resume", file=sys.stderr)
    return 1


def run(options: argparse.Namespace) -> int:
    if not options.quick and not options.report.is_file():
        raise Failed(f"{options.report}: no such page; --report takes one with the table's marks")
    programs = peers.installed(options.work / "peers")
    peers.compiled(ROOT)
    kept = options.work / ("quick.json" if options.quick else "results.json")
    results = known(kept) if not options.quick else Results(kept)
    terms = Terms(
        work=options.work,
        programs=programs,
        actions=options.actions,
        sides=options.sides + (["full"] if options.full and "full" not in options.sides else []),
        rounds=1 if options.quick else options.rounds,
        jobs=options.jobs,
        until=time.monotonic() + (options.minutes * 60 if options.minutes else math.inf),
        resume=options.resume,
    )
    counts = [1000] if options.quick else options.counts
    done = all(race(count, terms, results) for count in counts)
    print(table.text(results.rows))
    if not options.quick:
        table.write(options.report, results.rows, command(options))
        print(f"Written: {options.report}")
    if not done:
        print("bench: the time was over before all was measured; go on with --resume")
    return 0


def command(options: argparse.Namespace) -> str:
    """What was typed, for whoever wants the same figures."""
    told = [f"--counts {','.join(map(str, options.counts))}", f"--sides {','.join(options.sides)}"]
    told += ["--full"] if options.full else []
    told += [f"--rounds {options.rounds}"] if options.rounds else []
    return f"make bench OPTIONS='{' '.join(told)}'"


def several(*allowed: str) -> Callable[[str], list[str]]:
    """A type of option: values with commas between, each one of those that there are."""

    def read(text: str) -> list[str]:
        found = text.split(",")
        if strange := [one for one in found if one not in allowed]:
            raise argparse.ArgumentTypeError(f"{strange[0]}: one of {', '.join(allowed)}")
        return found

    return read


def counts(text: str) -> list[int]:
    try:
        found = [int(count) for count in text.split(",")]
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text}: numbers, as 10000,50000") from None
    if any(count < 100 for count in found):
        raise argparse.ArgumentTypeError("a hundred announcements at least")
    return found


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.build", description=__doc__)
    option = parser.add_argument
    option("--quick", action="store_true", help="a thousand announcements, one round, no report")
    option("--counts", type=counts, default=[10_000], help="corpora, as 10000,50000,200000")
    option("--rounds", type=int, help="by default 3 up to 20,000 announcements, then 1")
    option("--actions", type=several(*ACTIONS), default=list(ACTIONS), help=", ".join(ACTIONS))
    option("--sides", type=several(*PROFILES), default=["plain", "searched"],
           help=f"what is built: {', '.join(PROFILES)}")  # fmt: skip
    option("--full", action="store_true", help="the full site too")
    option("--jobs", type=int, default=os.cpu_count() or 1)
    option("--minutes", type=float, help="begin no round after so many minutes")
    option("--resume", action="store_true", help="measure only what is not known of this code")
    option("--report", type=Path, default=REPORT, help="a page with the marks of the table")
    option("--work", type=Path, default=WORK, help="where corpora and sites lie: 60 KB a text")
    return parser


if __name__ == "__main__":
    sys.exit(main())
