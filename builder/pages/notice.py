"""A sheet for the wall: one open call on one A4, with its deadline large and a code that leads on.

Long texts are cut so that one sheet is enough; the code leads to all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from builder.edition import Edition
from builder.language import words
from builder.language.speech import say
from builder.page import Crumb, Head, Later, Page
from builder.pages.digest.issue import shorten
from builder.parts.card import NOWHERE, Card, Entry, path, region_name
from builder.parts.due import Due, due
from builder.parts.evidence import host
from builder.parts.fact import HELD, ORGANISER, PEOPLE, PLACE, TERMS
from builder.parts.objection import objections
from builder.parts.regions import HOME
from builder.state.addresses import moved_page
from builder.state.memory import publisher
from model.announcement import Stage

ROWS = (PEOPLE, TERMS, HELD, PLACE, ORGANISER)
VALUE, CONTACTS, SOURCE, TITLE = 120, 90, 90, 240
"""Letters that have room on the sheet."""

SIZES = ((45, "short"), (110, "long"))
"""Titles up to so many letters, and the class that sets their size; longer ones are smallest."""

FULL = 200
"""Letters of all values from which on they are set smaller."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """``value`` is empty where the text does not say."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePage:
    """``size`` names how large title and terms may be; ``made`` is the day of the build."""

    head: Head
    card: Card
    title: str
    size: str
    about: str
    due: Due
    terms: tuple[Term, ...]
    contacts: str
    source: str
    made: str


def notice_path(entry: Entry) -> str:
    return f"{entry.path}notice/"


def has_notice(entry: Entry) -> bool:
    """Only what one can apply for, now or soon, is put on a wall."""
    return entry.state.group == "open" or entry.state.code == "planned"


def notice_pages(edition: Edition) -> Iterator[Page]:
    """The sheets; where one can apply no more, the sheet leads on to the announcement."""
    for entry in edition.entries:
        a = entry.announcement
        if has_notice(entry):
            yield _page(entry, edition)
        elif a.stage is Stage.CALL or a.apply_close or a.apply_open:
            yield moved_page(notice_path(entry), entry.path, a.title)
    living = {entry.path for entry in edition.entries}
    copies = {path(copy) for entry in edition.entries for copy in entry.copies}
    for gone in sorted({*edition.memory.addresses, *copies} - living):
        if gone.startswith("a/"):
            yield moved_page(f"{gone}notice/", gone, say("Объявление"))


def _page(entry: Entry, edition: Edition) -> Page:
    a, memory = entry.announcement, edition.memory
    told = memory.objections.get(a.id, {})
    context = Later(_context, entry, told, publisher(a, memory.sources), edition.today)
    return Page(path=f"{notice_path(entry)}index.html", template="notice.html", context=context)


def _context(entry: Entry, told: Mapping[str, Any], source: str, today: date) -> NoticePage:
    """``told`` has objections of the source; the sheet says on what day it was made."""
    a = entry.announcement
    title = shorten(a.title, TITLE)
    size = next((name for most, name in SIZES if len(title) <= most), "longest")
    terms = tuple(Term(label=row.label, value=shorten(row.value(a), VALUE)) for row in ROWS)
    full = sum(len(term.value) for term in terms) > FULL
    return NoticePage(
        head=_head(entry),
        card=entry.card,
        title=title,
        size=f"{size} full" if full else size,
        about=_about(entry),
        due=due(entry, today, objections(a, told)),
        terms=terms,
        contacts=shorten(a.contacts or (host(a.apply_url) if a.apply_url else ""), CONTACTS),
        source=shorten(source, SOURCE),
        made=words.full(today),
    )


def _about(entry: Entry) -> str:
    a = entry.announcement
    where = region_name(a.region) if a.region else NOWHERE
    return f"{where}, {words.table()['kind'][a.kind]['one'].lower()}"


def _head(entry: Entry) -> Head:
    title = say("Объявление на доску: {title}", title=shorten(entry.announcement.title))
    own = Crumb(title=shorten(entry.announcement.title, 60), path=entry.path)
    return Head(
        title=title,
        description=title,
        section="none",
        crumbs=(HOME, own, Crumb(title=say("На доску"))),
        built=entry.today.isoformat() if entry.turn else "",
    )
