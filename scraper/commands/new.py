"""``new``: probe a site, write its source file and its recorded test, show what was read."""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, get_args

from model.files import write
from model.problem import SettingProblem
from scraper.commands import asking
from scraper.commands.run import BUILT_IN
from scraper.discover.probe import Way, attempt, letters, probe
from scraper.discover.recording import Recorder, record
from scraper.discover.toml import toml_file
from scraper.post import Post
from scraper.problem import FetchProblem
from scraper.settings import Fetch
from scraper.source import Adapter, read

RECORDED = Path("tests/recorded")
ADVICE = (
    "give the address of the news section itself, as a reader sees it; where that fails too,\n"
    "write the file by hand: docs/engineer.md, «A source»"
)
UNCHECKED = "не проверено"
"""Stands in the note of a file whose site nobody has read."""

WORTH = 0.34
"""Score below which a way is no way: a title and nothing else."""

OF_THE_WAY = (
    "url", "adapter", "article", "paused", "under", "confidence", *get_args(Adapter),
)  # fmt: skip
"""What a file says about how to read; the rest is about whom we read, and stays."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", help="<region>-<body>, also the file's name: ru-lip-mz")
    parser.add_argument("url", help="the site, better its news section")
    parser.add_argument("--sources", type=Path, default=BUILT_IN, metavar="DIR")
    parser.add_argument("--tests", type=Path, default=RECORDED, metavar="DIR")
    parser.add_argument("--name", help="the publisher's name, in its own language")
    parser.add_argument("--region", help="RU-LIP, KZ-35, RU; unsaid: from the id")
    parser.add_argument("--role", choices=("ministry", "government", "institution", "press"))
    parser.add_argument("--delay", type=float, metavar="SECONDS", help="between requests")
    parser.add_argument("--today", type=date.fromisoformat, metavar="YYYY-MM-DD")
    parser.add_argument("--force", action="store_true", help="replace a source that is not paused")
    asking.add_arguments(parser)


def main(args: argparse.Namespace) -> int:
    path = args.sources / f"{args.id}.toml"
    try:
        declared = _declared(args, path)
        recorder = Recorder(asking.fetcher(args).getter(_manners(args, declared)))
        ways = probe(args.url, recorder, declared, path)
    except (SettingProblem, ValueError) as problem:
        print(problem, file=sys.stderr)
        return 2
    except FetchProblem as problem:
        print(f"{problem.state}: {problem}", file=sys.stderr)
        return 1
    if not ways or ways[0].score < WORTH:
        _nothing(args.url, ways)
        return 1
    return _written(args, path, declared, ways[0], recorder)


def _manners(args: argparse.Namespace, declared: dict[str, Any]) -> Fetch:
    """The manners of the probe: those of the file if there is one."""
    fetch = Fetch.model_validate(declared.get("fetch", {}))
    said = {} if args.delay is None else {"delay": args.delay}
    return fetch.model_copy(update=said)


def _declared(args: argparse.Namespace, path: Path) -> dict[str, Any]:
    """Whom the file is about: what an older file said, what the command says, what the id says."""
    old: dict[str, Any] = {}
    if path.exists():
        source, problems = read(path)
        if problems:
            raise SettingProblem("\n".join(map(str, problems)))
        if source and not source.paused and not args.force:
            raise SettingProblem(f"{path}: the source is there and not paused; --force replaces it")
        old = tomllib.loads(path.read_text("utf-8-sig"))
    press = args.id.startswith("press-")
    said = {"name": args.name, "region": args.region, "role": args.role}
    usual = {"name": args.id, "region": _region(args.id), "role": "press" if press else "ministry"}
    kept = {name: value for name, value in old.items() if name not in OF_THE_WAY}
    return {**usual, **kept, **{name: value for name, value in said.items() if value}}


def _region(source: str) -> str:
    from model.region import regions

    parts = re.split("-", source.upper())
    country = parts[0] if parts[0] in ("RU", "KZ") else "RU"
    whole = "-".join(parts[:2])
    return whole if whole in regions() else country


def _written(
    args: argparse.Namespace, path: Path, declared: dict[str, Any], way: Way, recorder: Recorder
) -> int:
    """Read once more, alone, so that the recording holds what this way needs and no more."""
    asked = dict(recorder.answers)
    recorder.answers.clear()

    def again(url: str, /, *, headers: Any = None) -> Any:
        return recorder(url, headers=headers)

    final = attempt(way.table, again, declared, path)
    if not final.posts:
        print(f"{args.url}: read once and not again: {final.problem}", file=sys.stderr)
        return 1
    today = args.today or datetime.now(UTC).date()
    text = toml_file(_file(declared | _checked(declared, today), final))
    write(path, text)
    _, problems = read(path)
    if problems:
        path.unlink()
        print(*problems, sep="\n", file=sys.stderr)
        return 2
    record(args.tests / args.id, text, recorder.answers, list(final.posts))
    print(f"{path}\n\n{text}")
    for post in final.posts:
        print(_shown(post))
    print(f"\n{len(asked)} pages asked; the test is {args.tests / args.id}")
    if declared["name"] == args.id:
        print("write the publisher's name into the file")
    return 0


def _checked(declared: dict[str, Any], today: date) -> dict[str, str]:
    """What the file says of its own trust, now that the site itself was read."""
    note = str(declared.get("note", UNCHECKED))
    known = f"Прочитано {today:%d.%m.%Y} командой new." if UNCHECKED in note else note
    return {"confidence": "high", "note": known}


def _file(declared: dict[str, Any], way: Way) -> dict[str, Any]:
    order = ("name", "region", "role", "url", "adapter", "keep", "show", "confidence", "note")
    table = {**declared, **way.table}
    first = {name: table[name] for name in order if name in table}
    last = {name: table[name] for name in ("fetch", "expect") if name in table}
    rest = {name: v for name, v in table.items() if name not in first and name not in last}
    return first | rest | last


def _shown(post: Post) -> str:
    return f"{post.published or 'no date':32} {post.title or 'no title'} ({letters(post)} letters)"


def _nothing(url: str, ways: list[Way]) -> None:
    print(f"{url}: no way to read it was found", file=sys.stderr)
    tried = (
        f"  {way.table['adapter']} {way.table['url']}: "
        + (way.problem or f"{len(way.posts)} posts, score {way.score:.2f}")
        for way in ways
    )
    print(*list(dict.fromkeys(tried))[:10], ADVICE, sep="\n", file=sys.stderr)
