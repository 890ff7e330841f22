"""An answer of the network, and the function that asks for one: all that adapters know of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """``url`` is where redirects ended; header names are lower-case; ``data`` is decompressed.

    ``status`` is that of the body: an answer that was confirmed by a 304 has its own 200 again.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    data: bytes

    @property
    def charset(self) -> str | None:
        """What the Content-Type header declares, which is often wrong."""
        for part in self.headers.get("content-type", "").split(";")[1:]:
            name, _, value = part.partition("=")
            if name.strip().lower() == "charset":
                return value.strip(" \"'") or None
        return None


class Get(Protocol):
    """Fetch one address. Raises :class:`scraper.problem.FetchProblem`."""

    def __call__(self, url: str, /, *, headers: Mapping[str, str] | None = None) -> Response: ...
