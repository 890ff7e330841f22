"""``extract``: title, date and body of saved pages, as JSON Lines for programs."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from scraper import jsonl
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
    print(f"# {page.title or ''}\n\n{_iso(page.published) or ''}\n\n{page.body}")
    return 0


def _answer(question: dict[str, Any]) -> dict[str, Any]:
    page = _read(Path(str(question.get("path") or "")), str(question.get("url") or ""))
    return {
        "id": question["id"],
        "title": page.title,
        "published": _iso(page.published),
        "body": page.body,
    }


def _read(path: Path, url: str) -> PageReading:
    """Nobody knows when a file was saved, so that the clock is not asked either."""
    with path.open("rb") as file:
        return read_page(file.read(LIMIT), url)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
