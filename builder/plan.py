"""Every address of the site, decided in one place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from builder import words
from builder.addresses import gone_pages, moved_page, renamed
from builder.archive import Month, months
from builder.article import articles
from builder.card import Entry, entry, zone
from builder.changes import Change
from builder.changes import joined as rejoined
from builder.changespage import change_pages
from builder.datapage import data_pages
from builder.dataset import Records, records
from builder.feed import changed_on, sitemap
from builder.forms import Listing, form_pages
from builder.front import OPEN, front, open_listing, open_pages
from builder.listing import Link, Scope, archive_pages, scope_pages
from builder.memory import EMPTY, Memory
from builder.page import Crumb, Head, Page
from builder.programmes import programme_links, programme_pages, programmes
from builder.regions import HOME, region_pages
from builder.reprints import Families, families
from builder.searchpage import search_page
from builder.site import Site
from builder.sourcespage import source_pages
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


def joined(catalogue: Catalogue, memory: Memory = EMPTY) -> Families:
    """Who leads and who reprints, of what may be published."""
    shown = public(catalogue)
    kept_back = {a.id for a in catalogue.announcements} - {a.id for a in shown}
    return families(shown, kept_back, renamed(memory.addresses, shown))


def entries(catalogue: Catalogue, today: date, memory: Memory = EMPTY) -> tuple[Entry, ...]:
    """The site's cards: copies stand on their leader's, and what moved goes with its own."""
    known, moves = joined(catalogue, memory), _moves(catalogue, memory)
    return tuple(
        entry(a, today, known.copies.get(a.id, ()), moves.get(a.id, ())) for a in known.leads
    )


def _moves(catalogue: Catalogue, memory: Memory) -> dict[str, tuple[Change, ...]]:
    """Changes by today's ids: those of a renamed file go with it."""
    moved = renamed(memory.addresses, public(catalogue))
    found: dict[str, list[Change]] = defaultdict(list)
    for name, changes in memory.changes.items():
        found[moved.get(name, name)] += changes
    return {name: rejoined(changes) for name, changes in found.items()}


def pages(catalogue: Catalogue, site: Site, today: date, memory: Memory = EMPTY) -> list[Page]:
    """The whole site but for static files and the search index, in a fixed order."""
    found = entries(catalogue, today, memory)
    known = programmes(found, memory.programmes)
    told = records(found, site)
    listed = [
        front(found, today, site.description),
        *open_pages(found, today),
        *articles(found, today, memory, programme_links(known)),
        *region_pages(found, site, today, told),
        *_kinds(found, site, today, told),
        *_archive(found, today),
        *programme_pages(known, site, today),
        *change_pages(found, site, today),
        *source_pages(memory.sources, memory.health),
        search_page(found),
        *_plain_pages(),
        *data_pages(_lists(), site),
    ]
    return [
        *listed,
        *_former(listed, catalogue, memory),
        *form_pages(Listing(path="", title="все объявления", entries=found), told, site, today),
        *form_pages(open_listing(found), told, site, today),
        sitemap(listed, _changes(found), site),
        Page(path="robots.txt", template="robots.txt", context=None),
        Page(path="404.html", template="404.html", context=_head("Нет такой страницы")),
        Page(path="static/status.js", template="status.js", context=_script()),
    ]


def next_change(catalogue: Catalogue, today: date) -> date | None:
    """The next day on which a page will say something else by itself."""
    told = (dates(a, zone(a.region)) for a in joined(catalogue).leads)
    return min(filter(None, (status.next_change(one, today) for one in told)), default=None)


def _former(listed: list[Page], catalogue: Catalogue, memory: Memory) -> Iterator[Page]:
    """Addresses that have no page of their own any more: copies, renamed and removed ones."""
    known = joined(catalogue, memory)
    titles = {a.id: a.title for a in known.leads}
    to = dict(known.lead_of)
    for old, new in renamed(memory.addresses, public(catalogue)).items():
        to[old] = known.lead_of.get(new, new)
    for old, new in sorted(to.items()):
        yield moved_page(f"a/{old}/", f"a/{new}/", titles[new])
    living = (page.path for page in listed)
    yield from gone_pages(memory.addresses, living, {f"a/{old}/": new for old, new in to.items()})


def _lists() -> tuple[Link, ...]:
    kinds = words.table()["kind"]
    own = (Link(title=kinds[kind]["many"], path=f"kind/{kind}/") for kind in Kind)
    return (Link(title="Открытые наборы", path=OPEN), *own)


def _kinds(
    found: tuple[Entry, ...], site: Site, today: date, told: Records
) -> Iterator[Page]:  # fmt: skip
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
        yield from scope_pages(scope, site, today, told)


def _archive(found: tuple[Entry, ...], today: date) -> Iterator[Page]:
    crumbs = (HOME, Crumb(title="Архив"))
    head = Head(
        title="Архив по месяцам",
        description="Все объявления по месяцам публикации",
        section="archive/",
        crumbs=crumbs,
        forms="",
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
    told = ((f"{e.card.path}index.html", changed_on(e)) for e in found)
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
