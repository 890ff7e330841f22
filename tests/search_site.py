"""The search page alone around an index: what the engine's own tests open in a browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from builder.index import SearchDocument, build
from builder.plan import _script
from builder.render import TEMPLATES, linker

STATIC = TEMPLATES.parent / "static"


def write_search(documents: Iterable[SearchDocument], out: Path) -> None:
    folder = out / "search"
    build(documents, folder)
    env = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    page = env.get_template("search/alone.html").render(href=linker("../"))
    (folder / "index.html").write_text(page, "utf-8")
    shutil.copytree(STATIC, out / "static", dirs_exist_ok=True)
    status = env.get_template("status.js").render(page=_script())
    (out / "static" / "status.js").write_text(status, "utf-8")
