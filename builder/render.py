"""Pages to bytes: Jinja templates, Markdown made safe, links relative to the page.

Everything that a template writes is escaped; the only HTML let through is what Markdown makes of
an announcement's text, and only the tags and link schemes listed here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

import nh3
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from builder import words
from builder.card import Card
from builder.forms import FORMS
from builder.page import Page
from builder.site import Site
from builder.writers import WRITERS

TEMPLATES = Path(__file__).parent.parent / "templates"
BODY_LEVEL = 3
"""Headings of an announcement's text begin below the page's own."""

TAGS = {
    "a", "blockquote", "br", "code", "del", "div", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol",
    "p", "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title"},
    "div": {"class", "tabindex", "role", "aria-label"},
    "ol": {"start"},
}
SCHEMES = {"http", "https", "mailto"}
"""Python-Markdown itself lets ``[x](javascript:…)`` through."""

UNPRINTABLE = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127, 0xFFFE, 0xFFFF])
"""Letters that XML forbids and that no reader sees."""

LONG = 60_000
BRACKETS = 1000
"""A text beyond either is no prose: Python-Markdown is quadratic in brackets (400 s for 50,000)."""


class _Frame(Treeprocessor):
    """Headings moved below the page's, tables put where they may scroll."""

    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for at, child in enumerate(parent):
                if child.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
                    child.tag = f"h{min(6, int(child.tag[1]) + BODY_LEVEL - 1)}"
                elif child.tag == "table":
                    parent[at] = _scrolling(child)


def _scrolling(table: Element) -> Element:
    box = Element("div", {"class": "scroll", "tabindex": "0", "role": "region"})
    box.set("aria-label", "Таблица")
    box.append(table)
    box.tail, table.tail = table.tail, None
    return box


class _Ours(Extension):
    """Plain Markdown with tables; HTML written by hand is shown as text."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.treeprocessors.register(_Frame(md), "frame", 15)


@cache
def _parser() -> Markdown:
    return Markdown(extensions=["tables", "sane_lists", _Ours()])


def markdown(text: str) -> Markup:
    if len(text) > LONG or text.count("[") > BRACKETS:
        return _paragraphs(text)
    try:
        html = _parser().reset().convert(text)
    except RecursionError:  # lists nested hundreds deep
        _parser.cache_clear()
        return _paragraphs(text)
    clean = nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener nofollow"
    )
    return Markup(clean)


def _paragraphs(text: str) -> Markup:
    """Text that is no prose, as it stands."""
    return Markup("\n").join(Markup("<p>{}</p>").format(part) for part in text.split("\n\n"))


def linker(prefix: str) -> Callable[[str], str]:
    """From a path below the site's root to a link; ``prefix`` leads back to the root."""

    def href(path: str) -> str:
        return prefix + path or "./"

    return href


def day_words(iso: str) -> str:
    return words.full(date.fromisoformat(iso))


def day_in_year(iso: str) -> str:
    return words.in_year(date.fromisoformat(iso))


def mail_date(iso: str) -> str:
    """A moment as RSS writes it."""
    return format_datetime(datetime.fromisoformat(iso))


def card_data(card: Card) -> str:
    """What the search page needs to show a found announcement as a row."""
    when = {name: getattr(card.when, name) for name in ("big", "head", "line", "tone")}
    said = {
        "title": card.title,
        "state": card.state.code,
        "dates": card.dates,
        "at": card.at,
        "how": card.how,
        "when": when,
        "meta": card.meta,
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def environment(site: Site, assets: Mapping[str, str]) -> Environment:
    """``assets`` gives each static file's version, so that a changed one is fetched anew."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.filters["markdown"] = markdown
    env.filters["full"] = day_words
    env.filters["short"] = day_in_year
    env.filters["mail_date"] = mail_date
    env.filters["card"] = card_data
    env.globals.update(site=site, assets=dict(assets), plural=words.plural, count=words.count)
    env.globals.update(forms=FORMS)
    return env


def renderer(site: Site, assets: Mapping[str, str]) -> Callable[[Page], bytes]:
    """A function from a page to its file's bytes."""
    env = environment(site, assets)

    def render(page: Page) -> bytes:
        if write := WRITERS.get(page.template):
            return write(page.context).translate(UNPRINTABLE).encode("utf-8")
        # 404 is served for any address, so it alone cannot link relatively.
        prefix = site.root if page.path == "404.html" else "../" * page.path.count("/")
        template = env.get_template(page.template)
        text = template.render(page=page.context, here=page, href=linker(prefix))
        return text.translate(UNPRINTABLE).encode("utf-8")

    return render
