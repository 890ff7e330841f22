"""``dates``: what short phrases say of days, as JSON Lines."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from typing import Any

from scraper.facts.dates import DateSpan, best, spans
from scraper.formats import jsonl


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--jsonl", action="store_true", help="JSON Lines in and out")


def main(args: argparse.Namespace) -> int:
    if not args.jsonl:
        print("scraper dates: nothing but --jsonl is known", file=sys.stderr)
        return 2
    return jsonl.answer(_answer)


def _answer(question: dict[str, Any]) -> dict[str, Any]:
    """``lang`` is not needed: both languages are read at once."""
    found = best(spans(str(question.get("text") or ""), _moment(question.get("ref"))))
    return {
        "id": question["id"],
        "start": found.start.isoformat() if found and found.start else None,
        "end": found.end.isoformat() if found and found.end else None,
        "time": _time(found),
    }


def _moment(words: Any) -> datetime | None:
    """When the phrase was written; what is no ISO moment tells nothing."""
    try:
        return datetime.fromisoformat(str(words))
    except ValueError:
        return None


def _time(found: DateSpan | None) -> str | None:
    clock = found.clock if found else None
    stated = clock and (clock.start or clock.end)
    return stated.strftime("%H:%M") if stated else None
