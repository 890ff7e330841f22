"""The search page alone around an index: what the engine's own tests open in a browser."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from builder.index.document import SearchDocument
from builder.index.engine import build
from builder.page import Page
from builder.pages.plainpages import plain_files
from builder.site import Site
from builder.writing.render import Renderer
from builder.writing.statics import statics

ALONE = Page(path="search/index.html", template="search/alone.html", context=None)


def write_search(documents: Iterable[SearchDocument], out: Path) -> None:
    build(documents, out / "search")
    write_page(out)


def write_page(out: Path) -> None:
    """All but the index itself."""
    render = Renderer(Site(base_url="https://radar.example.test/"), dict.fromkeys(statics(), "0"))
    files = {page.path: render(page) for page in plain_files() if page.path == "static/status.js"}
    files |= {name: one.data() for name, one in statics().items()}
    files[ALONE.path] = render(ALONE)
    for name, data in files.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(data)
