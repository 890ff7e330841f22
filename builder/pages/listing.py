"""Lists of announcements: a scope's own page, and its archive by years.

A scope's page tells what is open, what is ahead and what is new. If that is not all, the archive
below it has all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from builder.forms.dataset import Records
from builder.forms.every import Listing, form_pages
from builder.language import words
from builder.language.speech import say
from builder.page import Crumb, Head, Later, Page
from builder.page import Link as Link
from builder.pages.archive import Line, Period, Sheet, lines, newest, sheets, spans
from builder.parts.card import Card, Entry
from builder.site import Site
from model.announcement import day

RECENT = 20
"""Rows of the newest that a scope's own page shows; a longer list has an archive too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A headed list. ``only`` names the group of statuses that may stay in it as days pass."""

    id: str
    title: str
    cards: tuple[Card, ...]
    only: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A narrower list, with the number of its rows."""

    title: str
    path: str
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """``asof`` is told beside counted days; empty where nothing can change by itself.

    ``subscribe`` tells in words how to follow the list.
    """

    head: Head
    title: str
    intro: str
    parts: tuple[Part, ...]
    total: str = ""
    asof: str = ""
    choices: tuple[Choice, ...] = ()
    posts: tuple[Choice, ...] = ()
    links: tuple[Link, ...] = ()
    programmes: tuple[Link, ...] = ()
    archive: tuple[Line, ...] = ()
    back: Link | None = None
    forth: Link | None = None
    subscribe: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What one family of lists is about. ``path`` ends in a slash; ``entries`` are oldest first.

    ``calls`` is false for a list in which no call can be open. ``choices`` narrow it, ``posts`` its
    open calls, ``links`` lead to wider lists, ``programmes`` are those of its announcements.
    """

    path: str
    title: str
    intro: str
    section: str
    crumbs: tuple[Crumb, ...]
    entries: tuple[Entry, ...]
    calls: bool = True
    choices: tuple[Choice, ...] = ()
    posts: tuple[Choice, ...] = ()
    links: tuple[Link, ...] = ()
    programmes: tuple[Link, ...] = ()
    subscribe: bool = False


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
    years = spans(scope.entries, Period.YEAR) if len(scope.entries) > RECENT else []
    yield _front(scope, lines(years), today)
    yield from sheet_pages(scope, sheets(years), today)
    listing = Listing(path=scope.path, title=scope.title, entries=scope.entries)
    yield from form_pages(listing, records, site, today)


def _front(scope: Scope, archive: tuple[Line, ...], today: date) -> Page:
    live = [e for e in scope.entries if e.state.group in ("open", "ahead")]
    context = Later(_front_context, scope, archive, asof(live, today), built(live, today))
    return Page(path=f"{scope.path}index.html", template="list.html", context=context)


def _front_context(scope: Scope, archive: tuple[Line, ...], asof: str, built: str) -> ListPage:
    return ListPage(
        head=_head(scope, scope.title, built, scope.crumbs),
        title=scope.title,
        intro=scope.intro,
        total=words.count(len(scope.entries), "announcement") if scope.entries else "",
        parts=tuple(_parts(scope)),
        asof=asof,
        choices=scope.choices,
        posts=scope.posts,
        links=scope.links,
        programmes=scope.programmes,
        archive=archive,
        subscribe=scope.subscribe,
    )


def _parts(scope: Scope) -> Iterator[Part]:
    """What one can act on, what is ahead, what is new."""
    if scope.calls:
        yield Part(
            id="open",
            title=say("Можно подать заявку"),
            cards=cards(by_deadline(scope.entries)),
            only="open",
            empty=say("Сейчас открытых наборов нет."),
        )
    if ahead := by_start(scope.entries):
        yield Part(id="ahead", title=say("Предстоит"), cards=cards(ahead), only="ahead")
    rest = [e for e in reversed(scope.entries) if e.state.group not in ("open", "ahead")]
    if rest:
        yield Part(id="news", title=say("Недавнее"), cards=cards(rest[:RECENT]))


def sheet_pages(scope: Scope, found: Sequence[Sheet], today: date) -> Iterator[Page]:
    """One page a sheet, each with links to its neighbours."""
    for at, sheet in enumerate(found):
        newer = _link(scope, say("Новее"), found[at - 1] if at else None)
        older = _link(scope, say("Старше"), found[at + 1] if at + 1 < len(found) else None)
        yield _sheet(scope, sheet, newer, older, today)


def _link(scope: Scope, word: str, sheet: Sheet | None) -> Link | None:
    if sheet is None:
        return None
    return Link(title=f"{word}: {_small(sheet.title)}", path=scope.path + sheet.path)


def _sheet(scope: Scope, sheet: Sheet, newer: Link | None, older: Link | None, today: date) -> Page:
    title = f"{scope.title}: {_small(sheet.title)}"
    trail = (*scope.crumbs[:-1], Crumb(title=scope.title, path=scope.path))
    head = _head(scope, title, built(sheet.entries, today), (*trail, Crumb(title=sheet.title)))
    return sheet_page(
        f"{scope.path}{sheet.path}", head, sheet, (newer, older), asof(sheet.entries, today)
    )


def sheet_page(
    path: str, head: Head, sheet: Sheet, beside: tuple[Link | None, Link | None], asof: str
) -> Page:
    """One sheet of an archive; ``beside`` are its neighbours, the newer first."""
    context = Later(_sheet_context, head, sheet.entries, beside, asof)
    return Page(path=f"{path}index.html", template="list.html", context=context)


def _sheet_context(
    head: Head, entries: tuple[Entry, ...], beside: tuple[Link | None, Link | None], asof: str
) -> ListPage:
    part = Part(id="list", title=say("Объявления"), cards=cards(entries))
    newer, older = beside
    return ListPage(
        head=head, title=head.title, intro="", parts=(part,), asof=asof, back=newer, forth=older
    )


def _head(scope: Scope, title: str, built: str, crumbs: tuple[Crumb, ...]) -> Head:
    return Head(
        title=title,
        description=say(
            "{title}: обучение, конференции и кадровые проекты для медиков", title=title
        ),
        section=scope.section,
        crumbs=crumbs,
        feed=f"{scope.path}feed.atom",
        built=built,
        forms=scope.path,
    )


def _small(title: str) -> str:
    return title[:1].lower() + title[1:]
