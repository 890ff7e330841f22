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
from builder.language.speech import say
from builder.page import Later, Page
from builder.parts.card import Entry
from builder.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One way to take a list; ``title`` is the link's own, ``about`` says what it is good for."""

    file: str
    media: str
    title: str
    about: str


FORMS = (
    Form(
        file="feed.atom",
        media="application/atom+xml",
        title="Atom",
        about=say("Лента новых объявлений для Outlook, Thunderbird и других программ чтения лент"),
    ),
    Form(
        file="feed.rss",
        media="application/rss+xml",
        title="RSS",
        about=say("Та же лента для программ, которые не знают Atom"),
    ),
    Form(
        file="feed.json",
        media="application/feed+json",
        title="JSON Feed",
        about=say("Та же лента для программистов, JSON Feed 1.1"),
    ),
    Form(
        file="sroki.ics",
        media="text/calendar",
        title=say("Сроки в календарь"),
        about=say("Сроки подачи с напоминаниями за 7 дней и за день"),
    ),
    Form(
        file="sobytiya.ics",
        media="text/calendar",
        title=say("События в календарь"),
        about=say("Дни обучения, конференций и отборов"),
    ),
    Form(
        file="list.csv",
        media="text/csv",
        title=say("CSV для Excel"),
        about=say("Таблица со всеми полями, открывается в русском Excel двойным щелчком"),
    ),
    Form(
        file="list.json",
        media="application/json",
        title="JSON",
        about=say("Те же записи для программ, по опубликованной схеме"),
    ),
)
"""In the order in which they stand under a list. The first is the page's main feed."""


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
    """The files of :data:`FORMS`, in their order."""
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
