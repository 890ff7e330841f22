"""A folder of saved publications: pages, mails and plain texts."""

from __future__ import annotations

import contextlib
import email
import re
from collections.abc import Callable, Iterator
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from pathlib import Path

from scraper.article import Lead, reading
from scraper.canonical import absolute
from scraper.formats.encoding import decode
from scraper.post import Post
from scraper.problem import EmptyProblem, LayoutProblem
from scraper.response import Get, Response
from scraper.settings import Article
from scraper.source import Source

SIZE_LIMIT = 10_000_000
SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d+\)(\S{1,2000})\s*-->", re.IGNORECASE)
FENCE = re.compile(r"\A---[ \t]*\n(.{0,4000}?)\n---[ \t]*\n", re.DOTALL)
FIELD = re.compile(r"^(title|date|published|url|source_url)[ \t]*:[ \t]*(.{1,2000})$", re.MULTILINE)


def collect(source: Source, get: Get) -> Iterator[Post]:
    """Yield each file's publication, by name. A file that gives no address has ``file:NAME``."""
    folder = source.folder
    paths = [p for p in sorted(folder.rglob("*")) if _ours(p, folder)]
    if not paths:
        kinds = ", ".join(sorted(READERS))
        raise EmptyProblem(source.id, str(folder), kinds, "в папке нет ни одного такого файла")
    for path in paths:
        name = path.relative_to(folder).as_posix()
        with path.open("rb") as file:
            yield READERS[path.suffix.lower()](source, name, file.read(SIZE_LIMIT))


def _ours(path: Path, folder: Path) -> bool:
    """A visible regular file that is really inside the folder."""
    parts = path.relative_to(folder).parts
    return (
        path.suffix.lower() in READERS
        and not any(part.startswith(".") for part in parts)
        and path.is_file()
        and path.resolve().is_relative_to(folder)
    )


def _page(source: Source, name: str, data: bytes) -> Post:
    """A page as a browser saved it, read like one that was fetched."""
    saved = SAVED_FROM.search(data[:4000])
    stated = saved[1].decode("ascii", "replace") if saved else ""
    url = absolute(stated, stated) or f"file:{name}"
    response = Response(url=url, status=200, headers={"content-type": "text/html"}, data=data)
    try:
        return reading(source, response, Lead(url=url), source.article or Article())
    except LayoutProblem:  # one page that cannot be read is left out, not the folder
        return Post(source=source.id, url=url, language=source.language)


def _text(source: Source, name: str, data: bytes) -> Post:
    text = decode(data).text
    return Post(source=source.id, url=f"file:{name}", text=text, language=source.language)


def _markdown(source: Source, name: str, data: bytes) -> Post:
    """Plain text, with a title, date and address if front matter states them."""
    text = decode(data).text.replace("\r\n", "\n")
    fence = FENCE.match(text)
    said = {k: v.strip().strip("\"'") for k, v in FIELD.findall(fence[1] if fence else "")}
    stated = said.get("source_url") or said.get("url") or ""
    return Post(
        source=source.id,
        url=absolute(stated, stated) or f"file:{name}",
        title=said.get("title"),
        published=said.get("published") or said.get("date"),
        text=text[fence.end() :] if fence else text,
        language=source.language,
    )


def _mail(source: Source, name: str, data: bytes) -> Post:
    """A letter: its markup if it has any, else its text."""
    message = email.message_from_bytes(data)
    parts = [part for part in message.walk() if not part.is_multipart()]
    shown = [part for part in parts if part.get_content_disposition() != "attachment"]
    html = "\n".join(_content(p) for p in shown if p.get_content_type() == "text/html")
    text = "\n".join(_content(p) for p in shown if p.get_content_type() == "text/plain")
    return Post(
        source=source.id,
        url=f"file:{name}",
        title=_header(message["subject"]),
        published=_header(message["date"]),
        html=html,
        text="" if html.strip() else text,
        language=source.language,
    )


def _content(part: Message) -> str:
    payload = part.get_payload(decode=True)
    charset = part.get_param("charset")
    if not isinstance(payload, bytes):
        return ""
    return decode(payload, declared=charset if isinstance(charset, str) else None).text


def _header(value: object) -> str | None:
    """A header's words. One that breaks its own encoding is given as it stands."""
    raw = str(value or "")
    with contextlib.suppress(ValueError, LookupError, MessageError):
        raw = str(make_header(decode_header(raw)))
    return " ".join(raw.split()) or None


READERS: dict[str, Callable[[Source, str, bytes], Post]] = {
    ".html": _page,
    ".htm": _page,
    ".txt": _text,
    ".md": _markdown,
    ".eml": _mail,
}
