"""Every address on a page that points into the site leads to something, fragments too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from checks.finding import Finding
from checks.tree import Tree

IN_STYLES = re.compile(r"(?:url\(|@import\s+)[\"']?([^\"')\s;]+)")
AWAY = ("http:", "https:", "mailto:", "tel:", "webcal:", "data:")


def broken(tree: Tree) -> Iterator[Finding]:
    for name, page in tree.pages.items():
        for link in {*page.links, *page.resources, *page.scripts}:
            if what := _wrong(tree, name, link):
                yield Finding(where=name, what=what)


def foreign(tree: Tree) -> Iterator[Finding]:
    """Whatever a page would load from another host, and a policy that would let it."""
    for name, page in tree.pages.items():
        for address in [*page.resources, *page.scripts]:
            if urlsplit(address).netloc:
                yield Finding(where=name, what=f"загружает чужое: {address}")
        for tag in page.inline:
            yield Finding(where=name, what=f"стиль или программа внутри страницы: <{tag}>")
        if "default-src 'self'" not in page.policy or "unsafe" in page.policy:
            yield Finding(where=name, what=f"нет строгой CSP: «{page.policy}»")
    for name in tree.named(".css"):
        for address in IN_STYLES.findall(tree.text(name)):
            if not address.startswith("data:") and _target(name, address) not in tree.files:
                yield Finding(where=name, what=f"в стилях нет такого файла: {address}")


def _target(name: str, address: str) -> str | None:
    """The file that an address on a page means; ``None`` if it leads out of the site."""
    path = unquote(urlsplit(address).path)
    found = normpath(join(dirname(name), path)) if path else name
    if found.startswith(".."):
        return None
    if path.endswith(("/", "/.", "/..")) or path in (".", ".."):
        return "index.html" if found == "." else f"{found}/index.html"
    return found


def _wrong(tree: Tree, name: str, address: str) -> str:
    if address.startswith(AWAY) or (name == "404.html" and address.startswith("/")):
        return ""
    target = _target(name, address)
    if target is None:
        return f"ссылка ведёт вон из сайта: {address}"
    if target not in tree.files:
        return f"ссылка в никуда: {address}"
    fragment = unquote(urlsplit(address).fragment)
    page = tree.pages.get(target)
    if fragment and page is not None and fragment not in page.ids:
        return f"нет такого места на странице: {address}"
    return ""
