"""Pages that editors write: content/pages/<slug>.md becomes /<slug>/.

A few pages are linked from everywhere and so always there: where the folder has none of its own,
the text shipped with the project stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from builder.language.names import states
from builder.language.speech import RUSSIAN, say, spoken
from builder.page import Crumb, Head, Page
from builder.pages.listing import Link
from builder.parts.regions import HOME
from builder.texts.textfile import read_all, read_text
from model.problem import ContentProblem
from model.status import State

FOLDER = "pages"
SHIPPED = Path(__file__).parents[2] / "content" / FOLDER
ABOUT = "about"
KNOWN = {
    ABOUT: say("О сайте и методе"),
    "accessibility": say("Доступность"),
    "licence": say("Чьи это тексты и данные"),
}
"""Pages that are always there, with the titles that stand in for a missing file's."""

RESERVED = re.compile(
    r"\d+|a|admin|archive|audience|bez-daty|calendar|changes|data|deadline|digest|editor|en|format"
    r"|kind|kk|lists|moe|og|open|organiser|programme|region|review|ru|search|sources|specialty|static|statistics|status"
    r"|styleguide"
)
"""First folders of other pages' addresses, now or one day."""

LAST = 1000
"""The place of a page that names none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """``order`` is the page's place among its like; ``body`` is Markdown."""

    title: str
    order: int
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPage:
    """``others`` are the pages beside it; ``states`` are empty but on the page of the method."""

    head: Head
    title: str
    body: str
    states: tuple[State, ...]
    others: tuple[Link, ...]


def read_pages(content: Path) -> tuple[dict[str, Text], list[ContentProblem]]:
    """All valid files; what is wrong with the others is told."""
    found, problems = read_all((content / FOLDER).glob("*.md"), _read)
    if spoken() == RUSSIAN:
        return found, problems
    ours, more = read_all((content / FOLDER / spoken()).glob("*.md"), _read)
    return {**found, **ours}, [*problems, *more]


def _read(path: Path) -> Text:
    file = read_text(path)
    if RESERVED.fullmatch(path.stem):
        message = f"адрес /{path.stem}/ занят самим сайтом"
        raise ContentProblem(path, 1, "", "", message, "назовите файл иначе")
    unknown = file.fields.keys() - {"title", "order"}
    if unknown:
        name = min(unknown)
        hint = "здесь бывают только title и order"
        raise ContentProblem(path, 2, name, str(file.fields[name]), "неизвестное поле", hint)
    order = str(file.fields.get("order", LAST))
    if not re.fullmatch(r"\d{1,4}", order):
        raise ContentProblem(path, 2, "order", order, "нужно целое число", "order: 10")
    return Text(title=file.title, order=int(order), body=file.body)


@cache
def shipped() -> Mapping[str, Text]:
    """The project's own texts of the pages that are always there."""
    found, _ = read_all((SHIPPED / f"{name}.md" for name in KNOWN), _read)
    if spoken() != RUSSIAN:
        found |= read_all((SHIPPED / spoken()).glob("*.md"), _read)[0]
    return {
        name: found.get(name, Text(title=title, order=LAST, body=""))
        for name, title in KNOWN.items()
    }


def text_pages(written: Mapping[str, Text]) -> Iterator[Page]:
    """``written`` are the editors' own, by name."""
    every = {**shipped(), **written}
    ordered = sorted(every.items(), key=lambda one: (one[1].order, one[1].title, one[0]))
    links = {name: Link(title=text.title, path=f"{name}/") for name, text in ordered}
    for name, text in ordered:
        others = tuple(link for other, link in links.items() if other != name)
        yield _page(name, text, others)


def _page(name: str, text: Text, others: tuple[Link, ...]) -> Page:
    context = TextPage(
        head=Head(
            title=text.title,
            description=text.title,
            section=f"{name}/",
            crumbs=(HOME, Crumb(title=text.title)),
        ),
        title=text.title,
        body=text.body,
        states=tuple(states().values()) if name == ABOUT else (),
        others=others,
    )
    template = "about.html" if name == ABOUT else "text.html"
    return Page(path=f"{name}/index.html", template=template, context=context)
