"""Sources and how they fare, for readers; and the day of the newest reading, for their browsers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from builder.language import words
from builder.language.speech import say
from builder.page import Crumb, Head, Page
from builder.pages.listing import Link
from builder.parts.card import region_name
from builder.parts.regions import HOME, region_path
from builder.state.health import Health, Source, newest

WELL = "open"
"""The look of what needs nobody's attention."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One source. ``told`` says what is wrong, ``todo`` what to do; both empty if nothing is."""

    id: str
    name: str
    url: str
    role: str
    region: Link | None
    word: str
    look: str
    told: str
    todo: str
    hint: str
    read: str
    latest: str
    rhythm: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesPage:
    """``summary`` names the day that it is true for."""

    head: Head
    summary: str
    broken: tuple[Line, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fresh:
    """When any source was last read: an ISO day and in words, empty if that is not known."""

    day: str
    said: str


def source_pages(sources: Mapping[str, Source], health: Iterable[Health]) -> list[Page]:
    records = {record.id: record for record in health}
    names = sorted(sources.keys() | records.keys())
    lines = [_line(_source(name, sources), records.get(name)) for name in names]
    lines.sort(key=lambda line: (line.name.casefold(), line.id))
    last = newest(records.values())
    head = Head(
        title=say("Источники"),
        description=say("За какими сайтами мы следим и какие из них сейчас не читаются"),
        section="sources/",
        crumbs=(HOME, Crumb(title=say("Источники"))),
    )
    context = SourcesPage(
        head=head,
        summary=_summary(lines, records.values()),
        broken=tuple(line for line in lines if line.look != WELL),
        lines=tuple(lines),
    )
    return [
        Page(path="sources/index.html", template="sources.html", context=context),
        Page(
            path="static/fresh.json",
            template="fresh.json",
            context=Fresh(
                day=last.isoformat() if last else "", said=words.full(last) if last else ""
            ),
        ),
    ]


def _source(name: str, sources: Mapping[str, Source]) -> Source:
    return sources.get(name) or Source(id=name, name=name)


def _summary(lines: list[Line], records: Iterable[Health]) -> str:
    ran = max(filter(None, (record.last_run for record in records)), default=None)
    if not lines or ran is None:
        return say("Источники ещё не читали.")
    told = words.count(len(lines), "source")
    broken = sum(1 for line in lines if line.look != WELL)
    if not broken:
        return say(
            "Следим за сайтами: {sources}. {day} все прочитаны исправно.",
            sources=told,
            day=words.full(ran),
        )
    return say(
        "Следим за сайтами: {sources}. На {day} не всё в порядке у {n}. "
        "Объявления с них остаются на сайте, но могут отстать.",
        sources=told,
        day=words.full(ran),
        n=broken,
    )


def _line(source: Source, record: Health | None) -> Line:
    table: Mapping[str, Mapping[str, Any]] = words.table()["source"]
    row = table.get(record.state if record else "", table["unknown"])
    return Line(
        id=source.id,
        name=source.name,
        url=source.url,
        role=str(words.table()["role"].get(source.role, "")),
        region=_region(source.region),
        word=row["word"],
        look=row["look"],
        told=_told(row, record),
        todo=row.get("todo", ""),
        hint=record.mend if record else "",
        read=_since(record),
        latest=words.in_year(record.last_day) if record and record.last_day else "",
        rhythm=_rhythm(record),
    )


def _region(code: str) -> Link | None:
    return Link(title=region_name(code), path=region_path(code)) if code else None


def _told(row: Mapping[str, Any], record: Health | None) -> str:
    """What happened and since when, in sentences."""
    said = [row.get("told", "")]
    if record and record.broken_since:
        said.append(say("Так с~{day}.", day=words.full(record.broken_since)))
    if record and row.get("why") and record.reason:
        said.append(record.reason[:1].upper() + record.reason[1:].rstrip(".") + ".")
    return " ".join(filter(None, said))


def _since(record: Health | None) -> str:
    return words.in_year(record.last_success) if record and record.last_success else ""


def _rhythm(record: Health | None) -> str:
    """«раз в 2 дня»"""
    if record is None or record.rhythm is None:
        return ""
    gap = max(1, round(record.rhythm))
    if gap == 1:
        return say("каждый день")
    return say("раз в~{days}", days=words.count(gap, "day"))
