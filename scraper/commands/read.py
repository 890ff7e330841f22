"""``read``: the facts of one text for people, or of many as JSON Lines for programs."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from scraper import jsonl
from scraper.facts.read import Reading, plain, read, row


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", type=Path, help="a text; standard input if unsaid")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument("--jsonl", action="store_true", help="JSON Lines in and out")
    parser.add_argument("--published", type=date.fromisoformat, metavar="DATE")
    parser.add_argument("--source-region", metavar="CODE")


def main(args: argparse.Namespace) -> int:
    if args.jsonl:
        return jsonl.answer(_answer)
    text = args.file.read_text(encoding="utf-8") if args.file else sys.stdin.read()
    reading = read(text, published=args.published, source_region=args.source_region)
    if args.json:
        print(json.dumps(row(reading), ensure_ascii=False, indent=1))
    else:
        _tell(reading)
    return 0


def _answer(question: dict[str, Any]) -> dict[str, Any]:
    published = question.get("published")
    reading = read(
        str(question.get("text") or ""),
        title=question.get("title"),
        published=date.fromisoformat(published[:10]) if published else None,
        source_region=question.get("source_region"),
    )
    return {"id": question["id"]} | row(reading)


def _tell(reading: Reading) -> None:
    for name in Reading.__dataclass_fields__:
        value = plain(getattr(reading, name))
        if name not in ("body", "evidence", "why") and value not in (None, [], ""):
            quote = reading.evidence.get(name)
            print(f"{name:14} {value}" + (f"\n{'':15}«{quote}»" if quote else ""))
