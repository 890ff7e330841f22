"""Pages of months: a grid of days with the list that says the same under it, and all forms.

A month that is over follows from its announcements alone. The current one names the day on which
it was built.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from builder.edition import Edition
from builder.forms.every import Listing, form_pages
from builder.language import words
from builder.language.speech import say
from builder.page import Crumb, Head, Page
from builder.pages.archive import Line
from builder.pages.listing import Choice, Link
from builder.pages.monthcalendar.mark import DEADLINE, EVENT, MOVED, OFF, Dated, Mark, marks
from builder.parts.regions import HOME

ROOT = "calendar/"
CELL = 4
"""Marks that a cell shows; the list under the grid has all of them."""

ROWS = 400
"""Marks that the list of one month shows: its table and its calendars have all."""

GOING = 30
"""Events that began in an earlier month and go on."""

Month = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day. ``marks`` are all of it; the cell has the first :data:`CELL` of them."""

    iso: str
    number: int
    title: str
    column: int
    today: bool
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPage:
    """``nearest`` is the first day with marks from today on, in the current month alone. ``months``
    are all, newest first, on the calendar's own page alone.

    ``more`` counts marks that the list leaves out; ``silent`` counts what has no date.
    """

    head: Head
    title: str
    counts: tuple[Choice, ...]
    nearest: Day | None
    weekdays: tuple[str, ...]
    days: tuple[Day, ...]
    cell: int
    going: tuple[Mark, ...]
    more: int
    silent: str
    months: tuple[Line, ...]
    back: Link | None
    forth: Link | None


def month_path(month: Month) -> str:
    return f"{ROOT}{month[0]:04}-{month[1]:02}/"


def calendar_pages(edition: Edition) -> Iterator[Page]:
    """Every month with a date, and always the current one and the next; the current one also
    stands at the calendar's own address."""
    by_month: dict[Month, list[Dated]] = defaultdict(list)
    for dated in marks(edition.entries):
        by_month[_month(dated.day)].append(dated)
    now = _month(edition.today)
    going = _going(by_month)
    order = sorted({*by_month, now, _next(now)})
    for at, month in enumerate(order):
        around = (order[at - 1] if at else None, order[at + 1] if at + 1 < len(order) else None)
        context = _context(month, around, by_month[month], going[month], edition)
        yield _page(month_path(month), context)
        if month == now:
            yield _page(ROOT, replace(context, months=tuple(_months(order, by_month))))
        yield from _forms(month, by_month[month], edition)


def _month(day: date) -> Month:
    return (day.year, day.month)


def _next(month: Month) -> Month:
    year, number = month
    return (year + number // 12, number % 12 + 1)


def _going(by_month: Mapping[Month, Sequence[Dated]]) -> defaultdict[Month, list[Mark]]:
    """By month, events of earlier months of the same two years that had not ended by its first."""
    found: defaultdict[Month, list[Mark]] = defaultdict(list)
    for month, own in sorted(by_month.items()):
        for dated in own:
            later = _next(month)
            while later <= _month(dated.last) and later[0] <= month[0] + 1:
                found[later].append(dated.mark)
                later = _next(later)
    return found


def _page(path: str, context: MonthPage) -> Page:
    return Page(path=f"{path}index.html", template="calendar.html", context=context)


def _context(
    month: Month,
    around: tuple[Month | None, Month | None],
    own: Sequence[Dated],
    going: Sequence[Mark],
    edition: Edition,
) -> MonthPage:
    title, current = words.month_title(*month), month == _month(edition.today)
    back, forth = around
    days = tuple(_days(month, own, edition.today))
    return MonthPage(
        head=Head(
            title=say("Календарь: {month}", month=title[:1].lower() + title[1:]),
            description=say("{month}: сроки подачи заявок и события для медиков", month=title),
            section=ROOT,
            crumbs=(HOME, Crumb(title=say("Календарь"), path=ROOT), Crumb(title=title)),
            feed=f"{month_path(month)}feed.atom",
            built=edition.today.isoformat() if current else "",
            forms=month_path(month),
        ),
        title=title,
        counts=tuple(_counts(own)),
        nearest=_nearest(days, edition.today) if current else None,
        weekdays=words.short_weekdays(),
        days=days,
        cell=CELL,
        going=tuple(going[:GOING]),
        more=max(0, len(own) - ROWS) + max(0, len(going) - GOING),
        silent=_silent(edition) if current else "",
        months=(),
        back=_link(back) if back else None,
        forth=_link(forth) if forth else None,
    )


def _link(month: Month) -> Link:
    return Link(title=words.month_title(*month), path=month_path(month))


def _months(order: Sequence[Month], by_month: Mapping[Month, Sequence[Dated]]) -> Iterator[Line]:
    for month in reversed(order):
        count = len(by_month.get(month, ()))
        yield Line(path=month_path(month), title=words.month_title(*month), count=count)


def _counts(own: Sequence[Dated]) -> Iterator[Choice]:
    """«Сроки подачи: 11»"""
    looks = [dated.mark.look for dated in own]
    for look, title in (
        (DEADLINE, say("Сроки подачи")), (EVENT, say("События")), (MOVED, say("Перенесено")),
        (OFF, say("Отменено")),
    ):  # fmt: skip
        if look in looks or look in (DEADLINE, EVENT):
            yield Choice(title=title, path=look, n=looks.count(look))


def _days(month: Month, own: Sequence[Dated], today: date) -> Iterator[Day]:
    by_day: dict[date, list[Mark]] = defaultdict(list)
    for dated in own[:ROWS]:
        by_day[dated.day].append(dated.mark)
    first = date(*month, 1)
    for number in range(monthrange(*month)[1]):
        day = first + timedelta(days=number)
        yield Day(
            iso=day.isoformat(),
            number=day.day,
            title=f"{words.day_month(day)}, {words.weekday(day)}",
            column=day.isoweekday() if number == 0 else 0,
            today=day == today,
            marks=tuple(by_day[day]),
        )


def _nearest(days: Sequence[Day], today: date) -> Day | None:
    """``None`` where it is the list's first day anyway."""
    told = [day for day in days if day.marks]
    ahead = [day for day in told if day.iso >= today.isoformat()]
    return ahead[0] if ahead and ahead[0] != told[0] else None


def _silent(edition: Edition) -> str:
    """«4 открытых набора»: those that name no deadline and so stand on no day."""
    n = sum(1 for e in edition.entries if e.state.group == "open" and e.dates.close is None)
    return words.count(n, "call") if n else ""


def _forms(month: Month, own: Sequence[Dated], edition: Edition) -> Iterator[Page]:
    """The month's announcements; its calendars look back to its first day and keep all of it."""
    found = {dated.entry.announcement.id: dated.entry for dated in own}
    listing = Listing(
        path=month_path(month),
        title=words.month_title(*month),
        entries=[found[name] for name in sorted(found)],
    )
    since = min(date(*month, 1), edition.today)
    return form_pages(listing, edition.records, edition.site, since)
