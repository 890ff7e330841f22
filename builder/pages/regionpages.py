"""Pages of regions: the index with the map, and for each region its lists, also by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.edition import Edition
from builder.language import words
from builder.language.names import roles
from builder.language.speech import say
from builder.page import Crumb, Head, Page
from builder.pages.listing import Choice, Link, Scope, scope_pages
from builder.pages.programmes import programmes_of
from builder.parts.card import NOWHERE, Entry, region_name
from builder.parts.regions import HOME, Map, concerned, region_map, region_path
from builder.parts.suitability import posts
from model.announcement import Kind
from model.region import regions

INDEX = Crumb(title=say("Регионы"), path="region/")
NONE = "none"
"""Stands for the region of what names none."""

POSTS = 8
"""Posts that a region's page offers: those that most of its open calls name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionsPage:
    """The index of all regions."""

    head: Head
    map: Map


def region_pages(edition: Edition) -> Iterator[Page]:
    """The index, and a scope for every region, even one of which nothing is known yet."""
    yield _index(edition)
    by_region: dict[str, list[Entry]] = {code: [] for code in regions()}
    for entry in edition.entries:
        for code in concerned(entry) or (NONE,):
            by_region.setdefault(code, []).append(entry)
    for code, own in by_region.items():
        for scope in _scopes(code, tuple(own), edition):
            yield from scope_pages(scope, edition.site, edition.today, edition.records)


def _index(edition: Edition) -> Page:
    head = Head(
        title=say("Регионы"),
        description=say("Наборы и объявления по регионам России и Казахстана"),
        section="region/",
        crumbs=(HOME, Crumb(title=say("Регионы"))),
        built=edition.today.isoformat(),
    )
    context = RegionsPage(head=head, map=region_map(edition.entries, edition.today))
    return Page(path="region/index.html", template="regions.html", context=context)


def _scopes(code: str, own: tuple[Entry, ...], edition: Edition) -> Iterator[Scope]:
    """The region's own, and one for each kind that it has announcements of."""
    name, path = NOWHERE if code == NONE else region_name(code), region_path(code)
    by_kind = {kind: tuple(e for e in own if e.announcement.kind is kind) for kind in Kind}
    kinds = [
        Choice(title=words.table()["kind"][kind]["many"], path=f"{path}{kind}/", n=len(found))
        for kind, found in by_kind.items()
        if found
    ]
    yield Scope(
        path=path,
        title=name,
        intro="" if own else say("Объявлений об этом регионе пока не нашли."),
        section="region/",
        crumbs=(HOME, INDEX, Crumb(title=name)),
        entries=own,
        choices=tuple(kinds),
        posts=tuple(_posts(path, own)),
        links=_wider(code),
        programmes=programmes_of(own, edition.programmes),
    )
    for choice in kinds:
        yield Scope(
            path=choice.path,
            title=f"{name}: {choice.title.lower()}",
            intro="",
            section="region/",
            crumbs=(HOME, INDEX, Crumb(title=name, path=path), Crumb(title=choice.title)),
            entries=by_kind[Kind(choice.path.split("/")[2])],
            links=(Link(title=say("Всё по региону: {name}", name=name), path=path),),
        )


def _wider(code: str) -> tuple[Link, ...]:
    whole = code.partition("-")[0]
    if whole not in regions() or whole == code:
        return ()
    return (
        Link(
            title=say("Наборы для всех регионов: {name}", name=region_name(whole)),
            path=region_path(whole),
        ),
    )


def _posts(path: str, own: Sequence[Entry]) -> Iterator[Choice]:
    """Whom its open calls name; static/site/narrow.js shows each by a condition of the address."""
    calls = [entry.announcement for entry in own if entry.state.group == "open"]
    named = Counter(post for call in calls for post in posts(call))
    common = {post for post, _ in named.most_common(POSTS)}
    for post, term in roles().items():
        if post in common:
            yield Choice(title=term.label, path=f"{path}?post={post}", n=named[post])
