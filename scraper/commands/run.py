"""``run``: fetch all sources and merge what is new into the content folder."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from model import files
from model.problem import SettingProblem
from scraper import changes, health, known
from scraper.canonical import canonical
from scraper.health import Health
from scraper.outcome import Outcome
from scraper.response import Get
from scraper.run import Collected, Report, gather, run, sound
from scraper.source import Source, load
from scraper.store import Store

CONTACT = os.environ.get("RADAR_CONTACT", "https://github.com/kadrovy-radar")
"""Told to every host that we visit, so that its people can reach ours."""

NAMES = "sources.json"
DEMO = Path(".cache/demo")
BUILT_IN = Path(__file__).parents[1] / "sources"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sources", type=Path, default=BUILT_IN, metavar="DIR")
    parser.add_argument("--content", type=Path, default=Path("content"), metavar="DIR")
    parser.add_argument("--state", type=Path, default=Path("state"), metavar="DIR")
    parser.add_argument("--only", action="append", default=[], metavar="ID")
    parser.add_argument("--jobs", type=int, default=8, metavar="N")
    parser.add_argument("--today", type=date.fromisoformat, metavar="YYYY-MM-DD")
    parser.add_argument(
        "--since",
        type=date.fromisoformat,
        metavar="YYYY-MM-DD",
        help="read on until posts are older, whatever the caps of the source files",
    )
    parser.add_argument("--report", type=Path, metavar="FILE.json")
    parser.add_argument("--allow-private-addresses", action="store_true")
    parser.add_argument(
        "--demo", action="store_true", help="scrape the replica web that the project carries"
    )


def main(args: argparse.Namespace) -> int:
    try:
        with contextlib.ExitStack() as stack:
            if args.demo:
                stack.enter_context(_demo(args))
            sources = chosen(args.sources, args.only)
            today = args.today or datetime.now(UTC).date()
            report = scrape(sources, args, today)
    except SettingProblem as problem:
        print(problem, file=sys.stderr)
        return 2
    if args.report:
        rows = [outcome.row() for outcome in report.outcomes]
        files.write(args.report, json.dumps({"sources": rows}, ensure_ascii=False, indent=1) + "\n")
    tell(report)
    return 0 if report.healthy else 1


def chosen(folder: Path, only: list[str]) -> list[Source]:
    """The sources to run; any mistake in their files is told whole, and nothing runs."""
    sources, problems = load(folder)
    if problems:
        raise SettingProblem("\n".join(map(str, problems)))
    if unknown := sorted(set(only) - {source.id for source in sources}):
        raise SettingProblem(f"{folder}: no source {', '.join(unknown)}")
    return [source for source in sources if not only or source.id in only]


def scrape(sources: list[Source], args: argparse.Namespace, today: date) -> Report:
    """Run, and keep the health record, also of a run that was interrupted."""
    from scraper.progress import watching

    files.prune([args.content, args.state / "pristine"])
    get = fetcher(args)
    store = Store(args.content, args.state)
    before = health.load(args.state)
    records = dict(before)
    declared = {source.id: source for source in sources}

    def gathered(source: Source) -> Collected:
        found = gather(source, get(source), today, args.since)
        return sound(found, before.get(source.id))

    with watching(len(sources)) as watch:

        def ended(outcome: Outcome) -> None:
            was = before.get(outcome.id)
            records[outcome.id] = _judged(declared[outcome.id], outcome, was, args.state, today)
            known.record(args.state, outcome)
            watch(outcome)

        try:
            report = run(sources, gathered, store, today, jobs=args.jobs, watch=ended)
        finally:
            files.write(args.state / health.FILE, health.text(records.values()))
    files.write(args.state / NAMES, _names(sources, args.state))
    changes.record(args.state, report.stored, today)
    return report


def _names(sources: list[Source], state: Path) -> str:
    """Who the sources are, for the site; those of earlier runs are remembered."""
    path = state / NAMES
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    said = {
        source.id: {
            "name": source.name,
            "url": source.url if source.adapter != "files" else "",
            "role": source.role,
            "region": source.region,
        }
        for source in sources
    }
    return json.dumps(known | said, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _judged(
    source: Source, outcome: Outcome, before: Health | None, state: Path, today: date
) -> Health:
    """A source's new record; for a page that changed, with what would read it again."""
    items = known.load(state, source.id)
    addresses = {canonical(item.url) for item in items}
    record = health.judge(outcome, before, today, known=addresses, expect=source.expect)
    if outcome.trouble is None:
        return record
    from scraper.discover.mend import mend

    return replace(record, mend=mend(source, outcome.trouble, items))


def fetcher(args: argparse.Namespace) -> Callable[[Source], Get]:
    """How a source's addresses are asked for; the replica web need not be spared."""
    from scraper.fetch import Fetcher, Manners, is_any, is_public

    polite = Fetcher(
        contact=CONTACT,
        cache=args.state / "fetch" if getattr(args, "state", None) else None,
        permit=is_any if args.allow_private_addresses else is_public,
        manners=Manners(delay=0.0) if getattr(args, "demo", False) else Manners(),
    )
    return lambda source: polite.getter(source.fetch)


@contextlib.contextmanager
def _demo(args: argparse.Namespace) -> Iterator[None]:
    """Serve the replica web and point the run at it; its content never mixes with people's."""
    from scraper.demo import ANCHOR, replica

    if args.content == Path("content") or args.state == Path("state"):
        args.content, args.state = DEMO / "content", DEMO / "state"
    with replica() as sources:
        args.sources, args.allow_private_addresses = sources, True
        args.today = args.today or ANCHOR
        yield


def tell(report: Report) -> None:
    """One line a broken source, one line of sums."""
    for outcome in report.outcomes:
        if not outcome.healthy:
            print(f"{outcome.id}: {outcome.state}: {outcome.reason}", file=sys.stderr)
    print(_sums(report.outcomes))


def _sums(outcomes: list[Outcome]) -> str:
    left_out = sum(outcome.rejected.total() for outcome in outcomes)
    return (
        f"{len(outcomes)} sources, {sum(not o.healthy for o in outcomes)} broken; "
        f"{sum(o.posts for o in outcomes)} posts: {sum(o.new for o in outcomes)} new, "
        f"{sum(o.updated for o in outcomes)} updated, "
        f"{sum(o.unchanged for o in outcomes)} unchanged, {left_out} left out"
    )
