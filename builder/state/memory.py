"""What is known beside the announcements: the state folder, and editors' words on programmes.

Read once, before anything is planned. Nothing here can stop a build: what is damaged is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from builder.language.speech import say
from builder.pages.digest.issue import Issue
from builder.pages.digest.store import read_issues
from builder.pages.textpage import Text, read_pages
from builder.parts.changes import Change, read_changes
from builder.parts.evidence import host
from builder.state.addresses import Address, read_addresses
from builder.state.health import Health, Source, read_health, read_sources
from builder.state.jsonfile import read_table
from builder.texts.programmetext import ProgrammeText, read_texts
from model.announcement import Announcement
from model.problem import ContentProblem

OBJECTIONS = "objections.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """``changes`` and ``objections`` by announcement; ``sources`` by id; ``addresses`` by path;
    ``issues`` of the digest by week; ``pages`` are the editors' own, by name."""

    changes: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    objections: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    health: tuple[Health, ...] = ()
    addresses: Mapping[str, Address] = field(default_factory=dict)
    programmes: Mapping[str, ProgrammeText] = field(default_factory=dict)
    issues: Mapping[str, Issue] = field(default_factory=dict)
    pages: Mapping[str, Text] = field(default_factory=dict)


EMPTY = Memory()


def read_memory(state: Path, content: Path) -> tuple[Memory, list[ContentProblem]]:
    changes, of_changes = read_changes(state)
    objections, of_objections = read_table(state / OBJECTIONS)
    sources, of_sources = read_sources(state)
    health, of_health = read_health(state)
    addresses, of_addresses = read_addresses(state)
    texts, of_texts = read_texts(content)
    issues, of_issues = read_issues(state)
    pages, of_pages = read_pages(content)
    memory = Memory(
        changes=changes,
        objections={name: row for name, row in objections.items() if isinstance(row, dict)},
        sources=sources,
        health=health,
        addresses=addresses,
        programmes=texts,
        issues=issues,
        pages=pages,
    )
    return memory, [
        *of_changes, *of_objections, *of_sources, *of_health, *of_addresses, *of_texts,
        *of_issues, *of_pages,
    ]  # fmt: skip


def publishers(
    announcements: Iterable[Announcement], sources: Mapping[str, Source]
) -> dict[str, str]:
    """Who printed each announcement, as people know them."""
    return {a.id: publisher(a, sources) for a in announcements}


def publisher(a: Announcement, sources: Mapping[str, Source]) -> str:
    if source := sources.get(a.source or ""):
        return source.name
    return a.issuer or (host(a.source_url) if a.source_url else say("Источник не указан"))
