"""Pages to bytes: Jinja templates, links relative to the page.

Everything that a template writes is escaped; the only HTML let through is an announcement's text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from datetime import date
from functools import cache
from importlib import import_module
from operator import attrgetter
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from builder.forms.form import FORMS
from builder.forms.writers import writer
from builder.language import words
from builder.language.speech import say
from builder.language.templates import Words
from builder.page import Page, made
from builder.site import Site
from builder.writing.compiled import Compiled
from builder.writing.lean import Lean, shown

TEMPLATES = Path(__file__).parents[2] / "templates"
CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])
NONCHARACTERS = re.compile("[\ufffe\uffff]")
NEAR, FAR = "\uffff".encode()[:2], "\uffff".encode()[:1]
"""Letters that XML forbids and that no reader sees; the last two begin as few others do, which is
looked for byte by byte: one is found quicker than two.
"""


def linker(prefix: str) -> Callable[[str], str]:
    """From a path below the site's root to a link; ``prefix`` leads back to the root."""

    def href(path: str) -> str:
        return prefix + path or "./"

    return href


def day_words(iso: str) -> str:
    return words.full(date.fromisoformat(iso))


def day_in_year(iso: str) -> str:
    return words.in_year(date.fromisoformat(iso))


FILTERS = {
    "markdown": "builder.texts.prose.markdown",
    "page_text": "builder.texts.headings.page_text",
    "lang": "builder.language.marks.lang",
    "soften": "builder.pages.monthcalendar.hyphens.soften",
    "label": "builder.pages.statistics.chart.chart_label",
    "mail_date": "builder.forms.feedxml.mail_date",
    "qr": "builder.parts.qr.qr",
    "shown_address": "builder.parts.qr.shown_address",
}
FUNCTIONS = {
    "data_block": "builder.found.block.data_block",
    "correction": "builder.parts.correction.correction",
}
"""What templates call, by where it stands: few builds render pages of every kind."""


def late(place: str) -> Callable[..., Any]:
    """The function of that name, imported when it is first called."""
    module, _, name = place.rpartition(".")

    @cache
    def found() -> Any:
        return getattr(import_module(module), name)

    return lambda *told: found()(*told)


class Shared(Environment):
    """All templates know the same names, in one plain mapping.

    Jinja lays a mapping over another for each template, through which it then looks up every name
    of every page; and asks the disk before each use whether a template changed.
    """

    code_generator_class = Lean
    shown = staticmethod(shown)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        if d:
            raise ValueError("no template has names of its own")
        return self.globals


def environment(
    site: Site, assets: Mapping[str, str], kept: Path | None = None
) -> Environment:  # fmt: skip
    """``assets`` gives each static file's version, so that a changed one is fetched anew.

    ``kept`` is a cache's folder, for compiled templates.
    """
    env = Shared(
        loader=FileSystemLoader(TEMPLATES),
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=Compiled(kept) if kept else None,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=[Words],
    )
    env.filters.update({name: late(place) for name, place in FILTERS.items()})
    env.filters.update(full=day_words, short=day_in_year)
    env.globals.update({name: late(place) for name, place in FUNCTIONS.items()})
    env.globals.update(site=site, assets=dict(assets), forms=FORMS, _=say)
    env.globals.update(plural=words.plural, count=words.count, nouns=words.forms)
    env.globals["version"] = lambda name: f"?v={assets[name]}"
    return env


class Renderer:
    """Makes pages' files; called with one page, it returns its bytes."""

    def __init__(
        self, site: Site, assets: Mapping[str, str], kept: Path | None = None
    ) -> None:  # fmt: skip
        self._root = site.root
        self._template = cache(environment(site, assets, kept).get_template)

    def __call__(self, page: Page) -> bytes:
        return _bytes(self._text(page, made(page.context)))

    def several(self, pages: Iterable[Page]) -> Iterator[tuple[Page, bytes]]:
        """Pages with their bytes, in any order. Each step is done for all of them before the next
        one (decision 0011); what no template writes may be large, so it is made one by one.
        """
        plain = []
        for page in pages:
            if writer(page.template):
                yield page, self(page)
            else:
                plain.append(page)
        plain.sort(key=attrgetter("template"))
        contexts = [made(page.context) for page in plain]
        texts = [self._text(*told) for told in zip(plain, contexts, strict=True)]
        yield from zip(plain, [_bytes(text) for text in texts], strict=True)

    def _text(self, page: Page, context: Any) -> str | bytes:
        if write := writer(page.template):
            return write(context)
        # 404 is served for any address, so it alone cannot link relatively.
        prefix = self._root if page.path == "404.html" else "../" * page.path.count("/")
        template = self._template(page.template)
        return template.render(_names(prefix), page=context, here=page)


@cache
def _names(prefix: str) -> dict[str, Any]:
    return {"href": linker(prefix), "root": Markup(prefix)}


def _bytes(text: str | bytes) -> bytes:
    if isinstance(text, bytes):
        return text
    data = text.encode("utf-8").translate(None, CONTROLS)
    if FAR in data and NEAR in data:
        return NONCHARACTERS.sub("", data.decode("utf-8")).encode("utf-8")
    return data
