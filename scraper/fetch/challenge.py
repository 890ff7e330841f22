"""Pages that ask whether we are a person, recognised and left alone.

The signatures lie in challenges.toml; nothing here tries to answer one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from model.table import parsed

SIGNATURES = Path(__file__).with_name("challenges.toml")
SAMPLE = 100_000
"""Bytes looked at. A challenge is a small page, an article may be long and quote anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """All that is stated must hold: one of ``status``, each of ``all``, one of ``any``."""

    name: str
    status: tuple[int, ...] = ()
    header: Mapping[str, str]
    all: tuple[bytes, ...] = ()
    any: tuple[bytes, ...] = ()
    max_bytes: int = SAMPLE

    def fits(self, status: int, headers: Mapping[str, str], data: bytes, page: bytes) -> bool:
        return (
            len(data) <= self.max_bytes
            and (not self.status or status in self.status)
            and all(value in headers.get(k, "").lower() for k, value in self.header.items())
            and all(mark in page for mark in self.all)
            and (not self.any or any(mark in page for mark in self.any))
        )


@cache
def _signatures() -> tuple[Signature, ...]:
    rows = parsed(SIGNATURES)["challenge"]
    return tuple(
        Signature(
            name=row["name"],
            status=tuple(row.get("status", ())),
            header=row.get("header", {}),
            all=_marks(row.get("all", ())),
            any=_marks(row.get("any", ())),
            max_bytes=row.get("max_bytes", SAMPLE),
        )
        for row in rows
    )


def _marks(words: list[str]) -> tuple[bytes, ...]:
    """Marks are ASCII or, for titles, Russian as both encodings in use would have it."""
    return tuple(word.lower().encode() for word in words)


def challenge(status: int, headers: Mapping[str, str], data: bytes) -> str | None:
    """Name the protection that answered instead of the site, if one did."""
    page = _lowered(data[:SAMPLE], headers)
    for signature in _signatures():
        if signature.fits(status, headers, data, page):
            return signature.name
    return None


def _lowered(data: bytes, headers: Mapping[str, str]) -> bytes:
    """The page in lower-case UTF-8 if it is markup, else nothing: JSON is never a challenge."""
    kind = headers.get("content-type", "text/html").lower()
    head = data[:400].lstrip().lower()
    if "html" not in kind and not head.startswith((b"<!doctype html", b"<html")):
        return b""
    try:
        return data.decode("utf-8").lower().encode()
    except UnicodeDecodeError:
        return data.decode("cp1251", "replace").lower().encode()
