"""What was fetched before, kept across runs: validators and the last good body of an address.

One file an address, written whole or not at all. A damaged file counts as none.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from model import files

BODY_LIMIT = 50_000_000
KEPT_HEADERS = ("content-type", "etag", "last-modified", "link", "x-wp-totalpages")
KEPT_DAYS = 90
"""A file that no run has asked for so long belongs to an article that left its listing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The last good answer of one address."""

    headers: Mapping[str, str]
    data: bytes

    @property
    def validators(self) -> dict[str, str]:
        """Request headers that ask «has it changed since?»; empty if the server gave no means."""
        pairs = (("If-None-Match", "etag"), ("If-Modified-Since", "last-modified"))
        return {ask: self.headers[has] for ask, has in pairs if has in self.headers}


class Cache:
    """A folder of entries; ``None`` remembers nothing.

    ``trouble`` is why the disk did not take an entry; after that none is offered to it. A page
    that was read is worth more than its copy.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self.trouble = ""

    def load(self, key: str) -> Entry | None:
        if self._folder is None:
            return None
        try:
            head, _, packed = self._path(key).read_bytes().partition(b"\n")
            headers = json.loads(head)
            data = zlib.decompressobj().decompress(packed, BODY_LIMIT)
        except (OSError, ValueError, zlib.error):
            return None
        if not isinstance(headers, dict) or headers.pop("key", None) != key:
            return None
        return Entry(headers=headers, data=data)

    def save(self, key: str, headers: Mapping[str, str], data: bytes) -> None:
        """Keep an answer if its server can later say that it is unchanged."""
        entry = Entry(headers={k: headers[k] for k in KEPT_HEADERS if k in headers}, data=data)
        if self._folder is None or self.trouble or not entry.validators:
            return
        head = json.dumps({"key": key, **entry.headers}).encode()
        try:
            files.write(self._path(key), head + b"\n" + zlib.compress(data, 1), durable=False)
        except OSError as error:
            self.trouble = str(error)

    def touch(self, key: str) -> None:
        """Say that an entry is still wanted."""
        if self._folder is not None:
            with contextlib.suppress(OSError):
                os.utime(self._path(key))

    def prune(self, now: float) -> None:
        """Drop what no run has wanted for ``KEPT_DAYS``. ``now`` is in unix seconds."""
        if self._folder is None or not self._folder.is_dir():
            return
        for path in self._folder.glob("*/*.http"):
            with contextlib.suppress(OSError):
                if now - path.stat().st_mtime > KEPT_DAYS * 86_400:
                    path.unlink()

    def _path(self, key: str) -> Path:
        assert self._folder is not None
        name = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
        return self._folder / name[:2] / f"{name[2:32]}.http"
