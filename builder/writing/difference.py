"""What a site's folder lacks of what was planned: comparing, nothing is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from builder.page import Page, digest
from builder.writing import output

if TYPE_CHECKING:
    from builder.search import Wanted

STATUS = "static/status.js"


class Lying(NamedTuple):
    """What a folder holds: the files that lie there, and what they were built from, as far as that
    is believed."""

    present: set[str]
    found: output.Built
    built: output.Built

    def indexes(self, sought: Wanted | None) -> bool:
        """Whether the index of the search is the one that is wanted."""
        key = sought.key if sought else ""
        return key == self.built.search and self.present.issuperset(self.built.index)


class Target(NamedTuple):
    """What a folder is to hold. ``shared`` is as in :class:`builder.writing.output.Built`,
    ``versions`` are of files that are no pages.
    """

    pages: Sequence[Page]
    versions: Mapping[str, str]
    shared: str
    sought: Wanted | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What a folder lacks. ``same`` files are kept, ``stale`` pages rendered, the rest goes.

    ``versions`` and ``shared`` are the target's; ``index`` are files of the search index that lie
    there: those of ``sought``, if it is ``indexed``; ``sought`` is ``None`` where no page is
    searched for.
    """

    versions: Mapping[str, str]
    shared: str
    wanted: Mapping[str, str]
    same: frozenset[str]
    stale: Sequence[Page]
    gone: int
    sought: Wanted | None
    indexed: bool
    index: tuple[str, ...]
    nothing: bool


def difference(target: Target, lying: Lying) -> Difference:
    """Compare what is planned with what lies there."""
    pages, versions, shared, sought = target
    present, found, built = lying
    digests = {page.path: digest(page) for page in pages}
    wanted = digests | {name: told for name, told in versions.items() if name != STATUS}
    same = right_of(built, wanted, shared, versions) & present
    indexed = lying.indexes(sought)
    index = tuple(name for name in built.index if name in present)
    return Difference(
        versions=versions,
        shared=shared,
        wanted=wanted,
        same=frozenset(same),
        stale=[page for page in pages if page.path not in same],
        gone=len(found.digests.keys() - wanted.keys()),
        sought=sought,
        indexed=indexed,
        index=index,
        nothing=indexed and same == wanted.keys() and present == {*same, *index, output.MARKER},
    )


def right_of(
    built: output.Built, wanted: Mapping[str, str], shared: str, versions: Mapping[str, Any]
) -> set[str]:
    """Files that were built from what is wanted now; what is no page has its version alone."""
    told = wanted if built.shared == shared else versions.keys() - {STATUS}
    return {path for path in told if built.digests.get(path) == wanted.get(path)}
