"""What a build publishes: the whole site, or the plain one, planned from the same catalogue."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from model.content import Catalogue
from model.problem import ContentProblem, SettingProblem

if TYPE_CHECKING:
    from builder.page import Page
    from builder.site import Site
    from builder.state.memory import Memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Where a site comes from. ``styleguide``: with a page that shows the site's parts."""

    content: Path
    state: Path
    today: date
    profile: str = "full"
    styleguide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """``rest`` plans further pages, none of which is searched for; ``turn`` is the next day on
    which a page says something else by itself; ``published`` is to be called when the pages lie in
    the site.
    """

    pages: Sequence[Page]
    problems: tuple[ContentProblem, ...]
    turn: date | None
    published: Callable[[], None] = lambda: None
    rest: Callable[[], Sequence[Page]] = tuple


def prepare(profile: str) -> None:
    """Load what planning and rendering will need: to be done while others read the files."""
    for name in ("plan" if profile == "full" else "plainsite", "writing.publish", "writing.render"):
        import_module(f"builder.{name}")


def planned(catalogue: Catalogue, site: Site, sources: Sources) -> Planned:
    """Raises if nothing may be shown: an empty site is a mistake, not a wish."""
    if all(a.draft or a.hidden for a in catalogue.announcements):
        raise SettingProblem(f"{sources.content}: ни одного объявления; пустой сайт не публикуем")
    make = _full if sources.profile == "full" else _plain
    return make(catalogue, site, sources)


def _plain(catalogue: Catalogue, site: Site, sources: Sources) -> Planned:
    from builder.entries import turn
    from builder.plainsite import articles, lists, plain_entries

    entries = plain_entries(catalogue, sources.today)
    found = articles(entries, searched=sources.profile == "searched")
    return Planned(
        pages=found,
        problems=catalogue.problems,
        turn=turn(entries),
        rest=lambda: lists(entries, found, site),
    )


def _full(catalogue: Catalogue, site: Site, sources: Sources) -> Planned:
    from builder.pages.digest.pages import closed
    from builder.pages.digest.store import write_issues
    from builder.plan import next_change, pages, public
    from builder.state.addresses import remember

    catalogue, memory = remembered(catalogue, sources.content, sources.state)
    listed = pages(catalogue, site, sources.today, memory)

    def published() -> None:
        remember(sources.state, memory.addresses, public(catalogue), listed)
        write_issues(sources.state, closed(listed))

    return Planned(
        pages=[*listed, *(_styleguide(site, sources.today) if sources.styleguide else ())],
        problems=catalogue.problems,
        turn=next_change(catalogue, sources.today),
        published=published,
    )


def remembered(catalogue: Catalogue, content: Path, state: Path) -> tuple[Catalogue, Memory]:
    """What is known beside the announcements; the catalogue gets what is wrong between them."""
    from builder.parts import reprints
    from builder.plan import joined
    from builder.state.memory import read_memory

    memory, damaged = read_memory(state, content)
    wrong = reprints.problems(joined(catalogue, memory).wrong, content)
    return replace(catalogue, problems=(*catalogue.problems, *wrong, *damaged)), memory


def _styleguide(site: Site, today: date) -> Sequence[Page]:
    from builder.pages.styleguide.pages import styleguide_pages

    return list(styleguide_pages(site, today))
