"""``make check-site``: the demo site with its style guide is built and looked at from all sides."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import build
from checks import formats, links, validity, weight
from checks.finding import Result, result
from checks.tree import Tree

DAY = "2026-11-21"
SHOWN = 15
"""Findings of one check that are printed; the rest is counted."""


def main(argv: list[str] | None = None) -> int:
    args = arguments().parse_args(argv)
    if args.site:
        return report(checked(Tree(args.site.resolve()), args.quick))
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        options = ["--content", str(args.demo / "content"), "--state", str(args.demo / "state")]
        place = ["--site", str(site), "--cache", folder, "--today", DAY, "--styleguide"]
        if build.main([*options, *place]) == build.WRONG:
            return 2
        return report(checked(Tree(site.resolve()), args.quick))


def checked(tree: Tree, quick: bool) -> Iterator[Result]:
    """Each check when asked for, cheapest first; ``quick`` leaves out Java and the browser."""
    count = f"{len(tree.pages)} страниц"
    yield result("ссылки и якоря", count, links.broken(tree))
    yield result("чужие узлы, CSP", count, links.foreign(tree))
    name, size = weight.heaviest(tree)
    yield result("вес", f"{count}; тяжелее всех {name}: {size:,}", weight.over_budget(tree))
    feeds = tree.named(".atom", ".rss", ".xml", ".ics", "list.csv", "feed.json", "list.json")
    yield result("ленты, календари, данные", f"{len(feeds)} файлов", formats.unreadable(tree))
    if quick:
        return
    yield result("HTML (vnu)", count, validity.invalid(tree))
    from checks import screen

    kinds = len(tree.samples()[0])
    looks = f"{kinds} видов страниц × {len(screen.WIDTHS)} ширины × {len(screen.SCHEMES)} темы"
    yield result("axe, консоль, ширина", looks, screen.seen(tree, f"{DAY}T09:00:00Z"))


def report(results: Iterator[Result]) -> int:
    """Print a table as it grows, then what is wrong; 1 if anything is."""
    found: list[Result] = []
    started = perf_counter()
    for one in results:
        found.append(one)
        verdict = f"нарушений: {len(one.findings)}" if one.findings else "чисто"
        seconds = perf_counter() - started
        print(f"{one.check:26} {verdict:18} {seconds:6.1f} с  {one.looked_at}", flush=True)
        started = perf_counter()
    for one in found:
        for finding in one.findings[:SHOWN]:
            print(f"\n{one.check}: {finding.where}\n    {finding.what}")
        if len(one.findings) > SHOWN:
            print(f"\n{one.check}: и ещё {len(one.findings) - SHOWN}")
    return int(any(one.findings for one in found))


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="checks", description="Проверить собранный сайт")
    parser.add_argument("--site", type=Path, metavar="DIR", help="готовый сайт вместо учебного")
    parser.add_argument("--demo", type=Path, default=Path(".cache/demo"), metavar="DIR")
    parser.add_argument("--quick", action="store_true", help="без Java и браузера")
    return parser


if __name__ == "__main__":
    sys.exit(main())
