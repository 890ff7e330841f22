"""The search: an index of documents, and the only module that knows its engine.

An index may be begun before its documents are known, in a process that meanwhile reads what the
last build left; it is then told of them, and sent those that it does not know yet.

The browser's side is static/search/; the page is templates/search/.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from builder.cache.census import packages
from builder.cache.texts import Damaged
from builder.index.document import Known, Promise
from builder.language.speech import spoken

if TYPE_CHECKING:
    from builder.index.engine import Where

LIBRARIES = ("pymorphy3",)
FOLDER = "search"
"""The index lies beside the search page, in files of its own."""

MOST = 500
"""Documents that are sent to a process; if more are new, one that has them all takes less time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be found. ``engine`` stands for all code that the index follows from, ``key`` for
    the documents too.
    """

    documents: tuple[Known, ...]
    engine: str
    key: str


def wanted(documents: Iterable[Promise], code: str) -> Wanted:
    """``code`` is the digest of the code that documents and index follow from."""
    found = tuple([Known(one.rank, one.digest(), one) for one in documents])
    own = engine(code)
    key = _digest(b"".join([own.encode(), *(one.key for one in found)]))
    return Wanted(documents=found, engine=own, key=key)


def engine(code: str) -> str:
    used = [line for line in packages() if line.startswith(LIBRARIES)]
    return _digest(repr((spoken(), code, used)).encode())


def index(
    found: Wanted,
    site: Where,
    done: Callable[[], None],
    memory: Path | None = None,
    jobs: int = 1,
) -> None:
    """Bring the index below ``site``, which is asked for when all is ready, to what is wanted, and
    tell when that is ``done``.

    ``memory`` is a file that this machine alone writes; with it a small change costs little.
    """
    from builder.index.engine import Into, build

    build(found.documents, Into(lambda: site() / FOLDER, done), memory, found.engine, jobs)


class Other(Protocol):
    """The process that the index was begun in."""

    def tell(self, value: Any) -> None: ...

    def hear(self) -> Any: ...


def begun(
    engine: str, memory: Path, jobs: int, hear: Callable[[], Any], say: Callable[[Any], None]
) -> None:
    """:func:`index` in a process that will be told what is wanted by :func:`go_on`, or not."""
    from builder.index.engine import Into, build

    told: list[Known] = []

    def ask(known: Collection[bytes]) -> Iterable[Known]:
        if told:  # and what was sent of them does not do any more
            raise Damaged(f"{memory}: кэш повреждён, делаем заново")
        told.extend([Known(rank, key, None) for rank, key in marshal.loads(hear())])
        there = frozenset(known)
        new = [at for at, one in enumerate(told) if one.key not in there]
        if len(new) > MOST:
            say(None)
            raise _TooManyError
        say(new)
        for at, document in zip(new, hear(), strict=True):
            told[at] = told[at]._replace(promise=document)
        return told

    with suppress(_TooManyError):
        into = Into(lambda: Path(hear()) / FOLDER, lambda: say(None))
        build(ask, into, memory, engine, jobs)


def go_on(found: Wanted, other: Other) -> bool:
    """Tell a process that was begun what is wanted; false if too much of it is new to that."""
    other.tell(marshal.dumps([one[:2] for one in found.documents]))
    new: list[int] | None = other.hear()
    if new is None:
        return False
    other.tell([found.documents[at].made() for at in new])
    return True


class _TooManyError(Exception):
    pass


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=12).hexdigest()
