"""The folder that becomes the site: the one that was the site before the present one.

It lacks only what two builds changed, so a small change costs little however large the site is. It
is ours alone and takes the site's place in one step; while it is worked on it bears no marker, so
one that a killed build left half done is not trusted again.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from builder.cache import store
from builder.cache.files import folders

if TYPE_CHECKING:
    from builder.writing import output

FOLDER, FILE = "twin", "folders"

Folders = list[tuple[str, int]]
"""Folders of a site, each with the nanosecond in which a name in it last came or went."""


class Known(NamedTuple):
    """What the last build left: folders of the site and of its twin, empty if not known."""

    site: Folders
    twin: Folders


def known(cache: Path | None, site: Path) -> Known:
    value = store.recall(cache / FILE, os.fsencode(site)) if cache else None
    return Known(site=value[0], twin=value[1]) if value else Known(site=[], twin=[])


def untouched(root: Path, told: Folders) -> bool:
    """No name in any folder came or went since then."""
    base = os.fspath(root)
    try:
        return bool(told) and all(
            os.stat(f"{base}/{name}").st_mtime_ns == changed  # noqa: PTH116 - many thousands
            for name, changed in told
        )
    except OSError:
        return False


def present(site: Path, built: output.Built, *, lies: bool) -> set[str]:
    """Every file of the site; its folders are walked only if something moved in them.

    ``lies``: they are :func:`untouched`.
    """
    from builder.writing import output

    if built.digests and lies:
        return {*built.digests, *built.index, output.MARKER}
    return output.lying(site)


def take(cache: Path | None, site: Path, told: Folders) -> tuple[Path, output.Built]:
    """A folder to make the site in, and what lies there already."""
    from builder.writing import output
    from model.problem import SettingProblem

    twin = cache / FOLDER if cache else None
    if twin is None or not _beside(twin, site):
        return output.stage(site), output.NOTHING
    try:
        built = output.read_built(twin) if twin.exists() else output.NOTHING
        if built.digests and untouched(twin, told):
            (twin / output.MARKER).unlink()
            return twin, built
    except SettingProblem:
        pass
    import shutil

    shutil.rmtree(twin, ignore_errors=True)
    twin.mkdir(parents=True)
    return twin, output.NOTHING


def _beside(twin: Path, site: Path) -> bool:
    """On one disk, where folders can change names."""
    twin.parent.mkdir(parents=True, exist_ok=True)
    return twin.parent.stat().st_dev == site.parent.stat().st_dev


def prune(folder: Path, lying: Iterable[str]) -> None:
    """Remove files, and the folders that they leave empty."""
    for path in lying:
        (folder / path).unlink(missing_ok=True)
        above = (folder / path).parent
        while above != folder:
            try:
                above.rmdir()
            except OSError:
                break
            above = above.parent


def settle(cache: Path | None, new: Path, site: Path, paths: Iterable[str], old: Folders) -> None:
    """Let the new folder take the site's place, and remember how both lie."""
    from builder.writing import output

    if cache is None or new != cache / FOLDER:
        output.swap(new, site)
        return
    now = folders(new, paths)
    output.swap(new, site, spare=True)
    store.keep(cache / FILE, os.fsencode(site), (now, old))
