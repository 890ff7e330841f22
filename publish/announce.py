"""Telling search engines which addresses changed, by the IndexNow protocol. Off unless set up.

What was told is remembered as a mark an address: state/indexnow.json. A failure costs nothing but
the message: the marks stay, and the next night tells again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from urllib.parse import urlsplit

from builder.site import Site
from model.files import write
from publish.snapshot import sitemap_days

MEMORY = "indexnow.json"
MOST = 10_000
"""Addresses of one message, by the protocol."""

TIMEOUT = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexing:
    """Where to tell: the table [indexnow] of content/publish.toml. Empty: nobody is told."""

    endpoint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """``changed`` are addresses to be told of; ``marks`` is all there is now, to be remembered."""

    changed: tuple[str, ...]
    marks: tuple[str, ...]


def news(site: Path, state: Path) -> News:
    """What is new or changed since the last time. The first time there is nothing to compare to:
    all is remembered and nothing told, for a sitemap tells a whole site better."""
    found = {_mark(address, day): address for address, day in sitemap_days(site).items()}
    known = _known(state)
    changed = () if known is None else (found[mark] for mark in found.keys() - known)
    return News(changed=tuple(sorted(changed)), marks=tuple(sorted(found)))


def _mark(address: str, day: str) -> str:
    return blake2b(f"{address} {day}".encode(), digest_size=5).hexdigest()


def _known(state: Path) -> set[str] | None:
    try:
        rows = json.loads((state / MEMORY).read_text("utf-8"))
        return {str(row) for row in rows}
    except (OSError, ValueError, TypeError):
        return None


def remember(state: Path, told: News) -> None:
    write(state / MEMORY, json.dumps(told.marks, indent=0) + "\n")


def announce(changed: Iterable[str], site: Site, endpoint: str) -> None:
    """Send them all. Raises ``OSError`` if the receiver did not take them."""
    import requests

    addresses = list(changed)
    for at in range(0, len(addresses), MOST):
        body = _message(addresses[at : at + MOST], site)
        try:
            answer = requests.post(endpoint, json=body, timeout=TIMEOUT, allow_redirects=False)
        except requests.RequestException as error:
            raise OSError(f"{endpoint}: не отвечает: {error.__class__.__name__}") from None
        if answer.status_code not in (200, 202):
            raise OSError(f"{endpoint}: {answer.status_code} {answer.reason}")


def _message(addresses: list[str], site: Site) -> Mapping[str, object]:
    return {
        "host": urlsplit(site.base_url).netloc,
        "key": site.indexnow,
        "keyLocation": site.address(f"{site.indexnow}.txt"),
        "urlList": addresses,
    }
