"""``build.py --check``: what is wrong in content, beyond what keeps a file off the site.

Of a file that a person wrote or changed everything is a mistake. What the robot copied from a
source as it stood there is only noted: it is the source's.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from builder.page import Page
from builder.site import Site
from builder.state.memory import Memory
from model import content
from model.announcement import Announcement, Stage, day
from model.content import Catalogue
from model.problem import ContentProblem, meant

IMAGE = re.compile(r"!\[([^\]\n]*)\]\(([^)\s]*)[^)\n]*\)")
LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\(([^)\s]+)[^)\n]*\)")
TEXTS = {"programmes": "programme/", "pages": ""}
"""Folders of editors' own texts, with where on the site they lie."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """``note``: the robot brought it, nobody need mend it."""

    problem: ContentProblem
    note: bool = False

    def row(self) -> dict[str, str | int]:
        return self.problem.row() | {"level": "note" if self.note else "error"}


@dataclass(frozen=True, kw_only=True)
class Library:
    """What a check compares with. ``planned`` makes the site's pages, only if a link needs them."""

    content: Path
    state: Path
    site: Site
    today: date
    planned: Callable[[], Iterable[Page]] = field(repr=False)

    @cached_property
    def addresses(self) -> frozenset[str]:
        return frozenset(page.path for page in self.planned())


def findings(
    catalogue: Catalogue, memory: Memory, site: Site, folders: tuple[Path, Path], today: date
) -> list[Finding]:
    """Everything, in the order of files and lines. ``folders`` are content and state."""
    from builder.plan import pages

    library = Library(content=folders[0], state=folders[1], site=site, today=today,
                      planned=lambda: pages(catalogue, site, today, memory))  # fmt: skip
    found = [Finding(problem=problem) for problem in catalogue.problems]
    by_id = {a.id: a for a in catalogue.announcements}
    for path in content.files(library.content):
        if a := by_id.get(path.stem):
            found += _announcement(path, a, library)
    for folder, base in TEXTS.items():
        for path in sorted((library.content / folder).glob("*.md")):
            found += _texts(path, f"{base}{path.stem}/", library, copied=False)
    return sorted(found, key=lambda one: (str(one.problem.path), one.problem.line))


def _announcement(path: Path, a: Announcement, library: Library) -> Iterator[Finding]:
    read = _pristine(library.state, a.id)
    for problem, fields in contradictions(path, a, library.today):
        copied = read is not None and all(getattr(read, n) == getattr(a, n) for n in fields)
        yield Finding(problem=problem, note=copied)
    yield from _texts(path, f"a/{a.id}/", library, copied=read is not None and read.body == a.body)


def _pristine(state: Path, name: str) -> Announcement | None:
    path = state / "pristine" / f"{name}.md"
    try:
        return content.read(path) if path.is_file() else None
    except ExceptionGroup:
        return None


def contradictions(
    path: Path, a: Announcement, today: date
) -> Iterator[tuple[ContentProblem, tuple[str, ...]]]:
    """Dates that are each right and cannot be so together, with the fields that they stand in."""
    closes = day(a.apply_close) if a.apply_close else None
    opens = day(a.apply_open) if a.apply_open else None
    told = (
        ("apply_close", closes, a.event_end, "event_end", "позже, чем кончается событие"),
        ("apply_open", opens, a.event_end, "event_end", "позже, чем кончается событие"),
        ("published", a.published, a.updated, "updated", "позже, чем день изменения"),
        ("published", a.published, today, "", "день ещё не наступил"),
        ("published", a.published if a.stage is Stage.CALL else None, closes, "apply_close",
         "позже срока подачи, а стадия — call"),
    )  # fmt: skip
    for name, value, limit, other, message in told:
        if value and limit and value > limit:
            hint = f"сверьте с {other}: {limit}" if other else "сверьте с источником"
            fields = (name, other) if other else (name,)
            yield _problem(path, name, str(value), message, hint), fields


def _texts(path: Path, base: str, library: Library, *, copied: bool) -> Iterator[Finding]:
    """Pictures without words, and links inside the site that lead nowhere."""
    for number, line in _body(path):
        for match in IMAGE.finditer(line):
            if not match[1].strip():
                message = f"у картинки «{match[2][:80]}» нет описания"
                hint = "напишите, что на ней, в квадратных скобках: ![что на картинке](адрес)"
                problem = ContentProblem(path, number, "", "", message, hint)
                yield Finding(problem=problem, note=copied)
        for match in LINK.finditer(line):
            target = inside(match[1], base, library.site)
            if target is not None and target not in library.addresses:
                message = f"ссылка «{match[1][:80]}» никуда не ведёт: такой страницы нет"
                near = meant(target.removesuffix("index.html"), map(_shown, library.addresses))
                problem = ContentProblem(path, number, "", "", message, near or "уберите её")
                yield Finding(problem=problem, note=copied)


def _shown(path: str) -> str:
    return path.removesuffix("index.html")


def _body(path: Path) -> Iterator[tuple[int, str]]:
    """The lines below the front matter, numbered as in the file."""
    try:
        lines = path.read_bytes().decode("utf-8-sig", "replace").splitlines()
    except OSError:
        return
    fences = [number for number, line in enumerate(lines, 1) if line.rstrip() == content.FENCE]
    start = fences[1] if len(fences) > 1 else len(lines)
    yield from enumerate(lines[start:], start + 1)


def inside(link: str, base: str, site: Site) -> str | None:
    """The file of the site that a link means, ``None`` if it leads elsewhere."""
    try:
        parts, root = urlsplit(link), urlsplit(site.base_url)
    except ValueError:
        return None
    if parts.scheme or parts.netloc:
        if not link.startswith(site.base_url):
            return None
        place = link[len(site.base_url) :]
    elif parts.path.startswith("/"):
        place = parts.path.removeprefix(root.path) if parts.path.startswith(root.path) else "?"
    elif parts.path:
        place = posixpath.join(base, parts.path)
    else:
        return None
    place = unquote(urlsplit(place).path)
    folder = place.endswith("/") or not place
    clean = posixpath.normpath(place) if place else ""
    if clean.startswith(".."):
        return clean
    return posixpath.join("" if clean == "." else clean, "index.html") if folder else clean


def _problem(path: Path, name: str, found: str, message: str, hint: str) -> ContentProblem:
    lines = path.read_text("utf-8", "replace").splitlines()
    line = next((n for n, text in enumerate(lines, 1) if text.startswith(f"{name}:")), 1)
    return ContentProblem(path, line, name, found, message, hint)
