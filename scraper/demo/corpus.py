"""The items of the replica web, each with what a good reading of it must find.

One TOML file an item, in the folder of the site that publishes it. Knows nothing of markup.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).parent / "corpus"

HOURS = {"list": 7, "wordpress": 5, "govkz": 5}
"""The offset from UTC that a site's own clock keeps; Moscow's where nothing is said."""

MOSCOW = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What the item says. ``None``: it does not say. Only ``region`` is filled where irrelevant."""

    relevant: bool
    region: str
    kind: str | None = None
    stage: str | None = None
    event_start: date | None = None
    event_end: date | None = None
    apply_open: date | None = None
    apply_close: date | None = None
    name: str | None = None
    cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """``published`` is the moment that the site shows, ``None`` where it shows none.

    Items with the same ``reprint`` tell one story; those of one number on one site are one item in
    two languages. ``outlet`` names the page that a saved text was taken from, ``section`` the list
    or the topic that the site keeps an item under.
    """

    site: str
    number: int
    slug: str
    title: str
    text: str
    labels: Labels
    published: datetime | None = None
    reprint: str | None = None
    outlet: str | None = None
    section: str | None = None
    forwarded_from: str | None = None
    lang: str = "ru"
    pinned: bool = False

    @property
    def shown(self) -> datetime:
        """The date, on a site where every item has one."""
        assert self.published, self.slug
        return self.published

    @property
    def paragraphs(self) -> list[str]:
        return [part.replace("\n", " ") for part in self.text.strip().split("\n\n")]


@cache
def items(site: str) -> tuple[Item, ...]:
    """All items of a site, the newest first; one without a date stands before them all."""
    found = [_item(site, path) for path in sorted((CORPUS / site).glob("*.toml"))]
    found.sort(key=lambda item: item.number)
    found.sort(key=lambda item: str(item.published or "later"), reverse=True)
    return tuple(found)


def every() -> list[Item]:
    """The items of all sites."""
    return [item for path in sorted(CORPUS.iterdir()) for item in items(path.name)]


def _item(site: str, path: Path) -> Item:
    table: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    number, _, slug = path.stem.partition("-")
    if "published" in table:
        table["published"] = _moment(site, table["published"])
    return Item(
        site=site,
        number=int(number),
        slug=slug,
        labels=Labels(**table.pop("labels")),
        **table,
    )


def _moment(site: str, local: datetime) -> datetime:
    return local.replace(tzinfo=timezone(timedelta(hours=HOURS.get(site, MOSCOW))))
