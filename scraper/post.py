"""What a source published, verbatim: the only type that adapters yield."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One publication of a source, as its platform gave it. Nothing here is trusted or cleaned.

    ``published`` is the platform's own wording of the date («Сегодня, 12:30», RFC 822, ISO, unix
    seconds); reading it is normalisation's work. Exactly one of ``html`` and ``text`` is filled.
    """

    source: str
    url: str
    title: str | None = None
    published: str | None = None
    html: str = ""
    text: str = ""
    language: str | None = None
    attachments: tuple[str, ...] = ()
