"""The site's folder: what lies there, what must be written anew, and the swap.

A new site is put together beside the old one, from hard links to what stays and from new files,
and then takes its place in one step. A reader, or a build that is killed, sees the old site or the
new one and never a part of either. A file of the site is never opened for writing.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from builder.cache.put import put
from model.problem import SettingProblem

MARKER = ".kadrovy-radar.json"
"""Lies in every folder that we may replace: each file's digest."""

AT_FDCWD = -100
RENAME_EXCHANGE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a site was built from: digests by path; the key and the files of its search index.

    ``shared`` stands for all that every page follows from: code, templates, the site's name.
    """

    shared: str
    digests: Mapping[str, str]
    search: str
    index: tuple[str, ...]


NOTHING = Built(shared="", digests={}, search="", index=())


def read_built(site: Path) -> Built:
    """What the folder holds. Raises if it is not ours to replace."""
    _recover(site)
    if not site.exists():
        return NOTHING
    if not site.is_dir():
        raise SettingProblem(f"{site}: это файл, а нужна папка для сайта")
    try:
        marker = json.loads((site / MARKER).read_text("utf-8"))
        return Built(
            shared=str(marker["shared"]),
            digests=dict(marker["digests"]),
            search=str(marker["search"]),
            index=tuple(marker["index"]),
        )
    except FileNotFoundError:
        if any(site.iterdir()):
            message = "в папке лежит не наш сайт; укажите другую: --site"
            raise SettingProblem(f"{site}: {message}") from None
        return NOTHING
    except (ValueError, KeyError, TypeError):
        # A marker that cannot be read still says whose folder it is.
        return NOTHING


def write_built(folder: Path, built: Built) -> None:
    marker = {
        "shared": built.shared, "search": built.search, "index": built.index,
        "digests": dict(built.digests),
    }  # fmt: skip
    put(folder / MARKER, json.dumps(marker).encode())


def lying(site: Path) -> set[str]:
    """Every file in the folder, as paths from it."""
    root = os.fspath(site)
    return {
        os.path.relpath(os.path.join(folder, name), root)  # noqa: PTH118 - 20 times faster
        for folder, _, names in os.walk(root)
        for name in names
    }


def stage(site: Path) -> Path:
    """An empty folder beside the site."""
    site.parent.mkdir(parents=True, exist_ok=True)
    folder = site.with_name(f".{site.name}.new-{os.getpid()}")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def keep(paths: Iterable[str], old: Path, new: Path) -> None:
    """Take files over as they are, by hard links where the disk has them."""
    made: set[str] = set()
    there, here = os.fspath(old), os.fspath(new)
    for path in sorted(paths):
        folder = path.rpartition("/")[0]
        if folder not in made:
            os.makedirs(f"{here}/{folder}", exist_ok=True)  # noqa: PTH103 - many thousands
            made.add(folder)
        _link(f"{there}/{path}", f"{here}/{path}")


def _link(old: str, new: str) -> None:
    try:
        os.link(old, new)
    except FileExistsError:
        os.unlink(new)  # noqa: PTH108
        _link(old, new)
    except OSError:
        shutil.copy2(old, new)


def folders(root: Path, paths: Iterable[str]) -> None:
    """Make the folders that files are to lie in."""
    base = os.fspath(root)
    for name in sorted({path.rpartition("/")[0] for path in paths}):
        with suppress(FileExistsError):
            try:
                os.mkdir(f"{base}/{name}")  # noqa: PTH102 - many hundreds
            except FileNotFoundError:
                os.makedirs(f"{base}/{name}")  # noqa: PTH103


def swap(new: Path, site: Path, *, spare: bool = False) -> None:
    """Put the new folder in the site's place; the old one is removed, or ``spare``d as ``new``."""
    if not site.exists():
        new.rename(site)
        return
    if _exchange(new, site):
        old = new
    else:
        old = site.with_name(f".{site.name}.old")
        shutil.rmtree(old, ignore_errors=True)
        site.rename(old)
        new.rename(site)
        if spare:
            old.rename(new)
    if not spare:
        shutil.rmtree(old)


@contextmanager
def locked(site: Path) -> Iterator[None]:
    """Let one build at a time work on a folder; the second waits, and says so."""
    site.parent.mkdir(parents=True, exist_ok=True)
    path = site.with_name(f".{site.name}.lock")
    with _held(path):
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Hold the file that lies at ``path`` now: one that is removed while we wait locks nobody."""
    told = False
    while True:
        with path.open("wb") as file:
            try:
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                if error.errno not in (errno.EACCES, errno.EAGAIN):
                    raise
                if not told:
                    print(f"{path}: идёт другая сборка этой папки, ждём", file=sys.stderr)  # noqa: T201
                told = True
                fcntl.lockf(file, fcntl.LOCK_EX)
            if _inode(path) == os.fstat(file.fileno()).st_ino:
                yield
                return


def _inode(path: Path) -> int | None:
    with suppress(FileNotFoundError):
        return path.stat().st_ino
    return None


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change names in one step; false where the system cannot."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    names = (os.fsencode(one), os.fsencode(other))
    if rename(AT_FDCWD, names[0], AT_FDCWD, names[1], RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise SettingProblem(f"{other}: папку нельзя заменить: {os.strerror(code)}")


def _recover(site: Path) -> None:
    """Clear up after builds that died; put back a site that one set aside between two renames."""
    for left in site.parent.glob(f".{site.name}.new-*"):
        if not _alive(left.name.rpartition("-")[2]):
            shutil.rmtree(left, ignore_errors=True)
    old = site.with_name(f".{site.name}.old")
    if old.exists() and not site.exists():
        old.rename(site)


def _alive(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return int(pid) != os.getpid()
