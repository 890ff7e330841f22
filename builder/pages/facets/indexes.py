"""The directory of all lists, and an index for each facet with all of its values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from builder.edition import Edition
from builder.language import words
from builder.language.speech import say
from builder.page import Crumb, Head, Page
from builder.pages.archive import Period, spans
from builder.pages.facets.facet import FACETS, Group
from builder.pages.listing import Link
from builder.parts.regions import HOME, region_lines

DIRECTORY = "lists/"
TITLE = say("Все подборки")
SHOWN = 30
"""Values of one facet in the directory; its index has the rest."""

SHEET = 300
"""Values on one page of an index."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value with the numbers of its open calls and of all its announcements."""

    title: str
    path: str
    open: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Values of one facet; ``more`` leads to the others, ``None`` if these are all."""

    id: str
    title: str
    values: tuple[Value, ...]
    more: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPage:
    """``asof`` dates the numbers of open calls, which no script recounts; empty if none is open."""

    head: Head
    title: str
    intro: str
    asof: str
    sections: tuple[Section, ...]
    back: Link | None = None
    forth: Link | None = None


def index_pages(edition: Edition, found: Mapping[str, Sequence[Group]]) -> Iterator[Page]:
    """``found`` has the values of each facet by its name."""
    values = {name: tuple(map(_value, own)) for name, own in found.items()}
    yield _directory(edition, values)
    for facet in FACETS:
        yield from _index(facet.name, facet.title, values[facet.name], edition.today)


def _value(group: Group) -> Value:
    calls = sum(1 for entry in group.entries if entry.state.group == "open")
    return Value(title=group.title, path=group.path, open=calls, total=len(group.entries))


def _directory(edition: Edition, values: Mapping[str, Sequence[Value]]) -> Page:
    sections = [
        _section(facet.name, facet.title, facet.every, values[facet.name]) for facet in FACETS
    ]
    regions = [
        Value(title=line.name, path=line.path, open=line.open, total=line.total)
        for line in region_lines(edition.entries)
    ]
    programmes = [
        _programme(one.title, one.path, [e.state.group for e in one.entries])
        for one in edition.programmes.values()
    ]
    sections += [
        _section("region", say("Регионы"), say("Все регионы"), regions),
        _section("programme", say("Программы"), say("Все программы"), programmes),
        Section(id="year", title=say("Годы"), values=tuple(_years(edition)),
                more=Link(title=say("Архив по месяцам"), path="archive/")),
    ]  # fmt: skip
    head = Head(
        title=TITLE,
        description=say(
            "Объявления по регионам, должностям, специальностям, организаторам и годам"
        ),
        section=DIRECTORY,
        crumbs=(HOME, Crumb(title=TITLE)),
    )
    intro = say("Каждую подборку можно открыть без поиска, подписаться на неё и взять таблицей.")
    shown = tuple(section for section in sections if section.values)
    asof = _asof((value for section in shown for value in section.values), edition.today)
    context = IndexPage(head=head, title=TITLE, intro=intro, asof=asof, sections=shown)
    return Page(path=f"{DIRECTORY}index.html", template="lists.html", context=context)


def _programme(title: str, path: str, groups: Sequence[str]) -> Value:
    return Value(title=title, path=path, open=groups.count("open"), total=len(groups))


def _years(edition: Edition) -> Iterator[Value]:
    for year in spans(edition.entries, Period.YEAR):
        calls = sum(1 for entry in year.entries if entry.state.group == "open")
        yield Value(title=year.title, path=year.path, open=calls, total=len(year.entries))


def _section(name: str, title: str, every: str, values: Sequence[Value]) -> Section:
    """Values that have announcements; of a long list the largest, in the list's own order."""
    values = [value for value in values if value.total]
    if len(values) <= SHOWN:
        return Section(id=name, title=title, values=tuple(values))
    largest = sorted(values, key=lambda v: (-v.total, v.path))[:SHOWN]
    kept = {value.path for value in largest}
    more = Link(title=f"{every}: {len(values)}", path=f"{name}/")
    return Section(id=name, title=title, values=tuple(v for v in values if v.path in kept),
                   more=more)  # fmt: skip


def _asof(values: Iterable[Value], today: date) -> str:
    return words.full(today) if any(value.open for value in values) else ""


def _index(name: str, title: str, values: Sequence[Value], today: date) -> Iterator[Page]:
    cuts = [values[at : at + SHEET] for at in range(0, len(values), SHEET)] or [()]
    paths = [f"{name}/", *(f"{name}/{n}/" for n in range(2, len(cuts) + 1))]
    for at, cut in enumerate(cuts):
        told = title if at == 0 else say("{title}, лист {n}", title=title, n=at + 1)
        yield _index_sheet(paths, at, told, cut, today)


def _index_sheet(
    paths: Sequence[str], at: int, title: str, cut: Sequence[Value], today: date
) -> Page:  # fmt: skip
    trail = (HOME, Crumb(title=TITLE, path=DIRECTORY), Crumb(title=title))
    head = Head(
        title=title,
        description=say("{title}: все подборки объявлений", title=title),
        section=DIRECTORY,
        crumbs=trail,
    )
    context = IndexPage(
        head=head,
        title=title,
        intro="",
        asof=_asof(cut, today),
        sections=(Section(id="list", title="", values=tuple(cut)),),
        back=Link(title=say("Раньше по списку"), path=paths[at - 1]) if at else None,
        forth=Link(title=say("Дальше по списку"), path=paths[at + 1])
        if at + 1 < len(paths)
        else None,
    )
    return Page(path=f"{paths[at]}index.html", template="lists.html", context=context)
