"""A built site as files, and its pages as what a browser would take from them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path

RESOURCES = {"link": "href", "script": "src", "img": "src", "source": "src", "iframe": "src"}
LOADED = {"stylesheet", "icon", "preload", "modulepreload", "manifest"}
PERIOD = re.compile(r"\d{4}(?:-?W?\d{2})?|\d{1,2}|bez-daty")


@dataclass(slots=True)
class Html:
    """``links`` lead elsewhere, ``resources`` are loaded; both as written."""

    links: list[str] = field(default_factory=list)
    resources: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    policy: str = ""
    inline: list[str] = field(default_factory=list)
    is_list: bool = False


OF_A_PERIOD = ("calendar", "digest")
"""Folders whose pages of a period look like no list."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found = Html()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        found = self.found
        if said.get("id"):
            found.ids.add(said["id"])
        if tag in ("a", "area") and "href" in said:
            found.links.append(said["href"])
        elif tag == "form":
            found.links.append(said.get("action", ""))
        elif tag in RESOURCES:
            self._resource(tag, said)
        elif tag == "meta" and said.get("http-equiv", "").lower() == "content-security-policy":
            found.policy = said.get("content", "")
        elif tag == "main":
            found.is_list = "data-list" in said
        if tag == "style" or "style" in said or any(name.startswith("on") for name in said):
            found.inline.append(tag)

    def _resource(self, tag: str, said: dict[str, str]) -> None:
        address = said.get(RESOURCES[tag], "")
        if tag == "script":
            if address:
                self.found.scripts.append(address)
            elif said.get("type") != "application/ld+json":
                self.found.inline.append(tag)
        elif tag == "link" and not LOADED & set(said.get("rel", "").split()):
            if said.get("rel") != "canonical" and not address.startswith(("http:", "https:")):
                self.found.links.append(address)
        elif address:
            self.found.resources.append(address)


def read(text: str) -> Html:
    reader = _Reader()
    reader.feed(text)
    return reader.found


class Tree:
    """The site's folder. Pages are parsed once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def files(self) -> dict[str, int]:
        """Sizes by path from the root."""
        found = (path for path in sorted(self.folder.rglob("*")) if path.is_file())
        return {path.relative_to(self.folder).as_posix(): path.stat().st_size for path in found}

    @cached_property
    def pages(self) -> dict[str, Html]:
        return {name: read(self.text(name)) for name in self.files if name.endswith(".html")}

    def text(self, name: str) -> str:
        return (self.folder / name).read_text("utf-8")

    def named(self, *endings: str) -> list[str]:
        return [name for name in self.files if name.endswith(endings)]

    def samples(self) -> tuple[list[str], list[str]]:
        """Of each kind of page the largest, and the smallest beside it; see :func:`kind`."""
        kinds: dict[str, list[str]] = defaultdict(list)
        for name in self.pages:
            kinds[kind(name)].append(name)
        by_size = [sorted(names, key=self.files.__getitem__) for names in kinds.values()]
        return [names[-1] for names in by_size], [names[0] for names in by_size if len(names) > 1]


def address(name: str) -> str:
    """A page's address as readers see it."""
    return name.removesuffix("index.html")


def kind(name: str) -> str:
    """Pages that lie alike are of one kind: «region/*/», «about/»; lists of a period are one."""
    *folders, file = name.split("/")
    if folders and PERIOD.fullmatch(folders[-1]):
        return f"{folders[0]}/*/" if folders[0] in OF_A_PERIOD else "*/ГГГГ/"
    if len(folders) < 2:
        return "/".join([*folders, "" if folders else file])
    return "/".join([folders[0], "*", *folders[2:]])
