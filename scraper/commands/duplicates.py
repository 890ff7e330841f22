"""``duplicates``: which of the given records tell one story."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import Any

from scraper import jsonl
from scraper.joining.duplicates import clusters
from scraper.joining.traits import Record


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--jsonl", action="store_true", help="JSON Lines in and out", required=True)


def main(args: argparse.Namespace) -> int:
    questions = jsonl.Questions(sys.stdin.buffer)
    rows = list(questions)
    cluster = clusters(map(_record, rows))
    for row in rows:
        jsonl.say({"id": row["id"], "cluster": cluster[str(row["id"])]})
    return 2 if questions.bad else 0


def _record(row: dict[str, Any]) -> Record:
    published = row.get("published")
    return Record(
        id=str(row["id"]),
        title=str(row.get("title") or ""),
        text=str(row.get("text") or ""),
        published=date.fromisoformat(published[:10]) if published else None,
    )
