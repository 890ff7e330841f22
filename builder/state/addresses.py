"""Addresses once published never die: state/addresses.json remembers them.

A publication that an editor renamed leads on to its new name, known by its address in the source;
one that is gone leaves a page that says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.language.speech import say
from builder.page import Crumb, Head, Page
from builder.pages.listing import Link
from builder.parts.card import region_name
from builder.parts.regions import HOME, region_path
from builder.state.jsonfile import read_table, write_table
from model.announcement import Announcement
from model.problem import ContentProblem
from model.region import regions

FILE = "addresses.json"
SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"
INDEXES = {
    "programme": say("Программы"),
    "organiser": say("Организаторы"),
    "audience": say("Кому"),
    "specialty": say("Специальности"),
    "calendar": say("Календарь"),
}
"""Where a list that is no more leads to: the index of its like."""

ADDRESS = re.compile(rf"(?:a|{'|'.join(INDEXES)})/{SLUG}/|region/{SLUG}/{SLUG}/|\d{{4}}/(?:\d\d/)?")
GONE = say("Объявление снято")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """What stood there: the publication's address in its source, and its region."""

    url: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedPage:
    """Leads on to ``link``, with and without scripts."""

    head: Head
    link: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class GonePage:
    """Says that an announcement is no more, and where its like may be found."""

    head: Head
    links: tuple[Link, ...]


def read_addresses(state: Path) -> tuple[dict[str, Address], list[ContentProblem]]:
    table, problems = read_table(state / FILE)
    return {
        path: Address(url=_text(row, "url"), region=_region(_text(row, "region")))
        for path, row in sorted(table.items())
        if ADDRESS.fullmatch(path) and isinstance(row, dict)
    }, problems


def _text(row: Mapping[str, Any], name: str) -> str:
    told = row.get(name)
    return told if isinstance(told, str) else ""


def _region(code: str) -> str:
    return code if code in regions() else ""


def remember(
    state: Path,
    known: Mapping[str, Address],
    public: Iterable[Announcement],
    pages: Iterable[Page],
) -> bool:
    """Add what is published now; false, and nothing written, if all of it was known."""
    now = {f"a/{a.id}/": Address(url=a.source_url or "", region=a.region or "") for a in public}
    paths = {p.address: Address() for p in pages if ADDRESS.fullmatch(p.address)}
    table = {path: _row(address) for path, address in {**paths, **known, **now}.items()}
    return write_table(state / FILE, table)


def _row(address: Address) -> dict[str, str]:
    told = {"url": address.url, "region": address.region}
    return {name: value for name, value in told.items() if value}


def renamed(known: Mapping[str, Address], public: Iterable[Announcement]) -> dict[str, str]:
    """Ids that are no more, each with the id under which the same publication lies now.

    An address that several announcements share says of none of them what became of it.
    """
    found = list(public)
    here = {a.id for a in found}
    times = Counter(a.source_url for a in found)
    by_url = {a.source_url: a.id for a in found if a.source_url and times[a.source_url] == 1}
    old = ((_id(path), address.url) for path, address in known.items() if path.startswith("a/"))
    return {name: by_url[url] for name, url in old if name not in here and url in by_url}


def _id(path: str) -> str:
    return path.split("/")[1]


def moved_page(path: str, target: str, title: str) -> Page:
    head = Head(title=title, description=title, section="none", crumbs=(HOME, Crumb(title=title)))
    context = MovedPage(head=head, link=Link(title=title, path=target))
    return Page(path=f"{path}index.html", template="moved.html", context=context)


def gone_pages(
    known: Mapping[str, Address], living: Iterable[str], moved: Mapping[str, str]
) -> Iterator[Page]:
    """A page for every address that nothing stands at any more. ``moved`` ones have their own."""
    here = set(living)
    for path, address in known.items():
        if f"{path}index.html" in here or path in moved:
            continue
        if path.startswith("a/"):
            yield _gone(path, address)
        else:
            yield moved_page(path, *_index(path))


def _index(path: str) -> tuple[str, str]:
    """The address and the title of the list that a list belonged to."""
    folder, name, *_ = path.split("/")
    if folder in INDEXES:
        return f"{folder}/", INDEXES[folder]
    if folder == "region" and name.upper() in regions():
        return region_path(name.upper()), region_name(name.upper())
    return "archive/", say("Архив по месяцам")


def _gone(path: str, address: Address) -> Page:
    links = [Link(title=say("Все открытые наборы"), path="open/")]
    if address.region:
        title = say("Объявления региона: {name}", name=region_name(address.region))
        links.insert(0, Link(title=title, path=region_path(address.region)))
    head = Head(title=GONE, description=GONE, section="none", crumbs=(HOME, Crumb(title=GONE)))
    context = GonePage(head=head, links=tuple(links))
    return Page(path=f"{path}index.html", template="gone.html", context=context)
