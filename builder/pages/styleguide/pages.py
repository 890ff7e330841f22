"""The page that lists every component, and a whole page for each announcement shown on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from builder.page import Crumb, Head, Page
from builder.pages.article import articles
from builder.pages.listing import Part, cards
from builder.pages.notice import notice_pages
from builder.pages.styleguide.cases import common, worst
from builder.parts.card import Entry
from builder.parts.changes import Change, Told, tell
from builder.parts.fact import Fact, facts
from builder.parts.regions import HOME
from builder.plan import edition
from builder.site import Site
from model.content import Catalogue
from model.status import State, states

ZONE = "Europe/Moscow"
TOKENS = (
    "paper", "card", "ink", "ink-2", "line", "edge", "accent", "accent-soft", "on-accent", "head",
    "head-ink", "warm", "warm-soft", "bad", "bad-soft", "mark", "t2",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleGuide:
    """Components in the order of the page."""

    head: Head
    tokens: tuple[str, ...]
    states: tuple[State, ...]
    parts: tuple[Part, ...]
    facts: tuple[Fact, ...]
    silent: tuple[Fact, ...]
    changes: tuple[Told, ...]


def styleguide_pages(site: Site, today: date) -> Iterator[Page]:
    """An edition of its own: nothing of it stands in a list, a feed or the search."""
    records = (*common(today), *worst(today))
    made = edition(Catalogue(announcements=records, problems=()), site, today)
    known = {e.announcement.id: e for e in made.entries}
    usual = tuple(known[a.id] for a in common(today))
    hard = tuple(known[a.id] for a in worst(today))
    yield Page(
        path="styleguide/index.html",
        template="styleguide.html",
        context=_guide(usual, hard, today),
    )
    for page in articles(made.entries):
        yield page._replace(search=None)
    yield from notice_pages(made)


def _guide(usual: tuple[Entry, ...], hard: tuple[Entry, ...], today: date) -> StyleGuide:
    doubtful = next(e for e in hard if e.announcement.id.endswith("somneniya"))
    empty = next(e for e in hard if e.announcement.id.endswith("pusto"))
    return StyleGuide(
        head=Head(
            title="Из чего собран сайт",
            description="Все составные части страниц с обычным и самым трудным содержанием",
            section="styleguide/",
            crumbs=(HOME, Crumb(title="Из чего собран сайт")),
            forms="",
        ),
        tokens=TOKENS,
        states=tuple(states().values()),
        parts=(
            Part(id="usual", title="Каждое состояние", cards=cards(usual)),
            Part(id="worst", title="Самое трудное", cards=cards(hard)),
            Part(id="none", title="Пустой список", cards=(), only="open", empty="Ничего нет."),
        ),
        facts=facts(doubtful.announcement, {"apply_close": today.isoformat()}),
        silent=tuple(
            replace(fact, id=f"pusto-{fact.id}") for fact in facts(empty.announcement, {})
        ),
        changes=tuple(tell(change, ZONE) for change in _changes(today)),
    )


def _changes(today: date) -> Iterator[Change]:
    first = today - timedelta(days=3)
    later = today + timedelta(days=9)
    for field, old, new in (
        ("apply_close", today, later),
        ("event_start", later, None),
        ("place", "Тверь", "Ржев " * 60),
        ("cancelled", False, True),
    ):
        yield Change(day=first, id="styleguide", field=field, old=old, new=new)
