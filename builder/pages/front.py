"""The front page: what one can apply for, by nearest deadline; what is ahead; what is new."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from builder.forms.every import Listing
from builder.language import words
from builder.language.speech import say
from builder.page import Crumb, Head, Page
from builder.pages.archive import newest
from builder.pages.changespage import LATEST, Row, recent, rows
from builder.pages.listing import Choice, Link, ListPage, Part, by_deadline, by_start, cards
from builder.parts.card import Card, Entry
from builder.parts.regions import HOME, Map, region_map
from model.announcement import Kind, day
from model.status import SOON

CALLS = 15
EVENTS = 6
NEWS = 8
OPEN = "open/"
SHEET = 100
"""Rows of one page of all open calls."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage:
    """Sentences with numbers name the day that they are true for."""

    head: Head
    weekday: str
    today: str
    total: int
    open_calls: str
    closing: str
    silent: int
    choices: tuple[Choice, ...]
    open: tuple[Card, ...]
    ahead: tuple[Card, ...]
    news: tuple[Card, ...]
    changes: tuple[Row, ...]
    map: Map


def front(entries: tuple[Entry, ...], today: date, description: str) -> Page:
    calls, ahead = by_deadline(entries), by_start(entries)
    news = [e for e in newest(entries) if e.state.group in ("done", "closed", "cancelled")]
    context = FrontPage(
        head=Head(
            title=say("Куда сейчас можно подать заявку"),
            description=description,
            section="",
            built=today.isoformat(),
            forms=OPEN,
        ),
        weekday=words.on_weekday(today),
        today=words.full(today),
        total=len(calls),
        open_calls=words.count(len(calls), "call"),
        closing=_closing(calls, today),
        silent=sum(1 for e in calls if e.dates.close is None),
        choices=_choices(calls),
        open=cards(calls[:CALLS]),
        ahead=cards([e for e in ahead if e.state.code != "running"][:EVENTS]),
        news=cards(news[:NEWS]),
        changes=recent(rows(entries), today)[:LATEST],
        map=region_map(entries, today),
    )
    return Page(path="index.html", template="front.html", context=context)


def _closing(calls: list[Entry], today: date) -> str:
    last = today + timedelta(days=SOON)
    n = sum(1 for e in calls if e.dates.close and day(e.dates.close) <= last)
    return say("{n}~{close} за неделю", n=n, close=words.plural(n, "closing")) if n else ""


def _choices(calls: list[Entry]) -> tuple[Choice, ...]:
    kinds = words.table()["kind"]
    numbers = {kind: sum(1 for e in calls if e.announcement.kind is kind) for kind in Kind}
    return tuple(
        Choice(title=kinds[kind]["many"], path=f"kind/{kind}/", n=n)
        for kind, n in numbers.items()
    )  # fmt: skip


def open_pages(entries: tuple[Entry, ...], today: date) -> list[Page]:
    """Every open call, nearest deadline first."""
    calls = by_deadline(entries)
    cuts = [calls[at : at + SHEET] for at in range(0, len(calls), SHEET)] or [[]]
    paths = [OPEN, *(f"{OPEN}{n}/" for n in range(2, len(cuts) + 1))]
    return [
        Page(
            path=f"{paths[at]}index.html",
            template="list.html",
            context=_open_sheet(cut, paths, at, today),
        )
        for at, cut in enumerate(cuts)
    ]


def open_listing(entries: Iterable[Entry]) -> Listing:
    """The same list in every form; a cancelled call stays in its calendars."""
    told = tuple(entries)
    return Listing(
        path=OPEN,
        title=say("Открытые наборы"),
        entries=by_deadline(told),
        cancelled=[e for e in told if e.state.group == "cancelled"],
    )


def _open_sheet(cut: list[Entry], paths: list[str], at: int, today: date) -> ListPage:
    title = (
        say("Все открытые наборы")
        if at == 0
        else say("{title}, лист {n}", title=say("Все открытые наборы"), n=at + 1)
    )
    part = Part(
        id="open",
        title=say("По сроку подачи"),
        cards=cards(cut),
        only="open",
        empty=say("Сейчас открытых наборов нет."),
    )
    return ListPage(
        head=Head(
            title=title,
            description=say("Все наборы, на которые сейчас можно подать заявку"),
            section="",
            crumbs=(HOME, Crumb(title=title)),
            feed=f"{OPEN}feed.atom",
            built=today.isoformat(),
            forms=OPEN,
        ),
        title=title,
        intro="",
        parts=(part,),
        asof=words.full(today),
        back=Link(title=say("Срок раньше"), path=paths[at - 1]) if at else None,
        forth=Link(title=say("Срок позже"), path=paths[at + 1]) if at + 1 < len(paths) else None,
    )
