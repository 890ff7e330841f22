"""``read``: the facts of one text for people, or of many as JSON Lines for programs."""

from __future__ import annotations

import argparse
import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

from model.region import regions
from scraper.commands.reading import told
from scraper.facts.read import read, row
from scraper.formats import jsonl


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", type=Path, help="a text; standard input if unsaid")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument("--jsonl", action="store_true", help="JSON Lines in and out")
    parser.add_argument("--published", type=date.fromisoformat, metavar="DATE")
    parser.add_argument("--source-region", metavar="CODE", choices=regions())


def main(args: argparse.Namespace) -> int:
    if args.jsonl:
        jsonl.settle()
        return jsonl.answer(_answer)
    text = args.file.read_text(encoding="utf-8") if args.file else sys.stdin.read()
    reading = read(text, published=args.published, source_region=args.source_region)
    if args.json:
        print(json.dumps(row(reading), ensure_ascii=False, indent=1))
    else:
        print("\n".join(told(reading, colour=_in_colour())))
    return 0


def _answer(question: dict[str, Any]) -> dict[str, Any]:
    code = jsonl.text(question, "source_region")
    if code and code not in regions():
        raise jsonl.Malformed(f"source_region: «{code[:40]}» is no ISO 3166-2 code of ours")
    reading = read(
        jsonl.text(question, "text"),
        title=jsonl.text(question, "title") or None,
        published=jsonl.day(question, "published"),
        source_region=code or None,
    )
    return {"id": question["id"]} | row(reading)


def _in_colour() -> bool:
    """In a terminal, unless its owner wants none (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
