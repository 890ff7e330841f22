"""What changed lately, over all announcements: a block of the front page, a page and a feed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from builder.forms.dataset import Table
from builder.forms.feed import Feed, Item, moment
from builder.forms.form import FORMS as EVERY
from builder.forms.form import Form
from builder.forms.table import line
from builder.language import words
from builder.language.speech import say
from builder.page import Crumb, Head, Later, Page
from builder.parts.card import Entry, region_name, zone
from builder.parts.changes import Told, tell
from builder.parts.regions import HOME
from builder.site import Site

DAYS = 90
LIMIT = 300
LATEST = 5
IN_FEED = 100
FEEDS = ("feed.atom", "feed.rss", "feed.json")
FORMS = tuple(form for form in EVERY if form.file in (*FEEDS, "list.csv"))
"""A change is no announcement: it has no term of its own, and no record."""

COLUMNS = (
    say("День"),
    say("Объявление"),
    say("Адрес"),
    say("Регион"),
    say("Что изменилось"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row(Told):
    """A change and the announcement that it befell. ``id`` names it on that one's own page."""

    path: str
    title: str
    region: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """All changes that were noticed on one day."""

    iso: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPage:
    """Newest first. ``cut``: there were more than a page should hold."""

    head: Head
    days: tuple[Day, ...]
    cut: bool
    forms: tuple[Form, ...]


def rows(entries: Iterable[Entry]) -> tuple[Row, ...]:
    """All changes, newest first; those of one day by announcement."""
    found = ((c.day, e.announcement.id, c.field, e) for e in entries for c in e.changes)
    by_day = sorted(found, key=lambda one: one[:3])
    by_day.sort(key=lambda one: one[0], reverse=True)
    return tuple(
        _row(entry, name, field, noticed) for noticed, name, field, entry in by_day
    )  # fmt: skip


def _row(entry: Entry, name: str, field: str, noticed: date) -> Row:
    a = entry.announcement
    [change] = [c for c in entry.changes if (c.day, c.field) == (noticed, field)]
    told = tell(change, zone(a.region))
    return Row(
        id=told.id,
        path=entry.card.path,
        title=a.title,
        region=region_name(a.region) if a.region else "",
        kind=a.kind,
        iso=told.iso,
        day=told.day,
        parts=told.parts,
        key=told.key,
    )


def recent(found: Iterable[Row], today: date) -> tuple[Row, ...]:
    first = (today - timedelta(days=DAYS)).isoformat()
    return tuple(row for row in found if first <= row.iso <= today.isoformat())


def change_pages(entries: Iterable[Entry], site: Site, today: date) -> list[Page]:
    every = rows(entries)
    found = recent(every, today)
    head = Head(
        title=say("Что изменилось"),
        description=say("Перенесённые сроки, отмены и новые ссылки за {n} дней", n=DAYS),
        section="changes/",
        crumbs=(HOME, Crumb(title=say("Что изменилось"))),
        feed="changes/feed.atom",
    )
    context = ChangesPage(head=head, days=_days(found[:LIMIT]), cut=len(found) > LIMIT, forms=FORMS)
    return [
        Page(path="changes/index.html", template="changes.html", context=context),
        *(_feed(every, site, name) for name in FEEDS),
        Page(path="changes/list.csv", template="list.csv", context=Later(_table, every, site)),
    ]


def _days(found: Iterable[Row]) -> tuple[Day, ...]:
    by_day: dict[str, list[Row]] = {}
    for row in found:
        by_day.setdefault(row.iso, []).append(row)
    return tuple(
        Day(iso=iso, title=words.full(date.fromisoformat(iso)), rows=tuple(own))
        for iso, own in by_day.items()
    )


def _feed(every: tuple[Row, ...], site: Site, name: str) -> Page:
    """An entry a change; it names no day but that of the change, so it never moves."""
    items = tuple(_item(row, site) for row in every[:IN_FEED])
    context = Feed(
        site=site,
        title=say("{site}: что изменилось", site=site.name),
        address=site.address("changes/"),
        itself=site.address(f"changes/{name}"),
        updated=items[0].updated if items else moment(date(2025, 1, 1)),
        items=items,
    )
    return Page(path=f"changes/{name}", template=name, context=context)


def _item(row: Row, site: Site) -> Item:
    noticed = moment(date.fromisoformat(row.iso))
    return Item(
        address=f"{site.address(row.path)}#{row.id}",
        title=f"{row.line}: {row.title}",
        updated=noticed,
        published=noticed,
        category=row.kind,
        summary=". ".join(filter(None, (row.line, row.title, row.region))) + ".",
    )


def _table(every: tuple[Row, ...], site: Site) -> Table:
    told = ((r.iso, r.title, f"{site.address(r.path)}#{r.id}", r.region, r.line) for r in every)
    return Table(head=line(COLUMNS), rows=tuple(map(line, told)))
