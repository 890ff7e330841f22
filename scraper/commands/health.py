"""``health``: every source in one line, the worst first, then what would mend the changed ones."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from model.problem import SettingProblem
from scraper.commands.run import BUILT_IN, DEMO, chosen
from scraper.health import GOOD, Health, load
from scraper.source import Source

WORST_FIRST = (
    "error", "layout", "fields_vanished", "few", "empty", "needs_token", "tls", "refused",
    "challenge", "unreachable", "silent", "never run", "nothing_new", "ok", "paused",
)  # fmt: skip
"""Ours to mend first, then what is theirs, then what is well."""

WORDS = {
    "layout": "layout changed",
    "fields_vanished": "fields vanished",
    "few": "fewer than expected",
    "empty": "empty list",
    "needs_token": "needs a token",
    "tls": "TLS",
    "nothing_new": "nothing new",
}
REASON = 110


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sources", type=Path, default=BUILT_IN, metavar="DIR")
    parser.add_argument("--state", type=Path, default=Path("state"), metavar="DIR")
    parser.add_argument("--demo", action="store_true", help="of the last «run --demo»")


def main(args: argparse.Namespace) -> int:
    try:
        sources = _demo(args) if args.demo else chosen(args.sources, [])
    except SettingProblem as problem:
        print(problem, file=sys.stderr)
        return 2
    records = load(args.state)
    rows = sorted(sources, key=lambda source: (_rank(_state(source, records)), source.id))
    width = max((len(source.id) for source in rows), default=0)
    for source in rows:
        print(f"{source.id:<{width}}  {_line(source, records.get(source.id))}")
    for source in rows:
        record = records.get(source.id)
        if record and record.mend and not source.paused:
            print(f"\n{source.path}: lines that would read the page again\n\n{record.mend}")
    print(_sums(sources, records))
    return 0 if all(_state(s, records) in (*GOOD, "never run") for s in sources) else 1


def _demo(args: argparse.Namespace) -> list[Source]:
    from scraper.demo import replica

    args.state = DEMO / "state"
    with replica() as folder:
        return chosen(folder, [])


def _state(source: Source, records: dict[str, Health]) -> str:
    """A pause counts from the moment that the file says so."""
    if source.paused:
        return "paused"
    record = records.get(source.id)
    return "never run" if record is None or record.state == "paused" else record.state


def _rank(state: str) -> int:
    return WORST_FIRST.index(state) if state in WORST_FIRST else 0


def _line(source: Source, record: Health | None) -> str:
    state = _state(source, {record.id: record} if record else {})
    said = f"{WORDS.get(state, state):<20}"
    if source.paused:
        return f"{said}{_short(source.paused)}"
    if record is None or state == "never run":
        return f"{said}confidence: {source.confidence or 'unsaid'}"
    facts = [f"last success {record.last_success or 'never'}"]
    if record.broken_since:
        facts.insert(0, f"since {record.broken_since}, {record.misses} runs")
    if record.days:
        facts.append(f"newest {record.days[-1]}")
    if record.rhythm:
        facts.append(f"every {record.rhythm:g} days")
    return said + "; ".join([*facts, *filter(None, [_short(record.reason)])])


def _short(reason: str) -> str:
    line = " ".join(reason.split())
    return line if len(line) <= REASON else line[: REASON - 1] + "…"


def _sums(sources: list[Source], records: dict[str, Health]) -> str:
    states = [_state(source, records) for source in sources]
    counts = {name: states.count(name) for name in WORST_FIRST if name in states}
    return "\n" + ", ".join(f"{count} {WORDS.get(name, name)}" for name, count in counts.items())
