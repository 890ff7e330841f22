"""``show``: the posts and announcements of one source, nothing written."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from model import content
from model.problem import SettingProblem
from scraper.commands import asking
from scraper.commands.run import BUILT_IN, chosen
from scraper.run import gather
from scraper.source import Source


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", help="the id of a source, or a source file")
    parser.add_argument("--sources", type=Path, default=BUILT_IN, metavar="DIR")
    parser.add_argument("--today", type=date.fromisoformat, metavar="YYYY-MM-DD")
    parser.add_argument("--since", type=date.fromisoformat, metavar="YYYY-MM-DD")
    asking.add_arguments(parser)


def main(args: argparse.Namespace) -> int:
    try:
        source = _source(args)
        polite = asking.fetcher(args)
    except SettingProblem as problem:
        print(problem, file=sys.stderr)
        return 2
    if source.paused:
        print(f"paused in runs: {source.paused}\n")
        source = source.model_copy(update={"paused": None})
    today = args.today or datetime.now(UTC).date()
    found = gather(source, polite.getter(source.fetch), today, args.since)
    for announcement in found.announcements:
        print(f"\n# {announcement.id}\n{content.write(announcement)}")
    for left_out in found.rejected:
        print(f"left out ({left_out.reason}): {left_out.title or left_out.url} {left_out.why}")
    outcome = found.outcome
    print(f"\n{outcome.id}: {outcome.state}; {outcome.posts} posts, {outcome.kept} announcements")
    if not outcome.healthy:
        print(outcome.reason, outcome.traceback, sep="\n", file=sys.stderr)
    return 0 if outcome.healthy else 1


def _source(args: argparse.Namespace) -> Source:
    if args.source.endswith(".toml"):
        path = Path(args.source)
        return chosen(path.parent, [path.stem])[0]
    return chosen(args.sources, [args.source])[0]
