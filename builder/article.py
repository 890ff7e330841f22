"""The page of one announcement: what, for whom, where, when, until when, how, and by whose word."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from builder import words
from builder.archive import by_age
from builder.card import Card, Entry, region_name, zone
from builder.changes import Told, tell
from builder.due import Due, applying, due
from builder.evidence import at_words, excerpt, host
from builder.fact import Fact, facts
from builder.listing import Link
from builder.memory import EMPTY, Memory, publisher, publishers
from builder.objection import objections
from builder.page import Crumb, Head, Page
from builder.regions import HOME, concerned, region_path
from builder.reprints import Print, disagreement, prints
from builder.searchpage import Filter, filters
from model.announcement import Announcement, day

BESIDE = 4
"""Related announcements of a page."""

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
    """``body`` is Markdown; ``whole`` is false where only an excerpt may be shown."""

    head: Head
    card: Card
    kind: Link
    regions: tuple[Link, ...]
    published: str
    updated: str
    dates: str
    asof: str
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
    filters: tuple[Filter, ...]


def articles(
    entries: tuple[Entry, ...],
    today: date,
    memory: Memory = EMPTY,
    programmes: Mapping[str, Link] | None = None,
) -> list[Page]:
    """``programmes`` are those that have a page, by slug."""
    beside, known = _neighbours(entries), programmes or {}
    return [
        _page(
            entry,
            today,
            memory,
            beside[entry.announcement.id],
            known.get(entry.announcement.programme or ""),
        )
        for entry in entries
    ]


def _page(
    entry: Entry, today: date, memory: Memory, beside: tuple[Link, ...], programme: Link | None
) -> Page:
    a = entry.announcement
    names = publishers((a, *entry.copies), memory.sources)
    told = memory.objections.get(a.id, {})
    whole = a.show != "excerpt"
    context = ArticlePage(
        head=_head(entry, today),
        card=entry.card,
        kind=Link(title=words.table()["kind"][a.kind]["one"], path=f"kind/{a.kind}/"),
        regions=tuple(Link(title=region_name(c), path=region_path(c)) for c in concerned(entry)),
        published=a.published.isoformat() if a.published else "",
        updated=a.updated.isoformat() if a.updated and a.updated != a.published else "",
        dates=entry.card.dates,
        asof=words.full(today) if entry.turn else "",
        due=due(entry, today, objections(a, told)),
        facts=facts(a, told),
        apply_url=a.apply_url or "",
        apply_host=host(a.apply_url) if a.apply_url else "",
        contacts=tuple(_pieces(a.contacts or "")),
        applying=applying(entry),
        body=a.body if whole else excerpt(a.body),
        whole=whole,
        origin=_origin(a, memory),
        prints=prints(a, entry.copies, names),
        disagreement=disagreement(a, entry.copies, names, entry.changes),
        reprints=tuple(_elsewhere(entry)),
        log=tuple(tell(change, zone(a.region)) for change in entry.changes[::-1]),
        programme=programme,
        beside=beside,
        filters=filters(entry),
    )
    path = f"{entry.card.path}index.html"
    return Page(path=path, template="article.html", context=context, searched=True)


def _head(entry: Entry, today: date) -> Head:
    a = entry.announcement
    told = words.table()["kind"][a.kind]["one"]
    until = f"заявки до {words.full(day(a.apply_close))}" if a.apply_close else ""
    held = words.span(a.event_start, a.event_end)
    trail = [HOME]
    if a.region:
        trail.append(Crumb(title=region_name(a.region), path=region_path(a.region)))
    return Head(
        title=a.title,
        description=", ".join(filter(None, (told, entry.card.meta[0], until or held))),
        crumbs=(*trail, Crumb(title=_short(a.name or a.title))),
        built=today.isoformat() if entry.turn else "",
    )


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


def _origin(a: Announcement, memory: Memory) -> Origin | None:
    if not a.source_url:
        return None
    decides = a.evidence.get("apply_close") or a.evidence.get("event_start")
    return Origin(
        name=publisher(a, memory.sources),
        url=at_words(a.source_url, decides),
        fetched=words.full(a.fetched) if a.fetched else "",
    )


def _neighbours(entries: tuple[Entry, ...]) -> Mapping[str, tuple[Link, ...]]:
    """Same programme first, then what the same region told of the same kind before.

    Only older ones: a new announcement must not change the pages of all that came before it.
    """
    programmes: dict[str, list[Entry]] = defaultdict(list)
    before: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    found = {}
    for entry in by_age(entries):
        a = entry.announcement
        key = (a.region or "", a.kind.value)
        same = programmes[a.programme] if a.programme else []
        near = [e for e in before[key][-BESIDE:] if e not in same] if a.region else []
        found[a.id] = tuple(map(_beside, [*same[::-1], *near[::-1]][:BESIDE]))
        before[key].append(entry)
        if a.programme:
            same.append(entry)
    return found


def _beside(entry: Entry) -> Link:
    return Link(title=entry.announcement.title, path=entry.card.path)
