"""What a page costs over the wire, gzipped, with all it loads, fonts included; against budgets."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from functools import cache
from posixpath import dirname, join, normpath
from urllib.parse import urlsplit

from checks.finding import Finding
from checks.tree import Html, Tree

KB = 1000
PAGE, LIST = 100 * KB, 150 * KB
STYLES, SCRIPT, SCRIPTS = 15 * KB, 15 * KB, 2
OWN_TOOLS = ("search/", "moe/")
"""Pages that bring a tool of their own, beside the two scripts of all pages."""

FACE = re.compile(r"@font-face\{([^}]*)\}")
SOURCE = re.compile(r"url\(([^)]+)\)")
RANGE = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?")


class Scale:
    """Weighs files of one site; each is packed once."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.packed = cache(self._packed)
        self.fonts = cache(self._fonts)

    def _packed(self, name: str) -> int:
        data = (self.tree.folder / name).read_bytes()
        return len(data) if name.endswith(".woff2") else len(gzip.compress(data, 9, mtime=0))

    def _fonts(self, styles: str) -> list[tuple[str, list[tuple[int, int]]]]:
        """Each font file of a sheet with the letters it is fetched for."""
        found = []
        for face in FACE.findall(self.tree.text(styles)):
            [address] = SOURCE.findall(face)
            spans = [(int(a, 16), int(b or a, 16)) for a, b in RANGE.findall(face)]
            found.append((_resolved(styles, address), spans))
        return found

    def page(self, name: str, page: Html) -> int:
        loaded = {_resolved(name, one) for one in [*page.resources, *page.scripts]}
        letters = {ord(letter) for letter in self.tree.text(name)}
        fonts = {
            font
            for sheet in loaded
            if sheet.endswith(".css")
            for font, spans in self.fonts(sheet)
            if any(low <= code <= high for code in letters for low, high in spans)
        }
        return sum(self.packed(one) for one in {name, *loaded, *fonts} if one in self.tree.files)


def _resolved(name: str, address: str) -> str:
    return normpath(join(dirname(name), urlsplit(address).path))


def over_budget(tree: Tree) -> Iterator[Finding]:
    scale = Scale(tree)
    for name in tree.named(".css"):
        yield from _over(name, scale.packed(name), STYLES)
    for name in tree.named(".js"):
        if name.startswith("static/"):
            yield from _over(name, scale.packed(name), SCRIPT)
    for name, page in tree.pages.items():
        if name != "404.html":
            yield from _over(name, scale.page(name, page), LIST if page.is_list else PAGE)
        scripts = {_resolved(name, one) for one in page.scripts}
        if len(scripts) > SCRIPTS and not name.startswith(OWN_TOOLS):
            yield Finding(where=name, what=f"программ больше двух: {', '.join(sorted(scripts))}")


def heaviest(tree: Tree) -> tuple[str, int]:
    scale = Scale(tree)
    pages = ((name, page) for name, page in tree.pages.items() if name != "404.html")
    weighed = ((name, scale.page(name, page)) for name, page in pages)
    return max(weighed, key=lambda one: one[1], default=("", 0))


def _over(name: str, size: int, limit: int) -> Iterator[Finding]:
    if size > limit:
        yield Finding(where=name, what=f"{size:,} байт, а можно {limit:,}".replace(",", " "))
