"""``duplicates``: which of the given records tell one story."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from scraper.formats import jsonl
from scraper.joining.duplicates import clusters
from scraper.joining.traits import Record


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--jsonl", action="store_true", help="JSON Lines in and out", required=True)


def main(args: argparse.Namespace) -> int:
    jsonl.settle()
    questions = jsonl.Questions(sys.stdin.buffer)
    rows: list[tuple[Any, Record]] = []
    for question in questions:
        try:
            rows.append((question["id"], _record(question)))
        except jsonl.Malformed as error:
            questions.refuse(error)
    cluster = clusters(record for _, record in rows)
    for name, record in rows:
        jsonl.say({"id": name, "cluster": cluster[record.id]})
    return 2 if questions.bad else 0


def _record(row: dict[str, Any]) -> Record:
    return Record(
        id=str(row["id"]),
        title=jsonl.text(row, "title"),
        text=jsonl.text(row, "text"),
        published=jsonl.day(row, "published"),
    )
