"""A page for every value of every facet: what is open, what is ahead, the archive, all forms.

Pages of an audience are landing pages: they address the reader and tell how to follow the list.
Those of the roles in ``roles.toml`` stand even while nothing is announced for them.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.edition import Edition
from builder.language.names import roles
from builder.language.speech import say
from builder.page import Crumb, Page
from builder.pages.facets.facet import AUDIENCE, FACETS, KIND, Facet, Group, groups, landings
from builder.pages.facets.indexes import DIRECTORY, index_pages
from builder.pages.listing import Link, Scope, scope_pages
from builder.pages.programmes import programmes_of
from builder.parts.regions import HOME

EVERYBODY = "mediki"
"""The role that all others belong to."""


def facet_pages(edition: Edition) -> Iterator[Page]:
    """All facets: their indexes, then the pages of their values."""
    found = {facet.name: groups(facet, edition.entries, edition.today) for facet in FACETS}
    yield from index_pages(edition, found)
    for own in found.values():
        for group in (one for one in own if not one.alone):
            scope = _landing(group, edition) if group.facet is AUDIENCE else _scope(group, edition)
            yield from scope_pages(scope, edition.site, edition.today, edition.records)


def _scope(group: Group, edition: Edition) -> Scope:
    return Scope(
        path=group.path,
        title=group.title,
        intro="",
        section=group.path if group.facet is KIND else DIRECTORY,
        crumbs=_trail(group.facet, group.title),
        entries=group.entries,
        calls=group.facet.calls,
        programmes=programmes_of(group.entries, edition.programmes),
    )


def _landing(group: Group, edition: Edition) -> Scope:
    told = landings().get(group.slug, {})
    title = told.get("heading", group.title)
    wider = [slug for slug in (*roles()[group.slug].also, EVERYBODY) if slug != group.slug]
    links = (Link(title=_wider(slug), path=f"{AUDIENCE.name}/{slug}/") for slug in wider)
    return Scope(
        path=group.path,
        title=title,
        intro=told.get("intro", ""),
        section=f"{AUDIENCE.name}/",
        crumbs=_trail(group.facet, title),
        entries=group.entries,
        links=tuple(links),
        programmes=programmes_of(group.entries, edition.programmes),
        subscribe=True,
    )


def _wider(slug: str) -> str:
    if slug == EVERYBODY:
        return say("Для всех медиков")
    return say("Смотрите также: {role}", role=roles()[slug].label.lower())


def _trail(facet: Facet, title: str) -> tuple[Crumb, ...]:
    return (HOME, Crumb(title=facet.title, path=f"{facet.name}/"), Crumb(title=title))
