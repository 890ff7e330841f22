"""«Моё»: the page of what a reader keeps in the browser. The build knows only what can be chosen.

A person's post is widened here, so that lists need no table: a head physician is a doctor as well,
and everybody at work in a hospital is a medic.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from builder.language.names import roles, specialties
from builder.language.speech import order, say
from builder.page import Crumb, Head, Page
from builder.parts.regions import HOME
from model.vocabulary import Term

DOCTORS = frozenset(
    {"glavnye-vrachi", "zamestiteli-glavnykh-vrachey", "zaveduyushchie-otdeleniyami"}
)
OUTSIDE = frozenset({"studenty", "tseleviki", "abiturienty", "shkolniki", "mediki"})
"""Who is no medic yet, and the word for all of them, which is nobody's post."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """``also`` are the slugs under which an announcement may mean such a person."""

    value: str
    title: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Specialities of one field, as they stand in the list."""

    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MinePage:
    """What the form of «подходит мне» offers."""

    head: Head
    posts: tuple[Choice, ...]
    specialties: tuple[Group, ...]


def mine_page() -> Page:
    head = Head(
        title=say("Моё"),
        description=say(
            "Отмеченные объявления и сохранённые списки: всё хранится в вашем браузере"
        ),
        section="moe/",
        crumbs=(HOME, Crumb(title=say("Моё"))),
    )
    context = MinePage(head=head, posts=tuple(_posts()), specialties=tuple(_groups()))
    return Page(path="moe/index.html", template="mine.html", context=context)


def _posts() -> Iterator[Choice]:
    for slug, term in roles().items():
        if slug != "mediki":
            yield Choice(value=slug, title=term.label, also=tuple(dict.fromkeys(_meant(term))))


def _meant(term: Term) -> Iterator[str]:
    yield term.slug
    yield from term.also
    if term.slug in DOCTORS:
        yield "vrachi"
    if term.slug not in OUTSIDE:
        yield "mediki"


def _groups() -> Iterator[Group]:
    found = sorted(
        specialties().values(), key=lambda term: (order(term.field or ""), order(term.label))
    )
    for field, terms in groupby(found, key=lambda term: term.field or ""):
        yield Group(title=field, choices=tuple(Choice(value=t.slug, title=t.label) for t in terms))
