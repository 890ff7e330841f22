"""What a built site consists of, as plain facts for the gates. Reads a folder, judges nothing."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

FRONT, SITEMAP = "index.html", "sitemap.xml"
FEEDS = (".atom", ".rss", ".json")
IGNORED = (".kadrovy-radar.json",)
LIVING = "announcements"
"""In a tally, beside the types of files: announcements that the sitemap names. Pages of withdrawn
ones stay, with a notice, so that their number says nothing."""

ARTICLE = re.compile(r"(?:^|/)a/[^/]+/(?:index\.html)?$")
SITEMAP_NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many files a type of page has, and how many bytes they hold."""

    files: int
    bytes: int


Tally = Mapping[str, Share]
"""Shares by type; see :func:`type_of`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """``files``: bytes by path. ``links``: for each linked path, or address that leads out of the
    site's root, a page that links to it. ``feeds``: what is wrong with each, empty if sound.
    ``sitemap``: paths it lists; ``None`` if it cannot be parsed. ``front``: letters on the front.
    """

    files: Mapping[str, int]
    links: Mapping[str, str]
    feeds: Mapping[str, str]
    sitemap: tuple[str, ...] | None
    front: int

    def tally(self) -> dict[str, Share]:
        return _tally(self.files, self.sitemap or ())


def type_of(path: str) -> str:
    """Pages that look alike: the first folder and the ending. Years are one type."""
    folder, _, rest = path.partition("/")
    if not rest:
        return path
    return ("year" if folder.isdigit() else folder) + "/*" + posixpath.splitext(path)[1]


def tally(site: Path) -> dict[str, Share]:
    """The shares of a site that lies in a folder."""
    files = sizes(site)
    return _tally(files, tuple(sitemap_days(site)) if SITEMAP in files else ())


def _tally(files: Mapping[str, int], listed: Sequence[str]) -> dict[str, Share]:
    living = sum(1 for place in listed if ARTICLE.search(place))
    found: dict[str, Share] = {LIVING: Share(files=living, bytes=0)}
    for path, size in files.items():
        before = found.get(type_of(path), Share(files=0, bytes=0))
        found[type_of(path)] = Share(files=before.files + 1, bytes=before.bytes + size)
    return found


def sizes(site: Path) -> dict[str, int]:
    """Bytes of every file of a site, by its path."""
    found = {}
    for folder, _, names in os.walk(site):
        for name in names:
            path = Path(folder, name)
            if name not in IGNORED:
                found[path.relative_to(site).as_posix()] = path.stat().st_size
    return dict(sorted(found.items()))


def read(site: Path, base_url: str) -> Snapshot:
    """All facts of a built site. ``base_url`` is where it will be served."""
    files = sizes(site)
    links: dict[str, str] = {}
    front = 0
    for path in files:
        if path.endswith((".html", ".htm")):
            hrefs, letters = _page((site / path).read_bytes())
            for href in hrefs:
                if (target := resolve(path, href, base_url)) is not None:
                    links.setdefault(target, path)
            front = letters if path == FRONT else front
    return Snapshot(
        files=files,
        links=links,
        feeds={p: feed_problem(p, (site / p).read_bytes()) for p in files if is_feed(p)},
        sitemap=_sitemap(site, base_url) if SITEMAP in files else None,
        front=front,
    )


def _page(data: bytes) -> tuple[list[str], int]:
    """The addresses that a page refers to, and how many letters its main part has."""
    from lxml import etree

    tree = etree.fromstring(data, etree.HTMLParser(encoding="utf-8")) if data.strip() else None
    if tree is None:
        return [], 0
    named = (one.get(name) for one in tree.iter() for name in ("href", "src", "action"))
    main = tree.find(".//main")
    text = "".join(str(piece) for piece in main.itertext()) if main is not None else ""
    return [str(href) for href in named if href is not None], len("".join(text.split()))


def resolve(page: str, href: str, base_url: str) -> str | None:
    """The file that an address means, ``None`` if it leads elsewhere on the web."""
    href = href.strip()
    base, root = urlsplit(base_url), urlsplit(base_url).path.rstrip("/") + "/"
    try:
        parts = urlsplit(href)
    except ValueError:
        return href
    if parts.scheme or parts.netloc:
        same = (parts.scheme or base.scheme, parts.netloc) == (base.scheme, base.netloc)
        if not same or not (parts.path + "/").startswith(root):
            return None
    path = unquote(parts.path)
    if not path and not parts.netloc:
        return page
    if path.startswith("/") or parts.netloc:
        if not (path + "/").startswith(root):
            return href
        path = path[len(root) :]
    else:
        path = posixpath.join(posixpath.dirname(page), path)
    folder = path.endswith("/") or path.rpartition("/")[2] in ("", ".", "..")
    clean = posixpath.normpath(path)
    if clean.startswith("../") or clean == "..":
        return href
    clean = "" if clean == "." else clean
    return posixpath.join(clean, FRONT) if folder or not clean else clean


def is_feed(path: str) -> bool:
    name = path.rpartition("/")[2]
    return name.endswith(FEEDS[:2]) or name == "feed.json" or name.endswith(".ics")


def feed_problem(path: str, data: bytes) -> str:
    """What a feed reader, or a calendar, would stumble over; empty if nothing."""
    if path.endswith(".ics"):
        whole = data.startswith(b"BEGIN:VCALENDAR\r\n") and data.endswith(b"END:VCALENDAR\r\n")
        return "" if whole else "календарь оборван"
    if path.endswith(".json"):
        return _json_feed_problem(data)
    import feedparser

    parsed = feedparser.parse(data, response_headers={"content-type": "application/atom+xml"})
    if parsed.bozo:
        return str(parsed.bozo_exception)
    if not parsed.get("version"):
        return "это не лента Atom и не RSS"
    nameless = sum(1 for entry in parsed.entries if not (entry.get("id") and entry.get("title")))
    return f"записей без адреса или заголовка: {nameless}" if nameless else ""


def _json_feed_problem(data: bytes) -> str:
    import json

    try:
        feed = json.loads(data)
        sound = str(feed["version"]).startswith("https://jsonfeed.org/")
        sound = sound and all(item["id"] for item in feed["items"])
    except (ValueError, KeyError, TypeError) as error:
        return f"не читается: {error}"
    return "" if sound else "это не JSON Feed"


def _sitemap(site: Path, base_url: str) -> tuple[str, ...] | None:
    """The paths that a sitemap lists; an address of another site stays whole."""
    try:
        days = _days(site, SITEMAP)
    except ValueError:
        return None
    return tuple(
        (resolve("", one, base_url) if one.startswith(base_url) else None) or one for one in days
    )


def sitemap_days(site: Path) -> dict[str, str]:
    """Every address of a built site's sitemap with the day of its last change, empty if untold.
    Nothing where the map cannot be read."""
    try:
        return _days(site, SITEMAP)
    except ValueError:
        return {}


def _days(site: Path, name: str, *, part: bool = False) -> dict[str, str]:
    """An index of maps stands for its parts, which lie beside it. Raises ``ValueError``."""
    from lxml import etree

    try:
        data = (site / name).read_bytes()
        tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except (OSError, etree.XMLSyntaxError) as error:
        raise ValueError(str(error)) from None
    rows = {
        str(one.findtext(f"{SITEMAP_NAMESPACE}loc") or ""): str(
            one.findtext(f"{SITEMAP_NAMESPACE}lastmod") or ""
        )
        for one in tree
    }
    if part or tree.tag != f"{SITEMAP_NAMESPACE}sitemapindex":
        return rows
    parts = (posixpath.basename(urlsplit(address).path) for address in rows)
    return {k: v for name in parts for k, v in _days(site, name, part=True).items()}
