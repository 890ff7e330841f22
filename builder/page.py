"""A page: one output file, its template and its complete context as plain data.

What a page shows follows from its context alone, so one digest of code, templates and context
tells whether it must be rendered again. No template reaches for anything else.

A context that is dear to make is promised by :class:`Later`: a pure function and all that it is
made from. Then the digest of those stands for it, and only a page that is rendered makes it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from builder.index.document import Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Crumb:
    """``path`` is from the site's root, ``None`` for the page itself."""

    title: str
    path: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """``path`` is from the site's root."""

    title: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What every HTML page says of itself. ``feed`` is the Atom feed of the page's own list.

    ``built`` is set only where the page counts days, so that other pages stay as they are.
    ``forms`` is the folder in which the page's list lies in every form, ``None`` if it is no list.
    """

    title: str
    description: str
    section: str = ""
    crumbs: tuple[Crumb, ...] = ()
    feed: str = "feed.atom"
    built: str = ""
    forms: str | None = None


SIZE = 12
"""Bytes of a digest."""


class Later:
    """A context not made yet; looked at, it is what ``make`` returns. Nothing made is kept."""

    __slots__ = ("_args", "_make")

    def __init__(self, make: Callable[..., Any], *args: Any) -> None:
        self._make, self._args = make, args

    def made(self) -> Any:
        return self._make(*self._args)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.made(), name)

    def __repr__(self) -> str:
        return repr(self.made())

    def first(self) -> Any:
        """The first of what it is made from that is known by a digest."""
        firsts = (one[0] if one.__class__ is tuple and one else one for one in self._args)
        return next((one for one in firsts if hasattr(one.__class__, "digest")), None)

    def follows_from(self) -> tuple[Callable[..., Any], str]:
        """What makes it, and of what, in the digest's own words."""
        args = self._args
        if len(args) == 1 and hasattr(args[0].__class__, "digest"):
            return self._make, args[0].digest
        return self._make, _json([_brief(one) for one in args])


class Page(NamedTuple):
    """``path`` is the file's, from the site's root; ``search`` is what finds it, if anything."""

    path: str
    template: str
    context: Any
    search: Promise | None = None

    @property
    def address(self) -> str:
        """The path as readers see it: without index.html."""
        return self.path.removesuffix("index.html")


def made(context: Any) -> Any:
    """The context itself, whether it was promised or given."""
    return context.made() if isinstance(context, Later) else context


def anchor(page: Page) -> Any:
    """The first announcement that the page tells of, if that is known before it is made."""
    context = page.context
    return context.first() if context.__class__ is Later else None


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _plain(value: Any) -> Any:
    """Anything but JSON's own types in their words. What has a ``digest`` is told by it."""
    if isinstance(value, Later):
        make, told = value.follows_from()
        return f"{_named(make)} {told}"
    if isinstance(value, date):
        return value.isoformat()
    kind = value.__class__
    if hasattr(kind, "digest"):
        return value.digest
    return [_brief(getattr(value, name)) for name in _names(kind)]


def _brief(value: Any) -> Any:
    """Lists of entries are long and many: their digests are taken out at once."""
    if value.__class__ is tuple and value and hasattr(value[0].__class__, "digest"):
        return " ".join([one.digest for one in value])
    return value


_json = json.JSONEncoder(default=_plain, ensure_ascii=False).encode


def digest(page: Page) -> str:
    """Of what a page says besides its path; code, templates and the site's name are told apart for
    all pages at once.
    """
    _, template, context, _ = page
    if context.__class__ is not Later:
        return _hash(f"{template}\0{_json(context)}")
    make, told = context.follows_from()
    kind = _kind(template, make)
    # An entry's digest is one already.
    return kind + (told if len(told) == 2 * SIZE else _hash(told))


@cache
def _kind(template: str, make: Callable[..., Any]) -> str:
    return _hash(f"{template}\0{_named(make)}")[:SIZE]


def _named(make: Callable[..., Any]) -> str:
    return f"{make.__module__}.{make.__qualname__}"


def _hash(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=SIZE).hexdigest()
