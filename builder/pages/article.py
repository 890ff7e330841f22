"""The page of one announcement: what, for whom, where, when, until when, how, and by whose word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from builder.found.preview import Preview, preview
from builder.language import words
from builder.language.speech import say
from builder.page import Crumb, Head, Later, Page
from builder.pages.listing import Link
from builder.parts.beside import neighbours
from builder.parts.card import Card, Entry, region_name, zone
from builder.parts.changes import Told, tell
from builder.parts.due import Due, applying, due
from builder.parts.evidence import at_words, excerpt, host
from builder.parts.fact import Fact, facts
from builder.parts.objection import objections
from builder.parts.regions import HOME, concerned, region_path
from builder.parts.reprints import Print, disagreement, prints
from builder.searched import document
from builder.state.memory import EMPTY, Memory, publishers
from model.announcement import Announcement, day

ADDRESS = re.compile(r"https?://[^\s<>\"«»]{1,500}|[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,4}[\w-]{2,63}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a line of text; ``href`` is empty for words that lead nowhere."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where it was read: ``name`` as people know it, ``url`` with the words that decide."""

    name: str
    url: str
    fetched: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """``body`` is Markdown; ``whole`` is false where only an excerpt may be shown.

    ``sure`` names the dates still ahead that no person has yet to check: for a reader's calendar.
    """

    head: Head
    card: Card
    kind: Link
    regions: tuple[Link, ...]
    published: str
    updated: str
    dates: str
    asof: str
    sure: tuple[str, ...]
    due: Due
    facts: tuple[Fact, ...]
    apply_url: str
    apply_host: str
    contacts: tuple[Piece, ...]
    applying: bool
    body: str
    whole: bool
    origin: Origin | None
    prints: tuple[Print, ...]
    disagreement: tuple[str, ...]
    reprints: tuple[Origin, ...]
    log: tuple[Told, ...]
    programme: Link | None
    beside: tuple[Link, ...]
    preview: Preview


def articles(
    entries: tuple[Entry, ...],
    memory: Memory = EMPTY,
    programmes: Mapping[str, Link] | None = None,
) -> list[Page]:
    """``programmes`` are those that have a page, by slug."""
    beside, known = neighbours(entries), programmes or {}
    return [
        article(entry, memory, beside[entry.announcement.id], known.get(programme_of(entry)))
        for entry in entries
    ]


def programme_of(entry: Entry) -> str:
    return entry.announcement.programme or ""


def article(entry: Entry, memory: Memory, beside: tuple[Link, ...], programme: Link | None) -> Page:
    """``beside`` are links to its neighbours, see :mod:`builder.parts.beside`."""
    a = entry.announcement
    names = publishers((a, *entry.copies), memory.sources)
    context = Later(_context, entry, names, memory.objections.get(a.id, {}), beside, programme)
    found = document(entry, programme.title if programme else "")
    return Page(
        path=f"{entry.path}index.html", template="article.html", context=context, search=found
    )


def _context(
    entry: Entry,
    names: Mapping[str, str],
    told: Mapping[str, Any],
    beside: tuple[Link, ...],
    programme: Link | None,
) -> ArticlePage:
    """``names`` are of those who printed it, by id; ``told`` has objections of the source."""
    a, today = entry.announcement, entry.today
    whole = a.show != "excerpt"
    return ArticlePage(
        head=_head(entry, today),
        card=entry.card,
        kind=Link(title=words.table()["kind"][a.kind]["one"], path=f"kind/{a.kind}/"),
        regions=tuple(Link(title=region_name(c), path=region_path(c)) for c in concerned(entry)),
        published=a.published.isoformat() if a.published else "",
        updated=a.updated.isoformat() if a.updated and a.updated != a.published else "",
        dates=entry.card.dates,
        asof=words.full(today) if entry.turn else "",
        sure=tuple(_sure(entry)),
        due=due(entry, today, objections(a, told)),
        facts=facts(a, told),
        apply_url=a.apply_url or "",
        apply_host=host(a.apply_url) if a.apply_url else "",
        contacts=tuple(_pieces(a.contacts or "")),
        applying=applying(entry),
        body=a.body if whole else excerpt(a.body),
        whole=whole,
        origin=_origin(a, names[a.id]),
        prints=prints(a, entry.copies, names),
        disagreement=disagreement(a, entry.copies, names, entry.changes),
        reprints=tuple(_elsewhere(entry)),
        log=tuple(tell(change, zone(a.region)) for change in entry.changes[::-1]),
        programme=programme,
        beside=beside,
        preview=preview(entry),
    )


def _sure(entry: Entry) -> Iterator[str]:
    a = entry.announcement
    if entry.state.group not in ("open", "ahead"):
        return
    if a.apply_close and "apply_close" not in a.review:
        yield "close"
    if a.event_start and "event_start" not in a.review:
        yield "start"
        if a.event_end and "event_end" not in a.review:
            yield "end"


def _head(entry: Entry, today: date) -> Head:
    a = entry.announcement
    told = words.table()["kind"][a.kind]["one"]
    close = say("заявки до {day}", day=words.full(day(a.apply_close))) if a.apply_close else ""
    until = _with_doubt(a, "apply_close", close)
    held = _with_doubt(a, "event_start", words.span(a.event_start, a.event_end))
    trail = [HOME]
    if a.region:
        trail.append(Crumb(title=region_name(a.region), path=region_path(a.region)))
    return Head(
        title=a.title,
        description=", ".join(filter(None, (told, entry.card.meta[0], until or held))),
        crumbs=(*trail, Crumb(title=_short(a.name or a.title))),
        built=today.isoformat() if entry.turn else "",
    )


def _with_doubt(a: Announcement, field: str, told: str) -> str:
    """A date for where it stands alone, as in others' lists of results: never surer than it is."""
    if field in a.review:
        return ""
    return say("{date} (год выведен)", date=told) if told and field in a.inferred else told


def _short(title: str, limit: int = 60) -> str:
    return title if len(title) <= limit else title[:limit].rpartition(" ")[0] + "…"


def _pieces(text: str) -> Iterable[Piece]:
    """Addresses in a line of contacts become links."""
    at = 0
    for match in ADDRESS.finditer(text):
        if match.start() > at:
            yield Piece(text=text[at : match.start()])
        shown = match.group().rstrip(".,;)")
        yield Piece(text=shown, href=shown if "://" in shown else f"mailto:{shown}")
        at = match.start() + len(shown)
    if at < len(text):
        yield Piece(text=text[at:])


def _elsewhere(entry: Entry) -> Iterator[Origin]:
    """Reprints of which only the address is known."""
    known = {copy.source_url for copy in entry.copies}
    for url in entry.announcement.also_at:
        if url not in known:
            yield Origin(name=host(url), url=url)


def _origin(a: Announcement, name: str) -> Origin | None:
    if not a.source_url:
        return None
    decides = a.evidence.get("apply_close") or a.evidence.get("event_start")
    return Origin(
        name=name,
        url=at_words(a.source_url, decides),
        fetched=words.full(a.fetched) if a.fetched else "",
    )
