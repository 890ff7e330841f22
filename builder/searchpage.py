"""The search page's conditions: what an announcement can be found by, and how that is offered.

Knows no engine: pages carry the values, static/search.js offers them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from builder import words
from builder.card import NOWHERE, Entry, region_name
from builder.page import Crumb, Head, Page
from builder.regions import HOME, concerned
from model.announcement import Kind

NONE = "none"
"""The value that stands for what a text does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One value that an announcement can be found by."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A group of conditions: values as they stand in the address, with their titles."""

    name: str
    title: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """All conditions in the order in which they are offered."""

    head: Head
    facets: tuple[Facet, ...]


def filters(entry: Entry) -> tuple[Filter, ...]:
    """A status that can change is told by its dates: the browser works out what it is today."""
    a = entry.announcement
    told = (
        ("region", concerned(entry) or (NONE,)),
        ("kind", (a.kind.value,)),
        ("year", (str(a.published.year) if a.published else NONE,)),
        ("status", (entry.card.dates or entry.state.code,)),
    )
    return tuple(Filter(name=name, value=value) for name, values in told for value in values)


def search_page(entries: Iterable[Entry]) -> Page:
    kinds, groups = words.table()["kind"], words.table()["group"]
    found = list(entries)
    years = sorted({e.announcement.published.year for e in found if e.announcement.published})
    codes = sorted({code for e in found for code in concerned(e)}, key=region_name)
    facets = (
        Facet(name="status", title="Состояние", values=tuple(groups.items())),
        Facet(
            name="kind",
            title="Вид",
            values=tuple((kind.value, kinds[kind]["many"]) for kind in Kind),
        ),
        Facet(
            name="year",
            title="Год публикации",
            values=(*((str(year), str(year)) for year in years[::-1]), (NONE, "Не указан")),
        ),
        Facet(
            name="region",
            title="Регион",
            values=(*((code, region_name(code)) for code in codes), (NONE, NOWHERE)),
        ),
    )
    head = Head(
        title="Поиск",
        description="Поиск по объявлениям об обучении и кадровых проектах медиков",
        section="search/",
        crumbs=(HOME, Crumb(title="Поиск")),
    )
    context = SearchPage(head=head, facets=facets)
    return Page(path="search/index.html", template="search.html", context=context)
