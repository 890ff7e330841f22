"""The site as a folder that opens from a disk by double click: file:// knows no index pages.

A pure transformation of the finished files: addresses of folders get their index.html, the address
of the 404 page becomes relative. What only a server can use (robots, sitemaps) stays behind.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from builder.writing.output import MARKER

FOLDER = "kadrovy-radar"
FRESH = "static/fresh.json"
LEFT = frozenset({MARKER, "robots.txt", "404.html", FRESH})
PACKED = (".woff2", ".png", ".zip")
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The same site gives the same archive, so no file in it tells when it was packed."""

ATTRIBUTE = re.compile(r'(<[a-zA-Z][^<>]*?\s(?:href|src|action)=")([^"]*)(?=")')
AWAY = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|#")


def offline(
    files: Iterable[tuple[str, bytes]], fresh: Mapping[str, str]
) -> Iterator[tuple[str, bytes]]:
    """``files`` by path from the site's root; ``fresh`` is what static/fresh.json tells."""
    for name, data in files:
        if name in LEFT or name.startswith("sitemap"):
            continue
        if name.endswith(".html"):
            data = page(data.decode("utf-8"), fresh).encode("utf-8")
        yield name, data


def page(text: str, fresh: Mapping[str, str]) -> str:
    """One page: addresses made plain, and the day of reading, which no script may fetch here."""
    day, said = escape(fresh.get("day", "")), escape(fresh.get("said", ""))
    told = f'<html data-read="{day}" data-read-said="{said}"'
    return ATTRIBUTE.sub(_plain, text.replace("<html", told, 1))


def _plain(match: re.Match[str]) -> str:
    return match[1] + local(match[2])


def local(address: str) -> str:
    """«../region/?a=1#b» → «../region/index.html?a=1#b»; what leads out of the site stays."""
    if not address or AWAY.match(address):
        return address
    path, query, fragment = _split(address)
    if query.startswith("?v="):
        query = ""
    last = path.rpartition("/")[2]
    if last in ("", ".", ".."):
        path += ("/" if last else "") + "index.html" if path else ""
    return path + query + fragment


def _split(address: str) -> tuple[str, str, str]:
    rest, mark, fragment = address.partition("#")
    path, question, query = rest.partition("?")
    return path, question + query, mark + fragment


def write_offline(site: Path, target: Path) -> int:
    """Pack a built site; the archive is replaced whole. Returns the number of files."""
    names = sorted(p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file())
    fresh = json.loads((site / FRESH).read_text("utf-8"))
    files = ((name, (site / name).read_bytes()) for name in names)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    count = 0
    try:
        with os.fdopen(handle, "wb") as stream, ZipFile(stream, "w") as archive:
            for name, data in offline(files, fresh):
                info = ZipInfo(f"{FOLDER}/{name}", EPOCH)
                info.compress_type = ZIP_STORED if name.endswith(PACKED) else ZIP_DEFLATED
                info.external_attr = 0o644 << 16
                archive.writestr(info, data)
                count += 1
        Path(draft).chmod(0o644)
        Path(draft).replace(target)
    finally:
        Path(draft).unlink(missing_ok=True)
    return count
