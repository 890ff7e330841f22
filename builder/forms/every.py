"""Every list in every form: the same set beside its page as feeds, calendars, a table and data.

The names of the files are the same everywhere, so that one who knows one address knows all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from builder.forms.calendars import deadlines, events
from builder.forms.dataset import Records, dataset, newest_first, table
from builder.forms.feed import feed_context, latest
from builder.page import Later, Page
from builder.parts.card import Entry
from builder.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list to be told in every form. ``path`` ends in a slash, or is empty for the site.

    ``cancelled`` are kept by its calendars though the list has dropped them.
    """

    path: str
    title: str
    entries: Sequence[Entry]
    cancelled: Sequence[Entry] = ()


def form_pages(listing: Listing, records: Records, site: Site, today: date) -> Iterator[Page]:
    """The files of :data:`builder.forms.form.FORMS`, in their order."""
    path, title = listing.path, listing.title
    told = latest(listing.entries)
    for name in ("feed.atom", "feed.rss", "feed.json"):
        context = Later(feed_context, path + name, title, path, told, site)
        yield Page(path=path + name, template=name, context=context)
    kept = [*listing.entries, *listing.cancelled]
    yield deadlines(path, title, kept, site, today)
    yield events(path, title, kept, site, today)
    order = newest_first(listing.entries)
    yield table(path, order, records)
    yield dataset(path, title, order, records, site)
