"""``join``: what the jobs of a run divided by ``--shard`` left, made one content and state."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from model import files
from model.problem import SettingProblem
from scraper.joining.reprints import relate
from scraper.storage import parts
from scraper.storage.changes import Recorded
from scraper.storage.store import Change


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("parts", nargs="+", type=Path, metavar="STATE",
                        help="the state folder of each job")  # fmt: skip
    parser.add_argument("--content", type=Path, default=Path("content"), metavar="DIR")
    parser.add_argument("--state", type=Path, default=Path("state"), metavar="DIR")
    parser.add_argument("--today", type=date.fromisoformat, metavar="YYYY-MM-DD")


def main(args: argparse.Namespace) -> int:
    try:
        join(args)
    except SettingProblem as problem:
        print(problem, file=sys.stderr)
        return 2
    return 0


def join(args: argparse.Namespace) -> None:
    """Merge, then judge reprints over all of it: no job saw the others' announcements."""
    for part in args.parts:
        if not (part / "health.json").is_file():
            hint = "укажите папку state, которую оставило задание run --shard"
            raise SettingProblem(f"{part}: здесь нет health.json; {hint}")
    today = args.today or datetime.now(UTC).date()
    files.prune([args.content, args.state])
    store = Recorded(args.content, args.state, today)
    stored = parts.merged(store, args.parts)
    parts.gather(args.state, args.parts)
    roles = {name: str(one.get("role", "")) for name, one in parts.names(args.state).items()}
    stored += relate(store, roles, today)
    new = sum(one.change is Change.NEW for one in stored)
    updated = sum(one.change is Change.UPDATED for one in stored)
    print(f"Частей {len(args.parts)}: новых объявлений {new}, изменилось {updated}")
