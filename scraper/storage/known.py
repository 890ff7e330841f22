"""What each source's listing last held, by address and title: ``state/known/ID.json``.

With it a run can say what is new on a listing, and a changed page can be searched for yesterday's
publications.
"""

from __future__ import annotations

import json
from pathlib import Path

from model.files import write
from scraper.outcome import Item, Outcome

FOLDER = "known"


def load(state: Path, source: str) -> tuple[Item, ...]:
    """A missing or damaged file holds nothing."""
    try:
        rows = json.loads((state / FOLDER / f"{source}.json").read_text("utf-8"))
        return tuple(Item(url=str(row["url"]), title=str(row["title"])) for row in rows)
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def record(state: Path, outcome: Outcome) -> None:
    """Remember what a sound run gave; one that broke keeps the memory of those before."""
    if outcome.healthy and outcome.items:
        rows = [{"url": item.url, "title": item.title} for item in outcome.items]
        text = json.dumps(rows, ensure_ascii=False, indent=0) + "\n"
        write(state / FOLDER / f"{outcome.id}.json", text)
