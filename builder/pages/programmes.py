"""Programmes: all announcements of one, its intakes over the years, and the index of all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from builder.forms.dataset import Records
from builder.forms.every import Listing, form_pages
from builder.language import words
from builder.language.speech import order, say
from builder.page import Crumb, Head, Page
from builder.pages.archive import by_age, newest
from builder.pages.listing import Link, Part, asof, built, by_deadline, by_start, cards
from builder.pages.timeline import Intake, observed, timeline, year_of
from builder.parts.card import Entry, audience, listed, region_name
from builder.parts.regions import HOME, region_path
from builder.site import Site
from builder.texts.programmetext import ProgrammeText

LEAST = 2
"""Announcements that make a page of their own; fewer only where an editor wrote a text."""

FEW = 12
"""Programmes that a list of announcements names."""

YEARLESS = say("Год не указан")
INDEX = Crumb(title=say("Программы"), path="programme/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """``entries`` are oldest first; ``text`` is the editor's, empty if there is none."""

    slug: str
    title: str
    text: str
    entries: tuple[Entry, ...]

    @property
    def path(self) -> str:
        return programme_path(self.slug)

    @property
    def heading(self) -> str:
        quoted = "«" in self.title
        return (
            self.title[:1].upper() + self.title[1:]
            if quoted
            else say("Программа «{title}»", title=self.title)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A line of the summary; ``value`` is empty where no text says it."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammePage:
    """``observed`` is what may be seen in past years, never a promise."""

    head: Head
    title: str
    text: str
    asof: str
    months: tuple[str, ...]
    intakes: tuple[Intake, ...]
    observed: str
    terms: tuple[Term, ...]
    regions: tuple[Link, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A programme in the index."""

    title: str
    path: str
    count: str
    years: str
    open: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammesPage:
    """The index, by title. ``asof`` dates the numbers of open calls."""

    head: Head
    asof: str
    lines: tuple[Line, ...]


def programme_path(slug: str) -> str:
    return f"programme/{slug}/"


def programmes(
    entries: Iterable[Entry], texts: Mapping[str, ProgrammeText]
) -> dict[str, Programme]:
    """Those that have a page, by slug."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in by_age(entries):
        if entry.announcement.programme:
            found[entry.announcement.programme].append(entry)
    slugs = {slug for slug, own in found.items() if len(own) >= LEAST} | texts.keys()
    return {
        slug: Programme(
            slug=slug,
            title=texts[slug].title if slug in texts else _name(found[slug]),
            text=texts[slug].body if slug in texts else "",
            entries=tuple(found[slug]),
        )
        for slug in sorted(slugs)
    }


def _name(entries: list[Entry]) -> str:
    """As the newest announcement that names it does; failing all, the newest title."""
    named = [e.announcement.name for e in entries if e.announcement.name]
    return named[-1] if named else entries[-1].announcement.title


def programme_links(found: Mapping[str, Programme]) -> dict[str, Link]:
    return {slug: Link(title=one.heading, path=one.path) for slug, one in found.items()}


def programmes_of(
    entries: Sequence[Entry], known: Mapping[str, Programme]
) -> tuple[Link, ...]:  # fmt: skip
    """Programmes of a list, oldest first, that have a page: those last heard of, and a few."""
    slugs = dict.fromkeys(e.announcement.programme or "" for e in reversed(entries))
    told = [known[slug] for slug in slugs if slug in known]
    return tuple(Link(title=one.title, path=one.path) for one in told[:FEW])


def programme_pages(
    found: Mapping[str, Programme], records: Records, site: Site, today: date
) -> Iterator[Page]:
    """The index, and for each its page and its announcements in every form."""
    yield _index(found.values(), today)
    for one in found.values():
        yield _page(one, today)
        listing = Listing(path=one.path, title=one.heading, entries=one.entries)
        yield from form_pages(listing, records, site, today)


def _page(programme: Programme, today: date) -> Page:
    own = programme.entries
    title = programme.heading
    context = ProgrammePage(
        head=Head(
            title=title,
            description=say("{title}: наборы по годам и все объявления", title=title),
            section="programme/",
            crumbs=(HOME, INDEX, Crumb(title=programme.title)),
            feed=f"{programme.path}feed.atom",
            built=built(own, today),
            forms=programme.path,
        ),
        title=title,
        text=programme.text,
        asof=asof(own, today),
        months=tuple(words.table()["month"]["short"]),
        intakes=timeline(own, today),
        observed=observed(own, today),
        terms=_terms(own),
        regions=_regions(own),
        parts=tuple(_parts(own)),
    )
    return Page(path=f"{programme.path}index.html", template="programme.html", context=context)


def _parts(own: tuple[Entry, ...]) -> Iterator[Part]:
    """What one can act on, then all the rest by years."""
    live = Part(
        id="open",
        title=say("Можно подать заявку"),
        cards=cards(by_deadline(own)),
        only="open",
        empty=say("Сейчас набор не идёт."),
    )
    yield live
    if ahead := by_start(own):
        yield Part(id="ahead", title=say("Предстоит"), cards=cards(ahead), only="ahead")
    past: dict[int, list[Entry]] = defaultdict(list)
    for entry in newest(own):
        if entry.state.group not in ("open", "ahead"):
            past[year_of(entry) or 0].append(entry)
    for year, entries in sorted(past.items(), reverse=True):
        title = words.year(year) if year else YEARLESS
        yield Part(id=f"y{year}", title=title, cards=cards(entries))


def _terms(own: tuple[Entry, ...]) -> tuple[Term, ...]:
    """What the newest announcement says, and no older one in its place."""
    if not own:
        return ()
    a = own[-1].announcement
    return (
        Term(label=say("Кому"), value=listed(audience(a))),
        Term(label=say("Организатор"), value=a.organiser or ""),
        Term(label=say("Условия"), value=a.eligibility or ""),
        Term(label=say("Стоимость"), value=a.cost or ""),
    )


def _regions(own: tuple[Entry, ...]) -> tuple[Link, ...]:
    codes = {e.announcement.region for e in own if e.announcement.region}
    return tuple(
        Link(title=region_name(code), path=region_path(code))
        for code in sorted(codes, key=lambda code: order(region_name(code)))
    )


def _index(found: Iterable[Programme], today: date) -> Page:
    shown = sorted(found, key=lambda one: (one.title.casefold(), one.slug))
    every = [entry for one in shown for entry in one.entries]
    head = Head(
        title=say("Программы"),
        description=say("Программы обучения и кадровые проекты: наборы по годам"),
        section="programme/",
        crumbs=(HOME, Crumb(title=say("Программы"))),
        built=built(every, today),
    )
    context = ProgrammesPage(head=head, asof=asof(every, today), lines=tuple(map(_line, shown)))
    return Page(path="programme/index.html", template="programmes.html", context=context)


def _line(one: Programme) -> Line:
    years = sorted({year for entry in one.entries if (year := year_of(entry))})
    calls = sum(1 for entry in one.entries if entry.state.group == "open")
    span = f"{years[0]}–{years[-1]}" if len(years) > 1 else "".join(map(str, years))
    return Line(
        title=one.title,
        path=one.path,
        count=words.count(len(one.entries), "announcement"),
        years=span,
        open=words.count(calls, "call") if calls else "",
    )
