"""The archive of the whole site: a table of months, a page a year, and every month in sheets.

A month or a year that is over stays as it is: its calendars keep what has passed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from builder.edition import Edition
from builder.forms.every import Listing, form_pages
from builder.language.speech import say
from builder.page import Crumb, Head, Page
from builder.pages.archive import UNDATED, Line, Period, Sheet, Span, lines, sheets, spans
from builder.pages.listing import Link, asof, built, sheet_page
from builder.parts.regions import HOME

INDEX = Crumb(title=say("Архив"), path="archive/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """Months of one year, newest first; ``path`` is empty for what has no date."""

    title: str
    path: str
    count: int
    months: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivePage:
    """The table of all months, or of one year's."""

    head: Head
    title: str
    years: tuple[Year, ...]


def archive_pages(edition: Edition) -> Iterator[Page]:
    """The table, the years, the months, and every form of each of these."""
    years = spans(edition.entries, Period.YEAR)
    months = spans(edition.entries, Period.MONTH)
    tables = [_year(year, lines(m for m in months if _within(m, year))) for year in years]
    yield _table(
        "archive/", say("Архив по месяцам"), tuple(tables), (HOME, Crumb(title=say("Архив"))), ""
    )
    for year, table in zip(years, tables, strict=True):
        if year.path != f"{UNDATED}/":
            trail = (HOME, INDEX, Crumb(title=year.title))
            yield _table(year.path, year.title, (table,), trail, year.path)
            yield from _forms(year, edition)
    yield from _sheets(sheets(months), edition.today)
    for month in months:
        yield from _forms(month, edition)


def _within(month: Span, year: Span) -> bool:
    return month.path.startswith(year.path)


def _year(year: Span, months: tuple[Line, ...]) -> Year:
    dated = year.path != f"{UNDATED}/"
    return Year(
        title=year.title,
        path=year.path if dated else "",
        count=len(year.entries),
        months=months,
    )


def _table(
    path: str, title: str, years: tuple[Year, ...], trail: tuple[Crumb, ...], forms: str
) -> Page:
    head = Head(
        title=title,
        description=say("{title}: все объявления по месяцам публикации", title=title),
        section="archive/",
        crumbs=trail,
        feed=f"{forms}feed.atom",
        forms=forms,
    )
    context = ArchivePage(head=head, title=title, years=years)
    return Page(path=f"{path}index.html", template="archive.html", context=context)


def _forms(span: Span, edition: Edition) -> Iterator[Page]:
    """Calendars of a span look back to its first day, so that they keep what has passed."""
    first = _first(span)
    since = min(first, edition.today) if first else edition.today
    listing = Listing(path=span.path, title=span.title, entries=span.entries)
    return form_pages(listing, edition.records, edition.site, since)


def _first(span: Span) -> date | None:
    """The day from which on the span counts; ``None`` for what has no date."""
    published = span.entries[0].shown_on
    return published.replace(day=1) if published else None


def _sheets(found: Sequence[Sheet], today: date) -> Iterator[Page]:
    for at, sheet in enumerate(found):
        newer = found[at - 1] if at else None
        older = found[at + 1] if at + 1 < len(found) else None
        yield _sheet(sheet, _link(say("Новее"), newer), _link(say("Старше"), older), today)


def _link(word: str, sheet: Sheet | None) -> Link | None:
    if sheet is None:
        return None
    return Link(title=f"{word}: {sheet.title[:1].lower()}{sheet.title[1:]}", path=sheet.path)


def _sheet(sheet: Sheet, newer: Link | None, older: Link | None, today: date) -> Page:
    head = Head(
        title=sheet.title,
        description=say(
            "{title}: обучение, конференции и кадровые проекты для медиков", title=sheet.title
        ),
        section="archive/",
        crumbs=(HOME, INDEX, Crumb(title=sheet.title)),
        feed=f"{sheet.folder}feed.atom",
        built=built(sheet.entries, today),
        forms=sheet.folder,
    )
    return sheet_page(sheet.path, head, sheet, (newer, older), asof(sheet.entries, today))
