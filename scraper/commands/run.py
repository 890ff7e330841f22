"""``run``: fetch all sources and merge what is new into the content folder."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from model import files
from model.problem import SettingProblem, meant
from scraper.canonical import canonical
from scraper.commands import asking
from scraper.commands.errand import Errand
from scraper.commands.telling import broken, sums
from scraper.joining.reprints import relate
from scraper.outcome import Outcome
from scraper.run import Report, Workers, run
from scraper.source import Source, load
from scraper.storage import health, known, parts
from scraper.storage.changes import Recorded
from scraper.storage.health import Health

FORGETFUL = "ответы сайтов не запоминаются, следующий запуск прочтёт всё заново"
DEMO = Path(".cache/demo")
BUILT_IN = Path(__file__).parents[1] / "sources"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sources", type=Path, default=BUILT_IN, metavar="DIR")
    parser.add_argument("--content", type=Path, default=Path("content"), metavar="DIR")
    parser.add_argument("--state", type=Path, default=Path("state"), metavar="DIR")
    parser.add_argument("--only", action="append", default=[], metavar="ID")
    parser.add_argument(
        "--shard", type=shard, metavar="N/M", help="the N-th of M parts of the sources"
    )
    parser.add_argument("--jobs", type=int, default=8, metavar="N")
    parser.add_argument(
        "--executor", metavar="dask://HOST:PORT", help="ask and read on a Dask cluster"
    )
    parser.add_argument("--today", type=date.fromisoformat, metavar="YYYY-MM-DD")
    parser.add_argument(
        "--since",
        type=date.fromisoformat,
        metavar="YYYY-MM-DD",
        help="read on until posts are older, whatever the caps of the source files",
    )
    parser.add_argument("--report", type=Path, metavar="FILE.json")
    asking.add_arguments(parser)
    parser.add_argument(
        "--demo", action="store_true", help="scrape the replica web that the project carries"
    )


def main(args: argparse.Namespace) -> int:
    try:
        with contextlib.ExitStack() as stack:
            if args.demo:
                stack.enter_context(_demo(args))
            sources = own(chosen(args.sources, args.only), args.shard)
            today = args.today or datetime.now(UTC).date()
            report = scrape(sources, args, today)
            if args.report:
                rows = {"sources": [outcome.row() for outcome in report.outcomes]}
                files.write(args.report, json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    except SettingProblem as problem:
        print(problem, file=sys.stderr)
        return 2
    tell(report)
    return 0 if report.healthy else 1


def shard(text: str) -> tuple[int, int]:
    """«3/8» as numbers. Raises ``ArgumentTypeError``."""
    number, _, of = text.partition("/")
    if not (number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of) <= 1000):
        raise argparse.ArgumentTypeError(f"{text!r}: want N/M, as 3/8")
    return int(number), int(of)


def own(sources: list[Source], part: tuple[int, int] | None) -> list[Source]:
    """The sources of one part. A source keeps its part whatever others come or go."""
    if part is None:
        return sources
    number, of = part
    return [one for one in sources if zlib.crc32(one.id.encode()) % of == number - 1]


def chosen(folder: Path, only: list[str]) -> list[Source]:
    """The sources to run; any mistake in their files is told whole, and nothing runs."""
    sources, problems = load(folder)
    if problems:
        raise SettingProblem("\n".join(map(str, problems)))
    if unknown := sorted(set(only) - {source.id for source in sources}):
        hints = filter(None, (meant(name, (source.id for source in sources)) for name in unknown))
        raise SettingProblem("; ".join([f"{folder}: no source {', '.join(unknown)}", *hints]))
    return [source for source in sources if not only or source.id in only]


def scrape(sources: list[Source], args: argparse.Namespace, today: date) -> Report:
    """Run. What is known of a source is on disk before the next one's turn."""
    from scraper.progress import watching

    files.prune([args.content, args.state])
    store = Recorded(args.content, args.state, today)
    before = health.load(args.state)
    records = dict(before)
    declared = {source.id: source for source in sources}

    told = asking.told(args)
    polite = told.fetcher()
    errand = Errand(
        asking=told,
        shared=None if args.executor else polite,
        today=today,
        since=args.since,
        before=before,
    )
    with watching(len(sources)) as watch, workers(args, polite.stop) as means:

        def ended(outcome: Outcome) -> None:
            was = before.get(outcome.id)
            records[outcome.id] = _judged(declared[outcome.id], outcome, was, args.state, today)
            files.write(args.state / health.FILE, health.text(records.values()), durable=False)
            known.record(args.state, outcome)
            watch(outcome)

        files.write(args.state / parts.SOURCES, _names(sources, args.state))
        report = run(sources, errand, store, means, watch=ended)
    report.stored += relate(store, {source.id: source.role for source in sources}, today)
    if polite.forgetful:
        print(f"{FORGETFUL}: {polite.forgetful}", file=sys.stderr)
    return report


@contextlib.contextmanager
def workers(args: argparse.Namespace, halt: Callable[[], None]) -> Iterator[Workers]:
    """Threads of this process, or the cluster that was named."""
    if args.executor:
        from model.cluster import connected

        with connected(args.executor) as (executor, _):
            yield Workers(executor, apart=True)
        return
    with ThreadPoolExecutor(max_workers=max(1, args.jobs)) as threads:
        yield Workers(threads, halt=halt)


def _names(sources: list[Source], state: Path) -> str:
    """Who the sources are, for the site; those of earlier runs are remembered."""
    said = {
        source.id: {
            "name": source.name,
            "url": source.url if source.adapter != "files" else "",
            "role": source.role,
            "region": source.region,
        }
        for source in sources
    }
    return parts.named(parts.names(state) | said)


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
    """What is broken, alike ones together; then one line of sums."""
    for line in broken(report.outcomes):
        print(line, file=sys.stderr)
    print(sums(report.outcomes))
