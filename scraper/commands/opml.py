"""``opml``: the sources as OPML on standard output, or the feeds of an OPML file as sources."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from urllib.parse import urlsplit

from model.files import write
from model.problem import SettingProblem
from model.slug import slugify
from scraper.canonical import canonical
from scraper.commands.run import BUILT_IN, chosen
from scraper.discover.toml import toml_file
from scraper.formats.opml import Subscription, subscriptions, written
from scraper.source import read

TITLE = "Кадровый радар: источники"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", type=Path, help="an OPML file to take feeds from")
    parser.add_argument("--sources", type=Path, default=BUILT_IN, metavar="DIR")
    parser.add_argument("--region", default="RU", help="of feeds that do not say theirs")


def main(args: argparse.Namespace) -> int:
    try:
        if args.file is None:
            print(written(chosen(args.sources, []), TITLE), end="")
            return 0
        return _taken(args)
    except SettingProblem as problem:
        print(problem, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{args.file}: {error.strerror}", file=sys.stderr)
        return 2


def _taken(args: argparse.Namespace) -> int:
    """Write a file for each feed that is not yet a source."""
    found = subscriptions(args.file.read_bytes())
    if not found:
        raise SettingProblem(f"{args.file}: no feeds in it")
    sources = chosen(args.sources, []) if args.sources.is_dir() else []
    known = {canonical(source.url) for source in sources}
    ids = {source.id for source in sources}
    for one in found:
        if canonical(one.url) in known:
            print(f"is there: {one.url}")
            continue
        name = _id(one, ids)
        ids.add(name)
        _write(args.sources / f"{name}.toml", one, args.region)
    return 0


def _id(one: Subscription, taken: set[str]) -> str:
    """The host's name, as a source of its region or of the press."""
    host = (urlsplit(one.url).hostname or "").removeprefix("www.").rpartition(".")[0]
    body = slugify(host) or "feed"
    press = one.role in (None, "press") or one.region is None
    stem = f"press-{body}" if press else f"{str(one.region).lower()}-{body}"
    names = (stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def _write(path: Path, one: Subscription, region: str) -> None:
    table = {"name": one.name, "region": one.region or region, "role": one.role or "press",
             "url": one.url, "adapter": "feed"}  # fmt: skip
    write(path, toml_file(table))
    _, problems = read(path)
    if problems:
        path.unlink()
        print(*problems, sep="\n", file=sys.stderr)
    else:
        print(path)
