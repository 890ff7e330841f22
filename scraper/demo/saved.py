"""A folder of saved pages and texts, with all that people save along with an article.

Files come in two encodings, with and without a mark, as .txt and .html.
"""

from __future__ import annotations

from datetime import timedelta
from html import escape
from pathlib import Path

from scraper.demo.corpus import Item, items
from scraper.demo.reply import PAGES, digits, page, paragraphs, words

ENCODINGS = {"tabloid": "windows-1251", "portal": "windows-1251", "ministry": "utf-8-sig"}
"""By outlet; UTF-8 without a mark where nothing is said."""


def write_texts(folder: Path) -> None:
    """Write one file an item, named after it."""
    folder.mkdir(parents=True, exist_ok=True)
    for item in items("texts"):
        name, data = saved(item)
        (folder / name).write_bytes(data)


def saved(item: Item) -> tuple[str, bytes]:
    """The name and the bytes of an item's file."""
    outlet = item.outlet or "nodate"
    shell = next(path for path in (PAGES / "texts").iterdir() if path.stem == outlet)
    values = {"title": item.title, "body": item.text.strip(), **_dates(item)}
    if shell.suffix == ".html":
        values |= {"title": escape(item.title), "html": paragraphs(item.paragraphs)}
    filled = page(f"texts/{shell.name}", **values)
    encoding = ENCODINGS.get(outlet, "utf-8")
    name = f"{item.number:02}-{item.slug}{shell.suffix}"
    return name, filled.encode(encoding, "xmlcharrefreplace")


def _dates(item: Item) -> dict[str, str]:
    if item.published is None:
        return {}
    return {
        "words": words(item.published),
        "digits": digits(item.published),
        "time": f"{item.published:%H:%M}",
        "iso": f"{item.published:%Y-%m-%d}",
        "day_before": words(item.published - timedelta(days=1)),
    }
