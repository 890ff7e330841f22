"""``health``: sources by what ails them, the worst first, with what to do about it."""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap

from model.problem import SettingProblem
from scraper.commands.run import BUILT_IN, DEMO, chosen
from scraper.outcome import State
from scraper.source import Source
from scraper.storage.health import GOOD, Health, load

MENDS = {
    "error": "a fault of ours or of the site; the reason says which",
    "layout": "the page changed: mend the file with the lines below, or write it anew with "
    "python -m scraper new ID URL --force",
    "fields_vanished": "nothing was merged: the article's page changed; mend its selectors",
    "few": "the list is shorter than [expect] says: the page or the expectation is wrong",
    "empty": "a sound list with nothing on it: look at the site; if so it is, pause the source",
    "needs_token": "the interface wants a key, which we do not take by force: try another adapter",
    "tls": "the certificate leads to no root that we know: docs/engineer.md, [fetch] ca_bundle",
    "refused": "robots.txt or the site says no: respect it, or write to its owner",
    "challenge": "the site wants to see a person: we leave it alone and try again later",
    "unreachable": "the site does not answer; many answer only in their own country",
    "silent": "reads well, but brings nothing for far longer than usual: look at the site",
    "never run": "in no run so far",
    "nothing_new": "well",
    "ok": "well",
    "paused": "not asked; why, and what would change that (ID and URL as in the source's file)",
}
"""States, ours to mend first, then what is theirs, then what is well; and what to do."""

WORDS = {
    "layout": "layout changed",
    "fields_vanished": "fields vanished",
    "few": "fewer than expected",
    "empty": "empty list",
    "needs_token": "needs a token",
    "tls": "TLS",
    "nothing_new": "nothing new",
}
WIDTH = 110
ADDRESS = re.compile(r"https?://[^\s,;]+")


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
    told = [(_state(source, records), source) for source in sources]
    width = max((len(source.id) for source in sources), default=0)
    for state in (*MENDS, *sorted({state for state, _ in told} - MENDS.keys())):
        members = [source for told_state, source in told if told_state == state]
        if members:
            print(f"{WORDS.get(state, state)} ({len(members)}): {MENDS.get(state, '')}")
            print(*_lines(members, records, width), "", sep="\n")
    for source in sources:
        record = records.get(source.id)
        if record and record.mend and not source.paused:
            print(f"{source.path}: lines that would read the page again\n\n{record.mend}\n")
    print(_sums([state for state, _ in told]))
    return 0 if all(state in (*GOOD, "never run") for state, _ in told) else 1


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


def _lines(members: list[Source], records: dict[str, Health], width: int) -> Iterator[str]:
    """Sources with one trouble together, and the trouble once, whole."""
    alike: dict[str, list[Source]] = defaultdict(list)
    for source in members:
        alike[_trouble(source, records.get(source.id))].append(source)
    for trouble, some in alike.items():
        if some[0].paused:
            yield from wrap(", ".join(s.id for s in some), WIDTH, initial_indent="  ",
                            subsequent_indent="  ", break_on_hyphens=False)  # fmt: skip
        else:
            yield from (f"  {s.id:<{width}}  {_facts(s, records.get(s.id))}" for s in some)
        if len(some) == 1:
            trouble = _reason(some[0], records.get(some[0].id))
        yield from wrap(trouble, WIDTH, initial_indent="      ", subsequent_indent="      ",
                        break_long_words=False, break_on_hyphens=False)  # fmt: skip


def _reason(source: Source, record: Health | None) -> str:
    return " ".join((source.paused or (record.reason if record else "")).split())


def _trouble(source: Source, record: Health | None) -> str:
    """A reason without what only names the source: addresses and its own id."""
    reason = ADDRESS.sub("URL", _reason(source, record)).removeprefix("URL: ")
    return re.sub(rf"\b{re.escape(source.id)}(?![\w-])", "ID", reason)


def _facts(source: Source, record: Health | None) -> str:
    if record is None or record.state == State.PAUSED:
        return f"confidence: {source.confidence or 'unsaid'}"
    facts = [f"last success {record.last_success or 'never'}"]
    if record.broken_since:
        facts.insert(0, f"since {record.broken_since}, runs: {record.misses}")
    if record.days:
        facts.append(f"newest {record.days[-1]}")
    if record.rhythm:
        facts.append(f"every {record.rhythm:g} days")
    return "; ".join(facts)


def _sums(states: list[str]) -> str:
    counts = Counter(states)
    known = [*(name for name in MENDS if counts[name]), *sorted(counts.keys() - MENDS.keys())]
    return ", ".join(f"{counts[name]} {WORDS.get(name, name)}" for name in known)
