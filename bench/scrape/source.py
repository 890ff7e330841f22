"""The one declaration that both sides read by."""

from __future__ import annotations

from pathlib import Path

from scraper.source import Source

SELECTORS = {
    "item": ".news-item",
    "link": "a.news-title",
    "item_date": ".news-date",
    "title": "h1.title",
    "date": "time.date",
    "body": ".text",
}


def source(number: int, host: str, port: int) -> Source:
    said = {"id": f"bench-{number}", "path": Path("bench.toml"), "name": "Министерство",
            "region": "RU-OMS", "role": "ministry", "adapter": "html",
            "url": f"http://{host}:{port}/news/", "html": SELECTORS}  # fmt: skip
    return Source.model_validate(said)
