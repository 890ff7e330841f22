"""Addresses that a page's markup names, made absolute and safe to write into a text."""

from __future__ import annotations

import re
from urllib.parse import urldefrag

from scraper.canonical import absolute, same_host
from scraper.page.tree import Element

MAIL = re.compile(r"mailto:[\w.+-]{1,64}@[\w.-]{1,190}", re.IGNORECASE | re.ASCII)
DOCUMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|od[ts]|rtf|zip|rar|7z)(?:[?#]|$)", re.IGNORECASE)
SAFE = re.compile(r"[\w!#$%&*+,./:;=?@~\[\]-]{1,2000}", re.ASCII)
ENCODED = {ord(char): f"%{ord(char):02X}" for char in "()'"}
LAZY = ("data-src", "data-lazy-src", "data-original", "data-lazy", "src")
"""Where a picture's address stands, the likelier true one first: ``src`` may be a blank."""


def link(base: str, href: str | None) -> str | None:
    """Return where a link leads, ``None`` if nowhere that a reader may be sent."""
    href = (href or "").strip()
    if MAIL.fullmatch(href.split("?")[0]):
        return href.split("?")[0]
    url = absolute(base, href)
    if url is None:
        return None
    # Forms of registration live behind a fragment: https://example.test/#/register
    part = urldefrag(href).fragment
    return _safe(f"{url}#{part}") if part else _safe(url)


def image(base: str, element: Element) -> str | None:
    """Return the address of a picture's file, which may wait to be loaded later."""
    found = (_safe(absolute(base, element.get(name))) for name in LAZY)
    return next((url for url in found if url), None)


def is_document(url: str) -> bool:
    return DOCUMENT.search(url) is not None


def leads_away(base: str, href: str) -> bool:
    """Say whether a link leads to anything but another page of the site."""
    url = link(base, href)
    return url is not None and (is_document(url) or not same_host(base, url))


def _safe(url: str | None) -> str | None:
    url = (url or "").translate(ENCODED)
    return url if SAFE.fullmatch(url) else None
