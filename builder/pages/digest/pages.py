"""The digest's pages: the list of weeks, and each week as a page, a text, a letter and a feed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from builder.edition import Edition
from builder.forms.feed import Feed, Item, moment
from builder.language import words
from builder.language.speech import say
from builder.page import Crumb, Head, Page
from builder.pages.digest.issue import Issue, issue
from builder.pages.digest.week import Week, week_named, week_of
from builder.pages.listing import Link
from builder.parts.card import Entry
from builder.parts.regions import HOME
from builder.site import Site

NAME = say("Сводка недели")
INDEX = Crumb(title=NAME, path="digest/")
TEXT, LETTER = "svodka.txt", "svodka.eml"
PRINTED = {"closing": 6, "fresh": 5, "changed": 4, "events": 4}
"""Lines of each section that go onto the printed sheet: so many of the longest fill one A4."""

IN_FEED = 20
LATE = 26
"""Weeks without a build that are still made up for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuePage:
    """``closed`` weeks never change; an open one is told up to the day of the build."""

    head: Head
    issue: Issue
    title: str
    number: int
    day: str
    closed: bool
    printed: Mapping[str, int]
    back: Link | None
    forth: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """An issue to be read without its page. ``address`` is the page's, ``root`` the site's."""

    name: str
    root: str
    address: str
    title: str
    day: str
    issue: Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestPage:
    """All weeks, newest first."""

    head: Head
    weeks: tuple[Link, ...]


def issues(entries: Iterable[Entry], kept: Mapping[str, Issue], today: date) -> dict[str, Issue]:
    """Every week's issue, oldest first: what is kept stays, what is missing since is made up."""
    found, told = dict(sorted(kept.items())), {name for one in kept.values() for name in one.fresh}
    known = tuple(entries)
    for week in _due(kept, today):
        if week.slug not in found:
            found[week.slug] = issue(known, week, today, told)
            told.update(found[week.slug].fresh)
    return dict(sorted(found.items()))


def _due(kept: Iterable[str], today: date) -> Iterator[Week]:
    """The weeks after the last one that is kept, up to this one.

    At first the week before this one: it is over, so it is kept, and the count begins.
    """
    last = [week for slug in kept if (week := week_named(slug))]
    this = week_of(today)
    week = max(last).next if last else week_of(this.monday - timedelta(days=1))
    weeks = []
    while week <= this:
        weeks.append(week)
        week = week.next
    yield from weeks[-LATE:]


def closed(pages: Iterable[Page]) -> Iterator[Issue]:
    """The issues of weeks that are over, out of all planned pages."""
    for page in pages:
        if isinstance(page.context, IssuePage) and page.context.closed:
            yield page.context.issue


def digest_pages(edition: Edition) -> Iterator[Page]:
    """The list, and a page a week."""
    found = list(issues(edition.entries, edition.memory.issues, edition.today).values())
    links = [_link(one) for one in found]
    yield _index(links[::-1])
    for at, one in enumerate(found):
        back = links[at - 1] if at else None
        forth = links[at + 1] if at + 1 < len(found) else None
        yield _page(one, edition.today, back, forth)


def digest_files(edition: Edition) -> Iterator[Page]:
    """The same for programs: texts, letters, and a feed of weeks that are over."""
    found = issues(edition.entries, edition.memory.issues, edition.today)
    for one in found.values():
        letter = _letter(one, edition.site)
        yield Page(path=f"{_week(one).path}{TEXT}", template="digest.txt", context=letter)
        yield Page(path=f"{_week(one).path}{LETTER}", template="digest.eml", context=letter)
    over = [one for one in found.values() if _week(one).sunday < edition.today]
    yield _feed(over[::-1][:IN_FEED], edition.site)


def _week(one: Issue) -> Week:
    week = week_named(one.week)
    assert week is not None, "issues are named by weeks"
    return week


def _link(one: Issue) -> Link:
    return Link(title=_week(one).span, path=_week(one).path)


def _head(title: str, crumbs: tuple[Crumb, ...]) -> Head:
    return Head(
        title=title,
        description=say(
            "{title}: что закрывается, что нового, что изменилось для медиков", title=title
        ),
        section="digest/",
        crumbs=crumbs,
        feed="digest/feed.atom",
    )


def _index(weeks: list[Link]) -> Page:
    context = DigestPage(head=_head(NAME, (HOME, Crumb(title=NAME))), weeks=tuple(weeks))
    return Page(path="digest/index.html", template="digests.html", context=context)


def _page(one: Issue, today: date, back: Link | None, forth: Link | None) -> Page:
    week = _week(one)
    title = f"{NAME}: {week.span}"
    context = IssuePage(
        head=_head(title, (HOME, INDEX, Crumb(title=week.span))),
        issue=one,
        title=title,
        number=week.number,
        day=_told_on(one),
        closed=week.sunday < today,
        printed=PRINTED,
        back=back,
        forth=forth,
    )
    return Page(path=f"{week.path}index.html", template="digest.html", context=context)


def _told_on(one: Issue) -> str:
    return words.full(date.fromisoformat(one.asof))


def _letter(one: Issue, site: Site) -> Letter:
    week = _week(one)
    return Letter(
        name=site.name,
        root=site.base_url,
        address=site.address(week.path),
        title=f"{NAME}: {week.span}",
        day=_told_on(one),
        issue=one,
    )


def _feed(found: list[Issue], site: Site) -> Page:
    items = tuple(_item(one, site) for one in found)
    context = Feed(
        site=site,
        title=f"{site.name}: {NAME.lower()}",
        address=site.address("digest/"),
        itself=site.address("digest/feed.atom"),
        updated=items[0].updated if items else moment(date(2025, 1, 1)),
        items=items,
    )
    return Page(path="digest/feed.atom", template="feed.atom", context=context)


def _item(one: Issue, site: Site) -> Item:
    week = _week(one)
    said = [f"{s.title}: {len(s.lines) + s.more}" for s in one.sections if s.lines]
    return Item(
        address=site.address(week.path),
        title=f"{NAME}: {week.span}",
        updated=moment(week.sunday),
        published=moment(week.sunday),
        category="digest",
        summary=". ".join(said) + "." if said else say("За неделю ничего не найдено."),
    )
