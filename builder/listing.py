"""Lists of announcements: a scope's own page, and its archive by month.

A scope's page tells what is open, what is ahead and what is new; the archive below it has all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from builder import words
from builder.archive import Month, Sheet, months, newest, sheets
from builder.card import Card, Entry
from builder.dataset import Records
from builder.forms import Listing, form_pages
from builder.page import Crumb, Head, Page
from builder.site import Site
from model.announcement import day

RECENT = 20
"""Rows of the newest that a scope's own page shows; the archive has the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A headed list. ``only`` names the group of statuses that may stay in it as days pass."""

    id: str
    title: str
    cards: tuple[Card, ...]
    only: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """``path`` is from the site's root."""

    title: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """``asof`` is told beside counted days; empty where nothing can change by itself."""

    head: Head
    title: str
    intro: str
    parts: tuple[Part, ...]
    asof: str = ""
    links: tuple[Link, ...] = ()
    months: tuple[Month, ...] = ()
    back: Link | None = None
    forth: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What one family of lists is about. ``path`` ends in a slash, or is empty for the site."""

    path: str
    title: str
    intro: str
    section: str
    crumbs: tuple[Crumb, ...]
    entries: tuple[Entry, ...]
    links: tuple[Link, ...] = ()


def by_deadline(entries: Iterable[Entry]) -> list[Entry]:
    """Open calls: pinned, then nearest deadline, then those without one, newest first."""
    fresh_first = newest(e for e in entries if e.state.group == "open")
    return sorted(fresh_first, key=lambda e: (not e.announcement.pinned, *_moment(e)))


def _moment(entry: Entry) -> tuple[str, str]:
    close = entry.dates.close
    if close is None:
        return ("9999", "")
    return (day(close).isoformat(), close.isoformat())


def by_start(entries: Iterable[Entry]) -> list[Entry]:
    """What is ahead, by its first day; undated last, newest first."""
    ahead = newest(e for e in entries if e.state.group == "ahead")
    return sorted(ahead, key=lambda e: (not e.announcement.pinned, _first_day(e)))


def _first_day(entry: Entry) -> str:
    d = entry.dates
    first = d.open if entry.state.code == "planned" else d.start
    return first.isoformat() if first else "9999"


def asof(entries: Iterable[Entry], today: date) -> str:
    return words.full(today) if any(e.turn for e in entries) else ""


def built(entries: Iterable[Entry], today: date) -> str:
    return today.isoformat() if any(e.turn for e in entries) else ""


def cards(entries: Iterable[Entry]) -> tuple[Card, ...]:
    return tuple(entry.card for entry in entries)


def scope_pages(scope: Scope, site: Site, today: date, records: Records) -> Iterator[Page]:
    """The scope's page, its archive, and the same in every other form."""
    yield _front(scope, today)
    yield from archive_pages(scope, today)
    listing = Listing(path=scope.path, title=scope.title, entries=scope.entries)
    yield from form_pages(listing, records, site, today)


def _front(scope: Scope, today: date) -> Page:
    rest = [e for e in newest(scope.entries) if e.state.group not in ("open", "ahead")]
    parts = (
        Part(
            id="open",
            title="Можно подать заявку",
            cards=cards(by_deadline(scope.entries)),
            only="open",
            empty="Сейчас открытых наборов нет.",
        ),
        Part(id="ahead", title="Предстоит", cards=cards(by_start(scope.entries)), only="ahead"),
        Part(id="news", title="Недавнее", cards=cards(rest[:RECENT])),
    )
    live = [*by_deadline(scope.entries), *by_start(scope.entries)]
    context = ListPage(
        head=_head(scope, scope.title, built(live, today), scope.crumbs),
        title=scope.title,
        intro=scope.intro,
        parts=tuple(part for part in parts if part.cards or part.empty),
        asof=asof(live, today),
        links=scope.links,
        months=months(scope.entries),
    )
    return Page(path=f"{scope.path}index.html", template="list.html", context=context)


def archive_pages(scope: Scope, today: date) -> Iterator[Page]:
    found = sheets(scope.entries)
    for at, sheet in enumerate(found):
        newer = _link(scope, "Новее", found[at - 1] if at else None)
        older = _link(scope, "Старше", found[at + 1] if at + 1 < len(found) else None)
        yield _sheet(scope, sheet, newer, older, today)


def _link(scope: Scope, word: str, sheet: Sheet | None) -> Link | None:
    if sheet is None:
        return None
    return Link(title=f"{word}: {_small(sheet.title)}", path=scope.path + sheet.path)


def _sheet(scope: Scope, sheet: Sheet, newer: Link | None, older: Link | None, today: date) -> Page:
    title = sheet.title if not scope.path else f"{scope.title}: {_small(sheet.title)}"
    trail = (*scope.crumbs[:-1], Crumb(title=scope.title, path=scope.path or "archive/"))
    part = Part(id="list", title="Объявления", cards=cards(sheet.entries))
    context = ListPage(
        head=_head(scope, title, built(sheet.entries, today), (*trail, Crumb(title=sheet.title))),
        title=title,
        intro="",
        parts=(part,),
        asof=asof(sheet.entries, today),
        back=newer,
        forth=older,
    )
    return Page(path=f"{scope.path}{sheet.path}index.html", template="list.html", context=context)


def _head(scope: Scope, title: str, built: str, crumbs: tuple[Crumb, ...]) -> Head:
    return Head(
        title=title,
        description=f"{title}: обучение, конференции и кадровые проекты для медиков",
        section=scope.section,
        crumbs=crumbs,
        feed=f"{scope.path}feed.atom",
        built=built,
        forms=scope.path,
    )


def _small(title: str) -> str:
    return title[:1].lower() + title[1:]
