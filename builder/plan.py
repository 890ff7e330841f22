"""Every address of the site, decided in one place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from builder.edition import Edition, Family
from builder.entries import entry_of, turn
from builder.forms.dataset import Records
from builder.forms.every import Listing, form_pages
from builder.found.beside import found_files
from builder.found.sitemaps import map_pages
from builder.language import words
from builder.language.speech import say
from builder.page import Page
from builder.pages.archive import by_age
from builder.pages.archivepages import archive_pages
from builder.pages.article import articles
from builder.pages.changespage import change_pages
from builder.pages.datapage import data_pages
from builder.pages.digest.pages import digest_files, digest_pages
from builder.pages.facets.pages import facet_pages
from builder.pages.front import OPEN, front, open_listing, open_pages
from builder.pages.listing import Link
from builder.pages.marksfile import marks_file
from builder.pages.minepage import mine_page
from builder.pages.monthcalendar.pages import calendar_pages
from builder.pages.notice import notice_pages
from builder.pages.plainpages import plain_files
from builder.pages.programmes import programme_links, programme_pages, programmes
from builder.pages.regionpages import region_pages
from builder.pages.searchpage import search_page
from builder.pages.sourcespage import source_pages
from builder.pages.statistics.page import statistics_pages
from builder.pages.textpage import text_pages
from builder.parts.card import Entry
from builder.parts.changes import Change
from builder.parts.changes import joined as rejoined
from builder.parts.reprints import Families, families
from builder.site import Site
from builder.state.addresses import gone_pages, moved_page, renamed
from builder.state.memory import EMPTY, Memory
from model.announcement import Announcement, Kind
from model.content import Catalogue


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
        entry_of(a, today, known.copies.get(a.id, ()), moves.get(a.id, ()), catalogue.digests)
        for a in known.leads
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
    told = edition(catalogue, site, today, memory)
    listed = [page for family in FAMILIES for page in family(told)]
    return [
        *listed,
        *_former(listed, catalogue, memory),
        *(page for family in FILES for page in family(told)),
        *map_pages(listed, told),
    ]


def edition(
    catalogue: Catalogue, site: Site, today: date, memory: Memory = EMPTY
) -> Edition:  # fmt: skip
    """What may be published, read once for all families of pages."""
    found = tuple(by_age(entries(catalogue, today, memory)))
    return Edition(
        entries=found,
        programmes=programmes(found, memory.programmes),
        records=Records(site),
        memory=memory,
        site=site,
        today=today,
    )


def next_change(catalogue: Catalogue, today: date) -> date | None:
    """The next day on which a page will say something else by itself."""
    return turn(entry_of(a, today, (), (), catalogue.digests) for a in joined(catalogue).leads)


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
    return (Link(title=say("Открытые наборы"), path=OPEN), *own)


FAMILIES: tuple[Family, ...] = (
    lambda e: [front(e.entries, e.today, e.site.description)],
    lambda e: open_pages(e.entries, e.today),
    lambda e: articles(e.entries, e.memory, programme_links(e.programmes)),
    region_pages,
    facet_pages,
    archive_pages,
    calendar_pages,
    lambda e: programme_pages(e.programmes, e.records, e.site, e.today),
    lambda e: change_pages(e.entries, e.site, e.today),
    lambda e: source_pages(e.memory.sources, e.memory.health),
    digest_pages,
    statistics_pages,
    lambda e: [search_page()],
    lambda e: [mine_page()],
    lambda e: text_pages(e.memory.pages),
    lambda e: data_pages(_lists(), e.site),
)
"""What readers come to: these stand in the sitemap, and their addresses live for ever."""

FILES: tuple[Family, ...] = (
    lambda e: form_pages(
        Listing(path="", title=say("все объявления"), entries=e.entries), e.records, e.site, e.today
    ),
    lambda e: form_pages(open_listing(e.entries), e.records, e.site, e.today),
    digest_files,
    notice_pages,
    found_files,
    marks_file,
    lambda e: plain_files(),
)
"""What lies beside the pages, for programs."""
