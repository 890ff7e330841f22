"""Every address of the site, decided in one place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from builder import words
from builder.archive import Month, months
from builder.article import articles
from builder.card import Entry, entry, zone
from builder.feed import changed, feed, sitemap
from builder.front import front, open_pages
from builder.listing import Scope, archive_pages, scope_pages
from builder.page import Crumb, Head, Page
from builder.regions import HOME, region_pages
from builder.searchpage import search_page
from builder.site import Site
from model import status
from model.announcement import Announcement, Kind
from model.content import Catalogue
from model.status import State, dates, states


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """The context of a page that tells of no announcement."""

    head: Head


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutPage:
    """The method, with every status explained."""

    head: Head
    states: tuple[State, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivePage:
    """The table of all months."""

    head: Head
    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """What the browser needs to tell a status in the same words as the build."""

    states: tuple[State, ...]
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    days: tuple[str, ...]
    left: tuple[str, ...]
    soon: int
    fresh: int


def public(catalogue: Catalogue) -> tuple[Announcement, ...]:
    """What may be published, by id: drafts and hidden ones may not."""
    shown = (a for a in catalogue.announcements if not (a.draft or a.hidden))
    return tuple(sorted(shown, key=lambda a: a.id))


def entries(catalogue: Catalogue, today: date) -> tuple[Entry, ...]:
    return tuple(entry(announcement, today) for announcement in public(catalogue))


def pages(catalogue: Catalogue, site: Site, today: date) -> list[Page]:
    """The whole site but for static files and the search index, in a fixed order."""
    found = entries(catalogue, today)
    listed = [
        front(found, today, site.description),
        *open_pages(found, today),
        *articles(found, today),
        *region_pages(found, site, today),
        *_kinds(found, site, today),
        *_archive(found, today),
        search_page(found),
        *_plain_pages(),
    ]
    return [
        *listed,
        feed("feed.atom", "все новые объявления", "", found, site),
        sitemap(listed, _changes(found), site),
        Page(path="robots.txt", template="robots.txt", context=None),
        Page(path="404.html", template="404.html", context=_head("Нет такой страницы")),
        Page(path="static/status.js", template="status.js", context=_script()),
    ]


def next_change(catalogue: Catalogue, today: date) -> date | None:
    """The next day on which a page will say something else by itself."""
    told = (dates(a, zone(a.region)) for a in public(catalogue))
    return min(filter(None, (status.next_change(one, today) for one in told)), default=None)


def _kinds(found: tuple[Entry, ...], site: Site, today: date) -> Iterator[Page]:
    for kind in Kind:
        title = words.table()["kind"][kind]["many"]
        scope = Scope(
            path=f"kind/{kind}/",
            title=title,
            intro="",
            section=f"kind/{kind}/",
            crumbs=(HOME, Crumb(title=title)),
            entries=tuple(e for e in found if e.announcement.kind is kind),
        )
        yield from scope_pages(scope, site, today)


def _archive(found: tuple[Entry, ...], today: date) -> Iterator[Page]:
    crumbs = (HOME, Crumb(title="Архив"))
    head = Head(
        title="Архив по месяцам",
        description="Все объявления по месяцам публикации",
        section="archive/",
        crumbs=crumbs,
    )
    context = ArchivePage(head=head, months=months(found))
    yield Page(path="archive/index.html", template="archive.html", context=context)
    scope = Scope(
        path="", title="Архив", intro="", section="archive/", crumbs=crumbs, entries=found
    )
    yield from archive_pages(scope, today)


def _plain_pages() -> Iterator[Page]:
    about = AboutPage(head=_head("О сайте и методе").head, states=tuple(states().values()))
    yield Page(path="about/index.html", template="about.html", context=about)


def _head(title: str, section: str = "none") -> Plain:
    crumbs = (HOME, Crumb(title=title))
    return Plain(head=Head(title=title, description=title, section=section, crumbs=crumbs))


def _changes(found: Iterable[Entry]) -> dict[str, date]:
    told = ((f"{e.card.path}index.html", changed(e.announcement)) for e in found)
    return {path: day for path, day in told if day}


def _script() -> Script:
    return Script(
        states=tuple(states().values()),
        months=words.months(),
        weekdays=words.weekdays(),
        days=words.forms("day"),
        left=words.forms("left"),
        soon=status.SOON,
        fresh=status.FRESH,
    )
