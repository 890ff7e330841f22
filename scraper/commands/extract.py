"""``extract``: title, date and body of saved pages, as JSON Lines for programs."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any

from scraper.formats import jsonl
from scraper.page import PageReading, read_page

LIMIT = 20_000_000
"""Bytes of a saved page that are read."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", type=Path, help="a saved page, for people")
    parser.add_argument("--url", default="", help="where the page was saved from")
    parser.add_argument("--jsonl", action="store_true", help="JSON Lines in and out")


def main(args: argparse.Namespace) -> int:
    if args.jsonl or args.file is None:
        return jsonl.answer(_answer)
    page = _read(args.file, args.url)
    if page is None:
        return 2
    shown = (page.title or "без заголовка", _iso(page.published) or "без даты", page.body)
    print("# " + "\n\n".join(shown))
    return 0


def _answer(question: dict[str, Any]) -> dict[str, Any]:
    """A page that cannot be opened says nothing; why is told on standard error."""
    page = _read(Path(str(question.get("path") or "")), str(question.get("url") or ""))
    return {
        "id": question["id"],
        "title": page.title if page else None,
        "published": _iso(page.published) if page else None,
        "body": page.body if page else "",
    }


def _read(path: Path, url: str) -> PageReading | None:
    """Nobody knows when a file was saved, so that the clock is not asked either."""
    try:
        with path.open("rb") as file:
            return read_page(file.read(LIMIT), url)
    except OSError as error:
        print(f"{path}: {error.strerror}", file=sys.stderr)
        return None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
