"""A recording of a source: the pages it was read from and what was read, kept as a test.

``ID/index.json`` names the answers beside it, ``ID/source.toml`` is the source file of that day,
``ID/posts.json`` what it gave. Scripts, styles and pictures of pages are left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scraper.formats.encoding import decode
from scraper.post import Post
from scraper.problem import FetchProblem
from scraper.response import Get, Response

INDEX, SOURCE, POSTS = "index.json", "source.toml", "posts.json"
KEPT_HEADERS = ("content-type", "x-wp-totalpages")
SIZE = 2_000_000
"""Bytes of an answer that are kept."""

UNSEEN = re.compile(
    rb"<style\b.{0,500000}?</style\s*>|<svg\b.{0,500000}?</svg\s*>|<!--.{0,100000}?-->"
    rb"|<script\b(?![^>]{0,300}ld\+json).{0,500000}?</script\s*>",
    re.IGNORECASE | re.DOTALL,
)
OPENING = 120


class Recorder:
    """A :class:`Get` that passes on to another and keeps what came."""

    def __init__(self, get: Get) -> None:
        self._get = get
        self.answers: dict[str, Response] = {}

    def __call__(self, url: str, /, *, headers: Mapping[str, str] | None = None) -> Response:
        answer = self._get(url, headers=headers)
        self.answers[_key(url, headers)] = answer
        return answer


class Playback:
    """A :class:`Get` that answers from a recording and knows nothing else."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rows = json.loads((folder / INDEX).read_text("utf-8"))

    def __call__(self, url: str, /, *, headers: Mapping[str, str] | None = None) -> Response:
        row = self._rows.get(_key(url, headers))
        if row is None:
            raise FetchProblem("error", url, "этого адреса нет в записи", status=404)
        data = (self._folder / row["file"]).read_bytes()
        return Response(url=row["url"], status=200, headers=row["headers"], data=data)


def _key(url: str, headers: Mapping[str, str] | None) -> str:
    language = (headers or {}).get("Accept-Language")
    return f"{language} {url}" if language else url


def record(folder: Path, source: str, answers: Mapping[str, Response], posts: list[Post]) -> None:
    """Write a recording, in place of one that is there."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    rows: dict[str, Any] = {}
    for number, (key, answer) in enumerate(answers.items(), 1):
        name = f"{number:02}.{_suffix(answer)}"
        (folder / name).write_bytes(_slim(answer))
        headers = {k: answer.headers[k] for k in KEPT_HEADERS if k in answer.headers}
        rows[key] = {"url": answer.url, "file": name, "headers": headers}
    (folder / INDEX).write_text(_json(rows), "utf-8")
    (folder / SOURCE).write_text(source, "utf-8")
    (folder / POSTS).write_text(_json([summary(post) for post in posts]), "utf-8")


def summary(post: Post) -> dict[str, str | None]:
    """What of a publication a recording holds a source to."""
    text = " ".join(re.sub(r"<[^<>]*>", " ", post.html or post.text).split())
    return {"url": post.url, "title": post.title, "published": post.published,
            "opening": text[:OPENING]}  # fmt: skip


def _suffix(answer: Response) -> str:
    kind = answer.headers.get("content-type", "")
    return next((name for name in ("json", "xml", "html") if name in kind), "txt")


def _slim(answer: Response) -> bytes:
    """A page without what no reader sees, and in its own encoding still."""
    data = answer.data[:SIZE]
    if "html" not in answer.headers.get("content-type", "html") or not decode(data).text:
        return data
    return UNSEEN.sub(b"", data)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
