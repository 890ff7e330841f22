"""The content folder as the editor's pages see it: paths checked, versions compared, whole writes.

A version is a digest of a file's bytes. Whoever writes says which version they had read; if the
file has changed since, nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from threading import Lock

from model import files

LABEL = "content"
"""The content folder's name in addresses, whatever it is called on the disk."""

LIMIT = 2_000_000
MEDIA_LIMIT = 20_000_000
TEXT = (".md",)
MEDIA = (".gif", ".jpg", ".jpeg", ".pdf", ".png", ".webp")

CHANGED = (
    "файл изменился, пока вы его правили: его записал робот или другой редактор. Ничего не "
    "записано. Скопируйте свои слова, откройте объявление заново и внесите их ещё раз"
)


class Refused(Exception):
    """A request that is not done; the message tells an editor why. ``status`` is HTTP's."""

    def __init__(self, message: str, status: int = 422) -> None:
        self.status = status
        super().__init__(message)


def version(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Storage:
    """``root`` is the content folder."""

    root: Path
    lock: Lock = field(default_factory=Lock)

    def resolve(self, name: str, endings: tuple[str, ...] = TEXT) -> Path:
        """The file of a name such as ``content/announcements/x.md``, and of nothing else."""
        pure = PurePosixPath(name)
        if (
            pure.parts[:1] != (LABEL,)
            or len(pure.parts) < 3
            or any(part.startswith(".") or ":" in part for part in pure.parts)
            or any(sign in name for sign in "\0\\")
            or pure.suffix.lower() not in endings
        ):
            raise Refused(f"«{name}»: такого файла здесь быть не может", 400)
        path = self.root.joinpath(*pure.parts[1:])
        if not path.resolve().is_relative_to(self.root.resolve()):
            raise Refused(f"«{name}»: файл лежит вне папки с объявлениями", 400)
        return path

    def folder(self, name: str) -> Path:
        """A folder of a name such as ``content/media``."""
        return self.resolve(f"{name.rstrip('/')}/x.md").parent

    def name(self, path: Path) -> str:
        return f"{LABEL}/{path.relative_to(self.root).as_posix()}"

    def names(self, folder: str, endings: tuple[str, ...] = TEXT) -> Iterator[str]:
        """All files below a folder that may be served, in order."""
        for path in sorted(self.folder(folder).rglob("*")):
            if path.suffix.lower() in endings and path.is_file():
                name = self.name(path)
                try:
                    self.resolve(name, endings)
                except Refused:
                    continue
                yield name

    def read(self, name: str, endings: tuple[str, ...] = TEXT) -> bytes | None:
        """The file's bytes, ``None`` if there is no such file."""
        path = self.resolve(name, endings)
        limit = LIMIT if endings is TEXT else MEDIA_LIMIT
        try:
            if path.stat().st_size > limit:
                raise Refused(f"«{name}»: файл больше {limit // 1_000_000} МБ")
            return path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise Refused(f"«{name}» не читается: {error.strerror}", 500) from None

    def text(self, name: str) -> str | None:
        data = self.read(name)
        try:
            return data.decode("utf-8") if data is not None else None
        except UnicodeDecodeError:
            raise Refused(f"«{name}»: файл не в UTF-8; сохраните его в UTF-8") from None

    def write(
        self, name: str, data: bytes, had: str | None, endings: tuple[str, ...] = TEXT
    ) -> str:
        """Write a file of which the version ``had`` was read (``None``: there was none).

        Returns the new version.
        """
        path = self.resolve(name, endings)
        limit = LIMIT if endings is TEXT else MEDIA_LIMIT
        if len(data) > limit:
            raise Refused(f"«{name}»: файл больше {limit // 1_000_000} МБ")
        with self.lock:
            self.unchanged(name, had, endings)
            try:
                files.write(path, data)
            except OSError as error:
                raise Refused(f"«{name}» не записан: {error.strerror}", 500) from None
        return version(data)

    def delete(self, name: str, had: str | None, endings: tuple[str, ...] = TEXT) -> None:
        path = self.resolve(name, endings)
        with self.lock:
            self.unchanged(name, had, endings)
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise Refused(f"«{name}» не удалён: {error.strerror}", 500) from None

    def unchanged(self, name: str, had: str | None, endings: tuple[str, ...] = TEXT) -> None:
        """Refuse if a file is another than the version that was read."""
        data = self.read(name, endings)
        now = version(data) if data is not None else None
        if now != had:
            raise Refused(f"«{name}»: {CHANGED}", 409)
